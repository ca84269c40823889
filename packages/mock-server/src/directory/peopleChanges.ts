import type { People } from './people.ts'
import type { StoredProfile } from './storedProfile.ts'
import { contentOf, textValueOf } from './storedProfile.ts'

/** What became of people: the records that are there now, by their place. */
export interface PeopleChanges {
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
