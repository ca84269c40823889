import type { Pagination } from '../../openapi/cern.generated.ts'
import type { ListRequest } from './listRequest.ts'
import { type PageToken, writePageToken } from './pageToken.ts'

/** Where a page stands. */
export interface PagePlace {
  /** The path of the list. */
  readonly path: string
  /** How many rows the list has, and how many come before the page. */
  readonly total: number
  readonly start: number
  readonly limit: number
  /** The place the next page begins after; undefined on the last one. */
  readonly next: PageToken | undefined
  readonly carried: ListRequest['carried']
}

/** What an answer says of a page: the next by token, the others by offset. */
export function paginationOf({ path, total, start, limit, next, carried }: PagePlace): Pagination {
  const token = next === undefined ? null : writePageToken(next)
  const link = (name: 'offset' | 'token', value: string): string =>
    `${path}?${new URLSearchParams([[name, value], ['limit', String(limit)], ...carried.map((pair) => [...pair])])}`
  const linkTo = (offset: number): string => link('offset', String(offset))
  return {
    total,
    offset: start,
    limit,
    next: token === null ? null : link('token', token),
    links: {
      first: linkTo(0),
      previous: start === 0 ? null : linkTo(Math.max(0, start - limit)),
      current: linkTo(start),
      next: token === null ? null : linkTo(start + limit),
      // Where the last page is full, there is no empty one after it.
      last: linkTo(Math.floor(Math.max(total - 1, 0) / limit) * limit),
    },
    token,
  }
}
