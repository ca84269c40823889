import {
  type AccessToken,
  type AccessTokenSource,
  type Authentication,
  createCernClient,
  createCisClient,
  createDabpClient,
  type DevicePrompt,
  deviceCode,
  type TokenCache,
  type TokenSource,
  tokenExchange,
} from '@personctl/sdk'
import { decodeJwt } from '@personctl/shared/jwt'
import { CredentialsError, resolveSecret } from '../config/credentials.ts'
import { labelOf, resolveServiceSettings } from '../config/settings.ts'
import { errorCode } from '../config/store.ts'
import { KeptTokens } from '../config/tokenStore.ts'
import { configFolder, ServiceVariables } from '../config/variables.ts'
import { UsageError } from '../errors/errors.ts'
import type { Redactor } from '../text/redact.ts'
import { cernOptions, cisOptions, dabpOptions } from './connect.ts'
import type { ConnectionNeeds, ConnectionOptions } from './options.ts'
import { readKeptSecret } from './storedSecret.ts'

/** The tokens of earlier runs, and for later ones, for one client. */
export function keptTokenCache(
  { env, redactor, debug, warn }: Pick<ConnectionOptions, 'env' | 'redactor' | 'debug' | 'warn'>,
  context: string,
  clientId: string,
): TokenCache {
  const folder = configFolder(env).path
  const tokens = new KeptTokens(folder)
  return {
    async get(key) {
      const token = await tokens.get(key)
      if (token === undefined) return undefined
      redactor.hide(token.accessToken)
      debug(`there is a token of an earlier run, good until ${new Date(token.expiresAt).toISOString()}`)
      return token
    },
    async set(key, token) {
      try {
        await tokens.set({ ...token, key, context, clientId })
      } catch (error) {
        await warn({
          code: 'token_not_kept',
          message: `The token cannot be kept in ${folder}: ${errorCode(error)}.`,
          hint: 'Every command asks for one of its own. With --no-token-cache, or PERSONCTL_NO_TOKEN_CACHE=1, that is meant.',
        })
      }
    },
    delete: (key) => tokens.delete(key),
  }
}

/** A client that is all but made: only how it gets its tokens can still be chosen. */
interface Prepared {
  readonly usual: Authentication
  make(auth: Authentication): unknown
}

const clients = {
  async cis(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await cisOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createCisClient({ ...prepared, auth }) }
  },
  async cern(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await cernOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createCernClient({ ...prepared, auth }) }
  },
  async dabp(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await dabpOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createDabpClient({ ...prepared, auth }) }
  },
}

/** The services that tokens are for. */
export type TokenService = keyof typeof clients

export const tokenServices: readonly TokenService[] = Object.keys(clients) as TokenService[]

/** Where a client of the service has its tokens from: as any command has them, or in another way. */
async function tokenSource(
  service: TokenService,
  options: ConnectionOptions,
  otherWay?: Authentication,
): Promise<TokenSource> {
  const credentials = otherWay === undefined ? 'now' : 'when needed'
  const { usual, make } = await clients[service](options, { credentials })
  const auth = otherWay ?? usual
  return new Promise((resolve) => {
    // A client connects its authentication as it is made: that tells it the addresses, the audience and the rest.
    make({
      connect(context) {
        const source = auth.connect(context)
        resolve(source)
        return source
      },
    })
  })
}

/** Who asks for tokens of people, and where. What is missing is that of the context's environment. */
interface PersonClient {
  readonly clientId: string
  /** A public client has none. */
  readonly clientSecret?: string
  readonly tokenUrl?: string
  readonly deviceAuthorizationUrl?: string
  readonly audience?: string
  readonly scope?: string
}

/** The client that is set for a service; it may be a public one. Throws UsageError where people have no tokens. */
async function personClient(service: TokenService, options: ConnectionOptions): Promise<PersonClient> {
  if (service !== 'cern') {
    throw new UsageError(`People have no tokens for ${service}.`, 'They have for CERN: add --service cern.')
  }
  const { env, redactor } = options
  const context = await options.context()
  if (context.demo) {
    throw new UsageError(
      'The embedded directory has nobody who could sign in.',
      'Leave out --device and --exchange.',
    )
  }
  const variables = new ServiceVariables(env, 'cern')
  const { clientId, tokenUrl, audience, scope } = resolveServiceSettings('cern', context, env)
  if (clientId === undefined) {
    throw new CredentialsError(
      'There is no client to ask for tokens with.',
      `Set ${variables.name('CLIENT_ID')}, and the secret too unless it is a public client.`,
    )
  }
  const found = await resolveSecret('cern', context, clientId, variables)
  const clientSecret = typeof found === 'object' ? await readKeptSecret(found, options) : found
  if (clientSecret !== undefined) redactor.hideClient(clientId.value, clientSecret)
  return {
    clientId: clientId.value,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(tokenUrl && personEndpoints(labelOf('cern', 'tokenUrl', tokenUrl), tokenUrl.value)),
    ...(audience && { audience: audience.value }),
    ...(scope && { scope: scope.value }),
  }
}

