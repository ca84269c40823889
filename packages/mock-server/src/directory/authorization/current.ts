import { applicationFields, groupFields, roleFields } from '@personctl/generated/cernFields'
import type { AuthorizationBase } from './base.ts'
import type { Identities } from './identityTables.ts'
import {
  type ApplicationRecord,
  type AuthorizationChanges,
  createLookup,
  createTable,
  findFirstIndex,
  type Groups,
  indexOfId,
  listFurtherFields,
  type RoleRecord,
  type Table,
} from './records.ts'

/** The current groups, initial and new. Each has a number that never changes. */
export interface CurrentGroups extends Table {
  indexOfIdentifier(identifier: string): number | undefined
  numberAt(index: number): number
  /** Returns the index of the group with this number; undefined if it was removed. */
  indexOfNumber(number: number): number | undefined
  /** Returns the numbers of the groups that directly contain a group. */
  parentsOf(number: number): readonly number[]
  /** Returns the numbers of the groups that are directly in a group. */
  childrenOf(number: number): readonly number[]
}

const noNumbers: readonly number[] = []

export function createCurrentGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  if (changes.groups.size + changes.removedGroups.size + changes.groupFields.size === 0)
    return {
      ...base,
      numberAt: (index) => index,
      indexOfNumber: (number) => number,
      parentsOf: base.parentsAt,
      childrenOf: base.childrenAt,
    }
  return applyGroupChanges(base, changes)
}

/** Numbers below the size of the base are indexes of it. The others count the new groups. */
function applyGroupChanges(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  const added = createTable([...changes.groups.values()], groupFields)
  const addedByIdentifier = createLookup(added, 'groupIdentifier')
  const removed = new Set([...changes.removedGroups].flatMap((id) => indexOfId(base, id) ?? []))
  const order = mergeOrder(base, added, removed)
  const numberAt = (index: number): number => {
    const number = order[index]
    if (number === undefined) throw new RangeError(`The group ${index} does not exist`)
    return number
  }
  const idOf = (number: number): string =>
    number < base.size ? base.idAt(number) : added.idAt(number - base.size)
  const groups = { size: order.length, idAt: (index: number): string => idOf(numberAt(index)) }
  const indexOfNumber = (number: number): number | undefined =>
    removed.has(number) ? undefined : indexOfId(groups, idOf(number))
  const withoutRemoved = (numbers: readonly number[]): readonly number[] =>
    numbers.filter((number) => !removed.has(number))
  return {
    ...groups,
    furtherFields: [
      ...new Set([
        ...base.furtherFields,
        ...added.furtherFields,
        ...listFurtherFields([...changes.groupFields.values()], groupFields),
      ]),
    ],
    valueAt(index, field) {
      const number = numberAt(index)
      const changed = number < base.size ? changes.groupFields.get(base.idAt(number)) : undefined
      if (changed !== undefined && Object.hasOwn(changed, field)) return changed[field]
      return number < base.size ? base.valueAt(number, field) : added.valueAt(number - base.size, field)
    },
    indexOfIdentifier(identifier) {
      const [index] = addedByIdentifier(identifier)
      if (index !== undefined) return indexOfNumber(base.size + index)
      const before = base.indexOfIdentifier(identifier)
      return before === undefined ? undefined : indexOfNumber(before)
    },
    numberAt,
    indexOfNumber,
    parentsOf: (number) => (number < base.size ? withoutRemoved(base.parentsAt(number)) : noNumbers),
    childrenOf: (number) => (number < base.size ? withoutRemoved(base.childrenAt(number)) : noNumbers),
  }
}

/** Returns the numbers of all current groups, in the order of their ids. */
function mergeOrder(base: Table, added: Table, removed: ReadonlySet<number>): Uint32Array {
  const insertionIndexes = Array.from({ length: added.size }, (_, index) =>
    findFirstIndex(base.size, (before) => base.idAt(before) > added.idAt(index)),
  )
  const order = new Uint32Array(base.size + added.size - removed.size)
  let length = 0
  let next = 0
  for (let index = 0; index <= base.size; index++) {
    for (; insertionIndexes[next] === index; next++) order[length++] = base.size + next
    if (index < base.size && !removed.has(index)) order[length++] = index
  }
  return order
}

/** The current memberships, by index. */
export interface CurrentMemberships {
  /** Returns the groups of an identity, ascending. `recursive` includes those it is in through other groups. */
  groupsOf(identity: number, recursive: boolean): readonly number[]
  /** Returns the members of a group, ascending. `recursive` includes members through other groups. */
  membersOf(group: number, recursive: boolean): readonly number[]
  /** True if the identity is a member of the group, directly or through other groups. */
  isMember(identity: number, group: number): boolean
  /** True if the groups are the same, or one is inside the other, directly or through other groups. */
  isInside(group: number, outer: number): boolean
}

