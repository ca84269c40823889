import type { JWTPayload } from 'jose'
import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'
import {
  namedPeople,
  type SearchCandidate,
  type SignInPeople,
  type SignInPerson,
  takeMatches,
} from '../signIn/signInPeople.ts'

/** The path of the realm. */
export const realmPath = '/auth/realms/cern'

/** The path of the standard endpoints. CERN's own endpoint for programs is next to it. */
export const openIdPath: string = `${realmPath}/protocol/openid-connect`

/** The client id of the Authorization Service, which is the audience of the tokens it accepts. */
export const authorizationService = 'authorization-service-api'

/** The default lifetime of an access token, in seconds. */
export const keycloakTokenTtlSeconds = 1200

/** The scopes that every client of the realm may request. */
export const realmScopes: readonly string[] = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'address',
  'phone',
  'roles',
  'web-origins',
  'microprofile-jwt',
  'acr',
  'basic',
]

/** The lifetime of a refresh token, in seconds. */
export const refreshLifetimeSeconds = 1800

/** A person of the realm. The login is also the subject of the person's tokens. */
interface RealmPerson extends SignInPerson {
  /** The number at CERN. External people have none. */
  readonly personId: string | undefined
  readonly firstName: string | undefined
  readonly lastName: string | undefined
}

/** The people who can sign in, and their roles. */
export interface RealmDirectory extends SignInPeople<RealmPerson> {
  /** Returns the names of a person's roles in an application, by login and client id. */
  rolesOf(upn: string, application: string): readonly string[]
  /** True if an application has this client id. */
  hasApplication(clientId: string): boolean
}

/**
 * Creates the directory of the realm. Its people are the identities of the Authorization Service that are not
 * blocked.
 */
export function createRealmDirectory(directory: AuthorizationDirectory): RealmDirectory {
  return {
    find(login) {
      const view = directory.view()
      const { identities } = view
      const indexes = [identities.indexOfUpn(login) ?? [], identities.indexesOfEmail(login)].flat()
      return listPeople(view, indexes).next().value
    },
    get first() {
      const view = directory.view()
      return listPeople(view, listIndexes(view)).next().value
    },
    search(text, limit) {
      const view = directory.view()
      return takeMatches(listCandidates(view), text, limit)
    },
    rolesOf(upn, application) {
      const view = directory.view()
      const identity = view.identities.indexOfUpn(upn)
      const index = view.applications.indexOfIdentifier(application)
      return identity === undefined || index === undefined ? [] : listRoleNames(view, index, identity)
    },
    hasApplication: (clientId) => directory.view().applications.indexOfIdentifier(clientId) !== undefined,
  }
}

/** Lists the people at some indexes who may sign in. */
function* listPeople(view: AuthorizationView, indexes: Iterable<number>): Generator<RealmPerson, undefined> {
  for (const index of indexes) {
    const person = readPerson(view, index)
    if (person !== undefined) yield person
  }
}

function* listCandidates(view: AuthorizationView): Iterable<SearchCandidate<RealmPerson>> {
  for (const index of listIndexes(view)) {
    const upn = view.identities.valueAt(index, 'upn')
    yield { keys: typeof upn === 'string' ? [upn] : [], person: () => readPerson(view, index) }
  }
}

/** Lists the indexes of all identities, those of the named people first. */
function* listIndexes({ identities }: AuthorizationView): Iterable<number> {
  const named = new Set(namedPeople.flatMap((email) => identities.indexesOfEmail(email)))
  yield* named
  const { sorted } = identities
  for (let position = 0; position < sorted.size; position++) {
    const index = sorted.indexAt(position)
    if (!named.has(index)) yield index
  }
}

