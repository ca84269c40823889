import type {
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
} from './authentication.ts'
import { checkClientAuthentication, optionalAddress, requiredAddress, requireText } from './authentication.ts'
import { TokenKeeper } from './tokenManager.ts'
import { askTokenEndpoint, readTokenAnswer, type TokenGrant } from './tokenRequest.ts'

export interface TokenExchangeOptions {
  /**
   * The token that is exchanged: as it is, as a function that gives the one of now, or as a way to get tokens, such as
   * `deviceCode(…)`.
   */
  subjectToken: string | (() => string | Promise<string>) | Authentication
  clientId: string
  /** A public client has none. @default none */
  clientSecret?: string
  /** Where the id and the secret are put: in the `body`, or in the header by HTTP `basic`. @default 'body' */
  clientAuthentication?: ClientAuthentication
  /** Whom the new token is for. @default that of the client's environment */
  audience?: string
  /** The scopes to ask for, separated by spaces. @default what the token endpoint gives */
  scope?: string
  /** The token endpoint. @default that for people of the client's environment */
  tokenUrl?: string
}

/**
 * OAuth token exchange, RFC 8693: the token that an application has of its user, for one with which it asks another
 * service on that user's behalf. The new one is kept and renewed as others are, in memory only.
 *
 * @throws InvalidRequestError where the client's id or the subject token is empty, or the token URL is none
 * @see https://auth.docs.cern.ch for the guide to token exchange
 * @example
 * const auth = tokenExchange({ subjectToken: userToken, clientId: 'my-app', clientSecret })
 * const me = await createCernClient({ auth }).identities.me()
 */
export function tokenExchange(options: TokenExchangeOptions): Authentication<AccessTokenSource> {
  const { subjectToken, clientId, clientSecret, clientAuthentication = 'body', scope } = options
  requireText('clientId', clientId)
  if (clientSecret !== undefined) requireText('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  if (typeof subjectToken !== 'function' && typeof subjectToken !== 'object')
    requireText('subjectToken', subjectToken)
  const givenTokenUrl = optionalAddress('tokenUrl', options.tokenUrl)
  const client = { clientId, clientSecret, clientAuthentication, format: 'form' as const }
  const keepers = new Map<string, TokenKeeper>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: requiredAddress('tokenUrl', givenTokenUrl, context.userTokens?.tokenUrl),
        clientId,
        audience: options.audience ?? context.audience,
        scope,
      }
      const subject = subjectOf(subjectToken, context)
      const key = JSON.stringify([grant.tokenUrl, grant.audience])
      const exchanged = async () => {
        const subject_token = await subject()
        requireText('subjectToken', subject_token)
        const fields = {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token,
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          audience: grant.audience,
          scope,
        }
        const hiding = { ...context, secrets: [subject_token] }
        const answer = await askTokenEndpoint(grant, fields, client, hiding)
        return readTokenAnswer(answer, grant, context.service, Date.now())
      }
      const keeper = keepers.get(key) ?? new TokenKeeper(key, exchanged, undefined)
      keepers.set(key, keeper)
      return keeper
    },
  }
}

function subjectOf(
  subject: TokenExchangeOptions['subjectToken'],
  context: AuthenticationContext,
): () => string | Promise<string> {
  if (typeof subject === 'string') return () => subject
  if (typeof subject === 'function') return subject
  const source = subject.connect(context)
  return () => source.token()
}
