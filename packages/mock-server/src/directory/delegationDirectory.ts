import {
  absentPrivilegeValues,
  artificialPolicyValues,
  type DabpPermission,
  type GroupAttribute,
  type LegacyPerson,
  type LegacyPolicy,
  type LegacyReport,
  type PersonReport,
  type ReportGroup,
  type ReportPolicy,
  type ReportResource,
} from '@personctl/generated/dabp'
import type { Quirks } from '@personctl/generated/quirks'
import type { Clock } from '../clock.ts'
import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'
import type { AuthorizationDirectory, AuthorizationView } from './authorization/authorizationDirectory.ts'
import { deriveGuid } from './authorization/records.ts'
import type { Directory } from './directory.ts'
import { readAttribute, readStringAttribute, type StoredProfile } from './profile.ts'

/** The reports, and the latest activity of people. */
export interface DelegationDirectory {
  /** Returns the report on a person; undefined if the reference id is unknown. */
  report(referenceId: string): PersonReport | undefined
  /** Returns the report without the changes. */
  initialReport(referenceId: string): PersonReport | undefined
  /** The reports that replace initial ones. Later changes apply at once. */
  readonly reports: ReportChanges
  /** True if a reference id has a report. */
  has(referenceId: string): boolean
  /** The reference ids that a data file or a change names. With neither, each profile has a report. */
  readonly namedIds: readonly string[]
  /**
   * Returns the time of a person's latest activity, in milliseconds since 1970; undefined if there was no activity.
   */
  lastActivity(referenceId: string): number | undefined
  /** Records an activity of a person now. */
  recordActivity(referenceId: string): void
}

/** The reports of a data file by reference id. */
export type GivenReports = Readonly<Record<string, PersonReport>>

/** Reports by reference id that replace the initial ones; null for a reference id that is unknown. Plain data. */
export type ReportChanges = Map<string, PersonReport | null>

interface DelegationBase {
  readonly directory: Directory
  readonly authorization: AuthorizationDirectory
  /** The reports of a data file. Undefined: reports are derived. */
  readonly given: GivenReports | undefined
  readonly quirks: Quirks
}

/**
 * Creates the directory of DABP. A person's reference id is the uuid. The report is derived from the person's groups
 * at the Authorization Service; inactive people have no groups.
 *
 * @param changes the changes so far; later changes are added to them
 */
export function createDelegationDirectory(
  { directory, authorization, given, quirks }: DelegationBase,
  { changes, reports }: { readonly changes: DelegationChanges; readonly reports: ReportChanges },
  clock: Clock,
): DelegationDirectory {
  const initialReport = (referenceId: string): PersonReport | undefined => {
    if (given !== undefined) return Object.hasOwn(given, referenceId) ? given[referenceId] : undefined
    const profile = directory.find('uuid', referenceId)
    return profile && createReport(profile, referenceId, authorization, quirks)
  }
  return {
    report(referenceId) {
      const changed = reports.get(referenceId)
      return changed === undefined ? initialReport(referenceId) : (changed ?? undefined)
    },
    initialReport,
    reports,
    has(referenceId) {
      const changed = reports.get(referenceId)
      if (changed !== undefined) return changed !== null
      return given === undefined
        ? directory.find('uuid', referenceId) !== undefined
        : Object.hasOwn(given, referenceId)
    },
    get namedIds() {
      return [...new Set([...Object.keys(given ?? {}), ...reports.keys()])]
    },
    lastActivity: (referenceId) => changes.activity.get(referenceId),
    recordActivity: (referenceId) => void changes.activity.set(referenceId, clock.now()),
  }
}

function createReport(
  profile: StoredProfile,
  uuid: string,
  authorization: AuthorizationDirectory,
  quirks: Quirks,
): PersonReport {
  const view = authorization.view()
  const { identities } = view
  const identity =
    identities.indexOfId(deriveGuid('identity', uuid)) ??
    identities.indexesOfEmail(readStringAttribute(profile, 'primary_email') ?? '')[0]
  const isActive = readAttribute(profile, 'active') === true
  return deriveReport(
    uuid,
    identity === undefined || !isActive ? [] : listMemberGroups(view, identity, quirks),
  )
}

/**
 * Derives the report on a person from the person and the groups alone, so that it does not depend on other data.
 *
 * @param personId any unique id of the person
 */
function deriveReport(personId: string, groups: readonly MemberGroup[]): PersonReport {
  return { groups: groups.map((group) => reportGroup(personId, group)) }
}