function readPerson({ identities }: AuthorizationView, index: number): RealmPerson | undefined {
  const readString = (field: string): string | undefined => {
    const value = identities.valueAt(index, field)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const upn = readString('upn')
  if (upn === undefined || readString('type') !== 'Person' || identities.valueAt(index, 'blocked') === true)
    return undefined
  return {
    login: upn,
    personId: readString('personId'),
    name: readString('displayName') ?? upn,
    firstName: readString('firstName'),
    lastName: readString('lastName'),
    email: readString('primaryAccountEmail') ?? readString('externalEmail'),
  }
}

function listRoleNames(
  { applications, memberships }: AuthorizationView,
  index: number,
  identity: number,
): string[] {
  const roles = applications.rolesAt(index)
  const groups = new Set(memberships.groupsOf(identity, true))
  return Array.from({ length: roles.size }, (_, index) => roles.recordAt(index))
    .filter((role) => role.applyToAllUsers || applications.groupsOf(role).some((group) => groups.has(group)))
    .map(({ name }) => name)
}

/** The claims that identify a person in tokens and userinfo. */
export const identityClaimNames = [
  'sub',
  'cern_upn',
  'cern_person_id',
  'preferred_username',
  'name',
  'given_name',
  'family_name',
  'email',
] as const

export function realmIdentityClaims(person: RealmPerson): JWTPayload {
  const { login, personId, name, firstName, lastName, email } = person
  return {
    sub: login,
    cern_upn: login,
    preferred_username: login,
    name,
    ...(personId === undefined ? {} : { cern_person_id: personId }),
    ...(firstName === undefined ? {} : { given_name: firstName }),
    ...(lastName === undefined ? {} : { family_name: lastName }),
    ...(email === undefined ? {} : { email }),
  }
}

/** Returns the claims that identify the person, to copy them into another token. */
export function pickIdentityClaims(claims: JWTPayload): JWTPayload {
  return Object.fromEntries(
    identityClaimNames.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  )
}

/** Values that all tokens of one response share. */
export interface TokenFrame {
  readonly issuer: string
  /** The client that receives the token. */
  readonly clientId: string
  readonly scope: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

/** The sign-in of a person. */
export interface SignIn {
  readonly identity: JWTPayload
  readonly session: string
  /** The client id of the application that the access token is for, and the person's roles in it. */
  readonly audience: string
  readonly roles: readonly string[]
  /** The time of the sign-in in a browser, in seconds since 1970. */
  readonly signedInAt?: number | undefined
  readonly nonce?: string | undefined
}

/** Returns the claims of the token of a client's service account. */
export function serviceTokenClaims(frame: TokenFrame, audience: string): JWTPayload {
  const account = `service-account-${frame.clientId}`
  return {
    ...commonClaims(frame, 'Bearer', audience, frame.lifetimeSeconds),
    sub: account,
    preferred_username: account,
  }
}

/** Returns the claims of a person's access token. */
export function userTokenClaims(frame: TokenFrame, person: SignIn): JWTPayload {
  const { identity, session, audience, roles } = person
  return {
    ...commonClaims(frame, 'Bearer', audience, frame.lifetimeSeconds),
    ...identity,
    sid: session,
    cern_roles: roles,
    resource_access: { [audience]: { roles } },
  }
}

/** Returns the claims of a person's ID token. */
export function idTokenClaims(frame: TokenFrame, person: SignIn): JWTPayload {
  const { identity, session, roles, nonce } = person
  const { scope: _scope, ...claims } = commonClaims(frame, 'ID', frame.clientId, frame.lifetimeSeconds)
  return {
    ...claims,
    ...identity,
    ...signInTime(person),
    ...(nonce === undefined ? {} : { nonce }),
    sid: session,
    cern_roles: roles,
  }
}

const signInTime = ({ signedInAt }: SignIn): JWTPayload =>
  signedInAt === undefined ? {} : { auth_time: signedInAt }

/** Returns the claims of a person's refresh token. */
export function refreshTokenClaims(
  frame: TokenFrame,
  person: SignIn,
  lifetimeSeconds: number = refreshLifetimeSeconds,
): JWTPayload {
  const { identity, session, audience } = person
  return {
    ...commonClaims(frame, 'Refresh', frame.issuer, lifetimeSeconds),
    ...identity,
    ...signInTime(person),
    sid: session,
    renewed_audience: audience,
  }
}

function commonClaims(
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
