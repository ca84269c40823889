import {
  type Authentication,
  type ClientOptions,
  clientCredentials,
  staticToken,
  type TokenCache,
  type TokenSource,
} from '@personctl/sdk'
import { decodeJwt } from '@personctl/shared/jwt'
import { readSettings } from '../config/concerns.ts'
import { type Credentials, resolveCredentials } from '../config/credentials.ts'
import type { ServiceSettings } from '../config/settings.ts'
import type { StoredToken } from '../config/tokenStore.ts'
import { findConfigDir, type ServiceName, ServiceVariables } from '../config/variables.ts'
import { systemErrorCode } from '../errors/errors.ts'
import type { ConnectionNeeds, ConnectionOptions } from './connection.ts'
import { chooseTransport, withExactNumbers, withRedaction } from './transport.ts'

/** Returns the options of a client of a service, except for those that all clients have. */
export async function createClientOptions(
  service: ServiceName,
  connection: ConnectionOptions,
  { credentials, wantsBytes = false }: ConnectionNeeds,
): Promise<Pick<ClientOptions, 'baseUrl' | 'auth' | 'fetch'>> {
  const { env, redactor } = connection
  const scope = await readSettings(service, connection)
  const { settings, context } = scope
  const authenticate = async () => {
    const { clientSecret } = connection
    const credentials: Credentials =
      clientSecret !== undefined && settings.clientId !== undefined
        ? { kind: 'client', clientId: settings.clientId.value, clientSecret }
        : await resolveCredentials(scope)
    if (credentials.kind === 'token') await noteExpiry(service, credentials.token, connection)
    return createAuthentication(settings, credentials, context.name, connection)
  }
  const fetch = withRedaction(await chooseTransport(env), redactor)
  return {
    ...(settings.url && { baseUrl: settings.url.value }),
    auth: credentials === 'lazy' ? createLazyAuthentication(authenticate) : await authenticate(),
    fetch: wantsBytes ? fetch : withExactNumbers(fetch),
  }
}

/** Remembers that a token has expired, for the error if the service does not accept it. */
async function noteExpiry(
  service: ServiceName,
  token: string,
  { env, expiredTokens }: ConnectionOptions,
): Promise<void> {
  const expiry = decodeJwt(token)?.claims['exp']
  const seconds = typeof expiry === 'number' ? expiry - Date.now() / 1000 : Number.POSITIVE_INFINITY
  if (seconds > 0) return
  const { formatFromNow } = await import('./describeToken.ts')
  const name = new ServiceVariables(env, service).name('TOKEN')
  expiredTokens.set(
    service,
    `The token in ${name} expired ${formatFromNow(seconds)}: set a new one, or a client and its secret instead.`,
  )
}

async function createAuthentication(
  { scope, tokenUrl, audience }: ServiceSettings,
  credentials: Credentials,
  context: string,
  connection: ConnectionOptions,
): Promise<Authentication> {
  const { redactor } = connection
  if (credentials.kind === 'token') {
    redactor.addSecret(credentials.token)
    return staticToken(credentials.token)
  }
  const { clientId, clientSecret } = credentials
  const cache = connection.tokenCache ?? (await openTokenStore(connection, context, clientId))
  return clientCredentials({
    clientId,
    clientSecret:
      typeof clientSecret === 'string'
        ? hideSecret(clientSecret)
        : async () => {
            const { readStoredSecret } = await import('./storedSecret.ts')
            return hideSecret(await readStoredSecret(clientSecret, connection))
          },
    // A stored secret gets a new id when it changes. With it, a stored token is found without the keyring, which is slow.
    ...(typeof clientSecret === 'object' &&
      clientSecret.reference.store === 'keyring' && { secretVersion: clientSecret.reference.id }),
    ...(scope && { scope: scope.value }),
    ...(tokenUrl && { tokenUrl: tokenUrl.value }),
    ...(audience && { audience: audience.value }),
    ...(cache && { cache }),
  })

  function hideSecret(secret: string): string {
    redactor.addClientSecret(clientId, secret)
    return secret
  }
}

/** Returns an authentication that is created by the first request for a token: other requests need no credentials. */
function createLazyAuthentication(authenticate: () => Promise<Authentication>): Authentication {
  return {
    connect(context) {
      let connecting: Promise<TokenSource> | undefined
      let source: TokenSource | undefined
      return {
        async token(signal) {
          connecting ??= authenticate().then((authentication) => authentication.connect(context))
          source = await connecting
          return source.token(signal)
        },
        current: () => source?.current?.(),
        reject: (token) => source?.reject(token) ?? 'fixed',
        accept: (token) => source?.accept?.(token),
        close: () => source?.close?.(),
      }
    },
  }
}

/** Returns the stored tokens of a client as a cache for the SDK; undefined with `--no-token-cache`. */
async function openTokenStore(
  { env, redactor, storesTokens, unfinished, log, notify }: ConnectionOptions,
  context: string,
  clientId: string,
): Promise<TokenCache | undefined> {
  if (!storesTokens) return undefined
  const { TokenStore } = await import('../config/tokenStore.ts')
  const folder = findConfigDir(env).path
  const tokens = new TokenStore(folder)
  const store = async (token: StoredToken) => {
    try {
      await tokens.set(token)
    } catch (error) {
      await notify({
        code: 'token_not_kept',
        message: `The token cannot be stored in ${folder}: ${systemErrorCode(error)}.`,
        hint: 'Each command requests a new token. To do so without this notice, use --no-token-cache or PERSONCTL_NO_TOKEN_CACHE=1.',
      })
    }
  }
  return {
    async get(key) {
      const token = await tokens.get(key)
      if (token === undefined) return undefined
      redactor.addSecret(token.accessToken)
      log(`using a stored token, which expires at ${new Date(token.expiresAt).toISOString()}`)
      return token
    },
    // The SDK waits for neither.
    set: (key, token) => void unfinished.push(store({ ...token, key, context, clientId })),
    delete: (key) => void unfinished.push(tokens.delete(key).catch(() => {})),
  }
}
