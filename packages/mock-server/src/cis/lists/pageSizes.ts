import type { Conformance } from '../failures.ts'

/** How many people are on a page of each list. */
export interface PageSizes {
  readonly users: number
  readonly ids: number
  readonly search: number
}

// The service's pages of users are as many as fit into a megabyte of its store; its ids come all at once, although its
// documents and later versions have pages; a search ends a page with ten found or more.
const observed: PageSizes = { users: 50, ids: Number.POSITIVE_INFINITY, search: 10 }
const documented: PageSizes = { users: 25, ids: 25, search: 25 }

/** @param pageSize the one size that was asked for; undefined for those of the service, or of its documents */
export function pageSizesOf(pageSize: number | undefined, conformance: Conformance): PageSizes {
  if (pageSize !== undefined) return { users: pageSize, ids: pageSize, search: pageSize }
  return conformance === 'observed' ? observed : documented
}
