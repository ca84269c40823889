import { checkCredential, checkObject, invalidArgument, type OptionNames } from '../arguments.ts'
import type {
  AccessTokenSource,
  Authentication,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'
import {
  cacheKeyOf,
  connectManager,
  type TokenCache,
  TokenManager,
  type TokenSupply,
} from './tokenManager.ts'
import {
  type ClientIdentity,
  callForCredential,
  checkClientAuthentication,
  parseOptionalUrl,
  readAccessToken,
  sendTokenRequest,
  type TokenGrant,
  type TokenNeed,
} from './tokenRequest.ts'

/** Options of `clientCredentials`. */
export interface ClientCredentialsOptions {
  /** The id of the client. */
  clientId: string
  /**
   * The secret of the client, or a function that returns it. The function is called for every token request, and with a
   * `cache` before the cache is read. It has ten seconds, or less if the client has a shorter deadline.
   */
  clientSecret: string | undefined | (() => string | Promise<string>)
  /**
   * The requested scopes, separated by spaces. Without any, the token endpoint grants all that the client may have.
   *
   * @default the scope of the client's environment, if it has one
   */
  scope?: string | undefined
  /**
   * The token endpoint.
   *
   * @default that of the client's environment
   */
  tokenUrl?: string | undefined
  /**
   * The audience of the token.
   *
   * @default that of the client's environment
   */
  audience?: string | undefined
  /**
   * The format of the request: `json` as Auth0 documents it, `form` as RFC 6749 does.
   *
   * @default that of the client's environment
   */
  format?: TokenRequestFormat | undefined
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default that of the client's environment, otherwise 'body'
   */
  clientAuthentication?: ClientAuthentication | undefined
  /**
   * A store in which tokens outlive the process.
   *
   * @default none: tokens are cached in memory
   */
  cache?: TokenCache | undefined
  /**
   * A name of this version of the secret, such as the version in a vault. A cached token is found with it alone, so that a
   * `clientSecret` function is called only if a token must be requested. It must change with the secret.
   *
   * @default none: the secret itself is the key to the cache
   */
  secretVersion?: string | undefined
}

/**
 * Returns an authentication with the OAuth client-credentials grant: tokens for a program itself, not for a person.
 *
 * A token is requested when it is first needed; concurrent calls share the request. It is refreshed in the background
 * before it expires, and replaced when the service rejects it, unless it is younger than a minute or the last replacement
 * did not help. Each request uses the fetch, the hooks and the limits of the client whose call needs the token. The returned
 * object does not expose the secret. If `clientSecret` is a function that throws, calls reject with its error.
 *
 * @throws {InvalidRequestError} if the id or the secret is empty, or the token URL is invalid
 * @example
 * const auth = clientCredentials({ clientId: 'directory-sync', clientSecret: process.env.SECRET, scope: 'display:staff' })
 * const cis = createCisClient({ environment: 'production', auth })
 */
export function clientCredentials(options: ClientCredentialsOptions): Authentication<AccessTokenSource> {
  checkObject(undefined, options, optionNames)
  const { clientId, clientSecret, cache, secretVersion } = options
  checkCredential('clientId', clientId)
  if (cache !== undefined && (typeof cache?.get !== 'function' || typeof cache.set !== 'function'))
    throw invalidArgument(undefined, 'cache', cache, 'an object with get, set and delete')
  if (typeof clientSecret !== 'function') checkCredential('clientSecret', clientSecret)
  if (options.clientAuthentication !== undefined) checkClientAuthentication(options.clientAuthentication)
  const tokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const createSupply = (grant: TokenGrant): TokenSupply => {
    const readSecret = async (need: TokenNeed) =>
      typeof clientSecret === 'string' ? clientSecret : callForCredential('clientSecret', clientSecret, need)
    return {
      tokenUrl: grant.tokenUrl,
      cache,
      canRenew: () => true,
      async prepare(need) {
        const secret = secretVersion === undefined && cache !== undefined ? await readSecret(need) : undefined
        const cacheKey = cache && (await cacheKeyOf(secret ?? `version:${secretVersion}`, grant))
        return {
          cacheKey,
          async request() {
            const { context } = need
            const client: ClientIdentity = {
              clientId,
              clientSecret: secret ?? (await readSecret(need)),
              clientAuthentication: options.clientAuthentication ?? context.clientAuthentication ?? 'body',
              format: options.format ?? context.tokenRequestFormat,
            }
            const { audience, scope } = grant
            const fields = { grant_type: 'client_credentials', audience, scope }
            return readAccessToken(await sendTokenRequest({ grant, client, fields }, need))
          },
        }
      },
    }
  }

  const managers = new Map<string, TokenManager>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: tokenUrl ?? context.tokenUrl,
        clientId,
        audience: options.audience ?? context.audience,
        scope: options.scope ?? context.scope,
      }
      const key = JSON.stringify([grant.tokenUrl, grant.audience, grant.scope])
      const manager = managers.get(key) ?? new TokenManager(createSupply(grant))
      managers.set(key, manager)
      return connectManager(manager, context)
    },
  }
}

const optionNames: OptionNames<ClientCredentialsOptions> = {
  clientId: 1,
  clientSecret: 1,
  scope: 1,
  tokenUrl: 1,
  audience: 1,
  format: 1,
  clientAuthentication: 1,
  cache: 1,
  secretVersion: 1,
}
