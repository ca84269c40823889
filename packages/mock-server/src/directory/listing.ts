import type { StoredProfile } from './storedProfile.ts'

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
