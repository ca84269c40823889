import type { LookupKey } from './lookupKey.ts'
import type { StoredProfile } from './storedProfile.ts'

/** People by their place in a row, whether their profiles exist already or are made when asked for. */
export interface People {
  readonly size: number
  /** The value of a lookup attribute of one of them, or undefined where it is unset. */
  valueAt(index: number, key: LookupKey): string | undefined
  /** What any attribute of one of them holds, by its path; undefined where the record lacks it. */
  contentAt(index: number, path: string): unknown
  profileAt(index: number): StoredProfile
  /** The places where nobody is any more; without, somebody is everywhere. */
  readonly gone?: ReadonlySet<number>
  /** The people these were to begin with, at the same places; without, they are as they were. */
  readonly before?: People
  /** The places where that is not so any more, where somebody is new, and where nobody is. */
  readonly changed?: ReadonlySet<number>
}
