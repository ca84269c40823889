import type { OptionNames } from '../arguments.ts'
import type { ErrorDetails, PersonctlError, ResponseHeaders } from '../errors.ts'
import type { Hooks } from './hooks.ts'
import type { BufferedResponse } from './response.ts'
import type { RetryOptions, RetryPolicy } from './retry.ts'

/**
 * A request that has not been sent. It stands in for `Request`, whose body can be read only once: this one can be sent
 * again after a failure or with another token, and takes a fraction of the time to create.
 */
export class ApiRequest {
  readonly url: string
  readonly method: string
  /** By lower-case names. */
  readonly headers: Record<string, string>
  readonly body: RequestBody | undefined
  readonly signal: AbortSignal | undefined
  /** The options of the caller that replace those of the client. */
  readonly call: CallOptions
  /**
   * True if the raw response is requested, for a path that the caller chose. A successful response need not be JSON then,
   * and a 404 or 405 says nothing about the base URL.
   */
  readonly isRaw: boolean
  /** False for an operation without a result: the body of a success is not read. */
  readonly expectsBody: boolean
  /** True for a request that may change something. */
  readonly isWrite: boolean
  readonly expected: ApiRequestInit['expected']

  constructor(url: string, init: ApiRequestInit) {
    const { method, headers, body, call = {}, signal, isRaw = false, expectsBody = true } = init
    this.isWrite = init.isWrite ?? !safeMethods.has(method)
    this.expected = init.expected
    this.url = url
    this.method = method
    this.headers = headers === undefined ? {} : toHeaderRecord(headers)
    this.body = body
    this.call = call
    this.signal = signal ?? call.signal
    this.isRaw = isRaw
    this.expectsBody = expectsBody
  }
}

