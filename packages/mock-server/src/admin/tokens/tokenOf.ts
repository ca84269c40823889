import type { JWTPayload } from 'jose'
import { signingKey, signingKeyId } from '../../oauth/signingKey.ts'
import type { TokenFlaw } from '../../openapi/admin.generated.ts'

const yearSeconds = 365 * 86_400

/** The claims of a token with a flaw in them; those of any other flaw are as they were. */
export function flawedClaims(claims: JWTPayload, flaw: TokenFlaw | undefined): JWTPayload {
  const { iat = 0, exp = iat } = claims
  switch (flaw) {
    case 'expired':
      return { ...claims, iat: iat - (exp - iat) - 1, exp: iat - 1 }
    case 'notYetValid':
      return { ...claims, iat: iat + yearSeconds, nbf: iat + yearSeconds, exp: exp + yearSeconds }
    case 'wrongAudience':
      return { ...claims, aud: 'somebody-else' }
    case 'wrongIssuer':
      return { ...claims, iss: 'https://somebody-else.example.org/' }
    default:
      return claims
  }
}

/** A token of these claims, signed with the key of the mock, or flawed in its form. */
export async function tokenOf(claims: JWTPayload, flaw: TokenFlaw | undefined): Promise<string> {
  if (flaw === 'malformed') return 'this-is-no-token'
  const { base64url, importJWK, SignJWT } = await import('jose')
  if (flaw === 'algorithmNone')
    return `${base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT' }))}.${base64url.encode(JSON.stringify(claims))}.`
  const token = await new SignJWT(claims)
    .setProtectedHeader({
      alg: 'RS256',
      typ: 'JWT',
      kid: flaw === 'unknownKey' ? 'unknown-key' : signingKeyId,
    })
    .sign(await importJWK(signingKey, 'RS256'))
  return flaw === 'wrongSignature' ? withOtherSignature(token) : token
}

/** A token with another signature, which is none of its claims. */
export function withOtherSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  // All bits of the first character count.
  return `${token.slice(0, start)}${token[start] === 'A' ? 'B' : 'A'}${token.slice(start + 1)}`
}
