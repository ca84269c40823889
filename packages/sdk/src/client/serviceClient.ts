import { decodeJwt } from '@personctl/shared/jwt'
import createFetchClient, { type Client as OpenApiClient } from 'openapi-fetch'
import { version } from '../../package.json'
import {
  checkOneOf,
  checkOptions,
  invalidArgument,
  invalidRequest,
  type OptionNames,
  parseHttpUrl,
} from '../arguments.ts'
import type {
  AccessTokenSource,
  Authentication,
  ClientAuthentication,
  TokenRequestFormat,
} from '../auth/authentication.ts'
import { type ErrorDetails, InvalidRequestError, NotFoundError } from '../errors.ts'
import type { Step } from '../http/abort.ts'
import type { Hooks } from '../http/hooks.ts'
import { HttpClient } from '../http/httpClient.ts'
import {
  type ApiPromise,
  ApiRequest,
  type ApiRequestInit,
  type CallOptions,
  callOptionNames,
  type FetchFunction,
  type HttpSettings,
  isHeader,
  type ResponseInfo,
  type TokenSource,
} from '../http/request.ts'
import { BufferedResponse } from '../http/response.ts'
import { type RetryOptions, resolveRetryPolicy } from '../http/retry.ts'
import {
  encodeBody,
  parseHeaders,
  parseMethod,
  type QueryParameters,
  type RequestOptions,
  resolveUrl,
} from './requestOptions.ts'

export type { Client as OpenApiClient } from 'openapi-fetch'
export { type ApiPromise, type CallOptions, callOptionNames } from '../http/request.ts'
export { type QueryParameters, queryPairs, type RequestOptions } from './requestOptions.ts'

declare global {
  // Declared by esnext.disposable and by @types/node, too, which a browser's program need not have.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol
  }
}

/** Options of every client, beside the `environment` of its service. */
export interface ClientOptions {
  /**
   * The URL of the service.
   *
   * @default the URL of the environment
   */
  baseUrl?: string | undefined
  /** The way to get tokens: `clientCredentials(…)`, `staticToken(…)`, `tokenExchange(…)`, `deviceCode(…)`, or your own. */
  auth: Authentication
  /**
   * The function that sends the requests.
   *
   * @default globalThis.fetch
   */
  fetch?: FetchFunction | undefined
  /**
   * The retries of transient failures; false for none.
   *
   * @default { retries: 2, baseMs: 300, maxMs: 8000 }
   */
  retry?: false | RetryOptions | undefined
  /**
   * The time limit of one request, in milliseconds. The global `fetch` of Node.js gives up after 300000 by itself; for more,
   * use `createUndiciFetch`.
   *
   * @default 30000
   */
  timeoutMs?: number | undefined
  /**
   * The time limit of a call, in milliseconds, including waits, retries and token requests.
   *
   * @default 90000
   */
  deadlineMs?: number | undefined
  /**
   * Functions that are called for every request, response, retry, failure and token.
   *
   * @default none
   */
  hooks?: Hooks | undefined
  /**
   * The `User-Agent` header; false for none.
   *
   * @default the name and version of this package on Node.js, Bun, Deno and Cloudflare Workers; none elsewhere, since
   * browsers have their own and ask a service before they send another
   */
  userAgent?: string | false | undefined
  /**
   * The largest body of a response, in bytes and unpacked.
   *
   * @default 64 MiB
   */
  maxBodyBytes?: number | undefined
}

/** The names of the options of every client. */
export const clientOptionNames: OptionNames<ClientOptions> = {
  baseUrl: 1,
  auth: 1,
  fetch: 1,
  retry: 1,
  timeoutMs: 1,
  deadlineMs: 1,
  hooks: 1,
  userAgent: 1,
  maxBodyBytes: 1,
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
  readonly userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string } | undefined
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
    | 'service'
    | 'isRetryable'
    | 'rejectsToken'
    | 'rejectionHint'
    | 'findsNothing'
    | 'errorDetails'
    | 'mapError'
  > {
  tokenRequestFormat: TokenRequestFormat
  clientAuthentication?: ClientAuthentication
  scope?: string
  /** The path of the operations, which a base URL may end with as well. */
  apiPath?: RegExp
}

