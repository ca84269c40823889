import type { PersonctlError, ResponseHeaders } from '../errors.ts'

/**
 * Functions that are called for every request, for logs and traces. No event holds a token or a secret. A hook is called
 * synchronously and is not awaited. It never fails a call: an error that it throws, or rejects with, is ignored.
 *
 * @example
 * createCisClient({ auth, hooks: { onResponse: ({ url, status, durationMs }) => log.debug({ url, status, durationMs }) } })
 */
export interface Hooks {
  /** Called before each attempt, and before each redirect is followed. */
  onRequest?(event: RequestEvent): unknown
  /** Called when a response has arrived completely. */
  onResponse?(event: ResponseEvent): unknown
  /** Called before the wait for the next attempt. */
  onRetry?(event: RetryEvent): unknown
  /**
   * Called once for each call that fails in the end, and for each failed renewal of a token in the background. An unknown
   * person is not a failure where the service reports it with status 200, as CIS does.
   */
  onFailure?(event: FailureEvent): unknown
  /** Called when a token was taken from a cache, or came from a token endpoint. */
  onToken?(event: TokenEvent): unknown
}

/** A call, which all its events have in common. */
export interface CallEvent {
  /** An id that all events of one call share, also those of its retries. A request for a token is a call of its own. */
  callId: string
  /** The service, such as `cis`. Requests to its token endpoint have the same name. */
  service: string
  during: 'token' | 'request'
  method: string
  url: string
}

/** A request that is about to be sent. */
export interface RequestEvent extends CallEvent {
  /** The number of the attempt, counted from 1. */
  attempt: number
  /** The headers by lower-case names, without credentials. A hook may add others, such as `traceparent`. */
  headers: Record<string, string>
}

/** A response that has arrived completely. */
export interface ResponseEvent extends CallEvent {
  /** The number of the attempt, counted from 1. */
  attempt: number
  status: number
  durationMs: number
  /** The service's own id of the request, if it sent one. */
  requestId: string | undefined
  headers: ResponseHeaders
}

/** A failed attempt that is about to be repeated. */
export interface RetryEvent extends CallEvent {
  /** The number of the attempt, counted from 1. */
  attempt: number
  /** The time until the next attempt, in milliseconds. */
  delayMs: number
  /** The reason of the failure, in a sentence. */
  reason: string
  error: PersonctlError
}

/** A call that failed in the end. */
export interface FailureEvent extends CallEvent {
  /** The number of requests that were sent. */
  attempts: number
  durationMs: number
  /** The error with which the call rejects: a `PersonctlError`, or the reason of an abort. */
  error: unknown
}

/** A token that a client received. */
export interface TokenEvent {
  service: string
  source: 'cache' | 'endpoint'
  scope: string | undefined
  /** The time at which it expires, in milliseconds since the epoch. */
  expiresAt: number
  /** True if no call waits for it. */
  isBackground: boolean
}

/** Returns an id for the events of a call. */
export function createCallId(): string {
  return Math.random().toString(36).slice(2)
}

/** Calls a hook. Neither an error that it throws nor one with which it rejects goes any further. */
export function notify<Name extends keyof Hooks>(
  hooks: Hooks,
  name: Name,
  event: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    const hook = hooks[name] as ((event: unknown) => unknown) | undefined
    Promise.resolve(hook?.call(hooks, event)).catch(() => {})
  } catch {
    // A failing log does not fail the call.
  }
}
