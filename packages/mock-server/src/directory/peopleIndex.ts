import { compareCodePoints } from '../text/compareCodePoints.ts'
import type { ListedPerson } from './listing.ts'
import type { LookupKey } from './lookupKey.ts'
import type { People } from './people.ts'

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
