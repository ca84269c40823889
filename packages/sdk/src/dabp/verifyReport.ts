import { signingAlgorithmValues } from '@personctl/generated/dabp'
import { isObject } from '@personctl/shared/guards'
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions, errors as joseErrors } from 'jose'
import { checkOptions, checkString, invalidArgument, type OptionNames } from '../arguments.ts'
import { AuthenticationError, type ErrorCode, InvalidRequestError } from '../errors.ts'
import { type DecodedReport, invalidToken, readClaims, reportFromClaims, service } from './report.ts'

/** Options of `verifyReport`. */
export interface VerifyReportOptions {
  /** The required issuer, such as `https://login.example.org/oauth`. */
  issuer: string
  /** The required audience: for an ID token the client's id. One of several is enough. */
  audience: string | readonly string[]
  /**
   * The accepted difference between clocks, in seconds.
   *
   * @default 0
   */
  clockToleranceS?: number | undefined
  /**
   * The accepted signing algorithms.
   *
   * @default those that OneWelcome documents: RS, PS and ES, each with 256, 384 and 512
   */
  algorithms?: readonly string[] | undefined
}

/**
 * Returns the person report in an ID token or a JWT access token, after verifying the token's signature, issuer, audience
 * and times. A token must have an expiry. One with several audiences must have been issued to one of the required ones, if
 * it says to whom.
 *
 * @param jwt the token alone, without `Bearer`
 * @param keys the issuer's JSON Web Key Set (`/oauth/v1/keys`), or a function that finds a key, such as jose's
 * `createRemoteJWKSet(url)`, which fetches and caches the set; its errors are passed on. If the token does not say which
 * of several keys it was signed with, each is tried.
 * @returns the same as `reportFromClaims`
 * @throws {AuthenticationError} with the code `token_expired` or `token_not_verified` if the token is not valid
 * @throws {InvalidRequestError} for an invalid option, if the token is not a JWT, if the keys are not a key set or cannot
 * be used, and if the claims have no valid report
 * @example
 * const keys = await (await fetch('https://login.example.org/oauth/v1/keys')).json()
 * const report = await verifyReport(idToken, keys, { issuer: 'https://login.example.org/oauth', audience: clientId })
 */
