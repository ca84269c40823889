import type { JWTPayload } from 'jose'
import { setBounded } from '../../text/boundedMap.ts'

/** A person's permission for an application: the content of a code, and of the refresh tokens that follow from it. */
export interface Authorization {
  /** The id of the person's sign-in at the server. Several applications may share it. */
  readonly session: string
  readonly clientId: string
  /** The key of the person in the directory of the server. */
  readonly login: string
  readonly scopes: readonly string[]
  readonly audience: string | undefined
  readonly nonce: string | undefined
  /** The time of the sign-in, in seconds since 1970. */
  readonly signedInAt: number
}

interface IssuedCode {
  readonly authorization: Authorization
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly redirectUri: string
  readonly codeChallenge: string | undefined
  readonly isRedeemed: boolean
}

interface IssuedRefreshToken {
  readonly authorization: Authorization
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly isUsed: boolean
}

/** A browser that has signed in. */
export interface BrowserSession {
  readonly id: string
  readonly login: string
  /** In seconds since 1970. */
  readonly signedInAt: number
}

/** The state of the sign-ins at one server between requests. Plain data. */
export interface SignInState {
  readonly codes: Map<string, IssuedCode>
  /** Opaque refresh tokens. Those of Keycloak are JWTs, which are valid without an entry. */
  readonly refreshTokens: Map<string, IssuedRefreshToken>
  /** Signed-in browsers by the value of their cookie. */
  readonly browsers: Map<string, BrowserSession>
  /** The authorization ids of access tokens, by the id of the token. */
  readonly accessTokens: Map<string, string>
  /** The ids of everything that was revoked: tokens, authorizations, sessions. */
  readonly revoked: Map<string, true>
  /** The client assertions that were used, by client and id. */
  readonly assertions: Map<string, number>
  readonly opaqueTokens: Map<string, OpaqueToken>
}

/** The content of an opaque access token. */
interface OpaqueToken {
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly claims: JWTPayload
}

export function createSignInState(): SignInState {
  return {
    codes: new Map(),
    refreshTokens: new Map(),
    browsers: new Map(),
    accessTokens: new Map(),
    revoked: new Map(),
    assertions: new Map(),
    opaqueTokens: new Map(),
  }
}

// A revoked token must not be forgotten before it expires.
export const stateLimit = 10_000

/** Returns the id under which everything is revoked that a client has of a sign-in. */
export function authorizationId({ session, clientId }: Pick<Authorization, 'session' | 'clientId'>): string {
  return `${session} ${clientId}`
}

/** Remembers the authorization of an access token, with which it is revoked. */
export function recordAccessToken(state: SignInState, id: string, authorization: Authorization): void {
  setBounded(state.accessTokens, id, authorizationId(authorization), stateLimit)
}

/** Revokes a token, or everything that belongs to an authorization or a session, by its id. */
export function revoke(state: SignInState, id: string): void {
  setBounded(state.revoked, id, true, stateLimit)
}

/** Returns true if one of these ids, or the authorization of one, was revoked. */
export function isRevoked(state: SignInState, ids: readonly (string | undefined)[]): boolean {
  return ids.some(
    (id) =>
      id !== undefined && (state.revoked.has(id) || state.revoked.has(state.accessTokens.get(id) ?? '')),
  )
}
