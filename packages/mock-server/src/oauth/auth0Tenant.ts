import type { JWTPayload } from 'jose'
import type { Directory } from '../directory/directory.ts'
import { OAuthError } from './endpoints.ts'
import type { SignInDeps } from './signIn/signInServer.ts'
import type { VerifiedClaims } from './verify.ts'

/** The dependencies of Auth0. */
export interface Auth0Deps extends GrantRules, Omit<SignInDeps, 'people'> {
  readonly tokenTtlSeconds: number
  readonly directory: Directory
  /** Verifies a token of the tenant for any audience. Rejects with InvalidTokenError. */
  readonly verify: (token: string) => Promise<VerifiedClaims>
}

/** The tokens that Auth0 issues. */
export interface GrantRules {
  /** The audiences of the tokens. The first is the default. */
  readonly audiences: readonly string[]
  /** The scopes of a client without a list of scopes, if it requests none. */
  readonly knownScopes: readonly string[]
  /** True if the token lacks scopes that the client may not have; otherwise the request for them is denied. */
  readonly ignoresUngrantedScopes: boolean
}

/** The path of the issuer URL. */
export const auth0IssuerPath = '/'

/** The default lifetime of an access token, in seconds. */
export const auth0TokenTtlSeconds = 86_400

/** The paths of the endpoints. */
export const auth0Endpoints = {
  token: '/oauth/token',
  authorize: '/authorize',
  userInfo: '/userinfo',
  revoke: '/oauth/revoke',
  logout: '/oidc/logout',
  keys: '/.well-known/jwks.json',
} as const

/** @throws {OAuthError} if the tenant has no API with this identifier */
export function checkAudience(audience: string, { audiences }: GrantRules): void {
  if (!audiences.includes(audience))
    throw new OAuthError(
      403,
      'access_denied',
      `Service not found: ${audience}`,
      {},
      `known is ${audiences.join(' or ')}`,
    )
}

/** The claims of a token that depend on the request. */
export interface Auth0Grant {
  readonly clientId: string
  readonly audience: string
  readonly scope: string
}

/**
 * Returns the claims of a token from Auth0's client credentials grant. A grant without scopes has no claim `scope`.
 *
 * @param now in milliseconds since 1970
 */
export function auth0TokenClaims(
  grant: Auth0Grant,
  issuer: string,
  now: number,
  lifetimeSeconds: number,
): JWTPayload {
  const issuedAt = Math.floor(now / 1000)
  return {
    iss: issuer,
    sub: `${grant.clientId}@clients`,
    aud: grant.audience,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    azp: grant.clientId,
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    gty: 'client-credentials',
  }
}
