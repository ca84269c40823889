import createFetchClient, { type Client } from 'openapi-fetch'
import { version } from '../../package.json'
import type { Authentication, ClientAuthentication, TokenRequestFormat } from '../auth/authentication.ts'
import { InvalidRequestError } from '../errors.ts'
import { createExchange, type Exchange } from '../http/httpClient.ts'
import { type ExchangeSettings, type FetchFunction, type Hooks, OutgoingRequest } from '../http/request.ts'
import { type RetryOptions, retryPolicy } from '../http/retry.ts'
import { checkedAddress, filledPath } from '../http/url.ts'
import { checkText } from './values.ts'

/** What is asked with, by name: a list stands for a parameter that is repeated, undefined for none. */
export type QueryParameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** The same as pairs, as URLSearchParams takes them. */
export function parameterPairs(query: QueryParameters): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: URLs lose some of them, and are others without
const lost = /[\u0000-\u001f\u007f#]/
const absolute = /^[a-z][a-z\d+.-]*:/i

/**
 * The address that a caller means by a path: always one below the base URL, `.` and `..` taken out. A whole URL will do
 * where it is that of such an address.
 *
 * @throws InvalidRequestError for a path that leads elsewhere
 */
export function addressWithin(
  service: string,
  baseUrl: string,
  path: unknown,
  query: QueryParameters = {},
): URL {
  checkText(service, 'path', path)
  const shown = JSON.stringify(path)
  const [route = ''] = path.split('?')
  if (lost.test(path) || route.includes('\\')) {
    throw new InvalidRequestError(`The path is ${shown}, which has characters that no URL can carry.`, {
      service,
      hint: 'Encode what belongs to an identifier: # is %23, \\ is %5C.',
    })
  }
  const base = new URL(baseUrl)
  const text = absolute.test(path) ? path : `${baseUrl}/${path.replace(/^\//, '')}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.origin !== base.origin || url.username !== '' || url.password !== '' || path.startsWith('//')) {
    throw new InvalidRequestError(`The path is ${shown}, which leads to another place than ${base.origin}.`, {
      code: 'other_origin',
      service,
      hint: 'Nothing was sent. Give a path alone, such as /v2/users.',
    })
  }
  const root = `${base.pathname.replace(/\/+$/, '')}/`
  if (!`${url.pathname}/`.startsWith(root)) {
    throw new InvalidRequestError(`The path is ${shown}, which leads out of ${baseUrl}.`, { service })
  }
  for (const [name, value] of parameterPairs(query)) url.searchParams.append(name, value)
  return url
}

/** What every client takes, beside the environment that its service has of its own. */
export interface ClientOptions {
  /** Where the service is. @default the address of the environment */
  baseUrl?: string
  /** How tokens are got. */
  auth: Authentication
  /** What sends the requests. @default globalThis.fetch */
  fetch?: FetchFunction
  /** How failures that may pass are tried again; false for never. @default { retries: 2, baseMs: 300, maxMs: 8000 } */
  retry?: false | RetryOptions
  /** How long one request may take, in milliseconds. @default 30000 */
  timeoutMs?: number
  /** How long a call may take in all, waits, retries and tokens included, in milliseconds. @default 90000 */
  deadlineMs?: number
  /** Told of every request, answer and retry. @default none */
  hooks?: Hooks
  /** The `User-Agent` header. @default the name and version of this package; in browsers their own */
  userAgent?: string
}

/** What every method takes. */
export interface CallOptions {
  /** Ends the call: it rejects with the signal's reason. @default none */
  signal?: AbortSignal
}

/** Where one stage of a service is, and where its tokens come from. */
export interface Environment {
  readonly baseUrl: string
  readonly tokenUrl: string
  readonly audience: string
  /** Where tokens for a person come from, where there are such: their token endpoint and that for devices. */
  readonly userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string }
}

/** The stage of that name. Throws InvalidRequestError where there is none. */
export function environmentNamed<E extends Environment>(
  service: string,
  environments: Readonly<Record<string, E>>,
  name: string,
): E {
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (environment !== undefined) return environment
  const known = Object.keys(environments).join(', ')
  throw new InvalidRequestError(`environment is ${JSON.stringify(name)}; it takes one of ${known}.`, {
    service,
  })
}

/** What sets one service apart from the others on the way of a request. */
export interface ServiceTraits
  extends Pick<
    ExchangeSettings,
    'service' | 'isRepeatable' | 'rejectsToken' | 'rejectionHint' | 'errorDetails' | 'explain'
  > {
  tokenRequestFormat: TokenRequestFormat
  clientAuthentication?: ClientAuthentication
  scope?: string
}

/** A client's options made ready for use: where its paths begin, and what sends its requests. */
interface Connection {
  baseUrl: string
  /** Sends with a token, to the origin of the base URL. */
  exchange: Exchange
  /** Makes a way to an address that is open to everybody: no token is asked for, and none sent. */
  openExchange(address: string): Exchange
}

const inBrowser = typeof document !== 'undefined'
const longestTimerMs = 2 ** 31 - 1

/** Checks the options of a client and puts the parts of its way together. Throws InvalidRequestError for a bad option. */
export function connect(
  options: ClientOptions,
  environment: Omit<Environment, 'audience'> & Partial<Pick<Environment, 'audience'>>,
  traits: ServiceTraits,
): Connection {
  if (typeof options.auth?.connect !== 'function') {
    throw new InvalidRequestError('The auth option is missing.', {
      service: traits.service,
      hint: 'Give it clientCredentials({ clientId, clientSecret }) or staticToken(token).',
    })
  }
  const baseUrl = checkedAddress('baseUrl', options.baseUrl ?? environment.baseUrl).replace(/\/+$/, '')
  const shared = {
    service: traits.service,
    // Called by its name, as the host's own fetch demands.
    fetch: options.fetch ?? (((url, init) => globalThis.fetch(url, init)) satisfies FetchFunction),
    retry: retryPolicy(options.retry),
    timeoutMs: checkedTime('timeoutMs', options.timeoutMs ?? 30_000),
    deadlineMs: checkedTime('deadlineMs', options.deadlineMs ?? 90_000),
    hooks: options.hooks ?? {},
    userAgent: options.userAgent ?? (inBrowser ? undefined : `personctl-sdk/${version}`),
  }
  const { tokenUrl, audience, userTokens } = environment
  const { tokenRequestFormat, clientAuthentication, scope, ...behaviour } = traits
  const ofEnvironment = { tokenUrl, userTokens, audience, tokenRequestFormat, clientAuthentication, scope }
  const tokens = options.auth.connect({ ...shared, ...ofEnvironment })
  return {
    baseUrl,
    exchange: createExchange({ ...shared, ...behaviour, tokens, origin: new URL(baseUrl).origin }),
    openExchange: (address) => createExchange({ ...shared, ...behaviour, origin: new URL(address).origin }),
  }
}

function checkedTime(option: string, value: number): number {
  if (Number.isFinite(value) && value > 0 && value <= longestTimerMs) return value
  throw new InvalidRequestError(
    `${option} is ${value}; it takes milliseconds, more than 0 and at most ${longestTimerMs}.`,
  )
}

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

export type { Client as WireApi } from 'openapi-fetch'

/** An API as it is on the wire: `Paths` are the paths, parameters and answers of its OpenAPI description. */
export function createWireApi<Paths extends object>(baseUrl: string, exchange: Exchange): Client<Paths> {
  return createFetchClient<Paths>({
    baseUrl,
    // Both stand in for what they lack no part of that openapi-fetch uses.
    Request: OutgoingRequest as unknown as typeof Request,
    fetch: exchange as unknown as (request: Request) => Promise<Response>,
    pathSerializer: filledPath,
  })
}
