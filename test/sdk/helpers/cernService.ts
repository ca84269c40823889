import {
  type CernClient,
  type CernClientOptions,
  type ClientCredentialsOptions,
  clientCredentials,
  createCernClient,
  type FetchInit,
} from '@personctl/sdk'
import { openapiContract } from '../../helpers/openapiContract.ts'
import { describedRequest, json, type SeenRequest, seenRequest, tokenResponse } from './fakeService.ts'

const contract = await openapiContract('cern.yaml')

export const secret = 'the-client-secret'

export interface CernService {
  fetch: (url: string, init: FetchInit) => Promise<Response>
  tokenRequests: SeenRequest[]
  apiRequests: SeenRequest[]
}

export interface CernResponses {
  token?: (count: number, request: SeenRequest) => Response | Promise<Response>
  /** Responds to the nth request to the API, counted from 1. By default: an identity. */
  api?: (count: number, request: SeenRequest) => Response | Promise<Response>
  /** Checks requests against openapi/. @default true */
  documented?: boolean
}

/** The token endpoint and the API in place of the network; refuses requests that are not documented. */
export function cernService({ token, api, documented = true }: CernResponses = {}): CernService {
  const service: CernService = {
    tokenRequests: [],
    apiRequests: [],
    async fetch(url, init) {
      const isToken = new URL(url).pathname.startsWith('/auth/realms/')
      const request = seenRequest(url, init)
      if (documented) contract.expectRequestToMatch(describedRequest(request))
      const seen = isToken ? service.tokenRequests : service.apiRequests
      const count = seen.push(request)
      init.signal.throwIfAborted()
      if (isToken) return token?.(count, request) ?? tokenResponse(`token-${count}`, 1200)
      return api?.(count, request) ?? single({ id: 'id-1' })
    },
  }
  return service
}

export function cernOf(
  service: CernService,
  options: Partial<CernClientOptions> = {},
  credentials: Partial<ClientCredentialsOptions> = {},
): CernClient {
  return createCernClient({
    auth: clientCredentials({ clientId: 'client', clientSecret: secret, ...credentials }),
    fetch: service.fetch,
    retry: { retries: 2, baseMs: 0 },
    ...options,
  })
}

export function single(data: unknown): Response {
  return json({ request_id: null, message: null, data })
}

export function failure(status: number, message: string): Response {
  return json({ request_id: 'r-1', message, data: null }, { status })
}

export interface Row {
  id: string
  groupIdentifier: string
}

export function row(index: number): Row {
  const id = String(index).padStart(6, '0')
  return { id, groupIdentifier: `group-${index}` }
}

/** One page of rows in the order of their ids, as the service gives it: by token, else by offset. */
export function pageOf(rows: readonly Row[], url: string, { cap = 5000 }: { cap?: number } = {}): Response {
  const query = new URL(url).searchParams
  const limit = Math.min(Number(query.get('limit') ?? 1000), cap)
  const token = query.get('token')
  const after = token === null ? undefined : atob(token)
  const offset =
    after === undefined ? Number(query.get('offset') ?? 0) : rows.filter(({ id }) => id <= after).length
  const data = rows.slice(offset, offset + limit)
  const isLast = offset + limit >= rows.length
  const end = btoa(data.at(-1)?.id ?? '').replaceAll('=', '')
  const at = (index: number) => `/api/v1.0/Group?offset=${index}&limit=${limit}`
  return json({
    pagination: {
      total: rows.length,
      offset,
      limit,
      next: isLast ? null : `/api/v1.0/Group?token=${end}&limit=${limit}`,
      links: {
        first: at(0),
        previous: offset === 0 ? null : at(Math.max(offset - limit, 0)),
        current: at(offset),
        next: isLast ? null : at(offset + limit),
        last: at(Math.max(Math.floor((rows.length - 1) / limit) * limit, 0)),
      },
      token: isLast ? null : end,
    },
    delta: null,
    request_id: null,
    message: null,
    data,
  })
}

/** Returns the path and query of each request, decoded. */
export function asked(service: CernService): string[] {
  return service.apiRequests.map(({ url }) => decodeURIComponent(url.replace(/^https?:\/\/[^/]*/, '')))
}
