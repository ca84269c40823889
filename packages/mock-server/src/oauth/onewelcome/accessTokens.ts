import type { JWTPayload } from 'jose'
import type { Clock } from '../../clock.ts'
import { AuthRefusal } from '../authRefusal.ts'
import type { ClientRegistration } from '../clientRegistry.ts'
import type { IdentifierSource } from '../identifierSource.ts'
import type { Memory, Remembered } from '../memory.ts'
import { remember } from '../memory.ts'
import { signedToken } from '../signedToken.ts'
import type { VerifiedClaims } from '../tokenVerifier.ts'

/** What an opaque token stands for. */
export interface OpaqueToken extends Remembered {
  readonly claims: JWTPayload
}

/** Access tokens in both of their forms. */
export interface AccessTokens {
  issue(claims: JWTPayload, client: ClientRegistration): Promise<string>
  /** What a token says, whoever it is for; rejects with AuthRefusal. */
  claimsOf(token: string): Promise<VerifiedClaims>
}

export function createAccessTokens(
  memory: Memory<OpaqueToken>,
  identifiers: IdentifierSource,
  clock: Clock,
  verifyJwt: (token: string) => Promise<VerifiedClaims>,
): AccessTokens {
  return {
    issue(claims, client) {
      if (client.opaqueTokens !== true) return signedToken(claims)
      const token = identifiers.hexadecimal(64)
      remember(memory, token, { claims, expiresAt: (claims.exp ?? 0) * 1000 })
      return Promise.resolve(token)
    },
    async claimsOf(token) {
      if (!/^[0-9a-f]{64}$/.test(token)) return verifyJwt(token)
      const known = memory.get(token)
      if (known === undefined) throw new AuthRefusal('invalid_header', 'Unknown token')
      if (known.expiresAt <= clock.now()) throw new AuthRefusal('token_expired', 'token is expired')
      return known.claims
    },
  }
}