/** Creates a source of random numbers that depends on these strings only. */
export function createRandom(...texts: readonly string[]): SeededRandom {
  return seededRandom(...texts.map(hashString))
}

// FNV-1a: different strings give different numbers.
function hashString(string: string): number {
  let number = 0x811c9dc5
  for (let index = 0; index < string.length; index++)
    number = Math.imul(number ^ string.charCodeAt(index), 0x01000193)
  return number | 0
}

const [noAccess = 'No access'] = absentPrivilegeValues

type Kind = readonly [type: string, privileges: readonly [string, ...string[]]]

const kinds: readonly [Kind, ...Kind[]] = [
  ['document archive', [noAccess, 'read', 'write', 'manage']],
  ['control room console', [noAccess, 'watch', 'operate']],
  ['purchase account', [noAccess, 'view', 'order', 'approve']],
  ['data set', [noAccess, 'read', 'download']],
  ['home insurance', [noAccess, 'read', 'sign']],
]

/** Returns a resource of a group, by its number in the group, with the person's privilege on it. */
function createResource(groupId: string, number: number, personId: string): ReportResource {
  const [type, privileges] = createRandom('resource', groupId, String(number)).pick(kinds)
  return {
    id: deriveGuid('resource', `${groupId}#${number}`),
    name: `${type[0]?.toUpperCase()}${type.slice(1)} ${number}`,
    externalId: String(100_000 + number),
    privilege: createRandom('privilege', groupId, String(number), personId).pick(privileges),
    resourceType: { id: deriveGuid('resource type', type), name: type },
  }
}

// The share of people with very many resources, in percent.
const collectorsPercent = 4

/**
 * Returns the resources of a member in a group, with the member's privilege on each. Two of five members have none.
 */
