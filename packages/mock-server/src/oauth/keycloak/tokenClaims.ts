import type { JWTPayload } from 'jose'

/** How long what a token is renewed with is good, in seconds. */
export const refreshLifetimeSeconds = 1800

/** What every token of one answer says, whoever it is of. */
export interface TokenFrame {
  readonly issuer: string
  /** The client the token is given to. */
  readonly clientId: string
  readonly scope: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

/** What is said of a person who signed in: who they are, and in which session. */
export interface SignedIn {
  readonly identity: JWTPayload
  readonly session: string
  /** The application the access token is for, and the person's roles there. */
  readonly audience: string
  readonly roles: readonly string[]
}

/** The claims of a client's own token: it is that of its service account. */
export function serviceTokenClaims(frame: TokenFrame, audience: string): JWTPayload {
  const account = `service-account-${frame.clientId}`
  return {
    ...claimsOf(frame, 'Bearer', audience, frame.lifetimeSeconds),
    sub: account,
    preferred_username: account,
  }
}

/** The claims of a person's access token. */
export function userTokenClaims(frame: TokenFrame, person: SignedIn): JWTPayload {
  const { identity, session, audience, roles } = person
  return {
    ...claimsOf(frame, 'Bearer', audience, frame.lifetimeSeconds),
    ...identity,
    sid: session,
    cern_roles: roles,
    resource_access: { [audience]: { roles } },
  }
}

/** The claims of an ID token: who signed in to the client. */
export function idTokenClaims(frame: TokenFrame, { identity, session, roles }: SignedIn): JWTPayload {
  const { scope: _scope, ...claims } = claimsOf(frame, 'ID', frame.clientId, frame.lifetimeSeconds)
  return { ...claims, ...identity, sid: session, cern_roles: roles }
}

/** The claims of what a person's token is renewed with. */
export function refreshTokenClaims(frame: TokenFrame, { identity, session, audience }: SignedIn): JWTPayload {
  return {
    ...claimsOf(frame, 'Refresh', frame.issuer, refreshLifetimeSeconds),
    ...identity,
    sid: session,
    renewed_audience: audience,
  }
}

function claimsOf(
  { issuer, clientId, scope, id, now }: TokenFrame,
  type: 'Bearer' | 'ID' | 'Refresh',
  audience: string,
  lifetimeSeconds: number,
): JWTPayload {
  const issuedAt = Math.floor(now / 1000)
  return {
    iss: issuer,
    aud: audience,
    azp: clientId,
    typ: type,
    jti: id,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    scope,
  }
}
