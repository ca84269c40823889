import { compareCodePoints } from '../text/json.ts'
import { contentOf, type LookupKey, type StoredProfile, textValueOf } from './profile.ts'

/** People by their place in a row, whether their profiles exist already or are made when asked for. */
export interface People {
  readonly size: number
  /** The value of a lookup attribute of one of them, or undefined where it is unset. */
  valueAt(index: number, key: LookupKey): string | undefined
  /** What any attribute of one of them holds, by its path; undefined where the record lacks it. */
  contentAt(index: number, path: string): unknown
  profileAt(index: number): StoredProfile
  /** The places where nobody is any more; without, somebody is everywhere. */
  readonly gone?: ReadonlySet<number>
  /** The people these were to begin with, at the same places; without, they are as they were. */
  readonly before?: People
  /** The places where that is not so any more, where somebody is new, and where nobody is. */
  readonly changed?: ReadonlySet<number>
}

/** The people of a data file, exactly as they are written there. */
export function givenPeople(profiles: readonly StoredProfile[]): People {
  const profileAt = (index: number): StoredProfile => {
    const profile = profiles[index]
    if (profile === undefined) throw new RangeError(`There is no profile ${index}`)
    return profile
  }
  return {
    size: profiles.length,
    valueAt: (index, key) => textValueOf(profileAt(index), key),
    contentAt: (index, path) => contentOf(profileAt(index), path),
    profileAt,
  }
}

/** One person in a list. */
export interface ListedPerson {
  readonly place: number
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
export const nobody: StoredProfile = {}

/** The people as they are after changes; good until there are more of these. */
export function changedPeople(people: People, { records, size }: PeopleChanges): People {
  if (records.size === 0) return people
  let changed: ReadonlySet<number> | undefined
  let gone: ReadonlySet<number> | undefined
  return {
    size,
    before: people,
    get changed() {
      changed ??= new Set(records.keys())
      return changed
    },
    get gone() {
      gone ??= new Set([...records].flatMap(([place, record]) => (record === nobody ? place : [])))
      return gone
    },
    valueAt(place, key) {
      const record = records.get(place)
      return record === undefined ? people.valueAt(place, key) : textValueOf(record, key)
    },
    contentAt(place, path) {
      const record = records.get(place)
      return record === undefined ? people.contentAt(place, path) : contentOf(record, path)
    },
    profileAt: (place) => records.get(place) ?? people.profileAt(place),
  }
}

/** Where people are: by what they can be asked for by, and in the order of the lists. Worked out when first asked for. */
export interface PeopleIndex {
  /** The places of those with this value, exactly, the lowest user id first; those without one last. */
  placesOf(key: LookupKey, value: string): readonly number[]
  /** Every value of a key that somebody has. */
  valuesOf(key: LookupKey): Iterable<string>
  /** Everybody with a user id, in the order of these. */
  row(): readonly ListedPerson[]
}

/** @param places where to look; everywhere unless told otherwise */
export function createPeopleIndex(
  people: People,
  places: () => Iterable<number> = () => upTo(people.size),
): PeopleIndex {
  const byKey = new Map<LookupKey, ReadonlyMap<string, number | readonly number[]>>()
  let row: readonly ListedPerson[] | undefined

  const indexOf = (key: LookupKey): ReadonlyMap<string, number | readonly number[]> => {
    const index = byKey.get(key) ?? placesByValue(people, key, places())
    byKey.set(key, index)
    return index
  }
  return {
    placesOf(key, value) {
      const found = indexOf(key).get(value)
      return found === undefined ? [] : typeof found === 'number' ? [found] : found
    },
    valuesOf: (key) => indexOf(key).keys(),
    row() {
      row ??= inOrder(people, places())
      return row
    },
  }
}

/** Whether one of two people comes before the other: the one with the lower user id, and whoever has one. */
export function precedes(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return other === undefined && one !== undefined
  return compareCodePoints(one, other) < 0
}

// Hardly any value is that of two people: a list is made for those alone.
function placesByValue(
  people: People,
  key: LookupKey,
  places: Iterable<number>,
): ReadonlyMap<string, number | readonly number[]> {
  const found = new Map<string, number | readonly number[]>()
  for (const place of places) {
    const value = people.valueAt(place, key)
    if (value === undefined) continue
    const earlier = found.get(value)
    found.set(value, earlier === undefined ? place : byUserId(people, [earlier, place].flat()))
  }
  return found
}

function byUserId(people: People, places: readonly number[]): readonly number[] {
  const userIdAt = (place: number) => people.valueAt(place, 'user_id')
  return places.toSorted((one, other) => {
    if (precedes(userIdAt(one), userIdAt(other))) return -1
    return precedes(userIdAt(other), userIdAt(one)) ? 1 : 0
  })
}

function inOrder(people: People, places: Iterable<number>): readonly ListedPerson[] {
  const row: ListedPerson[] = []
  for (const place of places) {
    const userId = people.valueAt(place, 'user_id')
    if (userId === undefined) continue
    row.push({
      place,
      userId,
      content: (path) => people.contentAt(place, path),
      profile: () => people.profileAt(place),
    })
  }
  return row.sort((one, other) => compareCodePoints(one.userId, other.userId))
}

function* upTo(size: number): Iterable<number> {
  for (let place = 0; place < size; place++) yield place
}

/**
 * A slice of two rows as if they were one.
 *
 * @param isHidden which of the first row to pass over
 */
export function sliceOf(
  rows: { readonly first: readonly ListedPerson[]; readonly second: readonly ListedPerson[] },
  isHidden: (place: number) => boolean,
  after: string | undefined,
  size: number,
): Slice {
  const people: ListedPerson[] = []
  const { first, second } = rows
  let here = after === undefined ? 0 : placeAfter(first, after)
  let there = after === undefined ? 0 : placeAfter(second, after)
  for (;;) {
    let next = first[here]
    while (next !== undefined && isHidden(next.place)) next = first[++here]
    const other = second[there]
    const isOther = other !== undefined && (next === undefined || isBefore(other, next))
    if (isOther) next = other
    if (next === undefined) return { people, last: undefined }
    if (people.length >= size) return { people, last: people.at(-1)?.userId }
    people.push(next)
    if (isOther) there += 1
    else here += 1
  }
}

const isBefore = (one: ListedPerson, other: ListedPerson): boolean =>
  compareCodePoints(one.userId, other.userId) < 0

/** The first place whose user id comes after the given one, which nobody need have. */
function placeAfter(row: readonly ListedPerson[], userId: string): number {
  let low = 0
  let high = row.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareCodePoints(row[middle]?.userId ?? '', userId) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
