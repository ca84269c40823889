import type { AuthError } from '@personctl/openapi/cis'
import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters, JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import type { KnownOrigins } from '../http/request.ts'
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
    if (key === undefined) throw unknownKeyError()
    return key
  }

  return async (token) => {
    const jose = await import('./jose.ts')
    const claimedIssuer = decodeClaims(jose, token).iss
    const isTrusted = options.trust !== undefined && claimedIssuer === options.trust.issuer
    if (isTrusted) trustedKeys ??= createKeyFinder(jose, options.trust.jwks)
    const claims = await verifySignature(jose, token, (isTrusted && trustedKeys) || findOwnKey, options.clock)
    const isKnownIssuer = isTrusted || isOwnIssuer(claims.iss, options)
    if (!isKnownIssuer || !hasAudience(claims, isTrusted ? options.trust.audience : undefined, options))
      throw new InvalidTokenError('invalid_claims', 'incorrect claims,please check the audience and issuer')
    return claims
  }
}

/** Adds a check that the token is for one of the audiences. */
export function requireAudience(audiences: readonly (string | undefined)[], verify: Verify): Verify {
  return async (token) => {
    const claims = await verify(token)
    if ([claims.aud].flat().some((audience) => audience !== undefined && audiences.includes(audience)))
      return claims
    throw new InvalidTokenError('invalid_claims', 'incorrect claims,please check the audience and issuer')
  }
}

/**
 * Creates a function that maps an Authorization header to the permissions of its token. It caches the latest thousand
 * headers: a token is verified once, and only its expiry is checked on every request.
 *
 * @param entitlementOf returns the permissions that the claims grant
 * @returns responds synchronously for a cached header; throws InvalidTokenError, or rejects with it
 */
export function createAuthorizer<T>(
  verify: (token: string) => Promise<VerifiedClaims>,
  entitlementOf: (claims: VerifiedClaims) => T,
  clock: Clock,
): (header: string | null) => T | Promise<T> {
  const cache = new Map<string, { entitlement: T; expiresAt: number | undefined }>()

  const authorize = async (header: string | null): Promise<T> => {
    const claims = await verify(parseBearerToken(header))
    const entitlement = entitlementOf(claims)
    setBounded(cache, header ?? '', { entitlement, expiresAt: claims.exp })
    return entitlement
  }

  return (header) => {
    const cached = cache.get(header ?? '')
    if (cached === undefined) return authorize(header)
    if (cached.expiresAt !== undefined && cached.expiresAt <= Math.floor(clock.now() / 1000))
      throw new InvalidTokenError('token_expired', 'token is expired')
    return cached.entitlement
  }
}

/** Thrown if a token is not accepted, with the messages from the source of the service. */
export class InvalidTokenError extends Error {
  override readonly name: string = 'InvalidTokenError'

  constructor(
    readonly code: AuthError['code'],
    readonly description: string,
  ) {
    super(description)
  }
}

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
  const find =
    typeof jwks === 'string' ? jose.createRemoteJWKSet(new URL(jwks)) : jose.createLocalJWKSet(jwks)
  return (header, token) => {
    // If the header has no key id, jose uses the only key. The service does not.
    if (typeof header.kid !== 'string') throw unknownKeyError()
    return find(header, token).catch(() => Promise.reject(unknownKeyError()))
  }
}

function decodeClaims(jose: Jose, token: string): JWTPayload {
  try {
    jose.decodeProtectedHeader(token)
    return jose.decodeJwt(token)
  } catch {
    throw unreadableTokenError()
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
    if (error instanceof jose.errors.JWTExpired)
      throw new InvalidTokenError('token_expired', 'token is expired')
    if (error instanceof jose.errors.JWTClaimValidationFailed)
      throw new InvalidTokenError('invalid_claims', 'incorrect claims,please check the audience and issuer')
    throw unreadableTokenError()
  }
}

const unknownKeyError = () => new InvalidTokenError('invalid_header', 'Unable to find appropriate key')
const unreadableTokenError = () =>
  new InvalidTokenError('invalid_header', 'Unable to parse authentication token.')
