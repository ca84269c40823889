import { compareCodePoints } from '../text/compareCodePoints.ts'
import type { People } from './people.ts'
import type { StoredProfile } from './storedProfile.ts'

/** One person in a list. */
export interface ListedPerson {
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

export function createListing(people: People): Listing {
  let row: readonly ListedPerson[] | undefined
  return {
    slice(after, size) {
      row ??= inOrder(people)
      const start = after === undefined ? 0 : placeAfter(row, after)
      const end = Math.min(start + size, row.length)
      return { people: row.slice(start, end), last: end < row.length ? row[end - 1]?.userId : undefined }
    },
  }
}

function inOrder(people: People): readonly ListedPerson[] {
  const row: ListedPerson[] = []
  for (let place = 0; place < people.size; place++) {
    const userId = people.valueAt(place, 'user_id')
    if (userId === undefined) continue
    row.push({
      userId,
      content: (path) => people.contentAt(place, path),
      profile: () => people.profileAt(place),
    })
  }
  return row.sort((one, other) => compareCodePoints(one.userId, other.userId))
}

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
