import {
  type AccessToken,
  type AccessTokenSource,
  type Authentication,
  type DevicePrompt,
  deviceCode,
  type TokenSource,
  tokenExchange,
} from '@personctl/sdk'
import { decodeJwt } from '@personctl/shared/jwt'
import { readSettings } from '../config/concerns.ts'
import { CredentialsError, resolveSecret } from '../config/credentials.ts'
import { describeSetting } from '../config/settings.ts'
import type { ServiceName } from '../config/variables.ts'
import { UsageError } from '../errors/errors.ts'
import type { Redactor } from '../text/redactor.ts'
import type { ConnectionOptions } from './connection.ts'
import type { FoundToken } from './describeToken.ts'
import { connect } from './services.ts'
import { readStoredSecret } from './storedSecret.ts'

/** The ways to get a token. */
export type TokenGrant =
  /** The token of every command: the client's own, or the one that is set. */
  | { readonly kind: 'client' }
  /** A token in exchange for that of a person. */
  | { readonly kind: 'exchange'; subjectToken(): Promise<string> }
  /** The token of the person who confirms it in a browser. */
  | { readonly kind: 'device'; onPrompt(prompt: DevicePrompt): Promise<void> }

/** Gets a token for a service. All output hides it from then on; only the command that requested it may print it. */
export async function getAccessToken(
  service: ServiceName,
  grant: TokenGrant,
  connection: ConnectionOptions,
  signal: AbortSignal,
): Promise<FoundToken> {
  const source = await openGrant(service, grant, connection)
  const token = isAccessTokenSource(source)
    ? await getLastingToken(source, signal)
    : { accessToken: await source.token(signal) }
  connection.redactor.addSecret(token.accessToken)
  return token
}

function isAccessTokenSource(source: TokenSource): source is AccessTokenSource {
  return 'accessToken' in source
}

// The person who requests a token has yet to use it.
const minRemainingMs = 60_000

/** Returns a token. A stored one that is about to expire is replaced. */
async function getLastingToken(source: AccessTokenSource, signal: AbortSignal): Promise<AccessToken> {
  const startedAt = Date.now()
  const token = await source.accessToken(signal)
  if (token.issuedAt >= startedAt || token.expiresAt - startedAt >= minRemainingMs) return token
  source.reject(token.accessToken)
  return source.accessToken(signal)
}

async function openGrant(
  service: ServiceName,
  grant: TokenGrant,
  connection: ConnectionOptions,
): Promise<TokenSource> {
  if (grant.kind === 'client') return openTokenSource(service, connection)
  const client = await resolvePersonClient(service, connection)
  if (grant.kind === 'device') {
    return openTokenSource(
      service,
      connection,
      createDeviceAuthentication(client, grant.onPrompt, connection.redactor),
    )
  }
  const subjectToken = await grant.subjectToken()
  connection.redactor.addSecret(subjectToken)
  return openTokenSource(service, connection, createExchange(client, subjectToken))
}

/** Returns the token source of a client of the service, or that of another authentication. */
async function openTokenSource(
  service: ServiceName,
  connection: ConnectionOptions,
  replacement?: Authentication,
): Promise<TokenSource> {
  const needs = { credentials: replacement === undefined ? ('eager' as const) : ('lazy' as const) }
  const opened: TokenSource[] = []
  // A client connects its authentication when it is created, and tells it URLs and audience.
  await connect(service, connection, needs, (usual) => ({
    connect(context) {
      const source = (replacement ?? usual).connect(context)
      opened.push(source)
      return source
    },
  }))
  const [source] = opened
  if (source === undefined) throw new Error('The client has not connected its authentication.')
  return source
}

/** A client that gets tokens of people. What is missing is that of the environment. */
interface PersonClient {
  readonly clientId: string
  /** Undefined for a public client. */
  readonly clientSecret?: string
  readonly tokenUrl?: string
  readonly deviceAuthorizationUrl?: string
  readonly audience?: string
  readonly scope?: string
}

/** @throws {UsageError} if people have no tokens for the service */
async function resolvePersonClient(
  service: ServiceName,
  connection: ConnectionOptions,
): Promise<PersonClient> {
  if (service !== 'cern') {
    throw new UsageError(
      `People cannot sign in to ${service}.`,
      'Tokens of people exist for CERN only: add --service cern.',
    )
  }
  const { redactor } = connection
  if ((await connection.context()).demo) {
    throw new UsageError(
      'Nobody can sign in to the embedded directory.',
      'Leave out --device and --exchange.',
    )
  }
  const credentials = await readSettings('cern', connection)
  const { clientId, tokenUrl, audience, scope } = credentials.settings
  if (clientId === undefined) {
    throw new CredentialsError(
      'The client id is missing.',
      `Set ${credentials.variables.name('CLIENT_ID')}, and the secret too unless it is a public client.`,
    )
  }
  const found = await resolveSecret(credentials)
  const clientSecret = typeof found === 'object' ? await readStoredSecret(found, connection) : found
  if (clientSecret !== undefined) redactor.addClientSecret(clientId.value, clientSecret)
  return {
    clientId: clientId.value,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(tokenUrl && resolvePersonEndpoints(describeSetting('cern', 'tokenUrl', tokenUrl), tokenUrl.value)),
    ...(audience && { audience: audience.value }),
    ...(scope && { scope: scope.value }),
  }
}

const tokenPath = /\/(?:api-access|protocol\/openid-connect)\/token$/

/** Returns Keycloak's own endpoints, which are in the same realm as CERN's for programs. */
function resolvePersonEndpoints(
  setting: string,
  tokenUrl: string,
): Pick<PersonClient, 'tokenUrl' | 'deviceAuthorizationUrl'> {
  if (!tokenPath.test(tokenUrl)) {
    throw new UsageError(
      `${setting} is ${JSON.stringify(tokenUrl)}, which does not tell the endpoints for people.`,
      'Set it to a URL that ends with /api-access/token, in a realm of Keycloak at CERN.',
    )
  }
  const keycloak = `${tokenUrl.replace(tokenPath, '')}/protocol/openid-connect`
  return { tokenUrl: `${keycloak}/token`, deviceAuthorizationUrl: `${keycloak}/auth/device` }
}

/** Exchanges a token for one of the same person that the service accepts. */
function createExchange(client: PersonClient, subjectToken: string): Authentication<AccessTokenSource> {
  const { deviceAuthorizationUrl: _, ...options } = client
  return tokenExchange({ ...options, subjectToken })
}

/**
 * Gets the token of the person who confirms it in a browser. The service may issue it for the client only: then it is
 * exchanged for one that the service accepts.
 */
function createDeviceAuthentication(
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
        redactor.addSecret(token.accessToken)
        if (audience === undefined || isForAudience(token.accessToken, audience)) return token
        return createExchange(client, token.accessToken).connect(context).accessToken(signal)
      }
      return {
        accessToken,
        token: async (signal) => (await accessToken(signal)).accessToken,
        reject: (token) => confirmed.reject(token),
      }
    },
  }
}

/** Returns true for a token whose claims have the audience, and for a token without that claim. Does not verify it. */
function isForAudience(token: string, audience: string): boolean {
  const claim = decodeJwt(token)?.claims['aud']
  return claim === undefined || [claim].flat().includes(audience)
}
