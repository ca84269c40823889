import createFetchClient, { type Client as OpenApiClient } from 'openapi-fetch'
import { version } from '../../package.json'
import { checkOneOf, checkString, parseHttpUrl } from '../arguments.ts'
import type { Authentication, ClientAuthentication, TokenRequestFormat } from '../auth/authentication.ts'
import { type ErrorDetails, InvalidRequestError, NotFoundError } from '../errors.ts'
import { HttpClient } from '../http/httpClient.ts'
import {
  ApiRequest,
  type ApiRequestInit,
  type CallOptions,
  type FetchFunction,
  type Hooks,
  type HttpSettings,
  toHeaderRecord,
} from '../http/request.ts'
import { BufferedResponse } from '../http/response.ts'
import { type RetryOptions, resolveRetryPolicy } from '../http/retry.ts'

export type { Client as OpenApiClient } from 'openapi-fetch'
export type { CallOptions } from '../http/request.ts'

/** Options of every client, beside the `environment` of its service. */
export interface ClientOptions {
  /**
   * The URL of the service.
   *
   * @default the URL of the environment
   */
  baseUrl?: string
  /** The way to get tokens: `clientCredentials(…)`, `staticToken(…)`, `tokenExchange(…)`, `deviceCode(…)`, or your own. */
  auth: Authentication
  /**
   * The function that sends the requests.
   *
   * @default globalThis.fetch
   */
  fetch?: FetchFunction
  /**
   * The retries of transient failures; false for none.
   *
   * @default { retries: 2, baseMs: 300, maxMs: 8000 }
   */
  retry?: false | RetryOptions
  /**
   * The time limit of one request, in milliseconds.
   *
   * @default 30000
   */
  timeoutMs?: number
  /**
   * The time limit of a call, in milliseconds, including waits, retries and token requests.
   *
   * @default 90000
   */
  deadlineMs?: number
  /**
   * Functions that are called for every request, response and retry.
   *
   * @default none
   */
  hooks?: Hooks
  /**
   * The `User-Agent` header.
   *
   * @default the name and version of this package; in browsers their own
   */
  userAgent?: string | false | undefined
  /**
   * The largest body of a response, in bytes and unpacked.
   *
   * @default 64 MiB
   */
  maxBodyBytes?: number | undefined
}

/** The URLs of one environment of a service, and the audience of its tokens. */
export interface Environment {
  /** The URL of the service. */
  readonly baseUrl: string
  /** The token endpoint for programs. */
  readonly tokenUrl: string
  /** The audience that a token must have. */
  readonly audience: string
  /** The endpoints that issue tokens for people: for tokens and for devices. Undefined without any. */
  readonly userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string }
}

/** Returns the environment of that name. Throws InvalidRequestError if it does not exist. */
export function selectEnvironment<Name extends string, E extends Environment>(
  service: string,
  environments: Readonly<Record<Name, E>>,
  name: Name,
): E {
  checkOneOf(service, 'environment', name, Object.keys(environments))
  return environments[name]
}

/** Per-service differences in how tokens are requested and requests are sent. */
export interface ServiceDefinition
  extends Pick<
    HttpSettings,
    'service' | 'isRetryable' | 'rejectsToken' | 'rejectionHint' | 'errorDetails' | 'mapError'
  > {
  tokenRequestFormat: TokenRequestFormat
  clientAuthentication?: ClientAuthentication
  scope?: string
}

/** The core of every client: checks its options and sends its requests. */
export class ServiceClient<Paths extends object> {
  readonly service: string
  readonly baseUrl: string
  /** The operations of the service, sent with a token. */
  readonly api: OpenApiClient<Paths>
  readonly #http: HttpClient
  readonly #openSettings: Omit<HttpSettings, 'origin' | 'tokens'>

