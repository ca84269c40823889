import type { JWTPayload } from 'jose'
import { signedToken } from '../../oauth/signedToken.ts'
import { withOtherSignature } from '../../oauth/withOtherSignature.ts'
import type { TokenFlaw } from '../../openapi/admin.generated.ts'

/** A token of these claims, signed with the key of the mock; where the flaw is in its form, not quite. */
export async function flawedToken(claims: JWTPayload, flaw: TokenFlaw | undefined): Promise<string> {
  switch (flaw) {
    case 'malformed':
      return 'this-is-no-token'
    case 'algorithmNone':
      return unsigned(claims)
    case 'unknownKey':
      return signedToken(claims, 'unknown-key')
    case 'wrongSignature':
      return withOtherSignature(await signedToken(claims))
    default:
      return signedToken(claims)
  }
}

async function unsigned(claims: JWTPayload): Promise<string> {
  const { UnsecuredJWT } = await import('jose')
  return new UnsecuredJWT(claims).encode()
}
