import type { Authentication } from '../auth/authentication.ts'
import type { Hooks } from '../http/hooks.ts'
import type { FetchFunction } from '../http/outgoingRequest.ts'
import type { RetryOptions } from '../http/retryPolicy.ts'

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