  /** @throws {InvalidRequestError} for an invalid option */
  constructor(
    options: ClientOptions,
    environment: Omit<Environment, 'audience'> & Partial<Pick<Environment, 'audience'>>,
    definition: ServiceDefinition,
  ) {
    const { tokenRequestFormat, clientAuthentication, scope, ...behaviour } = definition
    const { service } = behaviour
    const { auth, fetch, timeoutMs = 30_000, deadlineMs = 90_000, hooks = {}, userAgent } = options
    if (typeof auth?.connect !== 'function') {
      throw new InvalidRequestError('The auth option is missing.', {
        service,
        param: 'auth',
        hint: 'Pass clientCredentials({ clientId, clientSecret }) or staticToken(token).',
      })
    }
    this.service = service
    this.baseUrl = parseHttpUrl('baseUrl', options.baseUrl ?? environment.baseUrl).replace(/\/+$/, '')
    const settings = {
      service,
      // A function of our own, since hosts refuse their fetch under another name.
      fetch: fetch ?? (((url, init) => globalThis.fetch(url, init)) satisfies FetchFunction),
      retry: resolveRetryPolicy(options.retry),
      timeoutMs: checkTimeLimit('timeoutMs', timeoutMs),
      deadlineMs: checkTimeLimit('deadlineMs', deadlineMs),
      hooks,
      userAgent: userAgent === false ? undefined : (userAgent ?? defaultUserAgent),
      maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
    }
    const { tokenUrl, audience, userTokens } = environment
    const tokens = auth.connect({
      ...settings,
      ...{ tokenUrl, userTokens, audience, tokenRequestFormat, clientAuthentication, scope },
    })
    this.#openSettings = { ...settings, ...behaviour, during: 'request', subject: service }
    const { origin } = new URL(this.baseUrl)
    this.#http = new HttpClient({ ...this.#openSettings, tokens, origin })
    this.api = createOpenApiClient<Paths>(this.baseUrl, this.#http)
  }

  /** Returns the operations that need no token, at the given URL. None is requested and none is sent. */
  openApi(url: string): OpenApiClient<Paths> {
    return createOpenApiClient<Paths>(
      url,
      new HttpClient({ ...this.#openSettings, origin: new URL(url).origin }),
    )
  }

  /** Sends a GET request to a URL that the caller has chosen and checked. */
  async get(url: string, init: Pick<ApiRequestInit, 'signal' | 'call'>): Promise<ApiResult> {
    const response = await this.#http.request(new ApiRequest(url, { ...init, method: 'GET', isRaw: true }))
    return { data: response.tryParse(), response }
  }

  /** Implements `request` of every client. */
  async request(
    path: string,
    options: RequestOptions = {},
    clientHeaders: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const { service } = this
    const { body, signal } = options
    const url = this.resolveUrl(path, options.query)
    const method = parseMethod(service, options.method ?? (body === undefined ? 'GET' : 'POST'))
    if (body !== undefined && bodilessMethods.has(method)) {
      throw new InvalidRequestError(`A ${method} request cannot have a body.`, { service, param: 'body' })
    }
    const headers = mergeHeaders(service, clientHeaders, options.headers)
    if (body !== undefined) headers['content-type'] ??= 'application/json'
    const response = await this.#http.request(
      new ApiRequest(url.href, {
        method,
        headers,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: signal ?? null,
        isRaw: true,
      }),
    )
    return response.toResponse()
  }

  /**
   * Returns the URL for a path that a caller has chosen, with `.` and `..` resolved. It is always below the base URL. A
   * whole URL is accepted if it is below the base URL.
   *
   * @throws {InvalidRequestError} for a path that leads elsewhere
   */
  resolveUrl(path: unknown, query: QueryParameters = {}): URL {
    const { service, baseUrl } = this
    checkString(service, 'path', path)
    const shown = JSON.stringify(path)
    const [route = ''] = path.split('?')
    if (uncarriable.test(path) || route.includes('\\')) {
      throw new InvalidRequestError(`The path ${shown} contains characters that a URL cannot carry.`, {
        service,
        param: 'path',
        hint: 'Encode the characters of an identifier: # is %23, \\ is %5C.',
      })
    }
    const base = new URL(baseUrl)
    const text = absolute.test(path) ? path : `${baseUrl}/${path.replace(/^\//, '')}`
    const url = URL.canParse(text) ? new URL(text) : undefined
    // Two more checks have the code `other_origin`: of a redirect (checkOrigin in http/httpClient.ts), and of a link to
    // the next page (linkToken in cern/listPages.ts).
    if (url?.origin !== base.origin || url.username !== '' || url.password !== '' || path.startsWith('//')) {
      throw new InvalidRequestError(`The path ${shown} leads away from ${base.origin}.`, {
        code: 'other_origin',
        service,
        param: 'path',
        hint: 'Nothing was sent. Give a path alone, such as /v2/users.',
      })
    }
    const root = `${base.pathname.replace(/\/+$/, '')}/`
    if (!`${url.pathname}/`.startsWith(root)) {
      throw new InvalidRequestError(`The path ${shown} leads out of ${baseUrl}.`, { service, param: 'path' })
    }
    for (const [name, value] of queryPairs(query)) url.searchParams.append(name, value)
    return url
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: URLs drop some of them, which changes the URL
const uncarriable = /[\u0000-\u001f\u007f#]/
const absolute = /^[a-z][a-z\d+.-]*:/i
const inBrowser = typeof document !== 'undefined'
const defaultUserAgent = inBrowser ? undefined : `personctl-sdk/${version}`
const longestTimerMs = 2 ** 31 - 1

function checkTimeLimit(param: string, ms: number): number {
  if (Number.isFinite(ms) && ms > 0 && ms <= longestTimerMs) return ms
  throw new InvalidRequestError(
    `${param} is ${ms}; it takes milliseconds, more than 0 and at most ${longestTimerMs}.`,
    { param },
  )
}

function createOpenApiClient<Paths extends object>(baseUrl: string, http: HttpClient): OpenApiClient<Paths> {
  return createFetchClient<Paths>({
    baseUrl,
    pathSerializer: fillPath,
    // These have the part of Request and Response that openapi-fetch uses, but not their types.
    ...({ Request: ApiRequest, fetch: (request: ApiRequest) => http.request(request) } as object),
  })
}

/** Fills the parameters of a path. Each value is encoded once, so that it stays one segment of the path. */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(String(values[name])))
}

// URLs drop the segments "." and "..", even encoded once: only a second encoding saves them.
function encodeSegment(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%252E') : encodeURIComponent(value)
}

/** A result of openapi-fetch, or of `ServiceClient.get`. */
export interface ApiResult {
  data?: unknown
  response: Response | BufferedResponse
}

/** Returns the details of an error about a response: its status, its request id, and the number of attempts. */
export function responseDetails({
  response,
}: ApiResult): Pick<ErrorDetails, 'status' | 'requestId' | 'attempts'> {
  return response instanceof BufferedResponse ? response.details : { status: response.status }
}

/** Returns the result. If the service did not find the subject, the error names it. */
export async function withNotFound<T>(result: Promise<T>, subject: string): Promise<T> {
  try {
    return await result
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw new NotFoundError(`The ${subject} does not exist.`, {
      ...error,
      cause: error.cause,
      response: error.response,
      hint: 'Check the identifier. If it is correct, check the base URL.',
    })
  }
}

/** Returns the name of a thing for an error, such as `group "atlas"`. */
export function describeSubject(kind: string, identifier: string): string {
  return `${kind} ${JSON.stringify(identifier)}`
}

/** Requests that every client can send, for operations that have no method. */
export interface ServiceRequests {
  /**
   * Sends a request to any path of the service, in the same way as the methods do: with the client's token, with retries
   * of idempotent requests, within the deadline, and never to another origin.
   *
   * @param path relative to the base URL, encoded as the service expects it; it may have a query
   * @returns the response, with its whole body, if it has a 2xx status; the body need not be JSON
   * @throws {InvalidRequestError} before anything is sent, for a path that leads out of the base URL and for invalid
   * options; also when the service rejects the request as invalid
   * @throws {NotFoundError} when the service responds with 404
   * @throws {PersonctlError} for other failures, as the methods do; its `response` has headers and body
   * @example
   * const response = await cern.request('/api/v1.0/Group', { query: { filter: ['displayName:contains:atlas'], limit: 5 } })
   * const { data } = await response.json()
   */
  request(path: string, options?: RequestOptions): Promise<Response>
}

/** Options of `request`. */
export interface RequestOptions extends CallOptions {
  /**
   * The HTTP method.
   *
   * @default 'GET', or 'POST' if there is a body
   */
  method?: string
  /**
   * Query parameters, added to those of the path.
   *
   * @default none
   */
  query?: QueryParameters
  /**
   * Headers, added to those of the client. They cannot replace its token.
   *
   * @default none
   */
  headers?: Headers | Readonly<Record<string, string>>
  /**
   * The body. A string is sent as it is, any other value as JSON. The content type is `application/json` unless
   * `headers` has another.
   *
   * @default none
   */
  body?: unknown
}

/** Query parameters by name. A list repeats the parameter, undefined omits it. */
export type QueryParameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** Returns query parameters as pairs, the form that URLSearchParams takes. */
export function queryPairs(query: QueryParameters): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
}

const methodToken = /^[!#$%&'*+.^`|~\w-]+$/
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK'])
const bodilessMethods = new Set(['GET', 'HEAD'])

function parseMethod(service: string, method: unknown): string {
  const name = typeof method === 'string' ? method.toUpperCase() : ''
  if (methodToken.test(name) && !forbiddenMethods.has(name)) return name
  throw new InvalidRequestError(`method is ${JSON.stringify(method)}; it takes one such as GET or POST.`, {
    service,
    param: 'method',
  })
}

/** Headers that a caller cannot set: they carry credentials or belong to the connection. */
const clientOwnedHeaders = new Set([
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

function mergeHeaders(
  service: string,
  clientHeaders: Readonly<Record<string, string>>,
  callerHeaders: RequestOptions['headers'] = {},
): Record<string, string> {
  const headers = new Headers(clientHeaders)
  for (const [name, value] of callerHeaders instanceof Headers
    ? callerHeaders
    : Object.entries(callerHeaders)) {
    if (clientOwnedHeaders.has(name.toLowerCase())) {
      throw new InvalidRequestError(`The header ${name} is set by the client and cannot be overridden.`, {
        service,
        param: 'headers',
      })
    }
    try {
      headers.set(name, value)
    } catch {
      // The error does not show the value, which may be a secret.
      throw new InvalidRequestError(`Invalid name or value of the header ${JSON.stringify(name)}.`, {
        service,
        param: 'headers',
      })
    }
  }
  return toHeaderRecord(headers)
}
