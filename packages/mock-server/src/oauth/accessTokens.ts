import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import { setBounded } from '../text/boundedMap.ts'
import type { IdentifierSource } from './identifiers.ts'
import type { SigningKeys } from './keys.ts'
import { isRevoked, type SignInState } from './signIn/signInState.ts'
import { expiredError, InvalidTokenError, notYetValidError, type VerifiedClaims } from './verify.ts'

/** The access tokens of a server, opaque or JWT. */
export interface AccessTokens {
  issue(claims: JWTPayload, isOpaque: boolean): Promise<string>
  /** Returns the claims of a token for any audience, as a service verifies it. Rejects with InvalidTokenError. */
  commonClaims(token: string): Promise<VerifiedClaims>
  /** Returns the claims of a token that was not revoked, as its own server knows it. Rejects with InvalidTokenError. */
  activeClaims(token: string): Promise<VerifiedClaims>
}

interface AccessTokenDeps {
  readonly state: SignInState
  readonly identifiers: IdentifierSource
  readonly clock: Clock
  /** Verifies a JWT. Rejects with InvalidTokenError. */
  readonly verify: (token: string) => Promise<VerifiedClaims>
  readonly keys: SigningKeys
}

export function createAccessTokens({
  state,
  identifiers,
  clock,
  verify,
  keys,
}: AccessTokenDeps): AccessTokens {
  const readOpaqueToken = (token: string): VerifiedClaims => {
    const found = state.opaqueTokens.get(token)
    if (found === undefined || isRevoked(state, [found.claims.jti]))
      throw new InvalidTokenError('invalid_header', 'Unknown token')
    if (found.expiresAt <= clock.now()) throw expiredError(found.expiresAt / 1000, clock)
    const { nbf: notBefore = 0 } = found.claims
    if (notBefore * 1000 > clock.now()) throw notYetValidError(notBefore, clock)
    return found.claims
  }
  const commonClaims = async (token: string): Promise<VerifiedClaims> =>
    /^[0-9a-f]{64}$/.test(token) ? readOpaqueToken(token) : verify(token)
  return {
    issue(claims, isOpaque) {
      if (!isOpaque) return keys.sign(claims)
      const token = identifiers.hexadecimal(64)
      setBounded(state.opaqueTokens, token, { claims, expiresAt: (claims.exp ?? 0) * 1000 })
      return Promise.resolve(token)
    },
    commonClaims,
    async activeClaims(token) {
      const claims = await commonClaims(token)
      if (isRevoked(state, [claims.jti])) throw new InvalidTokenError('invalid_claims', 'token is revoked')
      return claims
    },
  }
}
