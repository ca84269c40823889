import { reportScopeValues } from '@personctl/generated/dabp'
import type { JWTPayload } from 'jose'

/** The path of the issuer URL. */
export const oneWelcomeIssuerPath = '/oauth'

type Endpoint = 'token' | 'authorize' | 'userInfo' | 'keys' | 'introspect' | 'revoke' | 'logout' | 'discovery'

/** The paths of the endpoints. */
export const oneWelcomeEndpoints: Readonly<Record<Endpoint, string>> = {
  token: `${oneWelcomeIssuerPath}/v1/token`,
  authorize: `${oneWelcomeIssuerPath}/v1/authorize`,
  userInfo: `${oneWelcomeIssuerPath}/v1/userinfo`,
  keys: `${oneWelcomeIssuerPath}/v1/keys`,
  introspect: `${oneWelcomeIssuerPath}/api/v2/token/introspect`,
  revoke: `${oneWelcomeIssuerPath}/v1/revoke`,
  logout: `${oneWelcomeIssuerPath}/v1/logout`,
  discovery: `${oneWelcomeIssuerPath}/.well-known/openid-configuration`,
}

/** The audience of tokens for programs. The name that OneWelcome uses is not public. */
export const delegationAudience = 'dabp'

/** The scopes of programs: read reports, read and write other data of DABP. */
export const machineScopes: readonly string[] = [...reportScopeValues, 'dabp_read', 'dabp_write']

/** The scopes of people. */
export const personScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access']

/** The default lifetime of a token, in seconds. */
export const oneWelcomeTokenTtlSeconds = 900

/** Values that all tokens of one response share. */
export interface TokenFrame {
  readonly issuer: string
  readonly clientId: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

export function oneWelcomeTokenClaims(
  frame: TokenFrame,
  subject: string,
  audience: string,
  scopes: readonly string[],
): JWTPayload {
  return {
    ...commonClaims(frame),
    sub: subject,
    aud: audience,
    cid: frame.clientId,
    scp: scopes,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ver: 1,
    jti: `AT.${frame.id}`,
  }
}

/**
 * Returns the claims of an ID token.
 *
 * @param identity the claims that identify the person
 * @param signedInAt in seconds since 1970
 */
export function oneWelcomeIdTokenClaims(
  frame: TokenFrame,
  identity: JWTPayload,
  signedInAt: number,
  nonce: string | undefined,
): JWTPayload {
  return {
    ...commonClaims(frame),
    ...identity,
    aud: frame.clientId,
    auth_time: signedInAt,
    ...(nonce === undefined ? {} : { nonce }),
    jti: `${idTokenPrefix}${frame.id}`,
  }
}

/** The beginning of the `jti` of ID tokens. */
export const idTokenPrefix = 'ID.'

function commonClaims({ issuer, now, lifetimeSeconds }: TokenFrame) {
  const issuedAt = Math.floor(now / 1000)
  return { iss: issuer, iat: issuedAt, nbf: issuedAt, exp: issuedAt + lifetimeSeconds }
}
