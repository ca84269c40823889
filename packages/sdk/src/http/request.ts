import type { ErrorDetails, PersonctlError } from '../errors.ts'
import type { ReceivedAnswer } from './response.ts'
import type { RetryPolicy } from './retry.ts'

/** One request about to be sent. */
export interface RequestEvent {
  /** Whose request it is, such as `cis`; that of its token endpoint has the same. */
  service: string
  method: string
  url: string
  /** Counted from 1. */
  attempt: number
}

/** One answer that arrived whole. */
export interface ResponseEvent extends RequestEvent {
  status: number
  durationMs: number
  requestId: string | undefined
}

/** One failure that is tried again. */
export interface RetryEvent extends RequestEvent {
  /** How long from now the next attempt is. */
  delayMs: number
  /** Why, in words. */
  reason: string
}

/**
 * Told of every request as it happens: for logs and for traces. No event holds a token or a secret. A hook is called
 * at once and not awaited; one that throws fails the request.
 *
 * @example
 * createCisClient({ auth, hooks: { onResponse: ({ url, status, durationMs }) => log.debug({ url, status, durationMs }) } })
 */
export interface Hooks {
  onRequest?(event: RequestEvent): void
  onResponse?(event: ResponseEvent): void
  onRetry?(event: RetryEvent): void
}

/** What is asked of a fetch function: the subset of `RequestInit` this package uses. */
export interface FetchInit {
  method: string
  headers: Headers
  body?: string
  signal: AbortSignal
  redirect: 'manual'
}

/** `fetch`, or anything that behaves like it. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<Response>

/**
 * A request that has not been sent. It stands in for `Request`, whose body can be read once only: this one can be sent
 * again after a failure or with another token, and costs a fraction of the time to make.
 */
export class OutgoingRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
  /** Whether the path is the caller's own: then any answer of success will do, and a failure has its answer whole. */
  readonly isCallersOwn: boolean

  constructor(
    url: string,
    init: {
      method: string
      headers?: Headers
      body?: string
      signal?: AbortSignal | null
      isCallersOwn?: boolean
    },
  ) {
    this.url = url
    this.method = init.method
    this.headers = init.headers ?? new Headers()
    this.body = init.body
    this.signal = init.signal ?? undefined
    this.isCallersOwn = init.isCallersOwn ?? false
  }
}

/** Where the tokens of a client come from. */
export interface TokenSource {
  /** A token believed to be good, as soon as there is one. The signal ends the caller's wait, not the token's request. */
  token(signal?: AbortSignal): Promise<string>
  /** Says that the service did not accept this token. Returns whether asking again may give another. */
  reject(token: string): boolean
}

/** What every request of one client has in common. */
export interface ExchangeSettings {
  service: string
  /** The only place anything is sent to. */
  origin: string
  fetch: FetchFunction
  retry: RetryPolicy
  timeoutMs: number
  deadlineMs: number
  hooks: Hooks
  userAgent: string | undefined
  tokens?: TokenSource | undefined
  /** Texts that must not appear in any error, beside the token. */
  secrets?: readonly string[]
  /** Whether a request may be sent twice. @default as its method says */
  isRepeatable?(request: OutgoingRequest): boolean
  /** Whether the service says with this answer that it does not accept the token. */
  rejectsToken?(answer: ReceivedAnswer): boolean
  /** What else may be behind a token that is not accepted, for this request. */
  rejectionHint?(url: string): string | undefined
  /** What an answer says of its error beside a message. Tokens and secrets are taken out of it afterwards. */
  errorDetails?(answer: ReceivedAnswer): Pick<ErrorDetails, 'serviceCode' | 'serviceDetails'>
  /** The error for an answer that means something else with this service than its status says. */
  explain?(answer: ReceivedAnswer, said: string, details: ErrorDetails): PersonctlError | undefined
}
