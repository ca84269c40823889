import type { Identity } from '../../openapi/cern.generated.ts'
import { isObject } from '../storedProfile.ts'
import { derivedGuid } from './guid.ts'
import type { PersonFacts, PersonFactsSource } from './personFacts.ts'
import { externalWork, orcidOf, staffWork } from './workplaces.ts'

/** A field that a row has of its own; `owner` and `supervisor` are rows themselves. */
export type StoredIdentityField = Exclude<keyof Identity, 'owner' | 'supervisor'>

type Derivations = {
  readonly [Field in StoredIdentityField]: (
    person: PersonFacts,
    everybody: PersonFactsSource,
  ) => Identity[Field] | undefined
}

/**
 * What the Authorization Service knows of a person of the other directories. Staff are CERN's own people; everybody else
 * comes from elsewhere and has no `personId`, and a few of them an odd `upn`, as in the real service.
 */
const derivations: Derivations = {
  primaryAccountEmail: (person) => (isConfirmed(person) ? (person.email ?? null) : null),
  type: () => 'Person',
  upn: upnOf,
  displayName: (person) => [givenName(person), familyName(person)].filter(Boolean).join(' ') || person.login,
  personId: (person) => personIdOf(person) ?? null,
  supervisorId: (person, everybody) => {
    const manager = hrisOf(person)['managers_primary_work_email']
    return (typeof manager === 'string' && everybody.idOfEmail(manager)) || null
  },
  source: ({ isStaff }) => (isStaff ? 'cern' : 'edugain'),
  unconfirmed: (person) => !isConfirmed(person),
  unconfirmedEmail: (person) => (isConfirmed(person) ? null : (person.email ?? null)),
  externalEmail: (person) => {
    if (!person.isStaff) return (isConfirmed(person) && person.email) || null
    return person.chance(2).chance(30) ? `${person.login}@mail.example` : null
  },
  primaryAccountId: ({ id }) => derivedGuid('account', id),
  uid: ({ isStaff, place }) => (isStaff ? 20_000 + place : null),
  gid: ({ isStaff }) => (isStaff ? 2763 : null),
  resourceCategory: () => 'Personal',
  reassignable: () => false,
  autoReassign: () => false,
  blocked: isBlocked,
  securityIssues: () => false,
  blockingReason: (person) => (isBlocked(person) ? 'Inactive' : null),
  blockingTime: (person) => (isBlocked(person) ? (modificationTimeOf(person) ?? null) : null),
  blockingDeadline: () => null,
  expirationDeadline: () => null,
  ownerId: () => null,
  id: ({ id }) => id,
  room: (person) => staffWork(person)?.room,
  floor: (person) => staffWork(person)?.floor,
  orcid: orcidOf,
  building: (person) => staffWork(person)?.building,
  lastName: familyName,
  birthDate: (person) => staffWork(person)?.birthDate,
  cernGroup: (person) => staffWork(person)?.group,
  firstName: givenName,
  activeUser: (person) => !isBlocked(person),
  telephone1: (person) => staffWork(person)?.telephone,
  cernSection: (person) => staffWork(person)?.section,
  description: (person) => staffWork(person)?.description,
  cernPersonId: personIdOf,
  instituteName: (person) => (person.isStaff ? 'CERN' : externalWork(person).institute),
  postOfficeBox: (person) => staffWork(person)?.postOfficeBox,
  cernDepartment: (person) => staffWork(person)?.department,
  eduPersonUniqueID: ({ id }) => derivedGuid('eduPerson', id).replaceAll('-', ''),
  instituteAbbreviation: (person) => (person.isStaff ? 'CERN' : externalWork(person).abbreviation),
  preferredCernLanguage: (person) => (person.chance(3).chance(70) ? 'EN' : 'FR'),
  modificationTime: modificationTimeOf,
  disabled: isBlocked,
}

/** A field of the identity of a person; undefined where it is not set, or no field of an identity. */
export function identityField(person: PersonFacts, everybody: PersonFactsSource, field: string): unknown {
  return Object.hasOwn(derivations, field)
    ? derivations[field as StoredIdentityField](person, everybody)
    : undefined
}

// Oddities that clients have to cope with. Whoever comes another way has none.
function upnOf(person: PersonFacts): string | null {
  const isOdd = person.chance(1).chance(33) && !person.isStaff
  const method = isOdd ? person.text('login_method') : undefined
  if (method === 'firefoxaccounts') return null
  return method === 'google-oauth2' ? `edugain/${person.login}` : person.login
}

function isConfirmed(person: PersonFacts): boolean {
  return person.isStaff || person.text('login_method') !== 'google-oauth2' || !person.chance(4).chance(25)
}

function isBlocked(person: PersonFacts): boolean {
  return person.content('active') === false
}

function hrisOf(person: PersonFacts): Readonly<Record<string, unknown>> {
  const hris = person.content('access_information.hris')
  return isObject(hris) ? hris : {}
}

function personIdOf(person: PersonFacts): string | undefined {
  if (!person.isStaff) return undefined
  const employee = hrisOf(person)['employee_id']
  return typeof employee === 'string' && /^\d+$/.test(employee) ? employee : String(800_000 + person.place)
}

function givenName(person: PersonFacts): string | undefined {
  return person.text('first_name')
}

function familyName(person: PersonFacts): string | undefined {
  return person.text('last_name')
}

function modificationTimeOf(person: PersonFacts): string | undefined {
  return person.text('last_modified')
}
