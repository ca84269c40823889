import { type FetchedPage, type FetchPage, Pager, type PageSource } from '../../paging/pager.ts'
import { readAhead } from '../../paging/readAhead.ts'
import { countingWalk } from '../../paging/rowCount.ts'
import { rowsIn, service } from '../checks.ts'
import type { ListQuery, WalkOptions } from './listOptions.ts'
import { pageEnd } from './pagination.ts'

/** Where a page is to begin. */
export interface PagePlace {
  token?: string
  offset?: number
}

/** A collection of the service, and how to ask for one page of it. */
export interface Collection {
  /** Names it, and with the query which rows it has. */
  name: string
  baseUrl: string
  /** The body that comes back. */
  request(place: PagePlace, signal: AbortSignal): Promise<unknown>
}

/** The rows of a collection. Throws InvalidRequestError for a resume token of another one. */
export function listPages<T>(collection: Collection, query: ListQuery, options: WalkOptions): Pager<T> {
  const { paging = 'token', concurrency = 1, checkTotal = true, ...pagerOptions } = options
  const pages = paging === 'token' ? () => byToken<T>(collection) : () => byOffset<T>(collection, concurrency)
  const list = nameOf(collection.name, query, paging)
  const rules = { service, list, rowsMove: paging === 'offset', identify }
  const source: PageSource<T> = {
    service,
    list,
    beginWalk: () => (checkTotal ? countingWalk(pages(), rules) : { fetchPage: pages(), finish: () => {} }),
  }
  return new Pager<T>(source, pagerOptions)
}

function byToken<T>(collection: Collection): FetchPage<T> {
  return async (cursor, signal) => {
    const body = await collection.request(cursor === undefined ? {} : { token: cursor }, signal)
    const items = rowsIn<T>(body, 'list')
    const { token, total } = pageEnd(body, items.length === 0, collection.baseUrl)
    return { items, next: token, total }
  }
}

function byOffset<T>(collection: Collection, concurrency: number): FetchPage<T> {
  const fetchAt = readAhead(async (offset, signal): Promise<FetchedPage<T>> => {
    const body = await collection.request({ offset }, signal)
    const items = rowsIn<T>(body, 'list')
    const { isPaged, total } = pageEnd(body, items.length === 0, collection.baseUrl)
    const end = offset + items.length
    // An empty page is the end whatever the total says, or the walk would never come to one.
    const isLast = !isPaged || items.length === 0 || (total !== undefined && end >= total)
    return { items, next: isLast ? undefined : String(end), total }
  }, concurrency)
  return (cursor, signal) => fetchAt(Number(cursor ?? 0), signal)
}

/** With all that decides which rows there are and what a cursor means, so that a resume token fits no other list. */
function nameOf(name: string, { filter = [], sort = [] }: ListQuery, paging: string): string {
  const parts = [...filter.map((text) => ['filter', text]), ...sort.map((field) => ['sort', field])]
  if (paging === 'offset') parts.push(['paging', paging])
  const query = new URLSearchParams(parts as [string, string][])
  return `${service} ${name}${parts.length === 0 ? '' : `?${query}`}`
}

function identify(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined
}
