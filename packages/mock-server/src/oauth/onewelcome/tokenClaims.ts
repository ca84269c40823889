import type { JWTPayload } from 'jose'

/** What every token of one answer says, whoever it is of. */
export interface TokenFrame {
  readonly issuer: string
  readonly clientId: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

export function accessTokenClaims(
  frame: TokenFrame,
  subject: string,
  audience: string,
  scopes: readonly string[],
): JWTPayload {
  return {
    ...claimsOf(frame),
    sub: subject,
    aud: audience,
    cid: frame.clientId,
    scp: scopes,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ver: 1,
    jti: `AT.${frame.id}`,
  }
}

/** @param identity what is said of who signed in */
export function idTokenClaims(
  frame: TokenFrame,
  identity: JWTPayload,
  nonce: string | undefined,
): JWTPayload {
  const claims = claimsOf(frame)
  return {
    ...claims,
    ...identity,
    aud: frame.clientId,
    auth_time: claims.iat,
    ...(nonce === undefined ? {} : { nonce }),
    jti: `ID.${frame.id}`,
  }
}

function claimsOf({ issuer, now, lifetimeSeconds }: TokenFrame) {
  const issuedAt = Math.floor(now / 1000)
  return { iss: issuer, iat: issuedAt, nbf: issuedAt, exp: issuedAt + lifetimeSeconds }
}
