import type { Listing, People } from './people.ts'
import { changedPeople, createPeopleIndex, nobody, type PeopleIndex, precedes, sliceOf } from './people.ts'
import type { LookupKey, StoredProfile } from './profile.ts'

export interface Directory {
  /** The first record with this value, that is the one with the lowest user id; exact and case-sensitive. */
  find(key: LookupKey, value: string): StoredProfile | undefined
  /** Everybody, in the order of the lists. */
  readonly listing: Listing
}

/** A directory that can be changed, and put back. */
export interface ChangingDirectory extends Directory {
  /** The people as they now are: another object after each change, so what is worked out from one keeps to it. */
  readonly people: People
  /** How many people there are. */
  readonly size: number
  /** How many were added, changed or removed. */
  readonly changed: number
  /** How somebody came to be there as they are. */
  originOf(place: number): 'initial' | 'changed' | 'added'
  /** Where the first record with this value is. */
  placeOf(key: LookupKey, value: string): number | undefined
  /** Every value of a key, some of people who were removed. */
  valuesOf(key: LookupKey): Iterable<string>
  /** @returns the place of the record */
  add(record: StoredProfile): number
  replace(place: number, record: StoredProfile): void
  remove(place: number): void
  /** @returns what brings everybody back to how they are now */
  save(): () => void
  /** Puts everybody back to how they were at the start. */
  reset(): void
}

/**
 * A directory that begins with these people, which it does not change: what is worked out of them serves all
 * directories of the same people and index.
 */
export function createDirectory(
  initial: People,
  index: PeopleIndex = createPeopleIndex(initial),
): ChangingDirectory {
  let records = new Map<number, StoredProfile>()
  let size = initial.size
  let people = initial
  let changedIndex = createPeopleIndex(people, () => [])

  const renew = (): void => {
    people = changedPeople(initial, { records, size })
    changedIndex = createPeopleIndex(people, () => records.keys())
  }
  const put = (place: number, record: StoredProfile): void => {
    records.set(place, record)
    renew()
  }
  const restore = (saved: ReadonlyMap<number, StoredProfile>, savedSize: number): void => {
    records = new Map(saved)
    size = savedSize
    renew()
  }
  const isChanged = (place: number): boolean => records.has(place)
  const placeOf = (key: LookupKey, value: string): number | undefined => {
    if (records.size === 0) return index.placesOf(key, value)[0]
    const unchanged = index.placesOf(key, value).find((place) => !isChanged(place))
    const [changed] = changedIndex.placesOf(key, value)
    if (unchanged === undefined || changed === undefined) return unchanged ?? changed
    const isFirst = precedes(people.valueAt(changed, 'user_id'), people.valueAt(unchanged, 'user_id'))
    return isFirst ? changed : unchanged
  }
  return {
    find(key, value) {
      const place = placeOf(key, value)
      return place === undefined ? undefined : people.profileAt(place)
    },
    listing: {
      slice: (after, size) =>
        sliceOf({ first: index.row(), second: changedIndex.row() }, isChanged, after, size),
    },
    get people() {
      return people
    },
    get size() {
      return people.size - (people.gone?.size ?? 0)
    },
    get changed() {
      return records.size
    },
    originOf: (place) => (place >= initial.size ? 'added' : isChanged(place) ? 'changed' : 'initial'),
    placeOf,
    *valuesOf(key) {
      yield* changedIndex.valuesOf(key)
      yield* index.valuesOf(key)
    },
    add(record) {
      size += 1
      put(size - 1, record)
      return size - 1
    },
    replace: put,
    remove: (place) => put(place, nobody),
    save() {
      const saved = new Map(records)
      const savedSize = size
      return () => restore(saved, savedSize)
    },
    reset: () => restore(new Map(), initial.size),
  }
}
