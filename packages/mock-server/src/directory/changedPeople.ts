import { compareCodePoints } from '../text/json.ts'
import { findFirstIndex } from './authorization/records.ts'
import { compareUserIds, type ListedPerson, type People } from './people.ts'
import {
  type LookupKey,
  lookupKeys,
  readAttribute,
  readStringAttribute,
  type StoredProfile,
} from './profile.ts'

/** The profile of a person who was removed. No lookup finds it. */
export const removedProfile: StoredProfile = {}

/**
 * The people of a directory who were added, changed or removed. A change costs about the same, however many there are: it
 * updates the lookups and the list.
 */
export interface ChangedPeople {
  readonly records: ReadonlyMap<number, StoredProfile>
  readonly indexes: ReadonlySet<number>
  readonly removed: ReadonlySet<number>
  /** The length of all records as JSON, about. */
  readonly bytes: number
  store(index: number, record: StoredProfile): void
  /** Returns the indexes of the people with exactly this value, by ascending user id. People without one come last. */
  indexesOf(key: LookupKey, value: string): readonly number[]
  /** Returns all values of a key. */
  valuesOf(key: LookupKey): Iterable<string>
  /** Returns the people who have a user id, in its order. Valid until the next change. */
  rows(): readonly ListedPerson[]
}

/** @param initial the records at the start */
export function createChangedPeople(initial: Iterable<readonly [number, StoredProfile]> = []): ChangedPeople {
  const records = new Map<number, StoredProfile>()
  const indexes = new Set<number>()
  const removed = new Set<number>()
  const lookups = new Map(lookupKeys.map((key) => [key, new Map<string, number | number[]>()]))
  const rows: ListedPerson[] = []
  let bytes = 0
  // Few sessions need the number of bytes.
  let unmeasured = new Set<number>()

  const compare = (one: number, other: number): number => {
    const userIdAt = (index: number) => readStringAttribute(records.get(index) ?? removedProfile, 'user_id')
    return compareUserIds(userIdAt(one), userIdAt(other)) || one - other
  }
  const removeOld = (index: number, record: StoredProfile): void => {
    for (const [key, byValue] of lookups) {
      const value = readStringAttribute(record, key)
      const found = value === undefined ? undefined : byValue.get(value)
      if (value === undefined || found === undefined) continue
      if (typeof found === 'number') byValue.delete(value)
      else {
        found.splice(
          findFirstIndex(found.length, (at) => compare(found[at] as number, index) >= 0),
          1,
        )
        if (found.length === 1) byValue.set(value, found[0] as number)
      }
    }
    const row = rowOf(index, record)
    if (row !== undefined) rows.splice(findRow(rows, row), 1)
    removed.delete(index)
    if (!unmeasured.has(index)) bytes -= sizeOf(record)
  }
  const addNew = (index: number, record: StoredProfile): void => {
    for (const [key, byValue] of lookups) {
      const value = readStringAttribute(record, key)
      if (value === undefined) continue
      const found = byValue.get(value)
      if (found === undefined) byValue.set(value, index)
      else {
        const several = typeof found === 'number' ? [found] : found
        several.splice(
          findFirstIndex(several.length, (at) => compare(several[at] as number, index) >= 0),
          0,
          index,
        )
        byValue.set(value, several)
      }
    }
    const row = rowOf(index, record)
    if (row !== undefined) rows.splice(findRow(rows, row), 0, row)
    if (record === removedProfile) removed.add(index)
    unmeasured.add(index)
  }
  const store = (index: number, record: StoredProfile): void => {
    const before = records.get(index)
    // While a record is looked for, the order still is that of before.
    if (before !== undefined) removeOld(index, before)
    records.set(index, record)
    indexes.add(index)
    addNew(index, record)
  }
  for (const [index, record] of initial) store(index, record)
  return {
    records,
    indexes,
    removed,
    get bytes() {
      for (const index of unmeasured) bytes += sizeOf(records.get(index))
      unmeasured = new Set()
      return bytes
    },
    store,
    indexesOf(key, value) {
      const found = lookups.get(key)?.get(value)
      return found === undefined ? [] : typeof found === 'number' ? [found] : found
    },
    valuesOf: (key) => lookups.get(key)?.keys() ?? [],
    rows: () => rows,
  }
}

function rowOf(index: number, record: StoredProfile): ListedPerson | undefined {
  const userId = readStringAttribute(record, 'user_id')
  if (userId === undefined) return undefined
  return { index, userId, content: (path) => readAttribute(record, path), profile: () => record }
}

/** Returns the position at which a row is, or belongs. */
function findRow(rows: readonly ListedPerson[], { index, userId }: ListedPerson): number {
  return findFirstIndex(rows.length, (at) => {
    const row = rows[at] as ListedPerson
    return (compareCodePoints(row.userId, userId) || row.index - index) >= 0
  })
}

// Records are never modified.
const sizes = new WeakMap<object, number>()

/** Returns the length of a value as JSON, about. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 8
  const size = sizes.get(value) ?? JSON.stringify(value, bigintAsNumber).length
  sizes.set(value, size)
  return size
}

/** Profiles have integers of any length. */
function bigintAsNumber(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

/**
 * Returns the people after the changes. The result is valid until there are further changes.
 *
 * @param size the number of indexes, including those of added people
 */
export function applyPeopleChanges(
  people: People,
  { records, indexes, removed }: ChangedPeople,
  size: number,
): People {
  if (records.size === 0) return people
  return {
    size,
    previous: people,
    changed: indexes,
    removed,
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