export async function verifyReport(
  jwt: string,
  keys: JSONWebKeySet | JWTVerifyGetKey,
  options: VerifyReportOptions,
): Promise<DecodedReport> {
  const { audience, ...verifyOptions } = parseOptions(options)
  readClaims(jwt)
  const jose = await import('jose')
  const verify = async (key: JWTVerifyGetKey): Promise<JWTPayload> => {
    const { payload, protectedHeader } = await jose.jwtVerify(jwt.trim(), key, { ...verifyOptions, audience })
    checkClaims(payload, protectedHeader.typ, audience)
    return payload
  }
  try {
    return reportFromClaims(
      await verify(typeof keys === 'function' ? keys : jose.createLocalJWKSet(keys)).catch((error: unknown) =>
        tryEach(error, verify),
      ),
    )
  } catch (error) {
    if (error instanceof jose.errors.JOSEError) throw mapJoseError(error, jose.errors)
    // A key set that jose cannot import fails in the platform's words; a function of the caller in its own.
    if (
      typeof keys === 'function' ||
      error instanceof InvalidRequestError ||
      error instanceof AuthenticationError
    )
      throw error
    throw unusableKeys(`cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const optionNames: OptionNames<VerifyReportOptions> = {
  issuer: 1,
  audience: 1,
  clockToleranceS: 1,
  algorithms: 1,
}

function parseOptions(options: VerifyReportOptions): JWTVerifyOptions & { audience: string[] } {
  checkOptions(service, options, optionNames)
  const { issuer, audience, clockToleranceS = 0, algorithms = signingAlgorithmValues } = options ?? {}
  // If one is undefined, as from a variable that is not set, jose does not check the claim at all.
  if (!issuer || !audience || audience.length === 0) {
    const param = issuer ? 'audience' : 'issuer'
    throw new InvalidRequestError(`${param} is missing.`, {
      service,
      param,
      hint: 'Without both, a token for another application would be accepted.',
    })
  }
  checkString(service, 'issuer', issuer)
  const audiences = [audience].flat()
  for (const one of audiences) checkString(service, 'audience', one)
  if (!Number.isFinite(clockToleranceS) || clockToleranceS < 0)
    throw invalidArgument(service, 'clockToleranceS', clockToleranceS, 'seconds, from 0 on')
  if (!Array.isArray(algorithms))
    throw invalidArgument(service, 'algorithms', algorithms, 'a list of strings')
  for (const algorithm of algorithms) checkString(service, 'algorithms', algorithm)
  return {
    issuer,
    audience: audiences,
    clockTolerance: clockToleranceS,
    algorithms: [...algorithms],
    requiredClaims: ['exp'],
  }
}

/** Tries each key of a set of which several fit. Throws any other error, and the last one if none of them fits. */
async function tryEach(
  error: unknown,
  verify: (key: JWTVerifyGetKey) => Promise<JWTPayload>,
): Promise<JWTPayload> {
  const { code } = error as { code?: unknown }
  // By its code: the function that finds keys may come from another copy of jose.
  if (code !== 'ERR_JWKS_MULTIPLE_MATCHING_KEYS') throw error
  let last = error
  for await (const key of error as joseErrors.JWKSMultipleMatchingKeys) {
    try {
      return await verify(() => key)
    } catch (failure) {
      last = failure
      if ((failure as { code?: unknown }).code !== 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') break
    }
  }
  throw last
}

/** The types of tokens that say who somebody is. Others, such as those of a logout, are signed with the same keys. */
const identifyingTypes = ['jwt', 'at+jwt', 'application/at+jwt']

/** Checks what jose does not: an infinite expiry, the type, and the party that the token was issued to. */
function checkClaims(payload: JWTPayload, type: unknown, audiences: readonly string[]): void {
  const { exp, aud, azp } = payload
  if (!Number.isSafeInteger(Math.trunc(exp ?? Number.NaN))) throw notVerified('its exp is not a time')
  const name = String(type ?? 'JWT').toLowerCase()
  if (!identifyingTypes.includes(name)) throw notVerified(`its type is ${shorten(JSON.stringify(type))}`)
  // An access token names its client there, which need not be among its audiences.
  const isForOthers = Array.isArray(aud) && aud.length > 1 && name === 'jwt'
  if (isForOthers && azp !== undefined && !audiences.includes(String(azp)))
    throw notVerified(`its azp is ${shorten(JSON.stringify(azp))}`)
}

function notVerified(problem: string, code: ErrorCode = 'token_not_verified'): AuthenticationError {
  return new AuthenticationError(`The token is not valid: ${problem}.`, { service, code })
}

function unusableKeys(problem: string): InvalidRequestError {
  return new InvalidRequestError(`The keys ${problem}.`, {
    service,
    param: 'keys',
    hint: 'Pass the JSON Web Key Set of the issuer. A key with a certificate alone (x5c) lacks what verifies: n and e, or x and y.',
  })
}

function mapJoseError(error: joseErrors.JOSEError, kinds: typeof joseErrors): Error {
  if (error instanceof kinds.JWTExpired) return notVerified('it has expired', 'token_expired')
  if (error instanceof kinds.JWTClaimValidationFailed) return notVerified(describeClaim(error))
  if (error instanceof kinds.JWSSignatureVerificationFailed)
    return notVerified('its signature does not match')
  if (error instanceof kinds.JWKSNoMatchingKey) return notVerified('it was signed with none of the keys')
  if (error instanceof kinds.JOSEAlgNotAllowed)
    return notVerified('it is signed with an algorithm that is not allowed')
  if (error instanceof kinds.JWTInvalid || error instanceof kinds.JWSInvalid)
    return invalidToken('is malformed')
  if (error instanceof kinds.JWKSInvalid) return unusableKeys('are not a JSON Web Key Set')
  if (error instanceof kinds.JOSENotSupported || error instanceof kinds.JWKInvalid)
    return unusableKeys(`cannot be used: ${error.message}`)
  return error
}

function describeClaim({ claim, reason, payload }: joseErrors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `it has no ${claim}`
  if (claim === 'nbf') return 'it is not valid yet'
  return `its ${claim} is ${isObject(payload) ? shorten(JSON.stringify(payload[claim])) : 'wrong'}`
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