/** The core of every client: checks its options and sends its requests. */
export class ServiceClient<Paths extends object> {
  readonly service: string
  readonly baseUrl: string
  /** The operations of the service, sent with a token. */
  readonly api: OpenApiClient<Paths>
  readonly #http: HttpClient
  readonly #openSettings: Omit<HttpSettings, 'origin' | 'tokens'>
  readonly #tokens: TokenSource
  readonly #audience: string | undefined
  /** The number of methods and requests in flight. */
  #running = 0
  #closing: Promise<void> | undefined
  #onIdle: (() => void) | undefined

  /** @throws {InvalidRequestError} for an invalid option */
  constructor(
    options: ClientOptions,
    environment: Omit<Environment, 'audience'> & Partial<Pick<Environment, 'audience'>>,
    definition: ServiceDefinition,
  ) {
    const { tokenRequestFormat, clientAuthentication, scope, apiPath = '', ...behaviour } = definition
    const { service } = behaviour
    if (typeof options?.auth?.connect !== 'function') {
      const hint = 'Pass clientCredentials({ clientId, clientSecret }) or staticToken(token).'
      throw invalidRequest(service, 'auth', 'The auth option is missing.', hint)
    }
    const { auth, fetch, timeoutMs = 30_000, deadlineMs = 90_000, hooks = {}, userAgent } = options
    if (fetch !== undefined && typeof fetch !== 'function')
      throw invalidArgument(service, 'fetch', fetch, 'a function')
    checkHooks(service, hooks)
    this.service = service
    this.baseUrl = parseHttpUrl('baseUrl', options.baseUrl ?? environment.baseUrl)
      .replace(/\/+$/, '')
      .replace(apiPath, '')
    const settings = {
      service,
      // A function of our own, since hosts refuse their fetch under another name.
      fetch: fetch ?? (((url, init) => globalThis.fetch(url, init)) satisfies FetchFunction),
      retry: resolveRetryPolicy(options.retry),
      timeoutMs: checkLimit('timeoutMs', timeoutMs),
      deadlineMs: checkLimit('deadlineMs', deadlineMs),
      hooks,
      userAgent: parseUserAgent(service, userAgent),
      maxBodyBytes: checkLimit('maxBodyBytes', options.maxBodyBytes ?? 64 * 1024 * 1024, 'bytes'),
    }
    const { tokenUrl, audience, userTokens } = environment
    const tokens = auth.connect({
      ...settings,
      ...{ tokenUrl, userTokens, audience, tokenRequestFormat, clientAuthentication, scope },
    })
    if (![tokens?.token, tokens?.reject].every(isFunction))
      throw invalidRequest(service, 'auth', 'The auth option returns no object with token and reject.')
    this.#tokens = tokens
    this.#audience = audience
    this.#openSettings = { ...settings, ...behaviour, during: 'request', subject: service }
    const { origin } = new URL(this.baseUrl)
    this.#http = new HttpClient({ ...this.#openSettings, tokens, origin })
    this.api = this.#createApi(this.baseUrl, this.#http)
  }

  /** Returns the operations that need no token, at the given URL. None is requested and none is sent. */
  openApi(url: string): OpenApiClient<Paths> {
    return this.#createApi(url, new HttpClient({ ...this.#openSettings, origin: new URL(url).origin }))
  }

