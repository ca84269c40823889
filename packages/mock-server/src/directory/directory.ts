import type { Listing, People } from './people.ts'
import {
  applyPeopleChanges,
  compareUserIds,
  createPeopleIndex,
  type PeopleIndex,
  removedProfile,
  takeSlice,
} from './people.ts'
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
  readonly changedCount: number
  /** How somebody came to be there as they are. */
  originOf(index: number): 'initial' | 'changed' | 'added'
  /** Where the first record with this value is. */
  indexOf(key: LookupKey, value: string): number | undefined
  /** Every value of a key, some of people who were removed. */
  valuesOf(key: LookupKey): Iterable<string>
  /** @returns the place of the record */
  add(record: StoredProfile): number
  replace(index: number, record: StoredProfile): void
  remove(index: number): void
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
  initialIndex: PeopleIndex = createPeopleIndex(initial),
): ChangingDirectory {
  let records = new Map<number, StoredProfile>()
  let size = initial.size
  let people = initial
  let changedIndex = createPeopleIndex(people, () => [])

  const rebuild = (): void => {
    people = applyPeopleChanges(initial, { records, size })
    changedIndex = createPeopleIndex(people, () => records.keys())
  }
  const store = (index: number, record: StoredProfile): void => {
    records.set(index, record)
    rebuild()
  }
  const restore = (saved: ReadonlyMap<number, StoredProfile>, savedSize: number): void => {
    records = new Map(saved)
    size = savedSize
    rebuild()
  }
  const isChanged = (index: number): boolean => records.has(index)
  const indexOf = (key: LookupKey, value: string): number | undefined => {
    if (records.size === 0) return initialIndex.indexesOf(key, value)[0]
    const unchanged = initialIndex.indexesOf(key, value).find((index) => !isChanged(index))
    const [changed] = changedIndex.indexesOf(key, value)
    if (unchanged === undefined || changed === undefined) return unchanged ?? changed
    const order = compareUserIds(people.valueAt(changed, 'user_id'), people.valueAt(unchanged, 'user_id'))
    return order < 0 ? changed : unchanged
  }
  return {
    find(key, value) {
      const index = indexOf(key, value)
      return index === undefined ? undefined : people.profileAt(index)
    },
    listing: {
      slice: (after, size) =>
        takeSlice({ first: initialIndex.rows(), second: changedIndex.rows() }, isChanged, after, size),
    },
    get people() {
      return people
    },
    get size() {
      return people.size - (people.removed?.size ?? 0)
    },
    get changedCount() {
      return records.size
    },
    originOf: (index) => (index >= initial.size ? 'added' : isChanged(index) ? 'changed' : 'initial'),
    indexOf,
    *valuesOf(key) {
      yield* changedIndex.valuesOf(key)
      yield* initialIndex.valuesOf(key)
    },
    add(record) {
      size += 1
      store(size - 1, record)
      return size - 1
    },
    replace: store,
    remove: (index) => store(index, removedProfile),
    save() {
      const saved = new Map(records)
      const savedSize = size
      return () => restore(saved, savedSize)
    },
    reset: () => restore(new Map(), initial.size),
  }
}
