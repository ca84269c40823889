import { checkedAddress } from '../http/address.ts'
import { InvalidRequestError } from '../http/errors/index.ts'
import type { Authentication, TokenRequestFormat } from './authentication.ts'
import type { TokenCache } from './tokenCache.ts'
import { TokenKeeper } from './tokenKeeper.ts'
import { createTokenRequester, type TokenGrant } from './tokenRequest.ts'

export interface ClientCredentialsOptions {
  clientId: string
  clientSecret: string
  /**
   * The scopes to ask for, separated by spaces. Without it the token endpoint grants all that the client may have.
   * @default undefined
   */
  scope?: string
  /** The token endpoint. @default that of the client's environment */
  tokenUrl?: string
  /** Whom the token is for. @default that of the client's environment */
  audience?: string
  /** How the request is written: `json` as Auth0 documents it, `form` as RFC 6749 does. @default the environment's */
  format?: TokenRequestFormat
  /** Where tokens are kept beyond this process. @default nowhere: in memory only */
  cache?: TokenCache
}

/**
 * The OAuth client-credentials grant: tokens for a program of its own, not for a person.
 *
 * A token is fetched when first needed, once however many calls wait for it. It is renewed in the background as it
 * nears its end, and replaced once when the service stops accepting it. Nothing of what is returned shows the secret.
 *
 * @throws InvalidRequestError where the id or the secret is empty, or the token URL is none
 * @example
 * const auth = clientCredentials({ clientId: 'directory-sync', clientSecret: process.env.SECRET, scope: 'display:staff' })
 * const cis = createCisClient({ environment: 'production', auth })
 */
export function clientCredentials(options: ClientCredentialsOptions): Authentication {
  const { clientId, clientSecret, scope, cache } = options
  requireText('clientId', clientId)
  requireText('clientSecret', clientSecret)
  const givenTokenUrl =
    options.tokenUrl === undefined ? undefined : checkedAddress('tokenUrl', options.tokenUrl)
  const keepers = new Map<string, TokenKeeper>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: givenTokenUrl ?? context.tokenUrl,
        clientId,
        audience: options.audience ?? context.audience,
        scope,
      }
      const format = options.format ?? context.tokenRequestFormat
      const key = JSON.stringify([grant.tokenUrl, grant.clientId, grant.audience, grant.scope])
      const keeper =
        keepers.get(key) ??
        new TokenKeeper(key, createTokenRequester(grant, clientSecret, format, context), cache)
      keepers.set(key, keeper)
      return keeper
    },
  }
}

function requireText(name: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '') return
  throw new InvalidRequestError(`${name} is ${value === undefined ? 'missing' : 'empty'}.`, {
    hint: 'Is the environment variable it comes from set?',
  })
}
