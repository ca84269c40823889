import {
  type CisClient,
  type CisClientOptions,
  type ClientCredentialsOptions,
  clientCredentials,
  createCisClient,
  type FetchInit,
  type TokenCache,
} from '@personctl/sdk'

import type { SentRequest } from '../../helpers/openapiContract.ts'

export const secret = 'the-client-secret'

/** One request as the fake service saw it. */
export interface SeenRequest {
  method: string
  url: string
  headers: Headers
  body: string | undefined
  signal: AbortSignal
}

export interface FakeService {
  fetch: (url: string, init: FetchInit) => Promise<Response>
  tokenRequests: SeenRequest[]
  apiRequests: SeenRequest[]
}

export interface FakeResponses {
  /** Responds to the nth token request, counted from 1. By default: token-1, token-2 and so on, good for an hour. */
  token?: (count: number, request: SeenRequest) => Response | Promise<Response>
  /** Responds to the nth request to the API, counted from 1. By default: a profile. */
  api?: (count: number, request: SeenRequest) => Response | Promise<Response>
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init)
}

export function tokenResponse(accessToken: string, expiresIn = 3600): Response {
  return json({ access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn })
}

/** A cache with a token that another process got ten minutes ago: unlike a new one, it is replaced when it is rejected. */
export function cacheWith(accessToken: string): TokenCache {
  const [issuedAt, expiresAt] = [Date.now() - 600_000, Date.now() + 3_600_000]
  return { get: () => ({ accessToken, issuedAt, expiresAt }), set: () => {}, delete: () => {} }
}

/** Returns the response of the Person API to any token that it rejects. */
export function internalServerError(): Response {
  return new Response('{"message": "Internal Server Error"}\n', {
    status: 500,
    headers: { 'content-type': 'application/json' },
  })
}

/** Returns a request as a service sees it. */
export function seenRequest(url: string, { method, headers, body, signal }: FetchInit): SeenRequest {
  const text = typeof body === 'object' ? new TextDecoder().decode(body) : body
  return { method, url, headers: new Headers(headers), body: text, signal }
}

/** Returns a request in the form in which it can be checked against a description of the API. */
export function describedRequest({ method, url, headers, body }: SeenRequest): SentRequest {
  const type = headers.get('content-type') ?? ''
  return { method, url, ...(body !== undefined && { body: { type, text: body } }) }
}

/** Both the token endpoint and the API, in place of the network. */
export function fakeService(responses: FakeResponses = {}): FakeService {
  const service: FakeService = {
    tokenRequests: [],
    apiRequests: [],
    async fetch(url, init) {
      const isToken = new URL(url).pathname.endsWith('/oauth/token')
      const seen = isToken ? service.tokenRequests : service.apiRequests
      const request = seenRequest(url, init)
      const count = seen.push(request)
      init.signal.throwIfAborted()
      if (isToken) return responses.token?.(count, request) ?? tokenResponse(`token-${count}`)
      return responses.api?.(count, request) ?? json({ schema: 'https://example.org/schema' })
    },
  }
  return service
}

/** A client whose every request goes to the fake service; without waits between its retries. */
export function clientOf(
  service: FakeService,
  options: Partial<CisClientOptions> = {},
  credentials: Partial<ClientCredentialsOptions> = {},
): CisClient {
  return createCisClient({
    auth: clientCredentials({ clientId: 'client', clientSecret: secret, ...credentials }),
    fetch: service.fetch,
    retry: { retries: 2, baseMs: 0 },
    ...options,
  })
}

/** A promise and the function that settles it. */
export function gate<T>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

/** Returns the error of a promise. Fails the test if it does not reject. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('The promise did not reject.')
}
