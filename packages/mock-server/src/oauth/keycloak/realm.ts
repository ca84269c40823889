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

export function realmIdentityClaims(person: RealmPerson): JWTPayload {
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
export function pickIdentityClaims(claims: JWTPayload): JWTPayload {
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
export const keycloakTokenTtlSeconds = 1200

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
export interface SignIn {
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
    ...commonClaims(frame, 'Bearer', audience, frame.lifetimeSeconds),
    sub: account,
    preferred_username: account,
  }
}

/** The claims of a person's access token. */
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

/** The claims of an ID token: who signed in to the client. */
export function idTokenClaims(frame: TokenFrame, { identity, session, roles }: SignIn): JWTPayload {
  const { scope: _scope, ...claims } = commonClaims(frame, 'ID', frame.clientId, frame.lifetimeSeconds)
  return { ...claims, ...identity, sid: session, cern_roles: roles }
}

/** The claims of what a person's token is renewed with. */
export function refreshTokenClaims(frame: TokenFrame, { identity, session, audience }: SignIn): JWTPayload {
  return {
    ...commonClaims(frame, 'Refresh', frame.issuer, refreshLifetimeSeconds),
    ...identity,
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

const ada = 'ada.lovelace@example.org'

/** The realm's people are the identities of the Authorization Service; whoever is blocked cannot sign in. */
export function createRealmDirectory(directory: AuthorizationDirectory): RealmDirectory {
  return {
    person(login) {
      const { identities } = directory.view()
      const indexes = [identities.indexOfUpn(login) ?? [], identities.indexesOfEmail(login)].flat()
      return findFirstPerson(directory.view(), indexes)
    },
    get defaultPerson() {
      const view = directory.view()
      return findFirstPerson(view, [
        ...view.identities.indexesOfEmail(ada),
        ...Array(view.identities.size).keys(),
      ])
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

function findFirstPerson(view: AuthorizationView, indexes: Iterable<number>): RealmPerson | undefined {
  for (const index of indexes) {
    const person = readPerson(view, index)
    if (person !== undefined) return person
  }
  return undefined
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
    upn,
    personId: readString('personId'),
    displayName: readString('displayName') ?? upn,
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
