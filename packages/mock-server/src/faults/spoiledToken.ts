import { signingKey, signingKeyId } from '../oauth/signingKey.ts'

/** An Authorization header whose token is the given one with a signature that is none. */
export function withWrongSignature(authorization: string): string {
  const end = authorization.trimEnd()
  const dot = end.lastIndexOf('.') + 1
  // All bits of the first character count.
  return dot === 0 ? `${end}x` : `${end.slice(0, dot)}${end[dot] === 'A' ? 'B' : 'A'}${end.slice(dot + 1)}`
}

/**
 * An Authorization header whose token says what the given one says, but that it expired a second ago. What is no JWT
 * cannot expire: it gets a wrong signature.
 *
 * @param now in milliseconds since 1970
 */
export async function withExpiredToken(authorization: string, now: number): Promise<string> {
  const { decodeJwt, importJWK, SignJWT } = await import('jose')
  const [scheme = '', token = ''] = authorization.trim().split(/\s+/)
  let claims: Record<string, unknown>
  try {
    claims = decodeJwt(token)
  } catch {
    return withWrongSignature(authorization)
  }
  const expired = new SignJWT({ ...claims, exp: Math.floor(now / 1000) - 1 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKeyId })
    .sign(await importJWK(signingKey, 'RS256'))
  return `${scheme} ${await expired}`
}