function resourcesOfMember(groupId: string, personId: string): readonly ReportResource[] {
  const random = createRandom('resources of member', groupId, personId)
  if (createRandom('collector', personId).chance(collectorsPercent))
    return numbers(150 + random.below(250)).map((number) => createResource(groupId, number, personId))
  if (random.chance(40)) return []
  return numbers(8)
    .filter(() => random.chance(30))
    .map((number) => createResource(groupId, number, personId))
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

const names = [
  'Member',
  'Pension',
  'Insurance',
  'Shift planning',
  'Run control',
  'Data export',
  'Publication',
  'Procurement',
  'Travel',
  'Safety training',
  'Key holder',
  'Visitor desk',
] as const

/** All policies. Each member of a group has the first one. */
const policies: readonly ReportPolicy[] = names.map((name) => ({ id: deriveGuid('policy', name), name }))

/**
 * Returns the policies of a group. A subgroup has a subset of the policies of the group that contains it.
 *
 * @param lineage the ids of the group and of the groups that contain it, from the inside out
 */
function policiesOfGroup(lineage: readonly string[]): readonly ReportPolicy[] {
  const outermostFirst = [...lineage].reverse()
  return outermostFirst.reduce((left, id) => {
    const random = createRandom('policies of group', id)
    return left.filter((_, index) => index === 0 || random.chance(70))
  }, policies)
}

/** Returns the policies of a member in a group: a subset of the group's policies, always with the first one. */
function policiesOfMember(
  ofGroup: readonly ReportPolicy[],
  groupId: string,
  personId: string,
): readonly ReportPolicy[] {
  const random = createRandom('policies of member', groupId, personId)
  return ofGroup.filter((_, index) => index === 0 || random.chance(40))
}

/** The changes since the start. Plain data. */
export interface DelegationChanges {
  /** The time of the latest activity by reference id, in milliseconds since 1970. */
  readonly activity: Map<string, number>
}

export function createDelegationChanges(): DelegationChanges {
  return { activity: new Map() }
}

/** Returns a deep copy. */
export function copyDelegationChanges(changes: DelegationChanges): DelegationChanges {
  return structuredClone(changes)
}

/** A group of a person. */
interface MemberGroup {
  readonly id: string
  readonly name: string
  readonly identifier: string
  /** The ids of the groups that contain it, from the inside out. */
  readonly containers: readonly string[]
  /** True if the person is a direct member, not only a member of a subgroup. */
  readonly isDirect: boolean
  /** True if the person administrates the group, or one that contains it. */
  readonly isAdministrated: boolean
}

function reportGroup(personId: string, group: MemberGroup): ReportGroup {
  const { id, name, containers, isDirect, isAdministrated } = group
  const ofGroup = policiesOfGroup([id, ...containers])
  const policies = isDirect ? policiesOfMember(ofGroup, id, personId) : ofGroup.slice(0, 1)
  const resources = isDirect ? resourcesOfMember(id, personId) : []
  const superuser = artificialPolicyValues.map((artificial) => ({ name: artificial }))
  return {
    id,
    name,
    policies: isAdministrated ? [...superuser, ...policies] : policies,
    attributes: drawAttributes(group),
    ...(resources.length === 0 ? {} : { resources }),
  }
}

function drawAttributes({ id, identifier }: MemberGroup): readonly GroupAttribute[] {
  const random = createRandom('attributes', id)
  if (random.chance(25)) return []
  const own = { name: 'groupIdentifier', value: identifier }
  return random.chance(30)
    ? [own, { name: 'customerNumber', value: String(10_000 + random.below(90_000)) }]
    : [own]
}

/** The permissions of an administrator of a group. Format 1 lists them; format 2 has only the artificial policies. */
const permissions: readonly DabpPermission[] = [
  'GROUP_MEMBER_MANAGE',
  'PERMISSION_MANAGE',
  'PERSON_POLICY_MANAGE',
  'PERSON_RESOURCE_MANAGE',
]

/** Converts a report to the format of version 1, which has no resources and no names of groups. */
export function legacyReport(report: PersonReport, person: LegacyPerson): LegacyReport {
  const { groups = [] } = report
  const policies = new Map<string, LegacyPolicy & { scopes: string[] }>()
  for (const group of groups)
    for (const { id, name } of group.policies ?? []) {
      if (id === undefined) continue
      const policy = policies.get(id) ?? {
        id,
        ...(name === undefined ? {} : { name }),
        scopes: [],
        subject: {
          type: 'PERSON',
          ...(person.person_id === undefined ? {} : { subject_id: person.person_id }),
        },
      }
      if (group.id !== undefined) policy.scopes.push(group.id)
      policies.set(id, policy)
    }
  return {
    person,
    group_permissions: groups.map(({ id, policies: ofGroup = [], attributes = [] }) => ({
      ...(id === undefined ? {} : { id }),
      permissions: ofGroup.some(({ name }) => artificialPolicyValues.some((known) => known === name))
        ? permissions
        : [],
      custom_attributes: Object.fromEntries(attributes.map(({ name = '', value = '' }) => [name, value])),
    })),
    policies: [...policies.values()],
  }
}

/** Returns the groups of an identity, including those it is in through other groups. */
function listMemberGroups(
  view: AuthorizationView,
  identity: number,
  { dabpSubgroupSuperuser }: Quirks,
): readonly MemberGroup[] {
  const { groups, memberships } = view
  const direct = new Set(memberships.groupsOf(identity, false))
  const indexes = memberships.groupsOf(identity, true)
  const ids = new Set(indexes.map((index) => groups.idAt(index)))
  const isAdministrated = (index: number): boolean => ids.has(readString(view, index, 'administratorsId'))
  return indexes.map((index) => {
    const containers = listContainingGroups(view, index)
    return {
      id: groups.idAt(index),
      name: readString(view, index, 'displayName'),
      identifier: readString(view, index, 'groupIdentifier'),
      containers: containers.map((outer) => groups.idAt(outer)),
      isDirect: direct.has(index),
      isAdministrated: (dabpSubgroupSuperuser === 'direct' ? [index] : [index, ...containers]).some(
        isAdministrated,
      ),
    }
  })
}

/** Returns the groups that contain a group, from the inside out. Of several parents, the first one counts. */
function listContainingGroups({ groups }: AuthorizationView, index: number): readonly number[] {
  const containers = new Set<number>()
  for (let next: number | undefined = index; next !== undefined; ) {
    const [parent]: readonly number[] = groups
      .parentsOf(groups.numberAt(next))
      .flatMap((number) => groups.indexOfNumber(number) ?? [])
    // Groups of a data file may contain each other.
    next = parent === undefined || parent === index || containers.has(parent) ? undefined : parent
    if (next !== undefined) containers.add(next)
  }
  return [...containers]
}

function readString({ groups }: AuthorizationView, index: number, field: string): string {
  const value = groups.valueAt(index, field)
  return typeof value === 'string' ? value : ''
}
