import type { Fault, NewFault } from '@personctl/openapi/admin'
import type { ServiceOperation } from '@personctl/openapi/serviceOperations'
import { isOnPath } from '../routing/router.ts'
import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

/** What a fault looks at in a request. */
interface FaultyRequest {
  /** As it stands in its URL, without the prefix of a session. */
  readonly path: string
  readonly operation: ServiceOperation | undefined
  readonly client: string | undefined
  readonly hasToken: boolean
}

/** Whether a fault is for a request. */
function isMeant(request: FaultyRequest, { match = {}, effect }: NewFault): boolean {
  const { path, operation, client } = request
  return (
    (match.service === undefined || match.service === operation?.service) &&
    (match.operation === undefined || match.operation === operation?.operation) &&
    (match.client === undefined || match.client === client) &&
    (match.path === undefined || isOnPath(path, match.path)) &&
    (request.hasToken || !isTokenEffect(effect))
  )
}

/** Whether an effect is on the token of a request, so that without one there is none. */
export function isTokenEffect({ type }: NewFault['effect']): boolean {
  return type === 'rejectedToken' || type === 'expiredToken'
}

/** The faults of a session. */
export interface FaultList {
  readonly size: number
  add(fault: NewFault): Fault
  list(): readonly Fault[]
  find(id: number): Fault | undefined
  /** @returns whether there was one */
  remove(id: number): boolean
  clear(): void
  /** The fault that is to have its effect on a request; counts what matched and what fired. */
  next(request: FaultyRequest): Fault | undefined
}

interface Entry {
  readonly fault: NewFault & { readonly id: number }
  readonly random: SeededRandom
  matched: number
  fired: number
}

export function createFaultList(): FaultList {
  const entries = new Map<number, Entry>()
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
      return described(entry)
    },
    list: () => [...entries.values()].map(described),
    find(id) {
      const entry = entries.get(id)
      return entry && described(entry)
    },
    remove: (id) => entries.delete(id),
    clear: () => entries.clear(),
    next(request) {
      for (const entry of entries.values()) if (fires(entry, request)) return described(entry)
      return undefined
    },
  }
}

const described = ({ fault, matched, fired }: Entry): Fault => ({ ...fault, matched, fired })

const certainty = 0x1_0000_0000

function fires(entry: Entry, request: FaultyRequest): boolean {
  const { fault, random } = entry
  if (!isMeant(request, fault)) return false
  entry.matched += 1
  if (entry.matched <= (fault.after ?? 0)) return false
  if (fault.times !== undefined && entry.fired >= fault.times) return false
  if (fault.probability !== undefined && random.below(certainty) >= fault.probability * certainty)
    return false
  entry.fired += 1
  return true
}