export function createCurrentMemberships(
  { identities: initial, groups: before, memberships }: AuthorizationBase,
  { identities, groups }: { readonly identities: Identities; readonly groups: CurrentGroups },
  changes: AuthorizationChanges,
): CurrentMemberships {
  const changesOf = (group: number): ReadonlyMap<string, boolean> | undefined =>
    changes.members.get(groups.idAt(group))

  const listDirectGroups = (identity: number): number[] => {
    const found = new Set<number>()
    for (const number of identity < 0 ? noNumbers : memberships.groupsOf(identity)) {
      const index = groups.indexOfNumber(number)
      if (index !== undefined) found.add(index)
    }
    const id = identities.idAt(identity)
    for (const [groupId, members] of changes.members) {
      const isIn = members.get(id)
      const index = isIn === undefined ? undefined : indexOfId(groups, groupId)
      if (index === undefined) continue
      if (isIn) found.add(index)
      else found.delete(index)
    }
    return [...found]
  }
  const listDirectMembers = (group: number): readonly number[] => {
    const number = groups.numberAt(group)
    const initialMembers = number < before.size ? memberships.membersOf(number) : []
    const members =
      identities === initial
        ? initialMembers
        : initialMembers.filter((member) => identities.indexOfId(initial.idAt(member)) === member)
    const changed = changesOf(group)
    if (changed === undefined) return members
    const found = new Set(members)
    for (const [id, isIn] of changed) {
      const index = identities.indexOfId(id)
      if (index === undefined) continue
      if (isIn) found.add(index)
      else found.delete(index)
    }
    return [...found].sort(ascending)
  }
  const toIndexes = (numbers: Iterable<number>): number[] =>
    [...numbers].flatMap((number) => groups.indexOfNumber(number) ?? [])

  const groupsOf: CurrentMemberships['groupsOf'] = (identity, recursive) => {
    const direct = listDirectGroups(identity)
    if (!recursive) return direct.sort(ascending)
    return toIndexes(findReachable(direct.map(groups.numberAt), groups.parentsOf)).sort(ascending)
  }
  return {
    groupsOf,
    membersOf(group, recursive) {
      if (!recursive) return listDirectMembers(group)
      const found = new Set<number>()
      for (const index of toIndexes(findReachable([groups.numberAt(group)], groups.childrenOf)))
        for (const member of listDirectMembers(index)) found.add(member)
      return [...found].sort(ascending)
    },
    isMember: (identity, group) => groupsOf(identity, true).includes(group),
    isInside: (group, outer) =>
      findReachable([groups.numberAt(group)], groups.parentsOf).has(groups.numberAt(outer)),
  }
}

/** Returns all numbers that can be reached from the given ones, including these. */
function findReachable(
  starts: readonly number[],
  nextOf: (number: number) => readonly number[],
): ReadonlySet<number> {
  const found = new Set(starts)
  // A loop over a set also visits what is added to the set in the meantime.
  for (const number of found) for (const next of nextOf(number)) found.add(next)
  return found
}

const ascending = (left: number, right: number): number => left - right

/** The current applications. */
export interface CurrentApplications extends Table {
  indexOfIdentifier(identifier: string): number | undefined
  recordAt(index: number): ApplicationRecord
  rolesAt(index: number): Table & { recordAt(index: number): RoleRecord }
  /** Returns the indexes of the groups whose members have a role, ascending. */
  groupsOf(role: RoleRecord): readonly number[]
}

export function createCurrentApplications(
  base: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentApplications {
  const isInitial = ({ id }: ApplicationRecord): boolean =>
    !changes.applications.has(id) && !changes.removedApplications.has(id)
  const rows = [...base.applications.filter(isInitial), ...changes.applications.values()]
  const table = createTable(rows, {
    ...applicationFields,
    roles: 'separate',
    registration: 'separate',
  })
  const byIdentifier = createLookup(table, 'applicationIdentifier')
  return {
    ...table,
    indexOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    rolesAt(index) {
      const { id, roles } = table.recordAt(index)
      return createTable([...roles, ...(changes.roles.get(id) ?? [])], {
        ...roleFields,
        groups: 'separate',
      })
    },
    groupsOf(role) {
      const ids = new Set(role.groups)
      for (const [id, hasRole] of changes.roleGroups.get(role.id) ?? [])
        if (hasRole) ids.add(id)
        else ids.delete(id)
      return [...ids].flatMap((id) => indexOfId(groups, id) ?? []).sort((one, other) => one - other)
    },
  }
}
