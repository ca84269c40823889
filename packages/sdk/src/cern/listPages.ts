import { parameterPairs, type QueryParameters } from '../client/serviceClient.ts'
import { checkText } from '../client/values.ts'
import { InvalidRequestError, InvalidResponseError } from '../errors.ts'
import type { Exchange } from '../http/httpClient.ts'
import { OutgoingRequest } from '../http/request.ts'
import { countingWalk } from '../paging/integrity.ts'
import { type FetchedPage, type FetchPage, Pager, type PageSource, readAhead } from '../paging/pager.ts'
import { type ListQuery, listQuery, rowsIn, service, type WalkOptions } from './listQuery.ts'

/** Where one page leads to. */
interface PageEnd {
  /** Whether the answer says anything of pages; if not, it is the whole list. */
  isPaged: boolean
  total: number | undefined
  /** The token of the next page; undefined where there is none. */
  token: string | undefined
}

/**
 * What a page says of itself. The token is that of the link to the next page; where there is no link, the one that
 * stands beside it, unless the page is empty. Of the link nothing else is taken: path and filters stay those of the walk.
 *
 * @throws InvalidResponseError where the link leads to another origin
 */
function pageEnd(body: unknown, isEmpty: boolean, baseUrl: string): PageEnd {
  const pagination = (body as { pagination?: unknown }).pagination
  if (typeof pagination !== 'object' || pagination === null)
    return { isPaged: false, total: undefined, token: undefined }
  const { total, next, token } = pagination as Record<string, unknown>
  const beside = typeof token === 'string' && token !== '' ? token : undefined
  return {
    isPaged: true,
    total: Number.isInteger(total) ? Number(total) : undefined,
    token:
      typeof next === 'string' && next !== ''
        ? (tokenOfLink(next, baseUrl) ?? beside)
        : isEmpty
          ? undefined
          : beside,
  }
}

function tokenOfLink(next: string, baseUrl: string): string | undefined {
  const { origin } = new URL(baseUrl)
  const url = URL.canParse(next, baseUrl) ? new URL(next, baseUrl) : undefined
  if (url?.origin === origin) return url.searchParams.get('token') ?? undefined
  throw new InvalidResponseError(
    url === undefined
      ? `cern names ${JSON.stringify(next)} as the next page, which is no address.`
      : `cern names a next page at ${url.origin}, another place than ${origin}.`,
    {
      code: 'other_origin',
      service,
      hint: 'Nothing was sent there. If the service has moved, configure its new address.',
    },
  )
}

/** Where a page is to begin. */
interface PagePlace {
  token?: string
  offset?: number
}

/** A collection of the service, and how to ask for one page of it. */
interface Collection {
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

/** What a collection is asked with: a list stands for a parameter that is repeated. */
export type CollectionQuery = QueryParameters

const placeNames = ['limit', 'offset', 'token']

/** The rows of any collection. */
export function paginate<T>(
  exchange: Exchange,
  baseUrl: string,
  path: string,
  query: CollectionQuery,
  options: WalkOptions,
): Pager<T> {
  const route = checkedRoute(path)
  const parameters = parametersOf(query)
  const limit = listQuery(options, []).limit
  if (limit !== undefined) parameters.push(['limit', String(limit)])
  return listPages(
    {
      name: `${route}?${new URLSearchParams(parameters.filter(([name]) => name !== 'limit' && name !== 'field'))}`,
      baseUrl,
      async request(place, signal) {
        const search = new URLSearchParams(parameters)
        for (const [name, value] of Object.entries(place)) search.set(name, String(value))
        const url = `${baseUrl}/api/v1.0/${route}${search.size === 0 ? '' : `?${search}`}`
        const request = new OutgoingRequest(url, { method: 'GET', signal, isCallersOwn: true })
        return (await exchange(request)).parsedOrUndefined()
      },
    },
    {},
    options,
  )
}

/** The path below `/api/v1.0/`. Throws InvalidRequestError where it might lead out of it. */
function checkedRoute(path: unknown): string {
  checkText(service, 'path', path)
  const route = path.replace(/^\/*(?:api\/v1\.0\/)?/i, '').replace(/\/+$/, '')
  const base = 'https://localhost/api/v1.0/'
  const url = new URL(`${base}${route}`)
  if (route !== '' && !/[?#\\]/.test(route) && !route.includes('://') && url.href.startsWith(base))
    return route
  throw new InvalidRequestError(
    `path is ${JSON.stringify(path)}; it takes that of a collection, such as Group.`,
    {
      service,
      hint: 'Give the query as the second argument. A slash within an identifier is written %2F.',
    },
  )
}

function parametersOf(query: CollectionQuery): [string, string][] {
  const taken = placeNames.find((name) => Object.hasOwn(query, name))
  if (taken === undefined) return parameterPairs(query)
  throw new InvalidRequestError(`The query has ${taken}, which the walk sets by itself.`, {
    service,
    hint: 'Use the options pageSize, paging and startAt.',
  })
}
