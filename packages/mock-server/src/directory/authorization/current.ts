import { applicationFields, groupFields, roleFields } from '@personctl/openapi/cernFields'
import type { AuthorizationBase } from './base.ts'
import {
  type ApplicationRecord,
  type AuthorizationChanges,
  createLookup,
  createTable,
  findFirstIndex,
  type Groups,
  indexOfId,
  type RoleRecord,
  type Table,
} from './records.ts'

/** The groups there are now, each of which has a number that stays its own: what was there before, and what is new. */
export interface CurrentGroups extends Table {
  indexOfIdentifier(identifier: string): number | undefined
  numberAt(index: number): number
  /** The place of the group with this number; undefined for one that is no more. */
  indexOfNumber(number: number): number | undefined
  /** The groups a group is directly in, by their numbers. */
  parentsOf(number: number): readonly number[]
  /** The groups that are directly in a group, by their numbers. */
  childrenOf(number: number): readonly number[]
}

const noNumbers: readonly number[] = []

export function createCurrentGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  if (changes.groups.size === 0 && changes.removedGroups.size === 0)
    return {
      ...base,
      numberAt: (index) => index,
      indexOfNumber: (number) => number,
      parentsOf: base.parentsAt,
      childrenOf: base.childrenAt,
    }
  return applyGroupChanges(base, changes)
}

/** A number below the size of the base is a place there; one above, a place among the new groups. */
function applyGroupChanges(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  const added = createTable([...changes.groups.values()], groupFields)
  const addedByIdentifier = createLookup(added, 'groupIdentifier')
  const removed = new Set([...changes.removedGroups].flatMap((id) => indexOfId(base, id) ?? []))
  const order = mergeOrder(base, added, removed)
  const numberAt = (index: number): number => {
    const number = order[index]
    if (number === undefined) throw new RangeError(`There is no group ${index}`)
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
    furtherFields: base.furtherFields,
    valueAt(index, field) {
      const number = numberAt(index)
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

/** The numbers of all groups there are, in the order of their ids. */
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

/** Who is in which groups now, by places. */
export interface CurrentMemberships {
  /** The groups an identity is in, ascending; `recursive`: through other groups, too. */
  groupsOf(identity: number, recursive: boolean): readonly number[]
  /** The identities that are in a group, ascending; `recursive`: through other groups, too. */
  membersOf(group: number, recursive: boolean): readonly number[]
  /** Whether an identity is in a group, directly or through other groups. */
  isMember(identity: number, group: number): boolean
  /** Whether a group is another one, or inside it, directly or through other groups. */
  isInside(group: number, outer: number): boolean
}

export function createCurrentMemberships(
  { identities, groups: before, memberships }: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentMemberships {
  const changesOf = (group: number): ReadonlyMap<string, boolean> | undefined =>
    changes.members.get(groups.idAt(group))

  const listDirectGroups = (identity: number): number[] => {
    const found = new Set<number>()
    for (const number of memberships.groupsOf(identity)) {
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
    const members = number < before.size ? memberships.membersOf(number) : []
    const changed = changesOf(group)
    if (changed === undefined) return members
    const found = new Set(members)
    for (const [id, isIn] of changed) {
      const index = indexOfId(identities, id)
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

/** Whatever one comes to from these, themselves included. */
function findReachable(
  starts: readonly number[],
  nextOf: (number: number) => readonly number[],
): ReadonlySet<number> {
  const found = new Set(starts)
  // A set is walked through to its end, also what is added on the way.
  for (const number of found) for (const next of nextOf(number)) found.add(next)
  return found
}

const ascending = (left: number, right: number): number => left - right

/** The applications there are now. */
export interface CurrentApplications extends Table {
  indexOfIdentifier(identifier: string): number | undefined
  recordAt(index: number): ApplicationRecord
  rolesAt(index: number): Table & { recordAt(index: number): RoleRecord }
  /** The places of the groups whose members have a role, ascending. */
  groupsOf(role: RoleRecord): readonly number[]
}

export function createCurrentApplications(
  base: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentApplications {
  const table = createTable([...base.applications, ...changes.applications.values()], {
    ...applicationFields,
    roles: 'kept apart',
    registration: 'kept apart',
  })
  const byIdentifier = createLookup(table, 'applicationIdentifier')
  return {
    ...table,
    indexOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    rolesAt(index) {
      const { id, roles } = table.recordAt(index)
      return createTable([...roles, ...(changes.roles.get(id) ?? [])], {
        ...roleFields,
        groups: 'kept apart',
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
