import type { Fault, NewFault } from '@personctl/generated/admin'
import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

// Separates the sequence of delays from that of the probability.
const delayStream = 0x64656c61

/** The faults of a session. */
export interface FaultList {
  readonly size: number
  add(fault: NewFault): Fault
  list(): readonly Fault[]
  find(id: number): Fault | undefined
  /** @returns false if the fault does not exist */
  remove(id: number): boolean
  clear(): void
  /** Returns the faults with their counters, in the order in which they are matched. */
  entries(): readonly FaultEntry[]
}

/** A fault, and what has come of it so far. */
export interface FaultEntry {
  readonly fault: NewFault & { readonly id: number }
  /** Decides on which requests it fires. */
  readonly random: SeededRandom
  /** Decides how long its delays are. */
  readonly delays: SeededRandom
  /** The windows of its rate limit, by client. */
  readonly windows: Map<string, RateWindow>
  matched: number
  fired: number
}

/** A window of a rate limit. */
interface RateWindow {
  /** In milliseconds since 1970, by the clock of the session. */
  readonly startedAt: number
  readonly requests: number
}

export function createFaultList(): FaultList {
  const entries = new Map<number, FaultEntry>()
  let latest = 0
  return {
    get size() {
      return entries.size
    },
    add(fault) {
      latest += 1
      const entry = {
        fault: { id: latest, ...fault },
        random: seededRandom(fault.seed ?? 1),
        delays: seededRandom(fault.seed ?? 1, delayStream),
        windows: new Map(),
        matched: 0,
        fired: 0,
      }
      entries.set(latest, entry)
      return toFault(entry)
    },
    list: () => [...entries.values()].map(toFault),
    find(id) {
      const entry = entries.get(id)
      return entry && toFault(entry)
    },
    remove: (id) => entries.delete(id),
    clear: () => entries.clear(),
    entries: () => [...entries.values()],
  }
}

function toFault({ fault, matched, fired }: FaultEntry): Fault {
  return { ...fault, matched, fired }
}
