import type { Group } from '@personctl/generated/cern'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import {
  createGroupName,
  experimentGroup,
  familySize,
  findFamilyAdministrators,
  formatGroupIdentifier,
  listFamilyChildren,
  listFamilyParents,
  namedGroups,
  parseGroupNumber,
  staffGroup,
  usersGroup,
} from './families.ts'
import type { Identities } from './identityTables.ts'
import { type Groups, guidNumber, sequentialGuid } from './records.ts'

/** The direct memberships, by index. */
export interface Memberships {
  /** Ascending. */
  groupsOf(identity: number): readonly number[]
  /** Ascending. */
  membersOf(group: number): readonly number[]
}

/**
 * Creates memberships that depend on the id of an identity only, so that they do not change if other identities are
 * added or removed. The members of all groups are computed when those of the first group are requested.
 */
export function createSyntheticMemberships(
  identities: Identities,
  groups: Groups,
  seed: number,
): Memberships {
  const groupsOf = (identity: number): readonly number[] =>
    identities.valueAt(identity, 'type') === 'Person'
      ? groupsOfPerson(identities, identity, groups, seed)
      : []
  return { groupsOf, membersOf: invert(groupsOf, identities) }
}

function groupsOfPerson(
  identities: Identities,
  identity: number,
  groups: Groups,
  seed: number,
): readonly number[] {
  const email = identities.valueAt(identity, 'primaryAccountEmail')
  const found = new Set<number>()
  for (const [index, { members }] of namedGroups.entries())
    if (typeof email === 'string' && members?.includes(email)) found.add(index)
  const common =
    identities.valueAt(identity, 'source') === 'cern'
      ? staffGroup
      : identities.valueAt(identity, 'blocked') === false
        ? usersGroup
        : ''
  const commonIndex = namedGroups.findIndex(({ identifier }) => identifier === common)
  if (commonIndex !== -1) found.add(commonIndex)
  const random = seededRandom(seed, guidNumber(identities.idAt(identity)), 8)
  const generated = groups.size - namedGroups.length
  if (generated > 0)
    for (let count = drawCount(random); count > 0; count--)
      found.add(namedGroups.length + random.below(generated))
  return [...found].sort(ascending)
}

const drawCount = (random: SeededRandom): number => 1 + random.below(8)

function invert(
  groupsOf: (identity: number) => readonly number[],
  identities: Identities,
): (group: number) => readonly number[] {
  let members: Map<number, number[]> | undefined
  return (group) => {
    if (members === undefined) {
      members = new Map()
      for (const identity of identities.indexes())
        for (const index of groupsOf(identity)) {
          const known = members.get(index)
          if (known === undefined) members.set(index, [identity])
          else known.push(identity)
        }
    }
    return members.get(group) ?? []
  }
}

const ascending = (left: number, right: number): number => left - right

const named = namedGroups.length
const namedIndexes = new Map(namedGroups.map(({ identifier }, index) => [identifier, index]))
const namedIndex = (identifier: string): number => namedIndexes.get(identifier) ?? 0
const experimentIndex = namedIndex(experimentGroup)
const experiment = experimentGroup.split('-')[0]

const firstTime = Date.UTC(2019, 10, 4)
const timeBetween = 37 * 60_000

/**
 * Creates the synthetic groups, the named ones first. Only their ids are stored. The other fields are computed on
 * demand and always have the same values.
 *
 * @param size the number of groups, at least that of the named ones
 * @param seed an integer; the same seed gives the same groups on every machine
 * @param ownerOf returns the id of the identity that owns a group, by a number; null without identities
 */
export function createSyntheticGroups(
  size: number,
  seed: number,
  ownerOf: (number: number) => string | null,
): Groups {
  const generated = Math.max(size - named, 0)
  const total = named + generated
  const nameAt = (index: number) => createGroupName(index - named, seed)

  const identifierAt = (index: number): string =>
    namedGroups[index]?.identifier ?? formatGroupIdentifier(nameAt(index))
  const ids = new Array<string | undefined>(total)
  const idAt = (index: number): string => {
    // Named groups have the same ids with every seed.
    ids[index] ??= sequentialGuid(
      firstTime + index * timeBetween,
      drawGuidSuffix(index < named ? 0 : seed, index),
    )
    return ids[index] as string
  }
  const isComputingGroup = (index: number): boolean =>
    index >= named && (index - named) % familySize === 0 && nameAt(index).topic === 'computing'
  const parentsAt = (index: number): readonly number[] => {
    if (index < named) return (namedGroups[index]?.isIn ?? []).map(namedIndex)
    const number = index - named
    if (number % familySize === 0) return nameAt(index).experiment === experiment ? [experimentIndex] : []
    return listFamilyParents(number, generated).map((parent) => parent + named)
  }

  const values: { readonly [Field in keyof Group]-?: (index: number) => Group[Field] } = {
    primaryAccountEmail: (index) => `${identifierAt(index)}@cern.ch`,
    groupIdentifier: identifierAt,
    displayName: (index) => namedGroups[index]?.displayName ?? formatTitle(identifierAt(index)),
    description: (index) => namedGroups[index]?.description ?? describeGroup(identifierAt(index), index),
    ownerId: (index) => ownerOf(index < named ? 0 : seededRandom(seed, index, 1).below(0x100000000)),
    administratorsId: (index) => {
      const administrators = namedGroups[index]?.administrators
      if (administrators !== undefined) return idAt(namedIndex(administrators))
      return index < named ? null : idAt(named + findFamilyAdministrators(index - named, generated))
    },
    source: () => 'cern',
    syncType: () => 'Slave',
    isComputingGroup,
    gid: (index) => (isComputingGroup(index) ? 2_000 + index : null),
    blocked: () => false,
    disabled: () => false,
    id: idAt,
    modificationTime: (index) => {
      const minutes = seededRandom(seed, index, 2).below(365 * 24 * 60)
      return new Date(firstTime + index * timeBetween + minutes * 60_000).toISOString()
    },
  }

  return {
    size: total,
    furtherFields: [],
    idAt,
    valueAt: (index, field) =>
      Object.hasOwn(values, field) ? values[field as keyof Group](index) : undefined,
    indexOfIdentifier(identifier) {
      const lowerCaseIdentifier = identifier.toLowerCase()
      const number = parseGroupNumber(lowerCaseIdentifier, seed)
      if (number === undefined) return namedIndexes.get(lowerCaseIdentifier)
      return number < generated ? named + number : undefined
    },
    parentsAt,
    childrenAt(index) {
      if (index >= named) return listFamilyChildren(index - named, generated).map((child) => child + named)
      const inside = [...namedIndexes.values()].filter((other) => parentsAt(other).includes(index))
      if (index !== experimentIndex) return inside
      for (let whole = named; whole < total; whole += familySize)
        if (nameAt(whole).experiment === experiment) inside.push(whole)
      return inside
    },
  }
}

function drawGuidSuffix(seed: number, index: number): string {
  const random = seededRandom(seed, index)
  const half = (): string => random.below(0x100000000).toString(16).padStart(8, '0')
  return half() + half()
}

function formatTitle(identifier: string): string {
  return identifier
    .split('-')
    .map((word, index) => (index === 0 ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join(' ')
}

function describeGroup(identifier: string, index: number): string | null {
  return index % 7 === 0 ? null : `Those who are in ${identifier}`
}
