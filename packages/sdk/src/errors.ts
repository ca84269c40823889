/** What every error of this package can say about the request behind it. */
export interface ErrorDetails {
  /** The service that was asked, such as `cis`. */
  service?: string | undefined
  /** The HTTP status of the last answer. */
  status?: number | undefined
  /** The service's own id of the request, if it gave one: quote it when reporting a fault. */
  requestId?: string | undefined
  /** How many requests were sent before giving up; 0 when none was. */
  attempts?: number | undefined
  /** What to do next. */
  hint?: string | undefined
  /** The service's own number of the error, such as 1007 of DABP, if it gave one. */
  serviceCode?: number | undefined
  /** What the service said beside its message. @default nothing */
  serviceDetails?: readonly string[] | undefined
  /** What came back, where the request was one of a client's `request`. @default nothing */
  answer?: FailedAnswer | undefined
  cause?: unknown
}

/** An answer that is a failure, as it came, but with tokens and secrets taken out. */
export interface FailedAnswer {
  readonly headers: Headers
  readonly body: string
}

const brand = Symbol.for('personctl.error')

/**
 * The base of every error this package throws, but for an abort: that rejects with the reason of the caller's signal,
 * as `fetch` does.
 *
 * Nothing in it holds a token or a secret, so it may be printed and logged as it is.
 *
 * @example
 * try {
 *   await cis.users.get({ uuid })
 * } catch (error) {
 *   if (isPersonctlError(error)) console.error(error.code, error.hint)
 *   else throw error
 * }
 */
export class PersonctlError extends Error {
  /** Written out, since a minifier may rename the class. */
  protected static readonly errorName: string = 'PersonctlError'

  /** A stable name of the failure in snake case, for programs. */
  readonly code: string
  readonly service: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly attempts: number
  readonly hint: string | undefined
  readonly serviceCode: number | undefined
  readonly serviceDetails: readonly string[]
  readonly answer: FailedAnswer | undefined

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    Object.defineProperty(this, 'name', { value: new.target.errorName })
    this.code = code
    this.service = details.service
    this.status = details.status
    this.requestId = details.requestId
    this.attempts = details.attempts ?? 0
    this.hint = details.hint
    this.serviceCode = details.serviceCode
    this.serviceDetails = details.serviceDetails ?? []
    this.answer = details.answer
    Object.defineProperty(this, brand, { value: true })
  }
}

/**
 * Whether a value is an error of this package, even one thrown by another copy of it, where `instanceof` says no.
 *
 * @example
 * if (isPersonctlError(error) && error.code === 'not_found') return undefined
 */
export function isPersonctlError(value: unknown): value is PersonctlError {
  return typeof value === 'object' && value !== null && brand in value
}

/** A token was not accepted, by the service or by a check of its signature; or the token endpoint refused the client. */
export class AuthenticationError extends PersonctlError {
  protected static override readonly errorName: string = 'AuthenticationError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_authenticated', message, details)
  }
}

/** What the caller asked for makes no sense; mostly thrown before anything is sent. */
export class InvalidRequestError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidRequestError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_request', message, details)
  }
}

/** The service answered with something that is not an answer: other than JSON, or of another shape. */
export class InvalidResponseError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidResponseError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_response', message, details)
  }
}

/** No answer came: the name did not resolve, the connection was refused, reset or cut short. */
export class NetworkError extends PersonctlError {
  protected static override readonly errorName: string = 'NetworkError'

  /** Whether there was not even a connection, so that the service cannot have seen the request. False where in doubt. */
  readonly nothingSent: boolean

  constructor(message: string, details: ErrorDetails & { code?: string; nothingSent?: boolean } = {}) {
    super(details.code ?? 'network_failure', message, details)
    this.nothingSent = details.nothingSent ?? false
  }
}

/** Nobody, or nothing, has the identifier that was asked for. */
export class NotFoundError extends PersonctlError {
  protected static override readonly errorName: string = 'NotFoundError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_found', message, details)
  }
}

/** The token is good, but does not permit the request. */
export class PermissionError extends PersonctlError {
  protected static override readonly errorName: string = 'PermissionError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_permitted', message, details)
  }
}

/** The service wants fewer requests. */
export class RateLimitError extends PersonctlError {
  protected static override readonly errorName: string = 'RateLimitError'

  /** How long the service wants to be left alone, in milliseconds, if it said so. */
  readonly retryAfterMs: number | undefined

  constructor(message: string, details: ErrorDetails & { retryAfterMs?: number | undefined } = {}) {
    super('rate_limited', message, details)
    this.retryAfterMs = details.retryAfterMs
  }
}

/** The service failed: with a status of 500 or above, or one that makes no sense for what it was asked. */
export class ServerError extends PersonctlError {
  protected static override readonly errorName: string = 'ServerError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'server_failure', message, details)
  }
}

/** No answer came in time: `timeout` for one request, `deadline_exceeded` for all attempts together. */
export class TimeoutError extends PersonctlError {
  protected static override readonly errorName: string = 'TimeoutError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'timeout', message, details)
  }
}
