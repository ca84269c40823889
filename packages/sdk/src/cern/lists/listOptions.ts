import { checkText } from '../../client/checkText.ts'
import { InvalidRequestError } from '../../http/errors/index.ts'
import type { PagerOptions } from '../../paging/pager.ts'
import { checkCount, checkField, service } from '../checks.ts'
import { checkFilter } from './filter.ts'
import { type SelectOptions, selectionQuery } from './selection.ts'

/** How a list is walked. */
export interface WalkOptions extends PagerOptions {
  /** How many rows to ask for at once, 1 to 5000. @default the service's: 1000 */
  pageSize?: number
  /**
   * How one page leads to the next: by the service's `token`, which loses no row while others come and go, or by
   * `offset`, which can, but allows several pages at a time.
   * @default 'token'
   */
  paging?: 'token' | 'offset'
  /** How many pages to fetch at the same time, 1 to 16; more than 1 by offset only. @default 1 */
  concurrency?: number
  /**
   * Whether to hold the rows against the total that the service gives, and for rows that come twice. False where a
   * service counts wrongly.
   * @default true
   */
  checkTotal?: boolean
}

/** Which rows of a list are wanted, in which order, and how they are fetched. */
export interface ListOptions<F> extends WalkOptions, Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /**
   * `field:value`, `field:operator:value`, or what `filter` builds. All of them must hold; the service knows no "or".
   * @default none
   */
  filter?: string | readonly string[]
  /** The fields to sort by, upwards. How the service combines it with tokens is not documented. @default none */
  sort?: string | readonly string[]
}

/** What every page of a list is asked for with. */
export interface ListQuery {
  limit?: number
  field?: string[]
  filter?: string[]
  sort?: string[]
}

const largestPage = 5000
const mostAtOnce = 16

/**
 * The query that the options ask for.
 *
 * @param known the fields there are; none where that is not known
 * @throws InvalidRequestError for an option that makes no sense
 */
export function listQuery<F extends string>(options: ListOptions<F>, known: readonly string[]): ListQuery {
  const { pageSize, allowUnknown = false } = options
  const filters = listed(options.filter)
  const sort = listed(options.sort)
  checkWalk(options)
  for (const text of filters) {
    if (allowUnknown) checkText(service, 'A filter', text)
    else checkFilter(text, known)
  }
  for (const field of sort) {
    checkText(service, 'A field to sort by', field)
    if (!allowUnknown && known.length > 0) checkField('sort', field, known)
  }
  return {
    ...selectionQuery(options as SelectOptions<F>, known),
    ...(filters.length > 0 && { filter: filters }),
    ...(sort.length > 0 && { sort }),
    ...(pageSize !== undefined && { limit: pageSize }),
  }
}

/** Throws InvalidRequestError for a way to walk that makes no sense. */
export function checkWalk({ pageSize, paging = 'token', concurrency = 1 }: WalkOptions): void {
  if (pageSize !== undefined) checkCount('pageSize', pageSize, 1, largestPage)
  checkCount('concurrency', concurrency, 1, mostAtOnce)
  if (paging !== 'token' && paging !== 'offset') {
    throw new InvalidRequestError(`paging is ${JSON.stringify(paging)}; it takes token or offset.`, {
      service,
    })
  }
  if (concurrency > 1 && paging === 'token') {
    throw new InvalidRequestError(`concurrency is ${concurrency}, which a walk by token cannot have.`, {
      service,
      hint: "A token comes with the page before it. Ask for paging: 'offset', or leave concurrency out.",
    })
  }
}

function listed(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : [...value]
}
