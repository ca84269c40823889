import type { Account, Application, Identity } from '@personctl/openapi/cern'
import { identityFields } from '@personctl/openapi/cernFields'
import { isObject } from '@personctl/shared/guards'
import {
  drawOrcid,
  externalWork,
  type PersonFacts,
  type PersonFactsSource,
  staffWork,
} from './personFacts.ts'
import {
  createLookup,
  createTable,
  defaultIdentity,
  deriveGuid,
  type RowRecord,
  type Table,
} from './records.ts'

export interface Identities extends Table {
  /** Returns the identity with this login. Case is ignored. */
  indexOfUpn(upn: string): number | undefined
  indexOfPersonId(personId: string): number | undefined
  /** Returns the identities that have this e-mail address in any of their fields. */
  indexesOfEmail(email: string): readonly number[]
}

/** Creates an identity for each person, on demand, and one for each application. */
export function createDerivedIdentities(
  people: PersonFactsSource,
  applications: readonly Application[],
): Identities {
  const ofApplications = applications.map(identityOfApplication)
  const idOf = (number: number): string =>
    number < people.size ? people.idOf(number) : (ofApplications[number - people.size]?.id ?? '')
  let order: readonly number[] | undefined
  const numberAt = (index: number): number => {
    order ??= [...people.sortedIndexes(), ...ofApplications.map((_, index) => people.size + index)].sort(
      (one, other) => (idOf(one) < idOf(other) ? -1 : 1),
    )
    const number = order[index]
    if (number === undefined) throw new RangeError(`The identity ${index} does not exist`)
    return number
  }
  return addLookups({
    size: people.size - people.removed.size + ofApplications.length,
    furtherFields: [],
    idAt: (index) => idOf(numberAt(index)),
    valueAt(index, field) {
      const number = numberAt(index)
      const application = ofApplications[number - people.size]
      if (application === undefined) return identityField(people.factsOf(number), people, field)
      return Object.hasOwn(application, field) ? application[field] : undefined
    },
  })
}

/** Creates the identities of a data file. */
export function createGivenIdentities(records: readonly RowRecord[]): Identities {
  return addLookups(createTable(records, identityFields))
}

function addLookups<T extends Table>(table: T): T & Identities {
  const byUpn = createLookup(table, 'upn')
  const byPersonId = createLookup(table, 'personId')
  const byEmail = createLookup(table, 'primaryAccountEmail', 'externalEmail', 'unconfirmedEmail')
  return {
    ...table,
    indexOfUpn: (upn) => byUpn(upn)[0],
    indexOfPersonId: (personId) => byPersonId(personId)[0],
    indexesOfEmail: byEmail,
  }
}

function identityOfApplication({ applicationIdentifier, ownerId }: Application): RowRecord {
  return {
    ...defaultIdentity,
    type: 'Application',
    upn: `service-account-${applicationIdentifier}`,
    displayName: applicationIdentifier,
    resourceCategory: 'Official',
    reassignable: true,
    ownerId,
    id: deriveGuid('identity of application', applicationIdentifier),
  }
}

/** Returns the accounts of the identities that have one. They are created on demand. */
export function createAccounts(identities: Table): Table {
  let order: readonly { readonly id: string; readonly identity: number }[] | undefined
  const accounts = () => {
    order ??= listAccounts(identities)
    return order
  }
  const readString = (identity: number, field: string): string | undefined => {
    const value = identities.valueAt(identity, field)
    return typeof value === 'string' ? value : undefined
  }
  const values: { readonly [Field in keyof Account]-?: (identity: number) => string | undefined } = {
    displayName: (identity) => readString(identity, 'displayName'),
    uniqueIdentifier: (identity) => readString(identity, 'upn'),
    emailAddress: (identity) => readString(identity, 'primaryAccountEmail'),
    type: (identity) => readString(identity, 'type'),
    cernDepartment: (identity) => readString(identity, 'cernDepartment'),
    id: (identity) => readString(identity, 'primaryAccountId'),
  }
  return {
    get size() {
      return accounts().length
    },
    furtherFields: [],
    idAt: (index) => accounts()[index]?.id ?? '',
    valueAt(index, field) {
      const identity = accounts()[index]?.identity
      return identity !== undefined && Object.hasOwn(values, field)
        ? values[field as keyof Account](identity)
        : undefined
    },
  }
}

