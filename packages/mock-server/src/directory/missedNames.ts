import type { LookupKey } from './lookupKey.ts'

/** What was asked for by its name and not found, or not shown. */
export interface MissedName {
  readonly key: LookupKey | 'upn' | 'groupIdentifier'
  readonly value: string
}

/** Keeps by its request what was missed: an answer need not tell, and the route alone knows. */
export type MissedNames = Pick<WeakMap<Request, MissedName>, 'get' | 'set'>
