import type { Refusal } from '@personctl/generated/admin'
import type { AuthError } from '@personctl/generated/cis'
import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters, JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import type { KnownOrigins } from '../http/request.ts'
import { createRefusal } from '../routing/router.ts'
import { setBounded } from '../text/boundedMap.ts'
import type { SigningKeys } from './keys.ts'

/** Another identity provider whose RS256 tokens are accepted as well. */
export interface TrustedIssuer {
  /** The exact `iss` claim. */
  readonly issuer: string
  /** The JSON Web Key Set, or a URL to fetch it from. */
  readonly jwks: JSONWebKeySet | string
  /** An additional audience that its tokens may have. */
  readonly audience?: string
}

/** The tokens that a service accepts. */
interface TokenVerifierOptions {
  /** The accepted audiences. Undefined: the audience is not checked. */
  readonly audiences: readonly string[] | undefined
  /** Accepts tokens without an audience, and rejects those whose `sub` or `jti` is not a string. @default false */
  readonly isLaxAudience?: boolean
  /** Returns the key of the mock with an id; undefined if it does not exist. */
  readonly findKey: SigningKeys['find']
  /** The path of the issuer URL of the service's authorization server. */
  readonly issuerPath: string
  /** The origins at which the server has been requested. Issuers at these origins are its own. */
  readonly origins: KnownOrigins
  readonly trust: TrustedIssuer | undefined
  readonly clock: Clock
}

/** The claims of a verified token. */
export type VerifiedClaims = JWTPayload

type Verify = (token: string) => Promise<VerifiedClaims>

/**
 * Creates a function that verifies access tokens as the service does: a known key id, RS256, signature, expiry
 * without leeway, then audience and issuer.
 *
 * @returns rejects with InvalidTokenError
 */
export function createTokenVerifier(
  options: TokenVerifierOptions,
): (token: string) => Promise<VerifiedClaims> {
  let trustedKeys: KeyFinder | undefined
  const findOwnKey: KeyFinder = ({ kid }) => {
    const key = options.findKey(kid)
    if (key === undefined) throw unknownKeyError(kid)
    return key
  }

  return async (token) => {
    const jose = await import('./jose.ts')
    const claimedIssuer = decodeClaims(jose, token).iss
    const isTrusted = options.trust !== undefined && claimedIssuer === options.trust.issuer
    if (isTrusted) trustedKeys ??= createKeyFinder(jose, options.trust.jwks)
    const claims = await verifySignature(jose, token, (isTrusted && trustedKeys) || findOwnKey, options.clock)
    if (!isTrusted && !isOwnIssuer(claims.iss, options))
      throw claimsError(
        `the issuer is ${quote(claims.iss)}, expected is the URL of the mock with ${options.issuerPath} at its end`,
      )
    if (options.isLaxAudience === true) {
      for (const name of ['sub', 'jti'] as const)
        if (claims[name] !== undefined && typeof claims[name] !== 'string')
          throw claimsError(`${name} is ${quote(claims[name])}, which is not a string`)
      if (claims.aud === undefined) return claims
    }
    const trustedAudience = isTrusted ? options.trust.audience : undefined
    if (!hasAudience(claims, trustedAudience, options))
      throw audienceError(claims, [...(options.audiences ?? []), trustedAudience])
    return claims
  }
}

/** Adds a check that the token is for one of the audiences. */
export function requireAudience(audiences: readonly (string | undefined)[], verify: Verify): Verify {
  return async (token) => {
    const claims = await verify(token)
    if ([claims.aud].flat().some((audience) => audience !== undefined && audiences.includes(audience)))
      return claims
    throw audienceError(claims, audiences)
  }
}

/**
 * Creates a function that maps an Authorization header to the permissions of its token. It caches the latest thousand
 * headers: a JWT is verified once, and only its times are checked on every request.
 *
 * @param entitlementOf returns the permissions that the claims grant
 * @returns responds synchronously for a cached header; throws InvalidTokenError, or rejects with it
 */