/** An identity without a login or an e-mail address has no account. */
function listAccounts(identities: Table): { id: string; identity: number }[] {
  const found: { id: string; identity: number }[] = []
  for (let identity = 0; identity < identities.size; identity++) {
    const id = identities.valueAt(identity, 'primaryAccountId')
    const isComplete = ['upn', 'primaryAccountEmail'].every(
      (field) => typeof identities.valueAt(identity, field) === 'string',
    )
    if (typeof id === 'string' && isComplete) found.push({ id, identity })
  }
  return found.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** The fields of a stored row. `owner` and `supervisor` are rows of their own. */
type StoredIdentityField = Exclude<keyof Identity, 'owner' | 'supervisor'>

type Derivations = {
  readonly [Field in StoredIdentityField]: (
    person: PersonFacts,
    everybody: PersonFactsSource,
  ) => Identity[Field] | undefined
}

/**
 * Derives the fields of an identity from the person's profile. Staff are people of CERN. All others are external:
 * they have no `personId`, and some have an odd `upn`, as in the real service.
 */
const derivations: Derivations = {
  primaryAccountEmail: (person) => (isConfirmed(person) ? (person.email ?? null) : null),
  type: () => 'Person',
  upn: deriveUpn,
  displayName: (person) => [givenName(person), familyName(person)].filter(Boolean).join(' ') || person.login,
  personId: (person) => derivePersonId(person) ?? null,
  supervisorId: (person, everybody) => {
    const manager = readHris(person)['managers_primary_work_email']
    return (typeof manager === 'string' && everybody.idOfEmail(manager)) || null
  },
  source: ({ isStaff }) => (isStaff ? 'cern' : 'edugain'),
  unconfirmed: (person) => !isConfirmed(person),
  unconfirmedEmail: (person) => (isConfirmed(person) ? null : (person.email ?? null)),
  externalEmail: (person) => {
    if (!person.isStaff) return (isConfirmed(person) && person.email) || null
    return person.chance(2).chance(30) ? `${person.login}@mail.example` : null
  },
  primaryAccountId: ({ id }) => deriveGuid('account', id),
  uid: ({ isStaff, index }) => (isStaff ? 20_000 + index : null),
  gid: ({ isStaff }) => (isStaff ? 2763 : null),
  resourceCategory: () => 'Personal',
  reassignable: () => false,
  autoReassign: () => false,
  blocked: isBlocked,
  securityIssues: () => false,
  blockingReason: (person) => (isBlocked(person) ? 'Inactive' : null),
  blockingTime: (person) => (isBlocked(person) ? (readModificationTime(person) ?? null) : null),
  blockingDeadline: () => null,
  expirationDeadline: () => null,
  ownerId: () => null,
  id: ({ id }) => id,
  room: (person) => staffWork(person)?.room,
  floor: (person) => staffWork(person)?.floor,
  orcid: drawOrcid,
  building: (person) => staffWork(person)?.building,
  lastName: familyName,
  birthDate: (person) => staffWork(person)?.birthDate,
  cernGroup: (person) => staffWork(person)?.group,
  firstName: givenName,
  activeUser: (person) => !isBlocked(person),
  telephone1: (person) => staffWork(person)?.telephone,
  cernSection: (person) => staffWork(person)?.section,
  description: (person) => staffWork(person)?.description,
  cernPersonId: derivePersonId,
  instituteName: (person) => (person.isStaff ? 'CERN' : externalWork(person).institute),
  postOfficeBox: (person) => staffWork(person)?.postOfficeBox,
  cernDepartment: (person) => staffWork(person)?.department,
  eduPersonUniqueID: ({ id }) => deriveGuid('eduPerson', id).replaceAll('-', ''),
  instituteAbbreviation: (person) => (person.isStaff ? 'CERN' : externalWork(person).abbreviation),
  preferredCernLanguage: (person) => (person.chance(3).chance(70) ? 'EN' : 'FR'),
  modificationTime: readModificationTime,
  disabled: isBlocked,
}

/** Returns a field of a person's identity; undefined if it is not set or not a field of identities. */
function identityField(person: PersonFacts, everybody: PersonFactsSource, field: string): unknown {
  return Object.hasOwn(derivations, field)
    ? derivations[field as StoredIdentityField](person, everybody)
    : undefined
}

// Odd logins that clients have to handle, by login method.
function deriveUpn(person: PersonFacts): string | null {
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

function readHris(person: PersonFacts): Readonly<Record<string, unknown>> {
  const hris = person.content('access_information.hris')
  return isObject(hris) ? hris : {}
}

function derivePersonId(person: PersonFacts): string | undefined {
  if (!person.isStaff) return undefined
  const employee = readHris(person)['employee_id']
  return typeof employee === 'string' && /^\d+$/.test(employee) ? employee : String(800_000 + person.index)
}

function givenName(person: PersonFacts): string | undefined {
  return person.text('first_name')
}

function familyName(person: PersonFacts): string | undefined {
  return person.text('last_name')
}

function readModificationTime(person: PersonFacts): string | undefined {
  return person.text('last_modified')
}
