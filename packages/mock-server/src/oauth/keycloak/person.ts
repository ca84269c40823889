import type { JWTPayload } from 'jose'

/** A person as the realm knows them. */
export interface RealmPerson {
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
