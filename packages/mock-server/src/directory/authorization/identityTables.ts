import type { Account, Application, Identity } from '@personctl/generated/cern'
import { identityFields } from '@personctl/generated/cernFields'
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
  type IdentityChanges,
  indexOfId,
  listFurtherFields,
  type RowRecord,
  type Table,
} from './records.ts'

/** Identities by index, in no certain order: to find one, the others need not be sorted. */
export interface Identities extends Omit<Table, 'size'> {
  /** Returns the indexes of all identities. */
  indexes(): Iterable<number>
  /** Returns the identity with this id. Case is ignored. */
  indexOfId(id: string): number | undefined
  /** Returns the identity with this login. Case is ignored. */
  indexOfUpn(upn: string): number | undefined
  indexOfPersonId(personId: string): number | undefined
  /** Returns the identities that have this e-mail address in any of their fields. */
  indexesOfEmail(email: string): readonly number[]
  /** All of them in the order of their ids, for lists. */
  readonly sorted: SortedIdentities
}

interface SortedIdentities extends Table {
  /** Returns the index of the identity at a position of this table. */
  indexAt(position: number): number
  /** Returns the positions of identities, ascending. */
  positionsOf(indexes: Iterable<number>): readonly number[]
}

/** Creates an identity for each person, on demand, and one for each application. */
export function createDerivedIdentities(
  people: PersonFactsSource,
  applications: readonly Application[],
): Identities {
  const ofApplications = applications.map(identityOfApplication)
  const idAt = (index: number): string =>
    index < people.size ? people.idOf(index) : (ofApplications[index - people.size]?.id ?? '')
  const valueAt = (index: number, field: string): unknown => {
    const application = ofApplications[index - people.size]
    if (application === undefined) return identityField(people.factsOf(index), people, field)
    return Object.hasOwn(application, field) ? application[field] : undefined
  }
  const applicationsAt = ofApplications.map((_, index) => people.size + index)
  const findApplication = createLookup(
    { size: ofApplications.length, valueAt: (index, field) => valueAt(people.size + index, field) },
    'id',
    'upn',
  )
  const indexOfApplication = (name: string): number | undefined => {
    const [index] = findApplication(name)
    return index === undefined ? undefined : people.size + index
  }
  const table = { furtherFields: [], idAt, valueAt }
  const indexes = function* (): Iterable<number> {
    for (let index = 0; index < people.size; index++) if (!people.removed.has(index)) yield index
    yield* applicationsAt
  }
  const hasText = (index: number, field: string, text: string): boolean => {
    const value = valueAt(index, field)
    return typeof value === 'string' && value.toLowerCase() === text.toLowerCase()
  }
  const byPersonId = createSlowLookup(table, indexes, ['personId'])
  return {
    ...table,
    indexes,
    indexOfId: (id) => people.indexOfId(id) ?? indexOfApplication(id),
    indexOfUpn(upn) {
      const person = people.indexOfLogin(upn.toLowerCase().replace(/^edugain\//, ''))
      if (person !== undefined && hasText(person, 'upn', upn)) return person
      return indexOfApplication(upn)
    },
    // Programs look for others, too: only digits can be the number of a person.
    indexOfPersonId: (personId) => (/^\d+$/.test(personId) ? byPersonId(personId)[0] : undefined),
    indexesOfEmail(email) {
      const login = /^(.*)@mail\.example$/i.exec(email)?.[1]
      const found = login === undefined ? undefined : people.indexOfLogin(login.toLowerCase())
      const candidates = new Set([...people.indexesOfEmail(email), ...(found === undefined ? [] : [found])])
      return sortByIds(
        [...candidates].filter((index) => emailFields.some((field) => hasText(index, field, email))),
        idAt,
      )
    },
    sorted: sortIdentities(table, () => [...people.sortedIndexes(), ...applicationsAt]),
  }
}

const emailFields = ['primaryAccountEmail', 'externalEmail', 'unconfirmedEmail'] as const

/** Creates the identities of a data file. */
export function createGivenIdentities(records: readonly RowRecord[]): Identities {
  const table = createTable(records, identityFields)
  const indexes = (): Iterable<number> => Array(table.size).keys()
  const byUpn = createLookup(table, 'upn')
  const byPersonId = createLookup(table, 'personId')
  const byEmail = createLookup(table, ...emailFields)
  return {
    ...table,
    indexes,
    indexOfId: (id) => indexOfId(table, id),
    indexOfUpn: (upn) => byUpn(upn)[0],
    indexOfPersonId: (personId) => byPersonId(personId)[0],
    indexesOfEmail: byEmail,
    sorted: { ...table, indexAt: (position) => position, positionsOf: (some) => [...some].sort(ascending) },
  }
}

/** Returns the identities after the changes of a session. */
export function applyIdentityChanges(base: Identities, changes: IdentityChanges): Identities {
  const { added, fields, removed } = changes
  if (added.size === 0 && fields.size === 0 && removed.size === 0) return base
  const ownIndexes = (ids: Iterable<string>): readonly number[] =>
    [...ids].flatMap((id) => base.indexOfId(id) ?? [])
  const gone = new Set(ownIndexes(removed))
  const changed = new Map(
    [...fields].flatMap(([id, values]) => ownIndexes([id]).map((index) => [index, values])),
  )
  // Negative indexes are those of added identities.
  const rows = [...added.values()]
  const table: Omit<Table, 'size'> = {
    furtherFields: [
      ...new Set([
        ...base.furtherFields,
        ...listFurtherFields([...rows, ...fields.values()], identityFields),
      ]),
    ],
    idAt: (index) => (index < 0 ? (rows[-1 - index]?.id ?? '') : base.idAt(index)),
    valueAt(index, field) {
      const values = index < 0 ? rows[-1 - index] : changed.get(index)
      if (values !== undefined && (index < 0 || Object.hasOwn(values, field))) return readOwn(values, field)
      return base.valueAt(index, field)
    },
  }
  const differing = [
    ...[...changed.keys()].filter((index) => !gone.has(index)),
    ...rows.map((_, row) => -1 - row),
  ]
  const isUnchanged = (index: number): boolean => !gone.has(index) && !changed.has(index)
  const lookUp = (...names: readonly string[]): ((text: string) => readonly number[]) => {
    const find = createSlowLookup(table, () => differing, names)
    return find
  }
  const [byId, byUpn, byPersonId, byEmail] = [
    lookUp('id'),
    lookUp('upn'),
    lookUp('personId'),
    lookUp(...emailFields),
  ]
  const firstOf = (index: number | undefined, others: readonly number[]): number | undefined =>
    index !== undefined && isUnchanged(index) ? index : others[0]
  return {
    ...table,
    *indexes() {
      for (const index of base.indexes()) if (!gone.has(index)) yield index
      yield* rows.map((_, row) => -1 - row)
    },
    indexOfId: (id) => firstOf(base.indexOfId(id), byId(id)),
    indexOfUpn: (upn) => firstOf(base.indexOfUpn(upn), byUpn(upn)),
    indexOfPersonId: (personId) => firstOf(base.indexOfPersonId(personId), byPersonId(personId)),
    indexesOfEmail: (email) =>
      sortByIds([...base.indexesOfEmail(email).filter(isUnchanged), ...byEmail(email)], table.idAt),
    sorted: sortIdentities(table, () => {
      const before = Array.from({ length: base.sorted.size }, (_, position) => base.sorted.indexAt(position))
      return [...before.filter((index) => !gone.has(index)), ...rows.map((_, row) => -1 - row)]
    }),
  }
}

const readOwn = (values: Readonly<Record<string, unknown>>, field: string): unknown =>
  Object.hasOwn(values, field) ? values[field] : undefined

/** Sorts identities when their order is needed first. */
function sortIdentities(table: Omit<Table, 'size'>, list: () => readonly number[]): SortedIdentities {
  let order: readonly number[] | undefined
  let positions: Map<number, number> | undefined
  const getOrder = (): readonly number[] => {
    order ??= sortByIds(list(), table.idAt)
    return order
  }
  const indexAt = (position: number): number => {
    const index = getOrder()[position]
    if (index === undefined) throw new RangeError(`The identity ${position} does not exist`)
    return index
  }
  return {
    furtherFields: table.furtherFields,
    get size() {
      return getOrder().length
    },
    idAt: (position) => table.idAt(indexAt(position)),
    valueAt: (position, field) => table.valueAt(indexAt(position), field),
    indexAt,
    positionsOf(indexes) {
      positions ??= new Map(getOrder().map((index, position) => [index, position]))
      return [...indexes].flatMap((index) => positions?.get(index) ?? []).sort(ascending)
    },
  }
}

const ascending = (one: number, other: number): number => one - other

const sortByIds = (indexes: readonly number[], idAt: (index: number) => string): number[] =>
  [...indexes].sort((one, other) => (idAt(one) < idAt(other) ? -1 : 1))

/** Creates a lookup of rows whose indexes are not consecutive. It reads all of them when it is first used. */
function createSlowLookup(
  table: Pick<Table, 'valueAt'>,
  indexes: () => Iterable<number>,
  fields: readonly string[],
): (text: string) => readonly number[] {
  let list: readonly number[] | undefined
  const find = createLookup(
    {
      get size() {
        list ??= [...indexes()]
        return list.length
      },
      valueAt: (row, field) => table.valueAt(list?.[row] ?? 0, field),
    },
    ...fields,
  )
  return (text) => find(text).flatMap((row) => list?.[row] ?? [])
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
