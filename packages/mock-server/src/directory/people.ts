import { compareCodePoints } from '../text/json.ts'
import { type LookupKey, readAttribute, readStringAttribute, type StoredProfile } from './profile.ts'

/** People by index. Their profiles may be created on demand. */
export interface People {
  readonly size: number
  /** Returns the value of a lookup attribute; undefined if it is not set. */
  valueAt(index: number, key: LookupKey): string | undefined
  /** Returns the content of an attribute by its path; undefined if the profile lacks it. */
  contentAt(index: number, path: string): unknown
  profileAt(index: number): StoredProfile
  /**
   * Returns the people with this value of a lookup attribute; undefined if only an index of all people tells them.
   *
   * @default an index tells them
   */
  indexesOf?(key: LookupKey, value: string): readonly number[] | undefined
  /** The indexes of people who were removed. @default none */
  readonly removed?: ReadonlySet<number>
  /** The people before the changes, at the same indexes. @default people without changes */
  readonly previous?: People
  /** The indexes of people who were added, changed or removed. */
  readonly changed?: ReadonlySet<number>
}

/** Creates the people of a data file. Profiles are served as they are. */
export function createPeople(profiles: readonly StoredProfile[]): People {
  const profileAt = (index: number): StoredProfile => {
    const profile = profiles[index]
    if (profile === undefined) throw new RangeError(`The profile ${index} does not exist`)
    return profile
  }
  return {
    size: profiles.length,
    valueAt: (index, key) => readStringAttribute(profileAt(index), key),
    contentAt: (index, path) => readAttribute(profileAt(index), path),
    profileAt,
  }
}

/** A person in a list. */
export interface ListedPerson {
  readonly index: number
  readonly userId: string
  /** Returns the content of an attribute by its path; undefined if the profile lacks it. */
  content(path: string): unknown
  profile(): StoredProfile
}

/** A range of the people in a list. */
export interface Slice {
  readonly people: readonly ListedPerson[]
  /** The user id to continue after; undefined at the end of the list. */
  readonly last: string | undefined
}

/**
 * All people by user id. People without a user id are in no list, since the real store uses it as the key.
 *
 * A position in the list is the user id before it, so that it stays valid if people are added or removed.
 */
export interface Listing {
  /**
   * @param after the user id to start after; undefined to start at the beginning
   * @param size the maximum number of people
   */
  slice(after: string | undefined, size: number): Slice
}

/** Indexes of people for lookups and lists. They are built on demand. */
export interface PeopleIndex {
  /**
   * Returns the indexes of the people with exactly this value, by ascending user id. People without one come last.
   */
  indexesOf(key: LookupKey, value: string): readonly number[]
  /** Returns all values of a key. */
  valuesOf(key: LookupKey): Iterable<string>
  /** Returns the people who have a user id, in its order. */
  rows(): readonly ListedPerson[]
  /** Builds in small steps what lookups need. Without it, the first lookup builds it. */
  prepare(): Iterable<void>
}

export function createPeopleIndex(people: People): PeopleIndex {
  const lookups = new Map<LookupKey, Lookup>()
  let rows: readonly ListedPerson[] | undefined

  const lookupOf = (key: LookupKey): Lookup => {
    const lookup = lookups.get(key) ?? createLookup(people, key)
    lookups.set(key, lookup)
    return lookup
  }
  return {
    indexesOf(key, value) {
      const known = people.indexesOf?.(key, value)
      if (known !== undefined) return known
      const result = lookupOf(key).complete().get(value)
      return result === undefined ? [] : typeof result === 'number' ? [result] : result
    },
    valuesOf: (key) => lookupOf(key).complete().keys(),
    rows() {
      rows ??= listByUserId(people)
      return rows
    },
    *prepare() {
      // The others can be found without an index, or in less time.
      while (!lookupOf('uuid').advance()) yield
    },
  }
}

/** Compares two user ids for sorting. A missing user id comes last. */
export function compareUserIds(one: string | undefined, other: string | undefined): number {
  if (one !== undefined && other !== undefined) return compareCodePoints(one, other)
  return Number(one === undefined) - Number(other === undefined)
}

/** The people by a value. It is built in steps, or at once when it is needed. */
interface Lookup {
  /** @returns true if it is complete */
  advance(): boolean
  complete(): ReadonlyMap<string, number | readonly number[]>
}

const stepSize = 100

function createLookup(people: People, key: LookupKey): Lookup {
  // Almost all values are unique, so that only the others need an array.
  const byValue = new Map<string, number | readonly number[]>()
  let next = 0
  let isComplete = false
  const addNext = (): void => {
    const index = next++
    isComplete = index >= people.size
    const value = isComplete ? undefined : people.valueAt(index, key)
    if (value === undefined) return
    const earlier = byValue.get(value)
    byValue.set(value, earlier === undefined ? index : sortByUserId(people, [earlier, index].flat()))
  }
  return {
    advance() {
      for (let step = 0; step < stepSize && !isComplete; step++) addNext()
      return isComplete
    },
    complete() {
      while (!isComplete) addNext()
      return byValue
    },
  }
}

function sortByUserId(people: People, indexes: readonly number[]): readonly number[] {
  const userIdAt = (index: number) => people.valueAt(index, 'user_id')
  return indexes.toSorted((one, other) => {
    return compareUserIds(userIdAt(one), userIdAt(other))
  })
}

function listByUserId(people: People): readonly ListedPerson[] {
  const rows: ListedPerson[] = []
  for (let index = 0; index < people.size; index++) {
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

/**
 * Returns a range of two merged lists.
 *
 * @param isHidden skips rows of the first list
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

/** Returns the first index with a user id greater than the given one. */
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
