import { signingAlgorithmValues } from '@personctl/openapi/dabp'
import { isObject } from '@personctl/shared/guards'
import type { JSONWebKeySet, JWTVerifyGetKey, errors as joseErrors } from 'jose'
import { AuthenticationError, InvalidRequestError } from '../errors.ts'
import { claimsOf, type DecodedReport, notAToken, reportFromClaims } from './report.ts'
import { service } from './values.ts'

export interface VerifyReportOptions {
  /** Who must have issued the token, such as `https://login.example.org/oauth`. */
  issuer: string
  /** Whom it must be for: of an ID token the client's id. Of several, one is enough. */
  audience: string | string[]
  /** How far clocks may be apart, in seconds. @default 0 */
  clockToleranceS?: number
  /** The algorithms it may be signed with. @default those that OneWelcome documents: RS, PS and ES, each with 256, 384 and 512 */
  algorithms?: readonly string[]
}

/**
 * The person report in an ID token or a JWT access token, once the token is found to be good: its signature, its
 * issuer, its audience and its times.
 *
 * @param jwt the token alone, without `Bearer`
 * @param keys the issuer's JSON Web Key Set (`/oauth/v1/keys`), or what finds a key in one, such as jose's
 * `createRemoteJWKSet(url)`, which fetches and caches it; what that throws comes through as it is
 * @returns as `reportFromClaims`
 * @throws AuthenticationError with the code `token_expired` or `token_not_verified` where the token is not good
 * @throws InvalidRequestError where it is no JWT, where the keys are no keys, or as `reportFromClaims`
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
  // Where one is undefined, as in a variable that is not set, jose would not look at the claim at all.
  if (!issuer || !audience || audience.length === 0) {
    throw new InvalidRequestError(`${issuer ? 'audience' : 'issuer'} is missing.`, {
      service,
      hint: 'Without both, a token for somebody else would do.',
    })
  }
  claimsOf(jwt)
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
    throw error instanceof jose.errors.JOSEError ? refusal(error, jose.errors) : error
  }
}

function refusal(error: joseErrors.JOSEError, kinds: typeof joseErrors): Error {
  const refused = (problem: string, code = 'token_not_verified') =>
    new AuthenticationError(`The token is not good: ${problem}.`, { service, code })
  if (error instanceof kinds.JWTExpired) return refused('it has expired', 'token_expired')
  if (error instanceof kinds.JWTClaimValidationFailed) return refused(claimProblem(error))
  if (error instanceof kinds.JWSSignatureVerificationFailed) return refused('its signature does not match')
  if (error instanceof kinds.JWKSNoMatchingKey)
    return refused('none of the keys is the one it was signed with')
  if (error instanceof kinds.JWKSMultipleMatchingKeys)
    return refused('it does not say which of the keys it was signed with')
  if (error instanceof kinds.JOSEAlgNotAllowed)
    return refused('it is signed with an algorithm that is not allowed')
  if (error instanceof kinds.JWTInvalid || error instanceof kinds.JWSInvalid) return notAToken('is malformed')
  if (error instanceof kinds.JWKSInvalid)
    return new InvalidRequestError('The keys are no JSON Web Key Set.', { service })
  return error
}

function claimProblem({ claim, reason, payload }: joseErrors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `it has no ${claim}`
  if (claim === 'nbf') return 'it is not valid yet'
  const found = isObject(payload) ? JSON.stringify(payload[claim]) : ''
  return `its ${claim} is ${found.length > 100 ? `${found.slice(0, 100)}…` : found}`
}
