import type { JWTPayload } from 'jose'
import type { Grant } from './grant.ts'

/** What follows the origin in the name Auth0 has for itself. */
export const issuerPath = '/'

/** How long an access token is valid unless told otherwise, in seconds. */
export const defaultTokenTtlSeconds = 86_400

/**
 * The claims of Auth0's client credentials grant. Without scopes there is no `scope` among them.
 *
 * @param now in milliseconds since 1970
 */
export function accessTokenClaims(
  grant: Grant,
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
