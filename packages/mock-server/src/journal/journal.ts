import type { MissedName } from '../directory/missedNames.ts'

/** A request as it is kept: what it takes to tell of it later, and nothing that would let anybody in. */
export interface JournalRecord {
  readonly id: number
  /** When it came in, in milliseconds of `performance.now()`. */
  readonly startedAt: number
  readonly method: string
  readonly url: string
  client: string | undefined
  fault: number | undefined
  missed: MissedName | undefined
  status: number | undefined
  durationMs: number | undefined
}

/** The latest requests of a session. */
export interface Journal {
  /** Adds a request that came in just now. */
  begin(method: string, url: string): JournalRecord
  /** In the order they came in. */
  records(): readonly JournalRecord[]
  readonly size: number
  /** How many it no longer has, since it was last cleared. */
  readonly dropped: number
  clear(): void
}

/** @param capacity how many requests it keeps */
export function createJournal(capacity: number): Journal {
  // A ring: the record with an id is at the remainder of it.
  let ring: JournalRecord[] = []
  let latest = 0
  let clearedAt = 0
  const size = (): number => Math.min(latest - clearedAt, capacity)
  return {
    begin(method, url) {
      latest += 1
      const record: JournalRecord = {
        id: latest,
        startedAt: performance.now(),
        method,
        url,
        client: undefined,
        fault: undefined,
        missed: undefined,
        status: undefined,
        durationMs: undefined,
      }
      ring[latest % capacity] = record
      return record
    },
    records() {
      const first = latest - size() + 1
      return Array.from({ length: size() }, (_, index) => ring[(first + index) % capacity] as JournalRecord)
    },
    get size() {
      return size()
    },
    get dropped() {
      return latest - clearedAt - size()
    },
    clear() {
      ring = []
      clearedAt = latest
    },
  }
}
