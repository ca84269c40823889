import type { JWTPayload } from 'jose'

/** What every token of the realm says, whoever it is of. */
export interface TokenFrame {
  readonly issuer: string
  /** The client the token is given to. */
  readonly clientId: string
  /** The client id of the application it is for. */
  readonly audience: string
  readonly scope: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

/** The claims of a client's own token: it is that of its service account. */
export function serviceTokenClaims(frame: TokenFrame): JWTPayload {
  const account = `service-account-${frame.clientId}`
  return { ...frameClaims(frame), sub: account, preferred_username: account }
}

function frameClaims({
  issuer,
  clientId,
  audience,
  scope,
  id,
  now,
  lifetimeSeconds,
}: TokenFrame): JWTPayload {
  const issuedAt = Math.floor(now / 1000)
  return {
    iss: issuer,
    aud: audience,
    azp: clientId,
    typ: 'Bearer',
    jti: id,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    scope,
  }
}
