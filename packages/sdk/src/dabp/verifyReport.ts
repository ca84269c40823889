import { signingAlgorithmValues } from '@personctl/openapi/dabp'
import { isObject } from '@personctl/shared/guards'
import type { JSONWebKeySet, JWTVerifyGetKey, errors as joseErrors } from 'jose'
import { AuthenticationError, type ErrorCode, InvalidRequestError } from '../errors.ts'
import { type DecodedReport, invalidToken, readClaims, reportFromClaims, service } from './report.ts'

/** Options of `verifyReport`. */
export interface VerifyReportOptions {
  /** The required issuer, such as `https://login.example.org/oauth`. */
  issuer: string
  /** The required audience: for an ID token the client's id. One of several is enough. */
  audience: string | string[]
  /**
   * The accepted difference between clocks, in seconds.
   *
   * @default 0
   */
  clockToleranceS?: number
  /**
   * The accepted signing algorithms.
   *
   * @default those that OneWelcome documents: RS, PS and ES, each with 256, 384 and 512
   */
  algorithms?: readonly string[]
}

/**
 * Returns the person report in an ID token or a JWT access token, after verifying the token's signature, issuer, audience
 * and times.
 *
 * @param jwt the token alone, without `Bearer`
 * @param keys the issuer's JSON Web Key Set (`/oauth/v1/keys`), or a function that finds a key, such as jose's
 * `createRemoteJWKSet(url)`, which fetches and caches the set; its errors are passed on
 * @returns the same as `reportFromClaims`
 * @throws {AuthenticationError} with the code `token_expired` or `token_not_verified` if the token is not valid
 * @throws {InvalidRequestError} if the token is not a JWT, the keys are not a key set, or the claims have no valid report
 * @example
 * const keys = await (await fetch('https://login.example.org/oauth/v1/keys')).json()
 * const report = await verifyReport(idToken, keys, { issuer: 'https://login.example.org/oauth', audience: clientId })
 */
export async function verifyReport(
  jwt: string,
  keys: JSONWebKeySet | JWTVerifyGetKey,
  options: VerifyReportOptions,
): Promise<DecodedReport> {
  const { issuer, audience, clockToleranceS = 0, algorithms = signingAlgorithmValues } = options
  // If one is undefined, as from a variable that is not set, jose does not check the claim at all.
  if (!issuer || !audience || audience.length === 0) {
    const param = issuer ? 'audience' : 'issuer'
    throw new InvalidRequestError(`${param} is missing.`, {
      service,
      param,
      hint: 'Without both, a token for another application would be accepted.',
    })
  }
  readClaims(jwt)
  const jose = await import('jose')
  try {
    const key = typeof keys === 'function' ? keys : jose.createLocalJWKSet(keys)
    const { payload } = await jose.jwtVerify(jwt.trim(), key, {
      issuer,
      audience,
      clockTolerance: clockToleranceS,
      algorithms: [...algorithms],
    })
    return reportFromClaims(payload)
  } catch (error) {
    throw error instanceof jose.errors.JOSEError ? mapJoseError(error, jose.errors) : error
  }
}

function mapJoseError(error: joseErrors.JOSEError, kinds: typeof joseErrors): Error {
  const notVerified = (problem: string, code: ErrorCode = 'token_not_verified') =>
    new AuthenticationError(`The token is not valid: ${problem}.`, { service, code })
  if (error instanceof kinds.JWTExpired) return notVerified('it has expired', 'token_expired')
  if (error instanceof kinds.JWTClaimValidationFailed) return notVerified(describeClaim(error))
  if (error instanceof kinds.JWSSignatureVerificationFailed)
    return notVerified('its signature does not match')
  if (error instanceof kinds.JWKSNoMatchingKey) return notVerified('it was signed with none of the keys')
  if (error instanceof kinds.JWKSMultipleMatchingKeys)
    return notVerified('it does not say with which of the keys it was signed')
  if (error instanceof kinds.JOSEAlgNotAllowed)
    return notVerified('it is signed with an algorithm that is not allowed')
  if (error instanceof kinds.JWTInvalid || error instanceof kinds.JWSInvalid)
    return invalidToken('is malformed')
  if (error instanceof kinds.JWKSInvalid) {
    return new InvalidRequestError('The keys are not a JSON Web Key Set.', { service, param: 'keys' })
  }
  return error
}

function describeClaim({ claim, reason, payload }: joseErrors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `it has no ${claim}`
  if (claim === 'nbf') return 'it is not valid yet'
  const json = isObject(payload) ? JSON.stringify(payload[claim]) : ''
  return `its ${claim} is ${json.length > 100 ? `${json.slice(0, 100)}…` : json}`
}