  /**
   * Runs a method: checks its options, counts it among those in flight, and makes its promise an ApiPromise. The method
   * calls `note` for each result, so that the last response is known.
   *
   * @param names the names of all its options
   */
  run<T>(
    options: CallOptions | undefined,
    names: Readonly<Record<string, 1>>,
    method: (note: <Result extends ApiResult>(result: Result) => Result) => Promise<T>,
  ): ApiPromise<T> {
    let last: ApiResult | undefined
    const promise = this.#count(async () => {
      checkCall(this.service, options, names)
      return method((result) => {
        last = result
        return result
      })
    }, this.#closing !== undefined)
    const withResponse = async () => ({ data: await promise, response: last && describeResponse(last) })
    return Object.assign(promise, { withResponse })
  }

  /** Sends a GET request to a URL that the caller has chosen and checked. */
  async get(url: string, init: Pick<ApiRequestInit, 'signal' | 'call'>): Promise<ApiResult> {
    const request = new ApiRequest(url, { ...init, method: 'GET', isRaw: true })
    const response = await this.#send(this.#http, request)
    return { data: response.tryParse(), response }
  }

  /**
   * Returns the URL for a path that a caller has chosen. It is always below the base URL.
   *
   * @throws {InvalidRequestError} for a path that leads elsewhere
   */
  resolveUrl(path: unknown, query?: QueryParameters): URL {
    return resolveUrl(this.service, this.baseUrl, path, query)
  }

  /** Returns the members that all clients have. */
  members(clientHeaders: Readonly<Record<string, string>> = {}): BaseClient {
    return {
      request: (path, options) =>
        this.run(options, requestOptionNames, async (note) =>
          (await this.#request(path, options, clientHeaders, note)).toResponse(),
        ),
      token: (options) => this.run(options, callOptionNames, () => this.#describeToken(options)),
      close: () => this.#close(),
      [Symbol.asyncDispose]: () => this.#close(),
    }
  }

  async #request(
    path: string,
    options: RequestOptions = {},
    clientHeaders: Readonly<Record<string, string>>,
    note: (result: ApiResult) => unknown,
  ): Promise<BufferedResponse> {
    const { service } = this
    const { headers: callerHeaders, ...call } = options
    const url = this.resolveUrl(path, options.query)
    const method = parseMethod(service, options)
    const headers = { ...clientHeaders, ...parseHeaders(service, callerHeaders) }
    const encoded = options.body === undefined ? undefined : await encodeBody(service, options.body)
    if (encoded !== undefined) headers['content-type'] ??= encoded.type
    const response = await this.#send(
      this.#http,
      new ApiRequest(url.href, { method, headers, body: encoded?.body, call, isRaw: true }),
    )
    note({ response })
    return response
  }

  async #describeToken(options: CallOptions = {}): Promise<TokenInfo> {
    const source: TokenSource & Partial<AccessTokenSource> = this.#tokens
    const request = async (step: Step) => {
      const issued = await source.accessToken?.(step.signal)
      return { issued, token: issued?.accessToken ?? (await source.token(step.signal)) }
    }
    const { signal, ...call } = options
    const { issued, token } = await this.#http.waitForToken(
      new ApiRequest(this.baseUrl, { method: 'GET', signal, call }),
      request,
    )
    const { scope, aud, exp } = decodeJwt(token)?.claims ?? {}
    const scopes = issued?.scope ?? (typeof scope === 'string' ? scope : undefined)
    const audience = typeof aud === 'string' || isTextList(aud) ? aud : this.#audience
    return {
      scopes: scopes?.split(' ').filter((one) => one !== ''),
      audience: typeof audience === 'string' ? [audience] : audience,
      expiresAt: issued?.expiresAt ?? (typeof exp === 'number' ? exp * 1000 : undefined),
    }
  }

  #close(): Promise<void> {
    this.#closing ??= new Promise<void>((resolve) => {
      this.#onIdle = resolve
      if (this.#running === 0) resolve()
    }).then(() => this.#tokens.close?.())
    return this.#closing
  }

  #createApi(baseUrl: string, http: HttpClient): OpenApiClient<Paths> {
    return createFetchClient<Paths>({
      baseUrl,
      pathSerializer: fillPath,
      // These have the part of Request and Response that openapi-fetch uses, but not their types.
      ...({ Request: ApiRequest, fetch: (request: ApiRequest) => this.#send(http, request) } as object),
    })
  }

  /** Sends a request. After `close`, only the methods in flight may send some. */
  #send(http: HttpClient, request: ApiRequest): Promise<BufferedResponse> {
    return this.#count(() => http.request(request), this.#closing !== undefined && this.#running === 0)
  }

  async #count<T>(call: () => Promise<T>, isClosed: boolean): Promise<T> {
    if (isClosed) {
      throw new InvalidRequestError(`The ${this.service} client is closed.`, {
        service: this.service,
        code: 'client_closed',
        hint: 'Close it after the last call, or create another one.',
      })
    }
    this.#running += 1
    try {
      return await call()
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#onIdle?.()
    }
  }
}

const requestOptionNames: OptionNames<RequestOptions> = {
  ...callOptionNames,
  method: 1,
  query: 1,
  body: 1,
}

const hookNames: OptionNames<Hooks> = { onRequest: 1, onResponse: 1, onRetry: 1, onFailure: 1, onToken: 1 }

function checkHooks(service: string, hooks: Hooks): void {
  checkOptions(service, hooks, hookNames, 'hooks')
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined && typeof hook !== 'function')
      throw invalidArgument(service, `hooks.${name}`, hook, 'a function')
  }
}

