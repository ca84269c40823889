import { checkText } from '../client/checkText.ts'
import { parameterPairs, type QueryParameters } from '../client/queryParameters.ts'
import { InvalidRequestError } from '../http/errors/index.ts'
import type { Exchange } from '../http/exchange.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import type { Pager } from '../paging/pager.ts'
import { service } from './checks.ts'
import { listQuery, type WalkOptions } from './lists/listOptions.ts'
import { listPages } from './lists/listPages.ts'

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
