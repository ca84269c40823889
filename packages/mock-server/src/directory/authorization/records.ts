import type { Application, Group, Identity, Registration, Role } from '@personctl/openapi/cern'
import { v5 } from 'uuid'

/**
 * Rows of one kind in the order of their ids, whether they exist already or are made when they are asked for. A row is
 * named by its place; a table never changes, so that a place stays what it is.
 */
export interface Table {
  readonly size: number
  idAt(index: number): string
  /** What a field of a row holds; undefined where it is not set. */
  valueAt(index: number, field: string): unknown
  /** Fields that rows may have beside those that are documented. */
  readonly furtherFields: readonly string[]
}

/** The place of the row with this id, in whatever case it is written. */
export function indexOfId(table: Pick<Table, 'size' | 'idAt'>, id: string): number | undefined {
  const lowerCaseId = id.toLowerCase()
  const index = findFirstIndex(table.size, (candidate) => table.idAt(candidate) >= lowerCaseId)
  return index < table.size && table.idAt(index) === lowerCaseId ? index : undefined
}

/** The first of so many places that meets a condition, which all after it meet, too; if none does, their number. */
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

/** Groups, and which of them are in which others. */
export interface Groups extends Table {
  /** The group with this identifier, in whatever case it is written. */
  indexOfIdentifier(identifier: string): number | undefined
  /** The groups a group is directly in, ascending. */
  parentsAt(index: number): readonly number[]
  /** The groups that are directly in a group, ascending. */
  childrenAt(index: number): readonly number[]
}

const msBefore1970 = 62_135_596_800_000n
const ticksInMs = 10_000n

/**
 * An id as the service's store gives it to a new row: the time first, in ticks since the year 1, so that ids are in the
 * order in which rows were made.
 *
 * @param time milliseconds since 1970
 * @param suffix 16 hexadecimal digits that make it unlike others of the same time
 */
export function sequentialGuid(time: number, suffix: string): string {
  const ticks = ((BigInt(time) + msBefore1970) * ticksInMs).toString(16).padStart(16, '0')
  return `${ticks.slice(0, 8)}-${ticks.slice(8, 12)}-${ticks.slice(12)}-${suffix.slice(0, 4)}-${suffix.slice(4)}`
}

/** An id that follows from what it is the id of: of one kind and name, the same one everywhere. */
export function derivedGuid(kind: string, name: string): string {
  return v5(`personctl-mock#${kind}#${name}`, v5.URL)
}

/** The first 32 bits of an id. */
export function guidNumber(guid: string): number {
  return Number.parseInt(guid.slice(0, 8), 16)
}

