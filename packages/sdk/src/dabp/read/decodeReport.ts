import { InvalidRequestError } from '../../http/errors/index.ts'
import { isObject, service } from '../checks.ts'
import type { DecodedReport } from './DecodedReport.ts'
import { reportFromClaims } from './reportFromClaims.ts'

/**
 * The person report in an ID token or a JWT access token, **unverified**: anybody can write such a token. It is for
 * looking into one, and for one that came straight from the token endpoint. To decide by, use `verifyReport`.
 *
 * @param jwt the token alone, without `Bearer`
 * @returns as `reportFromClaims`
 * @throws InvalidRequestError with the code `invalid_token` where it is no JWT, or as `reportFromClaims`
 * @example
 * console.log(decodeReport(idToken).groups)
 */
export function decodeReport(jwt: string): DecodedReport {
  return reportFromClaims(claimsOf(jwt))
}

/** The claims in a signed token, unverified. Throws InvalidRequestError where it is none. No error has any part of it. */
export function claimsOf(jwt: unknown): Record<string, unknown> {
  if (typeof jwt !== 'string' || jwt.trim() === '') throw notAToken('is empty')
  const parts = jwt.trim().split('.')
  if (parts.length === 5) throw notAToken('is encrypted: only whom it is for can read it')
  const [header, payload] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined) {
    throw notAToken(parts.length === 1 ? 'is opaque, or no token at all' : `has ${parts.length} parts, not 3`)
  }
  if (!isObject(decoded(header))) throw notAToken('has no header that can be read')
  const claims = decoded(payload)
  if (!isObject(claims)) throw notAToken('has no claims that can be read')
  return claims
}

export function notAToken(problem: string): InvalidRequestError {
  return new InvalidRequestError(`This is no JSON Web Token: it ${problem}.`, {
    service,
    code: 'invalid_token',
    hint: 'Give the token alone. What an opaque one stands for, introspection tells.',
  })
}

/** The value of a part; undefined where it is not JSON in Base64url. */
function decoded(part: string): unknown {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    // Reports are large, and mostly have no letter that takes more than a byte.
    return JSON.parse(/[\x80-\xff]/.test(binary) ? fromUtf8(binary) : binary)
  } catch {
    return undefined
  }
}

function fromUtf8(binary: string): string {
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
