import { checkCredential } from '../arguments.ts'
import type {
  AccessTokenSource,
  Authentication,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'
import { type TokenCache, TokenManager } from './tokenManager.ts'
import {
  checkClientAuthentication,
  parseOptionalUrl,
  readTokenResponse,
  requestToken,
  type TokenGrant,
} from './tokenRequest.ts'

/** Options of `clientCredentials`. */
export interface ClientCredentialsOptions {
  /** The id of the client. */
  clientId: string
  /** The secret of the client, or a function that returns it and is called for every token request. */
  clientSecret: string | (() => string | Promise<string>)
  /**
   * The requested scopes, separated by spaces. Without any, the token endpoint grants all that the client may have.
   *
   * @default the scope of the client's environment, if it has one
   */
  scope?: string
  /**
   * The token endpoint.
   *
   * @default that of the client's environment
   */
  tokenUrl?: string
  /**
   * The audience of the token.
   *
   * @default that of the client's environment
   */
  audience?: string
  /**
   * The format of the request: `json` as Auth0 documents it, `form` as RFC 6749 does.
   *
   * @default that of the client's environment
   */
  format?: TokenRequestFormat
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default that of the client's environment, otherwise 'body'
   */
  clientAuthentication?: ClientAuthentication
  /**
   * A store in which tokens outlive the process.
   *
   * @default none: tokens are cached in memory
   */
  cache?: TokenCache
}

/**
 * Returns an authentication with the OAuth client-credentials grant: tokens for a program itself, not for a person.
 *
 * A token is requested when it is first needed; concurrent calls share the request. It is refreshed in the background
 * before it expires, and replaced once when the service rejects it. The returned object does not expose the secret. If
 * `clientSecret` is a function that throws, calls reject with its error.
 *
 * @throws {InvalidRequestError} if the id or the secret is empty, or the token URL is invalid
 * @example
 * const auth = clientCredentials({ clientId: 'directory-sync', clientSecret: process.env.SECRET, scope: 'display:staff' })
 * const cis = createCisClient({ environment: 'production', auth })
 */
export function clientCredentials(options: ClientCredentialsOptions): Authentication<AccessTokenSource> {
  const { clientId, clientSecret, cache } = options
  checkCredential('clientId', clientId)
  if (typeof clientSecret !== 'function') checkCredential('clientSecret', clientSecret)
  if (options.clientAuthentication !== undefined) checkClientAuthentication(options.clientAuthentication)
  const tokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const managers = new Map<string, TokenManager>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: tokenUrl ?? context.tokenUrl,
        clientId,
        audience: options.audience ?? context.audience,
        scope: options.scope ?? context.scope,
      }
      const format = options.format ?? context.tokenRequestFormat
      const clientAuthentication = options.clientAuthentication ?? context.clientAuthentication ?? 'body'
      const request = async () => {
        const secret = await resolveSecret(clientSecret)
        const client = { clientId, clientSecret: secret, clientAuthentication, format }
        const fields = {
          grant_type: 'client_credentials',
          audience: grant.audience,
          scope: grant.scope,
        }
        const response = await requestToken(grant, fields, client, context)
        return readTokenResponse(response, grant, context.service, Date.now())
      }
      const key = JSON.stringify([grant.tokenUrl, grant.clientId, grant.audience, grant.scope])
      const manager = managers.get(key) ?? new TokenManager(key, request, cache)
      managers.set(key, manager)
      return manager
    },
  }
}

async function resolveSecret(clientSecret: ClientCredentialsOptions['clientSecret']): Promise<string> {
  if (typeof clientSecret === 'string') return clientSecret
  const secret = await clientSecret()
  checkCredential('clientSecret', secret)
  return secret
}
