import type { JWTPayload } from 'jose'
import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'

/** A person as the realm knows them. */
interface RealmPerson {
  /** The login, which is also the subject of their tokens. */
  readonly upn: string
  /** Their number at CERN; externals have none. */
  readonly personId: string | undefined
  readonly displayName: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
}

/** Who can sign in, and what they are in applications. */
export interface RealmDirectory {
  /** A person by login or e-mail address. */
  person(login: string): RealmPerson | undefined
  /** Who signs in where nobody is named; undefined where there is nobody. */
  readonly defaultPerson: RealmPerson | undefined
  /** The names of a person's roles in an application, by their login and its client id. */
  rolesOf(upn: string, application: string): readonly string[]
  /** Whether an application has this client id. */
  hasApplication(clientId: string): boolean
}

/** What tokens and user information say of who somebody is. */
const identityClaimNames = [
  'sub',
  'cern_upn',
  'cern_person_id',
  'preferred_username',
  'name',
  'given_name',
  'family_name',
  'email',
] as const

export function identityClaims(person: RealmPerson): JWTPayload {
  const { upn, personId, displayName, firstName, lastName, email } = person
  return {
    sub: upn,
    cern_upn: upn,
    preferred_username: upn,
    name: displayName,
    ...(personId === undefined ? {} : { cern_person_id: personId }),
    ...(firstName === undefined ? {} : { given_name: firstName }),
    ...(lastName === undefined ? {} : { family_name: lastName }),
    ...(email === undefined ? {} : { email }),
  }
}

/** What a token says of who its bearer is, to be said again by another. */
export function identityIn(claims: JWTPayload): JWTPayload {
  return Object.fromEntries(
    identityClaimNames.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  )
}

/** Where the realm of CERN is, below the origin of its server. */
export const realmPath = '/auth/realms/cern'

/** Where the endpoints of the standards are. CERN's own, for programs, is beside them. */
export const openIdPath: string = `${realmPath}/protocol/openid-connect`

/** The client id of the Authorization Service: the audience of the tokens it accepts. */
export const authorizationService = 'authorization-service-api'

/** How long an access token is valid unless told otherwise, in seconds. */
export const defaultTokenTtlSeconds = 1200

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

const ada = 'ada.lovelace@example.org'

/** The realm's people are the identities of the Authorization Service; whoever is blocked cannot sign in. */
export function realmDirectory(directory: AuthorizationDirectory): RealmDirectory {
  return {
    person(login) {
      const { identities } = directory.view()
      const places = [identities.placeOfUpn(login) ?? [], identities.placesOfEmail(login)].flat()
      return firstPerson(directory.view(), places)
    },
    get defaultPerson() {
      const view = directory.view()
      return firstPerson(view, [...view.identities.placesOfEmail(ada), ...Array(view.identities.size).keys()])
    },
    rolesOf(upn, application) {
      const view = directory.view()
      const identity = view.identities.placeOfUpn(upn)
      const place = view.applications.placeOfIdentifier(application)
      return identity === undefined || place === undefined ? [] : rolesIn(view, place, identity)
    },
    hasApplication: (clientId) => directory.view().applications.placeOfIdentifier(clientId) !== undefined,
  }
}

function firstPerson(view: AuthorizationView, places: Iterable<number>): RealmPerson | undefined {
  for (const place of places) {
    const person = personAt(view, place)
    if (person !== undefined) return person
  }
  return undefined
}

function personAt({ identities }: AuthorizationView, place: number): RealmPerson | undefined {
  const text = (field: string): string | undefined => {
    const value = identities.valueAt(place, field)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const upn = text('upn')
  if (upn === undefined || text('type') !== 'Person' || identities.valueAt(place, 'blocked') === true)
    return undefined
  return {
    upn,
    personId: text('personId'),
    displayName: text('displayName') ?? upn,
    firstName: text('firstName'),
    lastName: text('lastName'),
    email: text('primaryAccountEmail') ?? text('externalEmail'),
  }
}

function rolesIn(
  { applications, memberships }: AuthorizationView,
  place: number,
  identity: number,
): string[] {
  const roles = applications.rolesAt(place)
  const groups = new Set(memberships.groupsOf(identity, true))
  return Array.from({ length: roles.size }, (_, index) => roles.recordAt(index))
    .filter((role) => role.applyToAllUsers || applications.groupsOf(role).some((group) => groups.has(group)))
    .map(({ name }) => name)
}
