import { applyPeopleChanges, createChangedPeople, removedProfile, sizeOf } from './changedPeople.ts'
import {
  compareUserIds,
  createPeopleIndex,
  type Listing,
  type People,
  type PeopleIndex,
  takeSlice,
} from './people.ts'
import type { LookupKey, StoredProfile } from './profile.ts'

export interface Directory {
  /** Returns the profile with this value, matched exactly. Of several profiles, the one with the lowest user id. */
  find(key: LookupKey, value: string): StoredProfile | undefined
  /** All people in the order of the lists. */
  readonly listing: Listing
}

/** The limit of the profiles of changed people in a session, as JSON in bytes: those of about 7000 people with all signatures. */
export const changedBytesLimit: number = 256 * 1024 * 1024

/** A directory that can be changed and restored. */
export interface ChangingDirectory extends Directory {
  /**
   * The current people. Each change creates a new object, so that data derived from an older one stays consistent.
   */
  readonly people: People
  /** The number of people. */
  readonly size: number
  /** The number of people that were added, changed or removed. */
  readonly changedCount: number
  /** Returns the length that their profiles would have as JSON, about, if this one were stored at an index, or added. */
  changedBytesWith(record: StoredProfile, index?: number): number
  /** Tells if a person is as at the start, was changed, or was added. */
  originOf(index: number): 'initial' | 'changed' | 'added'
  /** Returns the index of the first profile with this value. */
  indexOf(key: LookupKey, value: string): number | undefined
  /** Returns all values of a key. Some may belong to people who were removed. */
  valuesOf(key: LookupKey): Iterable<string>
  /** Returns the index of the new profile. */
  add(record: StoredProfile): number
  replace(index: number, record: StoredProfile): void
  remove(index: number): void
  /** Returns a function that restores the current state. It may be called several times. */
  save(): () => void
  /** Restores the initial state. */
  reset(): void
}

/**
 * Creates a directory of these people, which it does not modify. All directories of the same people share one index.
 */
export function createDirectory(
  initial: People,
  initialIndex: PeopleIndex = createPeopleIndex(initial),
): ChangingDirectory {
  let changes = createChangedPeople()
  let size = initial.size
  let people = initial

  const store = (index: number, record: StoredProfile): void => {
    changes.store(index, record)
    people = applyPeopleChanges(initial, changes, size)
  }
  const restore = (saved: Iterable<readonly [number, StoredProfile]>, savedSize: number): void => {
    changes = createChangedPeople(saved)
    size = savedSize
    people = applyPeopleChanges(initial, changes, size)
  }
  const isChanged = (index: number): boolean => changes.records.has(index)
  const indexOf = (key: LookupKey, value: string): number | undefined => {
    if (changes.records.size === 0) return initialIndex.indexesOf(key, value)[0]
    const unchanged = initialIndex.indexesOf(key, value).find((index) => !isChanged(index))
    const [changed] = changes.indexesOf(key, value)
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
        takeSlice({ first: initialIndex.rows(), second: changes.rows() }, isChanged, after, size),
    },
    get people() {
      return people
    },
    get size() {
      return people.size - (people.removed?.size ?? 0)
    },
    get changedCount() {
      return changes.records.size
    },
    changedBytesWith(record, index = size) {
      const replaced = changes.records.get(index)
      return changes.bytes + sizeOf(record) - (replaced === undefined ? 0 : sizeOf(replaced))
    },
    originOf: (index) => (index >= initial.size ? 'added' : isChanged(index) ? 'changed' : 'initial'),
    indexOf,
    *valuesOf(key) {
      yield* changes.valuesOf(key)
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
      const saved = [...changes.records]
      const savedSize = size
      return () => restore(saved, savedSize)
    },
    reset: () => restore([], initial.size),
  }
}
