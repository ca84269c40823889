import { compareCodePoints } from '../text/json.ts'
import { type LookupKey, readAttribute, readStringAttribute, type StoredProfile } from './profile.ts'

/** People by their place in a row, whether their profiles exist already or are made when asked for. */
export interface People {
  readonly size: number
  /** The value of a lookup attribute of one of them, or undefined where it is unset. */
  valueAt(table: number, key: LookupKey): string | undefined
  /** What any attribute of one of them holds, by its path; undefined where the record lacks it. */
  contentAt(table: number, path: string): unknown
  profileAt(table: number): StoredProfile
  /** The places where nobody is any more; without, somebody is everywhere. */
  readonly removed?: ReadonlySet<number>
  /** The people these were to begin with, at the same places; without, they are as they were. */
  readonly previous?: People
  /** The places where that is not so any more, where somebody is new, and where nobody is. */
  readonly changed?: ReadonlySet<number>
}

/** The people of a data file, exactly as they are written there. */
export function createPeople(profiles: readonly StoredProfile[]): People {
  const profileAt = (table: number): StoredProfile => {
    const profile = profiles[table]
    if (profile === undefined) throw new RangeError(`There is no profile ${table}`)
    return profile
  }
  return {
    size: profiles.length,
    valueAt: (table, key) => readStringAttribute(profileAt(table), key),
    contentAt: (table, path) => readAttribute(profileAt(table), path),
    profileAt,
  }
}

/** One person in a list. */
export interface ListedPerson {
  readonly index: number
  readonly userId: string
  /** What an attribute holds, by its path; undefined where the record lacks the attribute. */
  content(path: string): unknown
  profile(): StoredProfile
}

/** A part of everybody, and where it ends. */
export interface Slice {
  readonly people: readonly ListedPerson[]
  /** The user id to go on after; undefined at the end of everybody. */
  readonly last: string | undefined
}

/**
 * Everybody in a row, by user id. Whoever has none is in no list: the real store keeps records by it.
 *
 * A place in the row is named by the user id before it, so it stays where it is when people come and go.
 */
export interface Listing {
  /** @param after the user id to begin after; undefined for the beginning @param size how many at most */
  slice(after: string | undefined, size: number): Slice
}

/** What became of people: the records that are there now, by their place. */
interface PeopleChanges {
  readonly records: ReadonlyMap<number, StoredProfile>
  /** How many places there are, those of added people after the others. */
  readonly size: number
}

/** What is left of somebody who was removed: nothing that they could be found by. */
export const removedProfile: StoredProfile = {}

/** The people as they are after changes; good until there are more of these. */
export function applyPeopleChanges(people: People, { records, size }: PeopleChanges): People {
  if (records.size === 0) return people
  let changed: ReadonlySet<number> | undefined
  let removed: ReadonlySet<number> | undefined
  return {
    size,
    previous: people,
    get changed() {
      changed ??= new Set(records.keys())
      return changed
    },
    get removed() {
      removed ??= new Set([...records].flatMap(([index, record]) => (record === removedProfile ? index : [])))
      return removed
    },
    valueAt(index, key) {
      const record = records.get(index)
      return record === undefined ? people.valueAt(index, key) : readStringAttribute(record, key)
    },
    contentAt(index, path) {
      const record = records.get(index)
      return record === undefined ? people.contentAt(index, path) : readAttribute(record, path)
    },
    profileAt: (index) => records.get(index) ?? people.profileAt(index),
  }
}

/** Where people are: by what they can be asked for by, and in the order of the lists. Worked out when first asked for. */
export interface PeopleIndex {
  /** The places of those with this value, exactly, the lowest user id first; those without one last. */
  indexesOf(key: LookupKey, value: string): readonly number[]
  /** Every value of a key that somebody has. */
  valuesOf(key: LookupKey): Iterable<string>
  /** Everybody with a user id, in the order of these. */
  rows(): readonly ListedPerson[]
}