/** Parts of a request that an operation gives. openapi-fetch hands it on to `ApiRequest`. */
export interface ApiRequestInit {
  method: string
  headers?: HeadersOption | undefined
  body?: RequestBody | undefined
  signal?: AbortSignal | null | undefined
  call?: CallOptions | undefined
  isRaw?: boolean | undefined
  expectsBody?: boolean | undefined
  /** False for a POST that changes nothing, such as a search. By default the method decides. */
  isWrite?: boolean | undefined
  /** The JSON that is expected, such as `a profile`, and its test. Any other is a failure that may pass. */
  expected?: { readonly name: string; test(body: unknown): boolean } | undefined
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The body of a request, as it is sent. */
export type RequestBody = string | Uint8Array<ArrayBuffer>

/** Headers by name. `Headers` are accepted, too. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | { forEach(callback: (value: string, name: string) => void): void }

/** Returns headers by lower-case names. */
export function toHeaderRecord(headers: HeadersOption): Record<string, string> {
  const record: Record<string, string> = {}
  const { forEach } = headers
  if (typeof forEach === 'function') {
    forEach.call(headers, (value, name) => {
      record[name.toLowerCase()] = value
    })
  } else {
    for (const [name, value] of Object.entries(headers)) record[name.toLowerCase()] = value
  }
  return record
}

/** Headers that a caller cannot set: they carry credentials or belong to the connection. */
const clientOwnedHeaders = [
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
]

/** Returns true for a header that belongs to the client, given its lower-case name. */
export function isClientOwned(name: string): boolean {
  return clientOwnedHeaders.includes(name)
}

/** The characters of a method, and of the name of a header. */
export const httpToken: RegExp = /^[!#$%&'*+.^`|~\w-]+$/
const headerValue = /^[\t -~\x80-\xff]*$/

/** Returns true for a header that can be sent. */
export function isHeader(name: string, value: unknown): boolean {
  return httpToken.test(name) && typeof value === 'string' && headerValue.test(value)
}

/** Options of every method that sends requests. Those that limit or repeat requests replace the options of the client. */
export interface CallOptions {
  /**
   * A signal that ends the call, which then rejects with the signal's reason.
   *
   * @default none
   */
  signal?: AbortSignal | undefined
  /**
   * The time limit of one request, in milliseconds.
   *
   * @default that of the client
   */
  timeoutMs?: number | undefined
  /**
   * The time limit of the call, in milliseconds, including waits, retries and token requests.
   *
   * @default that of the client
   */
  deadlineMs?: number | undefined
  /**
   * The retries of transient failures; false for none.
   *
   * @default that of the client
   */
  retry?: false | RetryOptions | undefined
  /**
   * Headers, added to those of the client. They cannot replace the ones that the client needs, such as its token.
   *
   * @default none
   */
  headers?: HeadersOption | undefined
}

/** The names of the options of every method. */
export const callOptionNames: OptionNames<CallOptions> = {
  signal: 1,
  timeoutMs: 1,
  deadlineMs: 1,
  retry: 1,
  headers: 1,
}

/** Settings that all requests of one `HttpClient` share. */
export interface HttpSettings {
  service: string
  /** The kind of the requests, for errors and hooks. */
  during: 'token' | 'request'
  /** The words with which a sentence about the server begins, such as `cis` or `The token endpoint https://…`. */
  subject: string
  /** The only origin to which requests are sent. */
  origin: string
  fetch: FetchFunction
  retry: RetryPolicy
  timeoutMs: number
  deadlineMs: number
  hooks: Hooks
  userAgent: string | undefined
  /** The largest body of a response, in bytes and unpacked. */
  maxBodyBytes: number
  tokens?: TokenSource | undefined
  /** Strings that must not appear in an error, beside the token. */
  secrets?: readonly string[]
  /** Returns true if a request may be sent twice. By default the method decides. */
  isRetryable?(request: ApiRequest): boolean
  /** Returns true for a response, other than a 401, by which the service rejects a token. */
  rejectsToken?(response: BufferedResponse): boolean
  /** Returns advice about a rejected token that applies to this service and URL only. */
  rejectionHint?(url: string): string | undefined
  /** Returns true for a response, other than a 404, by which the service says that there is nothing to delete. */
  findsNothing?(response: BufferedResponse): boolean
  /** Returns the service's own details of a failure. Tokens and secrets are removed from them afterwards. */
  errorDetails?(
    response: BufferedResponse,
  ): Pick<ErrorDetails, 'serviceCode' | 'serviceDetails' | 'requestId'>
  /**
   * Returns the error for a response whose status has another meaning with this service. The sentence says the status and
   * the message.
   */
  mapError?(response: BufferedResponse, sentence: string, details: ErrorDetails): PersonctlError | undefined
}

/** A source of tokens for a client. */
export interface TokenSource {
  /** The URL of the token endpoint, for errors; undefined if it is not known. */
  readonly url?: string | undefined
  /** Returns a token that is believed to be valid. The signal ends the wait of the caller, not the request for the token. */
  token(signal?: AbortSignal): Promise<string>
  /** Returns the cached token if it is good now, without a promise; undefined if `token` must be asked. */
  current?(): string | undefined
  /**
   * Reports a token that the service did not accept.
   *
   * @param isLastResort true if the call fails otherwise: then a young token is replaced as well. @default false
   * @returns `replaced` if the next call of `token` may return another; `fresh` if the token is too young to be replaced,
   * or was replaced in vain lately; `fixed` if it cannot be replaced
   */
  reject(token: string, isLastResort?: boolean): 'replaced' | 'fresh' | 'fixed'
  /** Reports that the service has accepted a token in a call in which it had rejected one: replacing tokens helps. */
  accept?(token: string): void
  /** Ends the work in the background for this client. */
  close?(): void
}

/** The global `fetch`, or a function that behaves like it. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<FetchedResponse>

/** Options that a client passes to its fetch function: a subset of `RequestInit`. */
export interface FetchInit {
  method: string
  /** By lower-case names. */
  headers: Record<string, string>
  body?: RequestBody
  signal: AbortSignal
  redirect: 'manual'
  /**
   * The largest body to accept, in bytes and unpacked. A function that reads the whole body before it resolves should
   * reject with an error whose `code` is `ERR_BUFFER_TOO_LARGE`, as that of `node:zlib` is; others need not look at it.
   */
  maxBodyBytes?: number
  /**
   * Calls a function when the request must end, or at once if it must. Returns a function that forgets it. It takes less time
   * than `signal`, which is made when it is read. Undefined where somebody else calls the fetch function.
   */
  onEnd?(listener: (reason: Error) => void): () => void
}

/** The part of `Response` that a client uses. A fetch function may return less than a `Response`. */
export interface FetchedResponse {
  readonly status: number
  readonly type?: string
  readonly headers: ResponseHeaders
  readonly body?: BodyStream | null
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The part of a `ReadableStream` that a client uses. Those of the platform and of undici have types of their own. */
export interface BodyStream {
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: unknown }>
    cancel(): Promise<void>
  }
  cancel(): Promise<void>
}

/** The facts about a response, beside its data. */
export interface ResponseInfo {
  readonly status: number
  readonly headers: ResponseHeaders
  /** The service's own id of the request, if it sent one. */
  readonly requestId: string | undefined
  /** The number of requests that were sent until this response came. */
  readonly attempts: number
}

/** A promise of data that also gives the response. */
export interface ApiPromise<T> extends Promise<T> {
  /** Returns the data with the response it came in. The response is undefined if none was needed. */
  withResponse(): Promise<{ data: T; response: ResponseInfo | undefined }>
}
