import { isObject } from '@personctl/shared/guards'
import { checkOptions, checkString, invalidRequest } from '../arguments.ts'
import {
  type ApiResult,
  checkCall,
  type QueryParameters,
  queryPairs,
  type ServiceClient,
} from '../client/serviceClient.ts'
import { type ErrorCode, InvalidResponseError } from '../errors.ts'
import { type FetchedPage, type FetchPage, type PageInit, Pager, type PageWalk } from '../paging/pager.ts'
import { readRows, service } from './cernApi.ts'
import { type ListQuery, listQuery, type WalkOptions, walkOptionNames } from './listQuery.ts'

/** A collection of the service. */
interface Collection {
  /** The name, which together with the query decides which rows the collection has. */
  name: string
  baseUrl: string
  /** Requests one page. */
  request(position: PagePosition, init: PageInit): Promise<ApiResult>
}

/** The query parameters that select a page: a token, an offset, or none for the first page. */
interface PagePosition {
  token?: string
  offset?: number
}

/** Returns the rows of a collection. Throws InvalidRequestError for a resume token of another collection. */
export function listPages<T>(collection: Collection, query: ListQuery, options: WalkOptions): Pager<T> {
  const { paging = 'token', concurrency = 1, checkTotal = true, ...pagerOptions } = options
  const list = listName(collection.name, query, paging)
  const beginWalk = (): PageWalk<T> => {
    const fetchPage =
      paging === 'token' ? fetchByToken<T>(collection) : fetchByOffset<T>(collection, concurrency)
    return checkTotal ? withRowCount(fetchPage, list, paging === 'offset') : { fetchPage, finish: () => {} }
  }
  // The page tokens of the service contain the id of a row: pages are sorted by id, unless the caller sorts them.
  const isOrdered = paging === 'token' && query.sort === undefined
  return new Pager<T>({ service, list, keyOf: readId, isOrdered, beginWalk }, pagerOptions)
}

function readId(row: unknown): string | undefined {
  const id = isObject(row) ? row['id'] : undefined
  return typeof id === 'string' ? id : undefined
}

