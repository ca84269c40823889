import type {
  AccessTokenSource,
  Authentication,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'
import { checkClientAuthentication, optionalAddress, requireText } from './authentication.ts'
import type { TokenCache } from './tokenManager.ts'
import { TokenKeeper } from './tokenManager.ts'
import { askTokenEndpoint, readTokenAnswer, type TokenGrant } from './tokenRequest.ts'

export interface ClientCredentialsOptions {
  clientId: string
  /** Or a function that gives it, called for every token request: for one that is kept elsewhere, or changes. */
  clientSecret: string | (() => string | Promise<string>)
  /**
   * The scopes to ask for, separated by spaces. Where neither this nor the environment has any, the token endpoint
   * grants all that the client may have.
   * @default that of the client's environment, if it has one
   */
  scope?: string
  /** The token endpoint. @default that of the client's environment */
  tokenUrl?: string
  /** Whom the token is for. @default that of the client's environment */
  audience?: string
  /** How the request is written: `json` as Auth0 documents it, `form` as RFC 6749 does. @default the environment's */
  format?: TokenRequestFormat
  /** Where the id and the secret are put: in the `body`, or in the header by HTTP `basic`. @default the environment's; else 'body' */
  clientAuthentication?: ClientAuthentication
  /** Where tokens are kept beyond this process. @default nowhere: in memory only */
  cache?: TokenCache
}

/**
 * The OAuth client-credentials grant: tokens for a program of its own, not for a person.
 *
 * A token is fetched when first needed, once however many calls wait for it. It is renewed in the background as it
 * nears its end, and replaced once when the service stops accepting it. Nothing of what is returned shows the secret.
 *
 * @throws InvalidRequestError where the id or the secret is empty, or the token URL is none; calls reject with what a
 * function for the secret throws
 * @example
 * const auth = clientCredentials({ clientId: 'directory-sync', clientSecret: process.env.SECRET, scope: 'display:staff' })
 * const cis = createCisClient({ environment: 'production', auth })
 */
export function clientCredentials(options: ClientCredentialsOptions): Authentication<AccessTokenSource> {
  const { clientId, clientSecret, cache } = options
  requireText('clientId', clientId)
  if (typeof clientSecret !== 'function') requireText('clientSecret', clientSecret)
  if (options.clientAuthentication !== undefined) checkClientAuthentication(options.clientAuthentication)
  const givenTokenUrl = optionalAddress('tokenUrl', options.tokenUrl)
  const keepers = new Map<string, TokenKeeper>()

  return {
    connect(context) {
      const scope = options.scope ?? context.scope
      const grant: TokenGrant = {
        tokenUrl: givenTokenUrl ?? context.tokenUrl,
        clientId,
        audience: options.audience ?? context.audience,
        scope,
      }
      const format = options.format ?? context.tokenRequestFormat
      const clientAuthentication = options.clientAuthentication ?? context.clientAuthentication ?? 'body'
      const key = JSON.stringify([grant.tokenUrl, grant.clientId, grant.audience, grant.scope])
      const keeper =
        keepers.get(key) ??
        new TokenKeeper(
          key,
          async () => {
            const client = { clientId, clientSecret: await given(clientSecret), clientAuthentication, format }
            const fields = { grant_type: 'client_credentials', audience: grant.audience, scope }
            const answer = await askTokenEndpoint(grant, fields, client, context)
            return readTokenAnswer(answer, grant, context.service, Date.now())
          },
          cache,
        )
      keepers.set(key, keeper)
      return keeper
    },
  }
}

async function given(clientSecret: ClientCredentialsOptions['clientSecret']): Promise<string> {
  if (typeof clientSecret === 'string') return clientSecret
  const secret = await clientSecret()
  requireText('clientSecret', secret)
  return secret
}
