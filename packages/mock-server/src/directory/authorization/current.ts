import { applicationFields, groupFields, roleFields } from '@personctl/openapi/cernFields'
import type { AuthorizationBase } from './base.ts'
import {
  type ApplicationRecord,
  type AuthorizationChanges,
  firstPlace,
  type Groups,
  placeOfId,
  placesByText,
  type RoleRecord,
  recordTable,
  type Table,
} from './records.ts'

/** The groups there are now, each of which has a number that stays its own: what was there before, and what is new. */
export interface CurrentGroups extends Table {
  placeOfIdentifier(identifier: string): number | undefined
  numberAt(place: number): number
  /** The place of the group with this number; undefined for one that is no more. */
  placeOfNumber(number: number): number | undefined
  /** The groups a group is directly in, by their numbers. */
  parentsOf(number: number): readonly number[]
  /** The groups that are directly in a group, by their numbers. */
  childrenOf(number: number): readonly number[]
}

const nothing: readonly number[] = []

export function currentGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  if (changes.groups.size === 0 && changes.removedGroups.size === 0)
    return {
      ...base,
      numberAt: (place) => place,
      placeOfNumber: (number) => number,
      parentsOf: base.parentsAt,
      childrenOf: base.childrenAt,
    }
  return changedGroups(base, changes)
}

/** A number below the size of the base is a place there; one above, a place among the new groups. */
function changedGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  const added = recordTable([...changes.groups.values()], groupFields)
  const addedByIdentifier = placesByText(added, 'groupIdentifier')
  const removed = new Set([...changes.removedGroups].flatMap((id) => placeOfId(base, id) ?? []))
  const order = orderOf(base, added, removed)
  const numberAt = (place: number): number => {
    const number = order[place]
    if (number === undefined) throw new RangeError(`There is no group ${place}`)
    return number
  }
  const idOf = (number: number): string =>
    number < base.size ? base.idAt(number) : added.idAt(number - base.size)
  const groups = { size: order.length, idAt: (place: number): string => idOf(numberAt(place)) }
  const placeOfNumber = (number: number): number | undefined =>
    removed.has(number) ? undefined : placeOfId(groups, idOf(number))
  const stillThere = (numbers: readonly number[]): readonly number[] =>
    numbers.filter((number) => !removed.has(number))
  return {
    ...groups,
    furtherFields: base.furtherFields,
    valueAt(place, field) {
      const number = numberAt(place)
      return number < base.size ? base.valueAt(number, field) : added.valueAt(number - base.size, field)
    },
    placeOfIdentifier(identifier) {
      const [place] = addedByIdentifier(identifier)
      if (place !== undefined) return placeOfNumber(base.size + place)
      const before = base.placeOfIdentifier(identifier)
      return before === undefined ? undefined : placeOfNumber(before)
    },
    numberAt,
    placeOfNumber,
    parentsOf: (number) => (number < base.size ? stillThere(base.parentsAt(number)) : nothing),
    childrenOf: (number) => (number < base.size ? stillThere(base.childrenAt(number)) : nothing),
  }
}

/** The numbers of all groups there are, in the order of their ids. */
function orderOf(base: Table, added: Table, removed: ReadonlySet<number>): Uint32Array {
  const beforeWhich = Array.from({ length: added.size }, (_, place) =>
    firstPlace(base.size, (before) => base.idAt(before) > added.idAt(place)),
  )
  const order = new Uint32Array(base.size + added.size - removed.size)
  let length = 0
  let next = 0
  for (let place = 0; place <= base.size; place++) {
    for (; beforeWhich[next] === place; next++) order[length++] = base.size + next
    if (place < base.size && !removed.has(place)) order[length++] = place
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

export function currentMemberships(
  { identities, groups: before, memberships }: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentMemberships {
  const changesOf = (group: number): ReadonlyMap<string, boolean> | undefined =>
    changes.members.get(groups.idAt(group))

  const directGroupsOf = (identity: number): number[] => {
    const found = new Set<number>()
    for (const number of memberships.groupsOf(identity)) {
      const place = groups.placeOfNumber(number)
      if (place !== undefined) found.add(place)
    }
    const id = identities.idAt(identity)
    for (const [groupId, members] of changes.members) {
      const isIn = members.get(id)
      const place = isIn === undefined ? undefined : placeOfId(groups, groupId)
      if (place === undefined) continue
      if (isIn) found.add(place)
      else found.delete(place)
    }
    return [...found]
  }
  const directMembersOf = (group: number): readonly number[] => {
    const number = groups.numberAt(group)
    const members = number < before.size ? memberships.membersOf(number) : []
    const changed = changesOf(group)
    if (changed === undefined) return members
    const found = new Set(members)
    for (const [id, isIn] of changed) {
      const place = placeOfId(identities, id)
      if (place === undefined) continue
      if (isIn) found.add(place)
      else found.delete(place)
    }
    return [...found].sort(ascending)
  }
  const places = (numbers: Iterable<number>): number[] =>
    [...numbers].flatMap((number) => groups.placeOfNumber(number) ?? [])

  const groupsOf: CurrentMemberships['groupsOf'] = (identity, recursive) => {
    const direct = directGroupsOf(identity)
    if (!recursive) return direct.sort(ascending)
    return places(reachable(direct.map(groups.numberAt), groups.parentsOf)).sort(ascending)
  }
  return {
    groupsOf,
    membersOf(group, recursive) {
      if (!recursive) return directMembersOf(group)
      const found = new Set<number>()
      for (const place of places(reachable([groups.numberAt(group)], groups.childrenOf)))
        for (const member of directMembersOf(place)) found.add(member)
      return [...found].sort(ascending)
    },
    isMember: (identity, group) => groupsOf(identity, true).includes(group),
    isInside: (group, outer) =>
      reachable([groups.numberAt(group)], groups.parentsOf).has(groups.numberAt(outer)),
  }
}

/** Whatever one comes to from these, themselves included. */
function reachable(
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
  placeOfIdentifier(identifier: string): number | undefined
  recordAt(place: number): ApplicationRecord
  rolesAt(place: number): Table & { recordAt(place: number): RoleRecord }
  /** The places of the groups whose members have a role, ascending. */
  groupsOf(role: RoleRecord): readonly number[]
}

export function currentApplications(
  base: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentApplications {
  const table = recordTable([...base.applications, ...changes.applications.values()], {
    ...applicationFields,
    roles: 'kept apart',
    registration: 'kept apart',
  })
  const byIdentifier = placesByText(table, 'applicationIdentifier')
  return {
    ...table,
    placeOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    rolesAt(place) {
      const { id, roles } = table.recordAt(place)
      return recordTable([...roles, ...(changes.roles.get(id) ?? [])], {
        ...roleFields,
        groups: 'kept apart',
      })
    },
    groupsOf(role) {
      const ids = new Set(role.groups)
      for (const [id, hasRole] of changes.roleGroups.get(role.id) ?? [])
        if (hasRole) ids.add(id)
        else ids.delete(id)
      return [...ids].flatMap((id) => placeOfId(groups, id) ?? []).sort((one, other) => one - other)
    },
  }
}