/** Checks the options of a method or of a list. Throws InvalidRequestError for an invalid one. */
export function checkCall(
  service: string,
  options: CallOptions | undefined,
  names: Readonly<Record<string, 1>>,
): void {
  if (options === undefined) return
  checkOptions(service, options, names)
  const { signal, timeoutMs, deadlineMs, retry, headers } = options
  // One of a polyfill, or of another realm, is as good.
  if (signal !== undefined && ![signal?.addEventListener, signal?.removeEventListener].every(isFunction))
    throw invalidArgument(service, 'signal', signal, 'an AbortSignal')
  if (timeoutMs !== undefined) checkLimit('timeoutMs', timeoutMs)
  if (deadlineMs !== undefined) checkLimit('deadlineMs', deadlineMs)
  if (retry !== undefined) resolveRetryPolicy(retry)
  if (headers !== undefined) parseHeaders(service, headers)
}

const isFunction = (value: unknown) => typeof value === 'function'
const largestLimit = 2 ** 31 - 1

function checkLimit(param: string, limit: unknown, unit = 'milliseconds'): number {
  if (typeof limit === 'number' && limit > 0 && limit <= largestLimit) return limit
  throw invalidArgument(undefined, param, limit, `${unit}, more than 0 and at most ${largestLimit}`)
}

function parseUserAgent(service: string, userAgent: unknown): string | undefined {
  if (userAgent === false) return undefined
  if (userAgent === undefined) return isServerRuntime() ? `personctl-sdk/${version}` : undefined
  if (typeof userAgent === 'string' && userAgent.trim() !== '' && isHeader('user-agent', userAgent))
    return userAgent
  throw invalidArgument(service, 'userAgent', userAgent, 'a string that a header can carry, or false')
}

/**
 * Returns true on Node.js, Bun, Deno and Cloudflare Workers. In a browser and its workers, another user agent makes a
 * request one that the service must permit first, and the Person API does not.
 */
function isServerRuntime(): boolean {
  const { process, Bun, Deno, navigator } = globalThis as {
    process?: { versions?: { node?: string } }
    Bun?: unknown
    Deno?: unknown
    navigator?: { userAgent?: string }
  }
  return (
    process?.versions?.node !== undefined ||
    Bun !== undefined ||
    Deno !== undefined ||
    navigator?.userAgent === 'Cloudflare-Workers'
  )
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** Fills the parameters of a path. Each value is encoded once, so that it stays one segment of the path. */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

/** A result of openapi-fetch, or of `ServiceClient.get`. */
export interface ApiResult {
  data?: unknown
  response: Response | BufferedResponse
}

function describeResponse({ response }: ApiResult): ResponseInfo | undefined {
  return response instanceof BufferedResponse ? response.info : undefined
}

/** Returns the details of an error about a response, such as its request, its status and its request id. */
export function responseDetails({ response }: ApiResult): ErrorDetails {
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

/** The members of every client, beside the operations of its service. */
export interface BaseClient {
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
  request(path: string, options?: RequestOptions): ApiPromise<Response>
  /**
   * Returns the facts about the client's token, which is requested if necessary: its scopes, its audience,
   * and the time at which it expires. The token itself is not among them.
   *
   * @throws {AuthenticationError} if the token endpoint refuses the client
   * @throws {PersonctlError} for other failures, as the methods do
   * @example
   * const { scopes = [] } = await cis.token()
   * const hidden = visibleAttributes(scopes).filter(({ visible }) => !visible)
   */
  token(options?: CallOptions): Promise<TokenInfo>
  /**
   * Closes the client: waits for the calls in flight, then ends the renewal of its token in the background. Later calls
   * reject with an InvalidRequestError whose code is `client_closed`. Other clients with the same `auth` or `fetch` remain
   * open. `await using` closes a client as well.
   *
   * @example
   * await cis.close()
   */
  close(): Promise<void>
  /** Closes the client, as `close` does. */
  [Symbol.asyncDispose](): Promise<void>
}

/** The facts about a token. */
export interface TokenInfo {
  /** The scopes; undefined if neither the token endpoint nor the token says them. */
  readonly scopes: readonly string[] | undefined
  /** The audiences; undefined if neither the token nor the client's environment says them. */
  readonly audience: readonly string[] | undefined
  /** The time at which it expires, in milliseconds since the epoch; undefined if that is unknown. */
  readonly expiresAt: number | undefined
}
