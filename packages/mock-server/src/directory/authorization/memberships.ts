import type { SeededRandom } from '../../seededRandom.ts'
import { seededRandom } from '../../seededRandom.ts'
import type { Groups } from './groups.ts'
import { guidNumber } from './guid.ts'
import { namedGroups, staffGroup, usersGroup } from './namedGroups.ts'
import type { Table } from './table.ts'

/** Who is directly in which groups, by their places. */
export interface Memberships {
  /** Ascending. */
  groupsOf(identity: number): readonly number[]
  /** Ascending. */
  membersOf(group: number): readonly number[]
}

/**
 * Memberships drawn for each identity from its id alone: they stay what they are when other identities come and go. Who
 * is in a group is worked out for all groups when the first is asked for.
 */
export function generatedMemberships(identities: Table, groups: Groups, seed: number): Memberships {
  const groupsOf = (identity: number): readonly number[] =>
    identities.valueAt(identity, 'type') === 'Person'
      ? groupsOfPerson(identities, identity, groups, seed)
      : []
  return { groupsOf, membersOf: inverseOf(groupsOf, identities.size) }
}

function groupsOfPerson(
  identities: Table,
  identity: number,
  groups: Groups,
  seed: number,
): readonly number[] {
  const email = identities.valueAt(identity, 'primaryAccountEmail')
  const found = new Set<number>()
  for (const [place, { members }] of namedGroups.entries())
    if (typeof email === 'string' && members?.includes(email)) found.add(place)
  const common =
    identities.valueAt(identity, 'source') === 'cern'
      ? staffGroup
      : identities.valueAt(identity, 'blocked') === false
        ? usersGroup
        : ''
  const commonPlace = namedGroups.findIndex(({ identifier }) => identifier === common)
  if (commonPlace !== -1) found.add(commonPlace)
  const random = seededRandom(seed, guidNumber(identities.idAt(identity)), 8)
  const generated = groups.size - namedGroups.length
  if (generated > 0)
    for (let count = timesOf(random); count > 0; count--)
      found.add(namedGroups.length + random.below(generated))
  return [...found].sort(ascending)
}

const timesOf = (random: SeededRandom): number => 1 + random.below(8)

function inverseOf(
  groupsOf: (identity: number) => readonly number[],
  identities: number,
): (group: number) => readonly number[] {
  let members: Map<number, number[]> | undefined
  return (group) => {
    if (members === undefined) {
      members = new Map()
      for (let identity = 0; identity < identities; identity++)
        for (const place of groupsOf(identity)) {
          const known = members.get(place)
          if (known === undefined) members.set(place, [identity])
          else known.push(identity)
        }
    }
    return members.get(group) ?? []
  }
}

const ascending = (left: number, right: number): number => left - right