/** Returns a name with everything that decides which rows there are, so that a resume token fits no other list. */
function listName(name: string, { filter = [], sort = [] }: ListQuery, paging: string): string {
  const pairs = [...queryPairs({ filter, sort })]
  if (paging === 'offset') pairs.push(['paging', paging])
  return `${service} ${name}${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`}`
}

function fetchByToken<T>(collection: Collection): FetchPage<T> {
  return async (cursor, init) => {
    const result = await collection.request(cursor === undefined ? {} : { token: cursor }, init)
    const items = readRows<T>(result, 'list')
    const { token, total } = readPagination(result.data, items.length === 0, collection.baseUrl)
    return { items, next: token, total }
  }
}

function fetchByOffset<T>(collection: Collection, concurrency: number): FetchPage<T> {
  const fetchAt = fetchAhead(async (offset, init): Promise<FetchedPage<T>> => {
    const result = await collection.request({ offset }, init)
    const items = readRows<T>(result, 'list')
    const { isPaged, isLast, total } = readPagination(result.data, items.length === 0, collection.baseUrl)
    const end = offset + items.length
    // A total may be wrong, so it decides only if nothing else does. A response without one may say nothing at all: then
    // an empty page is the end. It is so in any case, or the walk would never end.
    const isEnd = total !== undefined && (isLast ?? end >= total)
    return {
      items,
      next: !isPaged || items.length === 0 || isEnd ? undefined : String(end),
      total,
      cursorAfter: (_row, index) => String(offset + index + 1),
    }
  }, concurrency)
  return (cursor, init) => fetchAt(Number(cursor ?? 0), init)
}

/** Fetches the rows from an offset on. */
type FetchAt<T> = (offset: number, init: PageInit) => Promise<FetchedPage<T>>

/**
 * Fetches pages by offset, several at a time, for a caller that takes them one after the other. The first page is fetched
 * alone, since it tells how many rows there are and how many fit in a page. If a page is smaller than those before it,
 * the pages fetched ahead do not fit, and are fetched again from the right offset.
 *
 * @param concurrency the number of pages in flight or waiting, including the requested one
 */
function fetchAhead<T>(fetchAt: FetchAt<T>, concurrency: number): FetchAt<T> {
  const waiting = new Map<number, Promise<FetchedPage<T>>>()
  let stride: number | undefined
  let limit = 0

  const fill = (from: number, init: PageInit) => {
    if (stride === undefined) return
    for (let index = 0; index < concurrency; index += 1) {
      const offset = from + index * stride
      if (offset >= limit) return
      if (waiting.has(offset)) continue
      const page = fetchAt(offset, init)
      // It may fail before it is awaited; the one who awaits it still gets the error.
      page.catch(() => {})
      waiting.set(offset, page)
    }
  }

  return async (offset, init) => {
    if (!waiting.has(offset)) waiting.clear()
    fill(offset, init)
    const page = await (waiting.get(offset) ?? fetchAt(offset, init))
    waiting.delete(offset)
    const { items, next, total = 0 } = page
    // A total that the list exceeds is wrong, and limits nothing.
    const isWrong = page.total !== undefined && next !== undefined && total <= offset + items.length
    limit = isWrong ? Number.POSITIVE_INFINITY : total
    stride ??= items.length || undefined
    return page
  }
}

/** The position of a page in its list, as the response reports it. */
interface Pagination {
  /** False if the response does not mention pages: then it is the whole list. */
  isPaged: boolean
  /** True on the last page; undefined if the response does not say so. */
  isLast: boolean | undefined
  total: number | undefined
  /** The token of the next page; undefined on the last page. */
  token: string | undefined
}

/**
 * Returns the pagination of a response. The token is the one beside the link to the next page or, without it, that of the
 * link. On an empty page only the link says that there is another. Nothing else of the link is used: path and filters
 * remain those of the walk.
 *
 * @throws {InvalidResponseError} if the link leads to another origin
 */
function readPagination(body: unknown, isEmpty: boolean, baseUrl: string): Pagination {
  const pagination = isObject(body) ? body['pagination'] : undefined
  if (!isObject(pagination)) return { isPaged: false, isLast: undefined, total: undefined, token: undefined }
  const { total, next, token, links } = pagination
  const ownToken = readText(token)
  const link = readText(next)
  const linkToken = link === undefined ? undefined : readLinkToken(link, baseUrl)
  const offsetLink = isObject(links) ? readText(links['next']) : undefined
  return {
    isPaged: true,
    isLast:
      next === undefined && token === undefined ? undefined : (link ?? ownToken ?? offsetLink) === undefined,
    total: Number.isInteger(total) ? Number(total) : undefined,
    token: isEmpty && link === undefined ? undefined : (ownToken ?? linkToken),
  }
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

// Checks the link to the next page. Two more checks have the code `other_origin`: of a redirect (isWithin in
// http/httpClient.ts), and of a caller's path (resolveUrl in client/serviceClient.ts).
function readLinkToken(next: string, baseUrl: string): string | undefined {
  const { origin } = new URL(baseUrl)
  const url = URL.canParse(next, baseUrl) ? new URL(next, baseUrl) : undefined
  if (url?.origin === origin) {
    // The service writes its tokens into the link as they are, so a plus is not a space.
    const [, token] = /[?&]token=([^&]*)/.exec(url.search) ?? []
    return readText(new URLSearchParams(`token=${(token ?? '').replaceAll('+', '%2B')}`).get('token'))
  }
  const problem =
    url === undefined
      ? `${JSON.stringify(next)} as the next page, which is not a URL`
      : `a next page at ${url.origin}, away from ${origin}`
  const hint = 'Nothing was sent there. If the service has moved, configure its new URL.'
  throw brokenList('other_origin', `cern names ${problem}.`, hint)
}

/**
 * Counts the rows of a walk, compares the count with the total that the service reports on each page, and looks for
 * repeated rows. It remembers the keys of one page only: a row that is repeated later shows in the count.
 *
 * @param rowsMove true if added and removed rows move the others, as they do with offsets. Otherwise the total may change
 * during a walk without a row being lost.
 */
function withRowCount<T>(fetchPage: FetchPage<T>, list: string, rowsMove: boolean): PageWalk<T> {
  let fromStart = false
  let rows = 0
  let total: number | undefined
  let totalChanged = false
  let previous = new Set<unknown>()

  const count = (page: FetchedPage<T>) => {
    const keys = new Set<unknown>()
    for (const row of page.items) {
      const key = readId(row)
      if (key === undefined) continue
      if (keys.has(key) || previous.has(key)) {
        const hint = rowsMove
          ? 'Rows were added during the walk, or the service ignores the offset: walk by token.'
          : 'The service repeats rows. Start again, and report it to its operators if it happens again.'
        throw brokenList('repeated_rows', `${list} returned the row ${JSON.stringify(key)} twice.`, hint)
      }
      keys.add(key)
    }
    // An empty page says nothing about the one before it.
    if (page.items.length > 0) previous = keys
    rows += page.items.length
    totalChanged ||= total !== undefined && page.total !== total
    total ??= page.total
  }

  return {
    async fetchPage(cursor, init) {
      if (cursor === undefined) fromStart = true
      const page = await fetchPage(cursor, init)
      count(page)
      return page
    },
    finish() {
      if (!fromStart || total === undefined) return
      if (totalChanged && rowsMove)
        throw brokenList(
          'list_changed',
          `${list} changed its total during the walk by offset, so rows may be missing or repeated.`,
          'Walk by token: then added and removed rows do not move the others.',
        )
      if (!totalChanged && rows !== total)
        throw brokenList(
          'incomplete_list',
          `${list} returned ${rows} rows, but always reported a total of ${total}.`,
          `Either rows are ${rows < total ? 'missing' : 'repeated'}, or the total is wrong, or as many rows were added as removed. Walk again to find out. For a service that counts wrongly, set checkTotal to false.`,
        )
    },
  }
}

function brokenList(code: ErrorCode, message: string, hint: string): InvalidResponseError {
  return new InvalidResponseError(message, { code, service, hint })
}

const positionParameters = ['limit', 'offset', 'token']

/** Returns the rows of any collection. */
export function paginate<T>(
  client: ServiceClient<object>,
  path: string,
  query: QueryParameters,
  options: WalkOptions,
): Pager<T> {
  const { baseUrl } = client
  checkCall(service, options, walkOptionNames())
  checkOptions(service, query, undefined, 'query')
  const route = parseRoute(path)
  const reserved = positionParameters.find((name) => Object.hasOwn(query, name))
  if (reserved !== undefined) {
    const message = `The query must not have ${reserved}, which the walk sets itself.`
    throw invalidRequest(service, 'query', message, 'Use the options pageSize, paging and startAt.')
  }
  const pairs = queryPairs(query)
  const name = `${route}?${new URLSearchParams(pairs.filter(([parameter]) => parameter !== 'field'))}`
  const { limit } = listQuery(options, [])
  if (limit !== undefined) pairs.push(['limit', String(limit)])
  const request = (position: PagePosition, init: PageInit) => {
    const search = new URLSearchParams(pairs)
    for (const [parameter, value] of Object.entries(position)) search.set(parameter, String(value))
    return client.get(`${baseUrl}/api/v1.0/${route}${search.size === 0 ? '' : `?${search}`}`, init)
  }
  return listPages({ name, baseUrl, request }, {}, options)
}

/** Returns the path below `/api/v1.0/`. Throws InvalidRequestError if it might lead out of it. */
function parseRoute(path: unknown): string {
  checkString(service, 'path', path)
  const route = path.replace(/^\/*(?:api\/v1\.0\/)?/i, '').replace(/\/+$/, '')
  const base = 'https://localhost/api/v1.0/'
  const url = new URL(`${base}${route}`)
  if (route !== '' && !/[?#\\]/.test(route) && !route.includes('://') && url.href.startsWith(base))
    return route
  const message = `path is ${JSON.stringify(path)}; it takes that of a collection, such as Group.`
  const hint = 'Pass the query as the second argument. A slash within an identifier is written %2F.'
  throw invalidRequest(service, 'path', message, hint)
}