export function createAuthorizer<T>(
  verify: (token: string) => Promise<VerifiedClaims>,
  entitlementOf: (claims: VerifiedClaims) => T,
  clock: Clock,
): (header: string | null) => T | Promise<T> {
  interface Verified {
    readonly entitlement: T
    readonly expiresAt: number
    readonly notBefore: number
  }
  const cache = new Map<string, Verified>()
  // To compare headers takes less time than the hash of a long one.
  let latest: readonly [header: string, verified: Verified] | undefined

  const authorize = async (header: string | null): Promise<T> => {
    const claims = await verify(parseBearerToken(header))
    const entitlement = entitlementOf(claims)
    const { exp: expiresAt = Number.POSITIVE_INFINITY, nbf: notBefore = Number.NEGATIVE_INFINITY } = claims
    // An opaque token can be revoked at any time.
    if (header?.includes('.')) setBounded(cache, header, { entitlement, expiresAt, notBefore })
    return entitlement
  }

  return (header) => {
    const cached = header !== null && header === latest?.[0] ? latest[1] : cache.get(header ?? '')
    if (header === null || cached === undefined) return authorize(header)
    latest = [header, cached]
    const now = Math.floor(clock.now() / 1000)
    if (cached.expiresAt <= now) throw expiredError(cached.expiresAt, clock)
    // The clock of a session can go back.
    if (cached.notBefore > now) throw notYetValidError(cached.notBefore, clock)
    return cached.entitlement
  }
}

/** Thrown if a token is not accepted, with the messages from the source of the service. */
export class InvalidTokenError extends Error {
  override readonly name: string = 'InvalidTokenError'

  constructor(
    readonly code: AuthError['code'],
    readonly description: string,
    /** More than the service says, to find the mistake by. */
    readonly detail: string | undefined = undefined,
  ) {
    super(description)
  }

  /** The reason for the journal. Other services than CIS do not use its words. */
  get refusal(): Refusal {
    const isPlain = this.detail === undefined && this.code !== 'authorization_header_missing'
    return createRefusal(this.code, isPlain ? this.description : plainReasons[this.code], this.detail)
  }
}

const plainReasons: Readonly<Record<AuthError['code'], string>> = {
  authorization_header_missing: 'The request has no Authorization header',
  invalid_header: 'The token cannot be verified',
  invalid_claims: 'The token is not valid for this service',
  scope_missing: 'The token lacks a scope',
  token_expired: 'The token has expired',
}

const claimsError = (detail: string): InvalidTokenError =>
  new InvalidTokenError('invalid_claims', 'incorrect claims,please check the audience and issuer', detail)

function audienceError({ aud }: JWTPayload, accepted: readonly (string | undefined)[]): InvalidTokenError {
  const known = [...new Set(accepted.filter((audience) => audience !== undefined))]
  return claimsError(`the audience is ${quote(aud)}, accepted is ${known.join(' or ')}`)
}

/** @param expiresAt in seconds since 1970 */
export function expiredError(expiresAt: number, clock: Clock): InvalidTokenError {
  const [end, now] = [expiresAt * 1000, clock.now()].map((time) => new Date(time).toISOString())
  const detail = `since ${end}, by the clock of the session it is ${now}`
  return new InvalidTokenError('token_expired', 'token is expired', detail)
}

/** @param notBefore in seconds since 1970 */
export function notYetValidError(notBefore: number, clock: Clock): InvalidTokenError {
  const [start, now] = [notBefore * 1000, clock.now()].map((time) => new Date(time).toISOString())
  return claimsError(`it is valid from ${start}, by the clock of the session it is ${now}`)
}

/** Shows a value of a token in a message. */
const quote = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 200)

/**
 * Returns the token of an Authorization header. The scheme is case-insensitive; there must be exactly two parts.
 *
 * @throws {InvalidTokenError} if the header is missing or malformed
 */
