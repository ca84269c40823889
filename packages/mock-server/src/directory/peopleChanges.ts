import type { People } from './people.ts'
import type { StoredProfile } from './storedProfile.ts'
import { contentOf, textValueOf } from './storedProfile.ts'

/** What became of people: the records that are there now, by their place. A value, never changed in place. */
export interface PeopleChanges {
  readonly records: ReadonlyMap<number, StoredProfile>
  /** How many places there are, those of added people after the others. */
  readonly size: number
}

/** What is left of somebody who was removed: nothing that they could be found by. */
export const nobody: StoredProfile = {}

export function noChanges(people: People): PeopleChanges {
  return { records: new Map(), size: people.size }
}

/** @param place where to put it; the first free one adds a person */
export function withRecord(changes: PeopleChanges, place: number, record: StoredProfile): PeopleChanges {
  return {
    records: new Map(changes.records).set(place, record),
    size: Math.max(changes.size, place + 1),
  }
}

/** The people as they are after changes. */
export function changedPeople(people: People, { records, size }: PeopleChanges): People {
  if (records.size === 0) return people
  return {
    size,
    before: people,
    gone: new Set([...records.keys()].filter((place) => records.get(place) === nobody)),
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
