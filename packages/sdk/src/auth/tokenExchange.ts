import { checkCredential } from '../arguments.ts'
import type {
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
} from './authentication.ts'
import { TokenManager } from './tokenManager.ts'
import {
  checkClientAuthentication,
  parseOptionalUrl,
  readTokenResponse,
  requestToken,
  requireUrl,
  type TokenGrant,
} from './tokenRequest.ts'

/** Options of `tokenExchange`. */
export interface TokenExchangeOptions {
  /**
   * The token that is exchanged: a string, a function that returns the current token, or an authentication such as
   * `deviceCode(…)`.
   */
  subjectToken: string | (() => string | Promise<string>) | Authentication
  /** The id of the client. */
  clientId: string
  /**
   * The secret of the client. A public client has none.
   *
   * @default none
   */
  clientSecret?: string
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default 'body'
   */
  clientAuthentication?: ClientAuthentication
  /**
   * The audience of the new token.
   *
   * @default that of the client's environment
   */
  audience?: string
  /**
   * The requested scopes, separated by spaces.
   *
   * @default those that the token endpoint grants by itself
   */
  scope?: string
  /**
   * The token endpoint.
   *
   * @default the token endpoint for people of the client's environment
   */
  tokenUrl?: string
}

/**
 * Returns an authentication with OAuth token exchange, RFC 8693. An application exchanges the token of its user for one
 * with which it calls another service on behalf of that user. The new token is cached in memory and refreshed like
 * others.
 *
 * @throws {InvalidRequestError} if the client's id or the subject token is empty, or the token URL is invalid
 * @see https://auth.docs.cern.ch for the guide to token exchange
 * @example
 * const auth = tokenExchange({ subjectToken: userToken, clientId: 'my-app', clientSecret })
 * const me = await createCernClient({ auth }).identities.me()
 */
export function tokenExchange(options: TokenExchangeOptions): Authentication<AccessTokenSource> {
  const { subjectToken, clientId, clientSecret, clientAuthentication = 'body', scope } = options
  checkCredential('clientId', clientId)
  if (clientSecret !== undefined) checkCredential('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  if (typeof subjectToken !== 'function' && typeof subjectToken !== 'object')
    checkCredential('subjectToken', subjectToken)
  const tokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const client = { clientId, clientSecret, clientAuthentication, format: 'form' as const }
  const managers = new Map<string, TokenManager>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: requireUrl('tokenUrl', tokenUrl, context.userTokens?.tokenUrl),
        clientId,
        audience: options.audience ?? context.audience,
        scope,
      }
      const getSubjectToken = subjectTokenSource(subjectToken, context)
      const exchange = async () => {
        const subject_token = await getSubjectToken()
        checkCredential('subjectToken', subject_token)
        const fields = {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token,
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          audience: grant.audience,
          scope,
        }
        const response = await requestToken(grant, fields, client, { ...context, secrets: [subject_token] })
        return readTokenResponse(response, grant, context.service, Date.now())
      }
      const key = JSON.stringify([grant.tokenUrl, grant.audience])
      const manager = managers.get(key) ?? new TokenManager(key, exchange)
      managers.set(key, manager)
      return manager
    },
  }
}

function subjectTokenSource(
  subjectToken: TokenExchangeOptions['subjectToken'],
  context: AuthenticationContext,
): () => string | Promise<string> {
  if (typeof subjectToken === 'string') return () => subjectToken
  if (typeof subjectToken === 'function') return subjectToken
  const source = subjectToken.connect(context)
  return () => source.token()
}
