// The tokens that CIS and DABP give a client about a person. Programs do without them, so that this is loaded when it is needed.
import type { TokenWish } from '@personctl/generated/admin'
import type { JWTPayload } from 'jose'
import { auth0RefreshTtlSeconds, idTokenClaims, issueRefreshToken } from '../../oauth/auth0SignIn.ts'
import { personScopes, type TokenFrame } from '../../oauth/onewelcome/tenant.ts'
import {
  createTenantDirectory,
  issueTenantRefreshToken,
  personIdTokenClaims,
  tenantRefreshTtlSeconds,
} from '../../oauth/onewelcome/tenantPeople.ts'
import { createProfilePeople } from '../../oauth/signIn/profilePeople.ts'
import type { Authorization } from '../../oauth/signIn/signInState.ts'
import type { Session } from '../../session/session.ts'
import { AdminError } from '../contract.ts'

/** The parts of a token about a person that do not depend on the request. */
interface PersonTokenDeps {
  readonly session: Session
  readonly frame: TokenFrame
}

/** Returns the claims of an ID token; undefined if nobody has the login. */
type IdClaimsOf = (wish: TokenWish, login: string, deps: PersonTokenDeps) => JWTPayload | undefined

/** Creates the claims of ID tokens as the authorization server of each service does. */
export const idClaimsByService: Readonly<Record<'cis' | 'dabp', IdClaimsOf>> = {
  cis: (wish, login, deps) => {
    const { issuer, now } = deps.frame
    const person = createProfilePeople(deps.session.directory, 'user_id').find(login)
    return (
      person && idTokenClaims(person, signIn(wish, person.login, deps), issuer, now, wish.lifetimeSeconds)
    )
  },
  dabp: (wish, login, deps) => {
    const { directory, services } = deps.session
    const people = createTenantDirectory(directory, services().delegation)
    const person = people.find(login)
    const client = services().clients.find(deps.frame.clientId)
    return person && personIdTokenClaims(deps.frame, signIn(wish, person.login, deps), person, people, client)
  },
}

/** Issues an opaque refresh token; undefined if nobody has the login. */
type RefreshTokenOf = (wish: TokenWish, login: string, deps: PersonTokenDeps) => string | undefined

/** Issues refresh tokens as the authorization server of each service does. */
export const refreshTokenByService: Readonly<Record<'cis' | 'dabp', RefreshTokenOf>> = {
  cis: (wish, login, deps) => {
    const { directory, grants, identifiers } = deps.session
    const person = createProfilePeople(directory, 'user_id').find(login)
    if (person === undefined) return undefined
    const expiresAt = expiryOf(wish, deps, auth0RefreshTtlSeconds)
    return issueRefreshToken(signIn(wish, person.login, deps), expiresAt, {
      state: grants.auth0,
      identifiers,
    })
  },
  dabp: (wish, login, deps) => {
    const { directory, grants, identifiers, services } = deps.session
    const person = createTenantDirectory(directory, services().delegation).find(login)
    if (person === undefined) return undefined
    const expiresAt = expiryOf(wish, deps, tenantRefreshTtlSeconds)
    const state = grants.oneWelcome
    return issueTenantRefreshToken(signIn(wish, person.login, deps), expiresAt, { state, identifiers })
  },
}

/** Returns the sign-in that a token is about. */
function signIn(
  { scopes = personScopes, audience }: TokenWish,
  login: string,
  { frame, session }: PersonTokenDeps,
): Authorization {
  return {
    session: session.identifiers.uuid(),
    clientId: frame.clientId,
    login,
    scopes,
    audience,
    nonce: undefined,
    signedInAt: Math.floor(frame.now / 1000),
  }
}

const hourSeconds = 3600

/** @throws {AdminError} for what an opaque token cannot have */
function expiryOf(wish: TokenWish, { frame }: PersonTokenDeps, defaultSeconds: number): number {
  const { flaw, expiredBySeconds = hourSeconds, lifetimeSeconds = defaultSeconds } = wish
  const forJwt = (['claims', 'kid'] as const).find((name) => wish[name] !== undefined)
  if (forJwt !== undefined || (flaw !== undefined && flaw !== 'expired' && flaw !== 'malformed'))
    throw new AdminError(
      'invalid_request',
      `${forJwt ?? 'flaw'} is ${JSON.stringify(wish[forJwt ?? 'flaw'])}, and the refresh token is opaque`,
      'leave it out: refresh tokens of cis and dabp have no flaws but expired and malformed',
    )
  return frame.now + (flaw === 'expired' ? -expiredBySeconds : lifetimeSeconds) * 1000
}
