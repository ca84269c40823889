import type { Clock } from '../clock.ts'
import { AuthRefusal } from './authRefusal.ts'
import { bearerToken } from './bearerToken.ts'
import type { VerifiedClaims } from './tokenVerifier.ts'

const limit = 1000

/**
 * Remembers the Authorization headers it accepted, the latest thousand, with what the service makes of each: a token is
 * verified and its claims are weighed once, its expiry is looked at on every request.
 *
 * @returns what an Authorization header entitles to, at once if it is known
 *   Throws AuthRefusal, or rejects with it.
 */
export function createTokenAcceptance<T>(
  verify: (token: string) => Promise<VerifiedClaims>,
  entitlementOf: (claims: VerifiedClaims) => T,
  clock: Clock,
): (header: string | null) => T | Promise<T> {
  const known = new Map<string, { entitlement: T; expiresAt: number | undefined }>()

  const learn = async (header: string | null): Promise<T> => {
    const claims = await verify(bearerToken(header))
    const entitlement = entitlementOf(claims)
    known.set(header ?? '', { entitlement, expiresAt: claims.exp })
    if (known.size > limit) known.delete(known.keys().next().value as string)
    return entitlement
  }

  return (header) => {
    const entry = known.get(header ?? '')
    if (entry === undefined) return learn(header)
    if (entry.expiresAt !== undefined && entry.expiresAt <= Math.floor(clock.now() / 1000))
      throw new AuthRefusal('token_expired', 'token is expired')
    return entry.entitlement
  }
}
