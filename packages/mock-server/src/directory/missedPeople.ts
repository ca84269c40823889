import type { LookupKey } from './lookupKey.ts'

/** Who was asked for and not found, or not shown. */
export interface MissedPerson {
  readonly key: LookupKey
  readonly value: string
}

/** Keeps by its request who was missed: an answer need not tell, and the route alone knows. */
export type MissedPeople = Pick<WeakMap<Request, MissedPerson>, 'get' | 'set'>
