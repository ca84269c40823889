import { signedToken } from '../oauth/signedToken.ts'
import { withOtherSignature } from '../oauth/withOtherSignature.ts'

/** An Authorization header whose token has another signature. */
export function withRejectedToken(authorization: string): string {
  return withOtherSignature(authorization.trimEnd())
}

/**
 * An Authorization header whose token says what the given one says, but that it expired a second ago. What is no JWT
 * cannot be told so: it is rejected.
 *
 * @param now in milliseconds since 1970
 */
export async function withExpiredToken(authorization: string, now: number): Promise<string> {
  const { decodeJwt } = await import('jose')
  const [scheme = '', token = ''] = authorization.trim().split(/\s+/)
  let claims: Record<string, unknown>
  try {
    claims = decodeJwt(token)
  } catch {
    return withRejectedToken(authorization)
  }
  return `${scheme} ${await signedToken({ ...claims, exp: Math.floor(now / 1000) - 1 })}`
}