/** @param indexes where to look; everywhere unless told otherwise */
export function createPeopleIndex(
  people: People,
  indexes: () => Iterable<number> = () => range(people.size),
): PeopleIndex {
  const byKey = new Map<LookupKey, ReadonlyMap<string, number | readonly number[]>>()
  let rows: readonly ListedPerson[] | undefined

  const lookupTable = (key: LookupKey): ReadonlyMap<string, number | readonly number[]> => {
    const table = byKey.get(key) ?? indexByValue(people, key, indexes())
    byKey.set(key, table)
    return table
  }
  return {
    indexesOf(key, value) {
      const result = lookupTable(key).get(value)
      return result === undefined ? [] : typeof result === 'number' ? [result] : result
    },
    valuesOf: (key) => lookupTable(key).keys(),
    rows() {
      rows ??= listByUserId(people, indexes())
      return rows
    },
  }
}

/** Whether one of two people comes before the other: the one with the lower user id, and whoever has one. */
export function compareUserIds(one: string | undefined, other: string | undefined): number {
  if (one !== undefined && other !== undefined) return compareCodePoints(one, other)
  return Number(one === undefined) - Number(other === undefined)
}

// Hardly any value is that of two people: a list is made for those alone.
function indexByValue(
  people: People,
  key: LookupKey,
  indexes: Iterable<number>,
): ReadonlyMap<string, number | readonly number[]> {
  const result = new Map<string, number | readonly number[]>()
  for (const index of indexes) {
    const value = people.valueAt(index, key)
    if (value === undefined) continue
    const earlier = result.get(value)
    result.set(value, earlier === undefined ? index : sortByUserId(people, [earlier, index].flat()))
  }
  return result
}

function sortByUserId(people: People, indexes: readonly number[]): readonly number[] {
  const userIdAt = (index: number) => people.valueAt(index, 'user_id')
  return indexes.toSorted((one, other) => {
    return compareUserIds(userIdAt(one), userIdAt(other))
  })
}

function listByUserId(people: People, indexes: Iterable<number>): readonly ListedPerson[] {
  const rows: ListedPerson[] = []
  for (const index of indexes) {
    const userId = people.valueAt(index, 'user_id')
    if (userId === undefined) continue
    rows.push({
      index,
      userId,
      content: (path) => people.contentAt(index, path),
      profile: () => people.profileAt(index),
    })
  }
  return rows.sort((one, other) => compareCodePoints(one.userId, other.userId))
}

function* range(size: number): Iterable<number> {
  for (let index = 0; index < size; index++) yield index
}

/**
 * A slice of two rows as if they were one.
 *
 * @param isHidden which of the first row to pass over
 */
export function takeSlice(
  rows: { readonly first: readonly ListedPerson[]; readonly second: readonly ListedPerson[] },
  isHidden: (index: number) => boolean,
  after: string | undefined,
  size: number,
): Slice {
  const people: ListedPerson[] = []
  const { first, second } = rows
  let firstIndex = after === undefined ? 0 : findIndexAfter(first, after)
  let secondIndex = after === undefined ? 0 : findIndexAfter(second, after)
  for (;;) {
    let next = first[firstIndex]
    while (next !== undefined && isHidden(next.index)) next = first[++firstIndex]
    const other = second[secondIndex]
    const isOther = other !== undefined && (next === undefined || isBefore(other, next))
    if (isOther) next = other
    if (next === undefined) return { people, last: undefined }
    if (people.length >= size) return { people, last: people.at(-1)?.userId }
    people.push(next)
    if (isOther) secondIndex += 1
    else firstIndex += 1
  }
}

const isBefore = (one: ListedPerson, other: ListedPerson): boolean =>
  compareCodePoints(one.userId, other.userId) < 0

/** The first place whose user id comes after the given one, which nobody need have. */
function findIndexAfter(rows: readonly ListedPerson[], userId: string): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareCodePoints(rows[middle]?.userId ?? '', userId) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
