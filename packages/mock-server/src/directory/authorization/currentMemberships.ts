import type { AuthorizationBase } from './authorizationBase.ts'
import type { AuthorizationChanges } from './changes.ts'
import type { CurrentGroups } from './currentGroups.ts'
import { placeOfId } from './table.ts'

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
