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
