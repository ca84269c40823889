import type { Group } from '@personctl/openapi/cern'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import {
  experimentGroup,
  familyAdministratorsOf,
  familyChildrenOf,
  familyParentsOf,
  familySize,
  groupIdentifierOf,
  groupNameOf,
  groupNumberOf,
  namedGroups,
  staffGroup,
  usersGroup,
} from './families.ts'
import { type Groups, guidNumber, sequentialGuid, type Table } from './records.ts'

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

const named = namedGroups.length
const placesOfNamed = new Map(namedGroups.map(({ identifier }, place) => [identifier, place]))
const placeOfNamed = (identifier: string): number => placesOfNamed.get(identifier) ?? 0
const experimentPlace = placeOfNamed(experimentGroup)
const experiment = experimentGroup.split('-')[0]

const firstTime = Date.UTC(2019, 10, 4)
const timeBetween = 37 * 60_000

/**
 * The generated groups: the named ones first, then others. Only their ids are kept: whatever else there is to one is made
 * again when it is asked for, the same each time.
 *
 * @param size all of them, the named ones included; there are never fewer than those
 * @param seed an integer; the same seed gives the same groups on every machine
 * @param ownerOf the id of an identity to own a group, by a number; null where there are none
 */
export function generatedGroups(
  size: number,
  seed: number,
  ownerOf: (number: number) => string | null,
): Groups {
  const generated = Math.max(size - named, 0)
  const total = named + generated
  const nameAt = (place: number) => groupNameOf(place - named, seed)

  const identifierAt = (place: number): string =>
    namedGroups[place]?.identifier ?? groupIdentifierOf(nameAt(place))
  const ids = new Array<string | undefined>(total)
  const idAt = (place: number): string => {
    // The named ones have the same ids whatever the seed.
    ids[place] ??= sequentialGuid(firstTime + place * timeBetween, markOf(place < named ? 0 : seed, place))
    return ids[place] as string
  }
  const isComputingGroup = (place: number): boolean =>
    place >= named && (place - named) % familySize === 0 && nameAt(place).topic === 'computing'
  const parentsAt = (place: number): readonly number[] => {
    if (place < named) return (namedGroups[place]?.isIn ?? []).map(placeOfNamed)
    const number = place - named
    if (number % familySize === 0) return nameAt(place).experiment === experiment ? [experimentPlace] : []
    return familyParentsOf(number, generated).map((parent) => parent + named)
  }

  const values: { readonly [Field in keyof Group]-?: (place: number) => Group[Field] } = {
    primaryAccountEmail: (place) => `${identifierAt(place)}@cern.ch`,
    groupIdentifier: identifierAt,
    displayName: (place) => namedGroups[place]?.displayName ?? titleOf(identifierAt(place)),
    description: (place) => namedGroups[place]?.description ?? descriptionOf(identifierAt(place), place),
    ownerId: (place) => ownerOf(place < named ? 0 : seededRandom(seed, place, 1).below(0x100000000)),
    administratorsId: (place) => {
      const administrators = namedGroups[place]?.administrators
      if (administrators !== undefined) return idAt(placeOfNamed(administrators))
      return place < named ? null : idAt(named + familyAdministratorsOf(place - named, generated))
    },
    source: () => 'cern',
    syncType: () => 'Slave',
    isComputingGroup,
    gid: (place) => (isComputingGroup(place) ? 2_000 + place : null),
    blocked: () => false,
    disabled: () => false,
    id: idAt,
    modificationTime: (place) => {
      const minutes = seededRandom(seed, place, 2).below(365 * 24 * 60)
      return new Date(firstTime + place * timeBetween + minutes * 60_000).toISOString()
    },
  }

  return {
    size: total,
    furtherFields: [],
    idAt,
    valueAt: (place, field) =>
      Object.hasOwn(values, field) ? values[field as keyof Group](place) : undefined,
    placeOfIdentifier(identifier) {
      const wanted = identifier.toLowerCase()
      const number = groupNumberOf(wanted, seed)
      if (number === undefined) return placesOfNamed.get(wanted)
      return number < generated ? named + number : undefined
    },
    parentsAt,
    childrenAt(place) {
      if (place >= named) return familyChildrenOf(place - named, generated).map((child) => child + named)
      const inside = [...placesOfNamed.values()].filter((other) => parentsAt(other).includes(place))
      if (place !== experimentPlace) return inside
      for (let whole = named; whole < total; whole += familySize)
        if (nameAt(whole).experiment === experiment) inside.push(whole)
      return inside
    },
  }
}

function markOf(seed: number, place: number): string {
  const random = seededRandom(seed, place)
  const half = (): string => random.below(0x100000000).toString(16).padStart(8, '0')
  return half() + half()
}

function titleOf(identifier: string): string {
  return identifier
    .split('-')
    .map((word, index) => (index === 0 ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join(' ')
}

function descriptionOf(identifier: string, place: number): string | null {
  return place % 7 === 0 ? null : `Those who are in ${identifier}`
}
