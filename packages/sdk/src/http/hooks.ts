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