const tokenPath = /\/(?:api-access|protocol\/openid-connect)\/token$/

/** Keycloak's own endpoints, which are in the same realm as CERN's for programs. */
function personEndpoints(
  setting: string,
  tokenUrl: string,
): Pick<PersonClient, 'tokenUrl' | 'deviceAuthorizationUrl'> {
  if (!tokenPath.test(tokenUrl)) {
    throw new UsageError(
      `${setting} is ${JSON.stringify(tokenUrl)}, from which the endpoints for people cannot be told.`,
      'It ends with /api-access/token in a realm of Keycloak at CERN.',
    )
  }
  const keycloak = `${tokenUrl.replace(tokenPath, '')}/protocol/openid-connect`
  return { tokenUrl: `${keycloak}/token`, deviceAuthorizationUrl: `${keycloak}/auth/device` }
}

/** The token of somebody, exchanged for one of the same person that the service accepts. */
function exchanged(client: PersonClient, subjectToken: string): Authentication<AccessTokenSource> {
  const { deviceAuthorizationUrl: _, ...options } = client
  return tokenExchange({ ...options, subjectToken })
}

/**
 * The token of whoever confirms it in a browser. The service may give it for the client alone: then it is exchanged for
 * one that the service accepts.
 */
function confirmedInBrowser(
  client: PersonClient,
  onPrompt: (prompt: DevicePrompt) => Promise<void>,
  redactor: Redactor,
): Authentication<AccessTokenSource> {
  return {
    connect(context) {
      const audience = client.audience ?? context.audience
      const device = deviceCode({ ...client, ...(audience !== undefined && { audience }), onPrompt })
      const confirmed = device.connect(context)
      const accessToken: AccessTokenSource['accessToken'] = async (signal) => {
        const token = await confirmed.accessToken(signal)
        redactor.hide(token.accessToken)
        if (audience === undefined || isForAudience(token.accessToken, audience)) return token
        return exchanged(client, token.accessToken).connect(context).accessToken(signal)
      }
      return {
        accessToken,
        token: async (signal) => (await accessToken(signal)).accessToken,
        reject: (token) => confirmed.reject(token),
      }
    },
  }
}

/** How a token is got. */
export type TokenGrant =
  /** As any command has it: for the client, or the token that is set. */
  | { readonly kind: 'client' }
  /** In exchange for the token of a person. */
  | { readonly kind: 'exchange'; subjectToken(): Promise<string> }
  /** For whoever confirms it in a browser. */
  | { readonly kind: 'device'; onPrompt(prompt: DevicePrompt): Promise<void> }

/** A token, and what is known of it. */
export type FoundToken = Pick<AccessToken, 'accessToken'> & Partial<AccessToken>

/** Gets a token for a service. It is a secret from then on: only who asked for it may show it. */
export async function getAccessToken(
  service: TokenService,
  grant: TokenGrant,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<FoundToken> {
  const source = await sourceFor(service, grant, options)
  const token = isDetailed(source)
    ? await lastingToken(source, signal)
    : { accessToken: await source.token(signal) }
  options.redactor.hide(token.accessToken)
  return token
}

// Whoever asks for a token has yet to use it.
const leastUseMs = 60_000

/** A token; one that is left from an earlier run and about to end is replaced. */
async function lastingToken(source: AccessTokenSource, signal: AbortSignal): Promise<AccessToken> {
  const begun = Date.now()
  const token = await source.accessToken(signal)
  if (token.issuedAt >= begun || token.expiresAt - begun >= leastUseMs) return token
  source.reject(token.accessToken)
  return source.accessToken(signal)
}

async function sourceFor(
  service: TokenService,
  grant: TokenGrant,
  options: ConnectionOptions,
): Promise<TokenSource> {
  if (grant.kind === 'client') return tokenSource(service, options)
  const client = await personClient(service, options)
  if (grant.kind === 'device') {
    return tokenSource(service, options, confirmedInBrowser(client, grant.onPrompt, options.redactor))
  }
  const subjectToken = await grant.subjectToken()
  options.redactor.hide(subjectToken)
  return tokenSource(service, options, exchanged(client, subjectToken))
}

function isDetailed(source: TokenSource): source is AccessTokenSource {
  return 'accessToken' in source
}

/**
 * Whether a token says that it is for an audience. Nobody verifies it here; what is no JSON Web Token, or does not say,
 * counts as if it were.
 */
function isForAudience(token: string, audience: string): boolean {
  const claimed = decodeJwt(token)?.claims['aud']
  return claimed === undefined || [claimed].flat().includes(audience)
}
