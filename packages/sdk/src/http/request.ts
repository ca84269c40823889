import type { ErrorDetails, PersonctlError } from '../errors.ts'
import type { BufferedResponse } from './response.ts'
import type { RetryPolicy } from './retry.ts'

/**
 * A request that has not been sent. It stands in for `Request`, whose body can be read only once: this one can be sent
 * again after a failure or with another token, and takes a fraction of the time to create.
 */
export class ApiRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
  /**
   * True if the raw response is requested, for a path that the caller chose. A successful response need not be JSON then,
   * an error carries the response, and a 404 or 405 says nothing about the base URL.
   */
  readonly isRaw: boolean

  constructor(url: string, init: ApiRequestInit) {
    this.url = url
    this.method = init.method
    this.headers = init.headers ?? new Headers()
    this.body = init.body
    this.signal = init.signal ?? undefined
    this.isRaw = init.isRaw ?? false
  }
}

interface ApiRequestInit {
  method: string
  headers?: Headers
  body?: string
  signal?: AbortSignal | null
  isRaw?: boolean
}

/** Settings that all requests of one `HttpClient` share. */
export interface HttpSettings {
  service: string
  /** The only origin to which requests are sent. */
  origin: string
  fetch: FetchFunction
  retry: RetryPolicy
  timeoutMs: number
  deadlineMs: number
  hooks: Hooks
  userAgent: string | undefined
  tokens?: TokenSource | undefined
  /** Strings that must not appear in an error, beside the token. */
  secrets?: readonly string[]
  /** Returns true if a request may be sent twice. By default the method decides. */
  isRetryable?(request: ApiRequest): boolean
  /** Returns true for a response, other than a 401, by which the service rejects a token. */
  rejectsToken?(response: BufferedResponse): boolean
  /** Returns advice about a rejected token that applies to this service and URL only. */
  rejectionHint?(url: string): string | undefined
  /** Returns the service's own details of a failure. Tokens and secrets are removed from them afterwards. */
  errorDetails?(response: BufferedResponse): Pick<ErrorDetails, 'serviceCode' | 'serviceDetails'>
  /** Returns the error for a response whose status has another meaning with this service. */
  mapError?(response: BufferedResponse, message: string, details: ErrorDetails): PersonctlError | undefined
}

/** A source of tokens for a client. */
export interface TokenSource {
  /** Returns a token that is believed to be valid. The signal ends the wait of the caller, not the request for the token. */
  token(signal?: AbortSignal): Promise<string>
  /** Reports a token that the service did not accept. Returns true if the next call of `token` may return another. */
  reject(token: string): boolean
}

/** The global `fetch`, or a function that behaves like it. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<Response>

/** Options that a client passes to its fetch function: a subset of `RequestInit`. */
export interface FetchInit {
  method: string
  headers: Headers
  body?: string
  signal: AbortSignal
  redirect: 'manual'
}

/**
 * Functions that are called for every request, for logs and traces. No event holds a token or a secret. A hook is called
 * synchronously and is not awaited; a hook that throws fails the request.
 *
 * @example
 * createCisClient({ auth, hooks: { onResponse: ({ url, status, durationMs }) => log.debug({ url, status, durationMs }) } })
 */
export interface Hooks {
  /** Called before each attempt, and before each redirect is followed. */
  onRequest?(event: RequestEvent): void
  /** Called when a response has arrived completely. */
  onResponse?(event: ResponseEvent): void
  /** Called before the wait for the next attempt. */
  onRetry?(event: RetryEvent): void
}

/** A request that is about to be sent. */
export interface RequestEvent {
  /** The service, such as `cis`. Requests to its token endpoint have the same name. */
  service: string
  method: string
  url: string
  /** The number of the attempt, counted from 1. */
  attempt: number
}

/** A response that has arrived completely. */
export interface ResponseEvent extends RequestEvent {
  status: number
  durationMs: number
  /** The service's own id of the request, if it sent one. */
  requestId: string | undefined
}

/** A failed attempt that is about to be repeated. */
export interface RetryEvent extends RequestEvent {
  /** The time until the next attempt, in milliseconds. */
  delayMs: number
  /** The reason of the failure, in a sentence. */
  reason: string
}
