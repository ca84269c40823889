import { InvalidRequestError } from '../http/errors/index.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import { addressWithin } from './addressWithin.ts'
import type { CallOptions } from './clientOptions.ts'
import type { Connection } from './connect.ts'
import type { QueryParameters } from './queryParameters.ts'

/** What goes with a path. */
export interface RequestOptions extends CallOptions {
  /** @default 'GET'; with a body 'POST' */
  method?: string
  /** Added to that of the path. @default none */
  query?: QueryParameters
  /** Beside those of the client, whose token they cannot replace. @default none */
  headers?: Headers | Readonly<Record<string, string>>
  /** A text goes as it is, anything else as JSON; in either case as `application/json`, unless headers say otherwise. @default none */
  body?: unknown
}

/** What every client can be asked that has no method of its own. */
export interface ServiceRequests {
  /**
   * Sends a request to any path of the service, in the way of all others: with the client's token, which is renewed as
   * ever, tried again where that does no harm, within the deadline, and never to another origin.
   *
   * @param path from the base URL on, encoded as the service wants it; it may have a query
   * @returns the answer, whole, if it is one of success; its body need not be JSON
   * @throws InvalidRequestError, before anything is sent, for a path that leads out of the base URL and for options that
   * make no sense; also where the service answers so
   * @throws NotFoundError where there is no such thing or no such path; else as the methods do. The error's `answer` has
   * headers and body
   * @example
   * const answer = await cern.request('/api/v1.0/Group', { query: { filter: ['displayName:contains:atlas'], limit: 5 } })
   * const { data } = await answer.json()
   */
  request(path: string, options?: RequestOptions): Promise<Response>
}

/** Where requests go, and what they have in common. */
interface Destination extends Pick<Connection, 'baseUrl' | 'exchange'> {
  service: string
  headers?: Readonly<Record<string, string>>
}

const token = /^[!#$%&'*+.^`|~\w-]+$/
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK'])
const withoutBody = new Set(['GET', 'HEAD'])

/** Headers that are no caller's to set: with credentials, or of the connection. */
const ownHeaders = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Sends what the caller wants to be sent. */
export async function sendRequest(
  { service, baseUrl, exchange, headers: usual = {} }: Destination,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const { body, signal } = options
  const url = addressWithin(service, baseUrl, path, options.query)
  const method = checkedMethod(service, options.method ?? (body === undefined ? 'GET' : 'POST'))
  if (body !== undefined && withoutBody.has(method)) {
    throw new InvalidRequestError(`There is a body, and ${method} has none.`, { service })
  }
  const headers = headersOf(service, usual, options.headers)
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const answer = await exchange(
    new OutgoingRequest(url.href, {
      method,
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: signal ?? null,
      isCallersOwn: true,
    }),
  )
  return answer.response()
}

function checkedMethod(service: string, method: unknown): string {
  const name = typeof method === 'string' ? method.toUpperCase() : ''
  if (token.test(name) && !forbiddenMethods.has(name)) return name
  throw new InvalidRequestError(
    `The method is ${JSON.stringify(method)}; it takes one such as GET or POST.`,
    {
      service,
    },
  )
}

function headersOf(
  service: string,
  usual: Readonly<Record<string, string>>,
  given: RequestOptions['headers'] = {},
): Headers {
  const headers = new Headers(usual)
  for (const [name, value] of given instanceof Headers ? given : Object.entries(given)) {
    if (ownHeaders.has(name.toLowerCase())) {
      throw new InvalidRequestError(`The header ${name} is not the caller's to set: it is the client's.`, {
        service,
      })
    }
    try {
      headers.set(name, value)
    } catch {
      // Without the value, which may be a secret.
      throw new InvalidRequestError(
        `The header ${JSON.stringify(name)} is none, or has a value that none can have.`,
        { service },
      )
    }
  }
  return headers
}
