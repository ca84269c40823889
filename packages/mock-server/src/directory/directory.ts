import { compareCodePoints } from '../text/compareCodePoints.ts'
import { createListing, type Listing } from './listing.ts'
import type { LookupKey } from './lookupKey.ts'
import type { People } from './people.ts'
import type { StoredProfile } from './storedProfile.ts'

export interface Directory {
  /** The first record with this value, that is the one with the lowest user id; exact and case-sensitive. */
  find(key: LookupKey, value: string): StoredProfile | undefined
  /** Everybody, in the order of the lists. */
  readonly listing: Listing
}

/** A directory of these people. What a key leads to is worked out when the key is first used. */
export function createDirectory(people: People): Directory {
  const indexes = new Map<LookupKey, ReadonlyMap<string, number>>()
  return {
    listing: createListing(people),
    find(key, value) {
      let index = indexes.get(key)
      if (index === undefined) {
        index = indexOf(people, key)
        indexes.set(key, index)
      }
      const place = index.get(value)
      return place === undefined ? undefined : people.profileAt(place)
    },
  }
}

function indexOf(people: People, key: LookupKey): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (let place = 0; place < people.size; place++) {
    const value = people.valueAt(place, key)
    if (value === undefined) continue
    const earlier = places.get(value)
    if (earlier === undefined || precedes(people, place, earlier)) places.set(value, place)
  }
  return places
}

function precedes(people: People, place: number, other: number): boolean {
  const left = people.valueAt(place, 'user_id')
  const right = people.valueAt(other, 'user_id')
  if (left === undefined || right === undefined) return right === undefined && left !== undefined
  return compareCodePoints(left, right) < 0
}
