import type { Application, Group, Identity, Registration, Role } from '@personctl/generated/cern'
import { nameUuid } from '../../text/nameUuid.ts'

/**
 * Rows of one kind in the order of their ids. They may be created on demand. A table is immutable, so that the index
 * of a row stays the same.
 */
export interface Table {
  readonly size: number
  idAt(index: number): string
  /** Returns a field of a row; undefined if it is not set. */
  valueAt(index: number, field: string): unknown
  /** Undocumented fields that rows may have. */
  readonly furtherFields: readonly string[]
}

/** Returns the index of the row with this id. Case is ignored. */
export function indexOfId(table: Pick<Table, 'size' | 'idAt'>, id: string): number | undefined {
  const lowerCaseId = id.toLowerCase()
  const index = findFirstIndex(table.size, (candidate) => table.idAt(candidate) >= lowerCaseId)
  return index < table.size && table.idAt(index) === lowerCaseId ? index : undefined
}

/**
 * Returns the first index that meets a condition; `size` if none does. Binary search: the condition must hold for all
 * later indexes too.
 */
export function findFirstIndex(size: number, isReached: (index: number) => boolean): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isReached(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Groups that may contain each other. */
export interface Groups extends Table {
  /** Returns the group with this identifier. Case is ignored. */
  indexOfIdentifier(identifier: string): number | undefined
  /** Returns the groups that directly contain a group, ascending. */
  parentsAt(index: number): readonly number[]
  /** Returns the groups that are directly in a group, ascending. */
  childrenAt(index: number): readonly number[]
}

const msBefore1970 = 62_135_596_800_000n
const ticksInMs = 10_000n

/**
 * Returns an id as the store of the service creates them: it begins with the time in ticks since the year 1, so that
 * ids sort by creation.
 *
 * @param time in milliseconds since 1970
 * @param suffix 16 hexadecimal digits that distinguish ids of the same time
 */
export function sequentialGuid(time: number, suffix: string): string {
  const ticks = ((BigInt(time) + msBefore1970) * ticksInMs).toString(16).padStart(16, '0')
  return `${ticks.slice(0, 8)}-${ticks.slice(8, 12)}-${ticks.slice(12)}-${suffix.slice(0, 4)}-${suffix.slice(4)}`
}

/** Returns an id that depends on the kind and the name only. */
export function deriveGuid(kind: string, name: string): string {
  return nameUuid(`personctl-mock#${kind}#${name}`)
}

/** Returns the first 32 bits of an id. */
export function guidNumber(guid: string): number {
  return Number.parseInt(guid.slice(0, 8), 16)
}

/** An application with its roles and registration. */
export interface ApplicationRecord extends Application {
  readonly roles: readonly RoleRecord[]
  /** The protocol of the registration, and its definition. */
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface RoleRecord extends Role {
  /** The ids of the groups whose members have the role. */
  readonly groups: readonly string[]
}

export const protocols = ['saml', 'openid'] as const
type Protocol = (typeof protocols)[number]

/** A row of a data file: some documented fields, and any others. */
type Given<Row> = Partial<Row> & { readonly [field: string]: unknown }

/** The CERN part of a data file. Each part replaces generated rows. */
export interface AuthorizationData {
  /** Each has a `upn` or an `id`. Other missing fields get default values. */
  readonly identities?: readonly GivenIdentity[]
  /** Each has a `groupIdentifier`. Without `memberships`, they have no members. */
  readonly groups?: readonly GivenGroup[]
  readonly memberships?: readonly GivenMembership[]
  /** Each has an `applicationIdentifier`. */
  readonly applications?: readonly GivenApplication[]
}

export type GivenIdentity = Given<Identity>

export type GivenGroup = Given<Group> & Pick<Group, 'groupIdentifier'>

/** A direct membership of an identity or of a group. */
export interface GivenMembership {
  /** The `id` or the `groupIdentifier` of a group. */
  readonly group: string
  /** The `id`, the `upn` or the `personId` of an identity. */
  readonly identity?: string
  /** The `id` or the `groupIdentifier` of a group inside the other group. */
  readonly memberGroup?: string
}

export interface GivenApplication extends Given<Application> {
  readonly applicationIdentifier: string
  readonly roles?: readonly GivenRole[]
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface GivenRole extends Partial<Role> {
  readonly name: string
  /** The `id` or the `groupIdentifier` of each group whose members have the role. */
  readonly groups?: readonly string[]
}

/** Returns the id of the registration provider of a protocol. */
export function providerId(protocol: Protocol): string {
  return deriveGuid('registration provider', protocol)
}

const namedApplicationRows: readonly (readonly [identifier: string, protocol: Protocol, roles: Roles])[] = [
  ['atlas-shift-planner', 'openid', { administrator: 'atlas-administrators', shifter: 'atlas-shifters' }],
  [
    'cms-run-registry',
    'openid',
    { administrator: 'authorization-service-administrators', user: 'cern-users' },
  ],
  ['library-catalogue', 'saml', { librarian: 'cern-staff', reader: 'cern-users' }],
  ['status-board', 'openid', { 'default-role': 'cern-users' }],
]
type Roles = Readonly<Record<string, string>>

/** Creates the applications that exist with every seed. */
export function namedApplications(groups: Groups, ownerId: string | null): readonly ApplicationRecord[] {
  const groupId = (identifier: string): string | undefined => {
    const index = groups.indexOfIdentifier(identifier)
    return index === undefined ? undefined : groups.idAt(index)
  }
  return namedApplicationRows.map(([applicationIdentifier, provider, roles]) => ({
    applicationIdentifier,
    ownerId,
    administratorsId: groupId(Object.values(roles)[0] ?? '') ?? null,
    id: deriveGuid('application', applicationIdentifier),
    roles: Object.entries(roles).map(([name, group]) =>
      createRole(applicationIdentifier, name, [groupId(group) ?? []].flat()),
    ),
    registration:
      provider === 'saml'
        ? { provider, definition: createSamlMetadata(applicationIdentifier) }
        : { provider },
  }))
}

function createRole(application: string, name: string, groups: readonly string[]): RoleRecord {
  return {
    name,
    displayName: name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('-', ' '),
    description: `May use ${application} as ${name}`,
    required: name === 'user',
    multifactor: name === 'administrator',
    applyToAllUsers: name === 'default-role',
    id: deriveGuid('role', `${application} ${name}`),
    groups,
  }
}

function createSamlMetadata(application: string): string {
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://${application}.example.org"/>`
}

/** Some fields of a row. */
export type RowFields = Readonly<Record<string, unknown>>

/** The changes of a session to identities, by id. */
export interface IdentityChanges {
  /** New identities. */
  readonly added: Map<string, RowRecord>
  /** Changed fields of initial identities. */
  readonly fields: Map<string, RowFields>
  /** The ids of removed initial identities. */
  readonly removed: Set<string>
}

/** The changes of a session to the initial rows, which snapshots copy. Plain data. */
export interface AuthorizationChanges {
  readonly identities: IdentityChanges
  /** The number of rows created, from which the ids of new rows are made. */
  made: number
  /** New groups by id. */
  readonly groups: Map<string, Group>
  /** The ids of removed groups. */
  readonly removedGroups: Set<string>
  /** Changed fields of initial groups by id. */
  readonly groupFields: Map<string, RowFields>
  /** By the id of a group and of an identity: true if it was added, false if it was removed. */
  readonly members: Map<string, Map<string, boolean>>
  /** New and changed applications by id. */
  readonly applications: Map<string, ApplicationRecord>
  /** The ids of removed initial applications. */
  readonly removedApplications: Set<string>
  /** New roles by the id of the application. */
  readonly roles: Map<string, RoleRecord[]>
  /** By the id of a role and of a group: true if the group was given the role, false if it lost it. */
  readonly roleGroups: Map<string, Map<string, boolean>>
}

export function createAuthorizationChanges(): AuthorizationChanges {
  return {
    made: 0,
    identities: { added: new Map(), fields: new Map(), removed: new Set() },
    groups: new Map(),
    removedGroups: new Set(),
    groupFields: new Map(),
    members: new Map(),
    applications: new Map(),
    removedApplications: new Set(),
    roles: new Map(),
    roleGroups: new Map(),
  }
}

/** Returns a deep copy. It takes time in proportion to the number of changes. */
export function copyAuthorizationChanges(changes: AuthorizationChanges): AuthorizationChanges {
  return structuredClone(changes)
}

/** A stored row. */
export type RowRecord = { readonly id: string } & Readonly<Record<string, unknown>>

/**
 * Creates a table of stored rows, sorted by id.
 *
 * @param knownFields the documented fields
 */
export function createTable<T extends { readonly id: string }>(
  records: readonly T[],
  knownFields: Readonly<Record<string, unknown>>,
): Table & { recordAt(index: number): T } {
  const sorted = [...records].sort((one, other) => (one.id < other.id ? -1 : 1))
  const recordAt = (index: number): T => {
    const record = sorted[index]
    if (record === undefined) throw new RangeError(`The row ${index} does not exist`)
    return record
  }
  return {
    size: sorted.length,
    furtherFields: listFurtherFields(records, knownFields),
    recordAt,
    idAt: (index) => recordAt(index).id,
    valueAt: (index, field) => {
      const record = recordAt(index)
      return Object.hasOwn(record, field) ? record[field as keyof T] : undefined
    },
  }
}

/** Returns the fields of rows that are not documented. */
export function listFurtherFields(
  rows: readonly object[],
  knownFields: Readonly<Record<string, unknown>>,
): readonly string[] {
  const further = new Set<string>()
  for (const row of rows)
    for (const field of Object.keys(row)) if (!Object.hasOwn(knownFields, field)) further.add(field)
  return [...further]
}

/**
 * Returns a function that finds rows by the values of the fields. Case is ignored. The lookup table is built on
 * demand.
 */
export function createLookup(
  table: Pick<Table, 'size' | 'valueAt'>,
  ...fields: readonly string[]
): (text: string) => readonly number[] {
  let indexes: Map<string, number[]> | undefined
  return (text) => {
    if (indexes === undefined) {
      indexes = new Map()
      for (let index = 0; index < table.size; index++)
        for (const value of new Set(fields.map((field) => table.valueAt(index, field)))) {
          if (typeof value !== 'string') continue
          const known = indexes.get(value.toLowerCase())
          if (known === undefined) indexes.set(value.toLowerCase(), [index])
          else if (known.at(-1) !== index) known.push(index)
        }
    }
    return indexes.get(text.toLowerCase()) ?? []
  }
}

/** Values that most identities share. */
export const defaultIdentity: Omit<Identity, 'id' | 'displayName' | 'owner' | 'supervisor'> = {
  primaryAccountEmail: null,
  type: 'Person',
  upn: null,
  personId: null,
  supervisorId: null,
  source: 'cern',
  unconfirmed: false,
  unconfirmedEmail: null,
  externalEmail: null,
  primaryAccountId: null,
  uid: null,
  gid: null,
  resourceCategory: 'Personal',
  reassignable: false,
  autoReassign: false,
  blocked: false,
  securityIssues: false,
  blockingReason: null,
  blockingTime: null,
  blockingDeadline: null,
  expirationDeadline: null,
  ownerId: null,
}

/** Values that most groups share. */
export const defaultGroup: Required<
  Omit<
    Group,
    'id' | 'groupIdentifier' | 'displayName' | 'description' | 'primaryAccountEmail' | 'modificationTime'
  >
> = {
  ownerId: null,
  administratorsId: null,
  source: 'cern',
  syncType: 'Slave',
  isComputingGroup: false,
  gid: null,
  blocked: false,
  disabled: false,
}

/** Values that most roles share. */
export const defaultRole: Omit<Role, 'id' | 'name' | 'displayName'> = {
  description: '',
  required: false,
  multifactor: false,
  applyToAllUsers: false,
}
