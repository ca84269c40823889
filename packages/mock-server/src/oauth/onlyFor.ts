import { AuthRefusal } from './authRefusal.ts'
import type { VerifiedClaims } from './tokenVerifier.ts'

type Verify = (token: string) => Promise<VerifiedClaims>

/** Verifies as before, and has a token be for one of these audiences. */
export function onlyFor(audiences: readonly (string | undefined)[], verify: Verify): Verify {
  return async (token) => {
    const claims = await verify(token)
    if ([claims.aud].flat().some((audience) => audience !== undefined && audiences.includes(audience)))
      return claims
    throw new AuthRefusal('invalid_claims', 'incorrect claims,please check the audience and issuer')
  }
}
