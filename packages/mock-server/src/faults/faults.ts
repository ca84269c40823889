import type { Fault, NewFault } from '@personctl/openapi/admin'
import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

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
  matched: number
  fired: number
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