export function parseBearerToken(header: string | null): string {
  if (!header) throw new InvalidTokenError('authorization_header_missing', 'Authorization header is expected')
  const [scheme, token, ...rest] = header.trim().split(/\s+/)
  if (scheme?.toLowerCase() !== 'bearer')
    throw new InvalidTokenError('invalid_header', 'Authorization header must start with Bearer')
  if (token === undefined) throw new InvalidTokenError('invalid_header', 'Token not found')
  if (rest.length > 0)
    throw new InvalidTokenError('invalid_header', 'Authorization header must be Bearer token')
  return token
}

type KeyFinder = (header: JWSHeaderParameters, token: FlattenedJWSInput) => CryptoKey | Promise<CryptoKey>
type Jose = typeof import('./jose.ts')

function isOwnIssuer(issuer: string | undefined, { issuerPath, origins }: TokenVerifierOptions): boolean {
  return issuer?.endsWith(issuerPath) === true && origins.has(issuer.slice(0, -issuerPath.length))
}

function hasAudience(
  claims: JWTPayload,
  trustedAudience: string | undefined,
  { audiences }: TokenVerifierOptions,
): boolean {
  if (audiences === undefined) return true
  return [claims.aud]
    .flat()
    .some((audience = '') => audience === trustedAudience || audiences.includes(audience))
}

function createKeyFinder(jose: Jose, jwks: JSONWebKeySet | string): KeyFinder {
  let isReported = false
  // Its credentials and its query may be secrets.
  const source = typeof jwks === 'string' ? withoutSecrets(jwks) : undefined
  const find =
    typeof jwks === 'string' ? jose.createRemoteJWKSet(new URL(jwks)) : jose.createLocalJWKSet(jwks)
  return (header, token) => {
    // If the header has no key id, jose uses the only key. The service does not.
    if (typeof header.kid !== 'string') throw unknownKeyError(header.kid)
    return find(header, token).catch((error: unknown) => {
      if (error instanceof jose.errors.JWKSNoMatchingKey) throw unknownKeyError(header.kid)
      const cause =
        typeof jwks === 'string' ? describeCause(error).replaceAll(jwks, source ?? '') : describeCause(error)
      const reason = `the key set${source === undefined ? '' : ` at ${source}`} cannot be used: ${cause}`
      // biome-ignore lint/suspicious/noConsole: stderr on every platform, for a mistake in the options
      if (!isReported) console.error(`personctl-mock: ${reason}`)
      isReported = true
      throw new InvalidTokenError('invalid_header', unknownKey, reason)
    })
  }
}

function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

function describeCause(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  return cause instanceof Error ? cause.message || code || cause.name : String(cause)
}

function decodeClaims(jose: Jose, token: string): JWTPayload {
  try {
    jose.decodeProtectedHeader(token)
    return jose.decodeJwt(token)
  } catch {
    throw unreadableTokenError('it is not a JWT')
  }
}

async function verifySignature(
  jose: Jose,
  token: string,
  keys: KeyFinder,
  clock: Clock,
): Promise<JWTPayload> {
  try {
    const currentDate = new Date(clock.now())
    return (await jose.jwtVerify(token, keys, { algorithms: ['RS256'], currentDate })).payload
  } catch (error) {
    if (error instanceof InvalidTokenError) throw error
    if (error instanceof jose.errors.JWTExpired) throw expiredError(error.payload.exp ?? 0, clock)
    if (error instanceof jose.errors.JWTClaimValidationFailed)
      throw claimsError(`${error.message}: ${quote(error.payload[error.claim])}`)
    throw unreadableTokenError(
      error instanceof jose.errors.JWSSignatureVerificationFailed
        ? 'the signature is wrong'
        : error instanceof jose.errors.JOSEAlgNotAllowed
          ? 'the algorithm is not RS256'
          : 'it is not a signed JWT',
    )
  }
}

const unknownKey = 'Unable to find appropriate key'
const unknownKeyError = (keyId: unknown) =>
  new InvalidTokenError('invalid_header', unknownKey, `the kid is ${quote(keyId)}`)
const unreadableTokenError = (detail: string) =>
  new InvalidTokenError('invalid_header', 'Unable to parse authentication token.', detail)