/** An application and what belongs to it. */
export interface ApplicationRecord extends Application {
  readonly roles: readonly RoleRecord[]
  /** The protocol it is registered for, and as what. */
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface RoleRecord extends Role {
  /** The ids of the groups whose members have it. */
  readonly groups: readonly string[]
}

export const protocols = ['saml', 'openid'] as const
type Protocol = (typeof protocols)[number]

/** A row as a data file has it: as many of its fields as matter, and any others. */
type Given<Row> = Partial<Row> & { readonly [field: string]: unknown }

/** The CERN part of a data file. What it gives takes the place of what would be generated; the rest stays. */
export interface AuthorizationData {
  /** Each with a `upn` or an `id`; whatever else is left out is as usual. */
  readonly identities?: readonly GivenIdentity[]
  /** Each with a `groupIdentifier`. Without `memberships`, nobody is in them. */
  readonly groups?: readonly GivenGroup[]
  readonly memberships?: readonly GivenMembership[]
  /** Each with an `applicationIdentifier`. */
  readonly applications?: readonly GivenApplication[]
}

export type GivenIdentity = Given<Identity>

export type GivenGroup = Given<Group> & Pick<Group, 'groupIdentifier'>

/** Who, or which other group, is directly in a group. */
export interface GivenMembership {
  /** The `id` or the `groupIdentifier` of a group. */
  readonly group: string
  /** The `id`, the `upn` or the `personId` of an identity. */
  readonly identity?: string
  /** The `id` or the `groupIdentifier` of a group that is inside the other. */
  readonly memberGroup?: string
}

export interface GivenApplication extends Given<Application> {
  readonly applicationIdentifier: string
  readonly roles?: readonly GivenRole[]
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface GivenRole extends Partial<Role> {
  readonly name: string
  /** The `id` or the `groupIdentifier` of each group whose members have it. */
  readonly groups?: readonly string[]
}

/** The id of the registration provider of a protocol. */
export function providerId(protocol: Protocol): string {
  return derivedGuid('registration provider', protocol)
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

/** The applications that are there whatever the seed. */
export function namedApplications(groups: Groups, ownerId: string | null): readonly ApplicationRecord[] {
  const groupId = (identifier: string): string | undefined => {
    const index = groups.indexOfIdentifier(identifier)
    return index === undefined ? undefined : groups.idAt(index)
  }
  return namedApplicationRows.map(([applicationIdentifier, provider, roles]) => ({
    applicationIdentifier,
    ownerId,
    administratorsId: groupId(Object.values(roles)[0] ?? '') ?? null,
    id: derivedGuid('application', applicationIdentifier),
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
    id: derivedGuid('role', `${application} ${name}`),
    groups,
  }
}

function createSamlMetadata(application: string): string {
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://${application}.example.org"/>`
}

/**
 * What was written since the beginning, apart from what was there: all that a session has to itself, and all that a
 * snapshot has to keep. Plain data.
 */
export interface AuthorizationChanges {
  /** How many rows were made: what the ids of new ones count. */
  made: number
  /** New groups, by id. */
  readonly groups: Map<string, Group>
  /** The ids of groups that are no more. */
  readonly removedGroups: Set<string>
  /** By the id of a group and that of an identity: whether it was put in or taken out. */
  readonly members: Map<string, Map<string, boolean>>
  /** New applications, by id. */
  readonly applications: Map<string, ApplicationRecord>
  /** New roles, by the id of the application. */
  readonly roles: Map<string, RoleRecord[]>
  /** By the id of a role and that of a group: whether it was given the role or lost it. */
  readonly roleGroups: Map<string, Map<string, boolean>>
}

export function createAuthorizationChanges(): AuthorizationChanges {
  return {
    made: 0,
    groups: new Map(),
    removedGroups: new Set(),
    members: new Map(),
    applications: new Map(),
    roles: new Map(),
    roleGroups: new Map(),
  }
}

/** A copy that shares nothing with the original; it takes as long as there are changes. */
export function copyAuthorizationChanges(changes: AuthorizationChanges): AuthorizationChanges {
  return structuredClone(changes)
}

/** A row that is kept as it is. */
export type RowRecord = { readonly id: string } & Readonly<Record<string, unknown>>

/** Kept rows, put into the order of their ids. @param knownFields the fields that are documented */
export function createTable<T extends { readonly id: string }>(
  records: readonly T[],
  knownFields: Readonly<Record<string, unknown>>,
): Table & { recordAt(index: number): T } {
  const sorted = [...records].sort((one, other) => (one.id < other.id ? -1 : 1))
  const recordAt = (index: number): T => {
    const record = sorted[index]
    if (record === undefined) throw new RangeError(`There is no row ${index}`)
    return record
  }
  const furtherFields = new Set<string>()
  for (const record of records)
    for (const field of Object.keys(record)) if (!Object.hasOwn(knownFields, field)) furtherFields.add(field)
  return {
    size: sorted.length,
    furtherFields: [...furtherFields],
    recordAt,
    idAt: (index) => recordAt(index).id,
    valueAt: (index, field) => {
      const record = recordAt(index)
      return Object.hasOwn(record, field) ? record[field as keyof T] : undefined
    },
  }
}

/** The places of rows by what a field of theirs holds, texts in lower case; worked out when first asked for. */
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

/** What of an identity is the same for most. */
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

/** What of a group is the same for most. */
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

/** What of a role is the same for most. */
export const defaultRole: Omit<Role, 'id' | 'name' | 'displayName'> = {
  description: '',
  required: false,
  multifactor: false,
  applyToAllUsers: false,
}
