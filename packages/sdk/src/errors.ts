/**
 * The base class of every error that this package throws. The one exception is an abort: it rejects with the reason of
 * the caller's signal, as `fetch` does.
 *
 * An error holds neither a token nor a secret, so it can be printed and logged as it is.
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
  /** Spelled out, since a minifier may rename the class. */
  protected static readonly errorName: string = 'PersonctlError'

  /** A stable name of the failure in snake case, for programs. */
  readonly code: string
  /** The service that the error is about, such as `cis`. */
  readonly service: string | undefined
  /** The option or argument at fault, such as `filter`; undefined if the error is not about one. */
  readonly param: string | undefined
  /** The HTTP status of the last response. */
  readonly status: number | undefined
  /** The service's own id of the request, if it sent one. Quote it in reports to the operators of the service. */
  readonly requestId: string | undefined
  /** The number of requests that were sent; 0 if the error was found before the first. */
  readonly attempts: number
  /** The next step, in a sentence. */
  readonly hint: string | undefined
  /** The service's own number of the error, such as 1007 of DABP, if it sent one. */
  readonly serviceCode: number | undefined
  /** The details that the service sent beside its message. */
  readonly serviceDetails: readonly string[]
  /** The response, if the request was made with a client's `request` or `paginate`. */
  readonly response: FailedResponse | undefined

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    Object.defineProperty(this, 'name', { value: new.target.errorName })
    this.code = code
    this.service = details.service
    this.param = details.param
    this.status = details.status
    this.requestId = details.requestId
    this.attempts = details.attempts ?? 0
    this.hint = details.hint
    this.serviceCode = details.serviceCode
    this.serviceDetails = details.serviceDetails ?? []
    this.response = details.response
    Object.defineProperty(this, brand, { value: true })
  }
}

const brand = Symbol.for('personctl.error')

/**
 * Returns true for an error of this package, also for one that another copy of the package has thrown, where
 * `instanceof` returns false.
 *
 * @example
 * if (isPersonctlError(error) && error.code === 'not_found') return undefined
 */
export function isPersonctlError(value: unknown): value is PersonctlError {
  return typeof value === 'object' && value !== null && brand in value
}

/** Details of an error: the fields of `PersonctlError` beside code and message. */
export interface ErrorDetails {
  /** The service that the error is about, such as `cis`. */
  service?: string | undefined
  /** The option or argument at fault, such as `filter`. */
  param?: string | undefined
  /** The HTTP status of the last response. */
  status?: number | undefined
  /** The service's own id of the request, if it sent one. */
  requestId?: string | undefined
  /**
   * The number of requests that were sent.
   *
   * @default 0
   */
  attempts?: number | undefined
  /** The next step, in a sentence. */
  hint?: string | undefined
  /** The service's own number of the error, such as 1007 of DABP, if it sent one. */
  serviceCode?: number | undefined
  /**
   * The details that the service sent beside its message.
   *
   * @default []
   */
  serviceDetails?: readonly string[] | undefined
  /** The response, if the caller is to see it. */
  response?: FailedResponse | undefined
  /** The error behind this one. */
  cause?: unknown
}

/** A response that reports a failure, as the service sent it but without tokens and secrets. */
export interface FailedResponse {
  readonly headers: Headers
  readonly body: string
}

/**
 * Thrown when a token is not accepted, by the service or by a check of its signature, and when the token endpoint
 * refuses a client.
 */
export class AuthenticationError extends PersonctlError {
  protected static override readonly errorName: string = 'AuthenticationError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_authenticated', message, details)
  }
}

/** Thrown for invalid arguments, usually before a request is sent, and when the service rejects a request as invalid. */
export class InvalidRequestError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidRequestError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_request', message, details)
  }
}

/** Thrown when a response is not what the API describes: not JSON, or JSON of another shape. */
export class InvalidResponseError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidResponseError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_response', message, details)
  }
}

/** Thrown when no response arrives: the host name does not resolve, or the connection is refused, reset or cut short. */
export class NetworkError extends PersonctlError {
  protected static override readonly errorName: string = 'NetworkError'

  /** True if no connection was made, so that the service cannot have seen the request. False if that is not certain. */
  readonly nothingSent: boolean

  constructor(message: string, details: ErrorDetails & { code?: string; nothingSent?: boolean } = {}) {
    super(details.code ?? 'network_failure', message, details)
    this.nothingSent = details.nothingSent ?? false
  }
}

/**
 * Thrown when no person or thing has the requested identifier. CIS reports that with status 200 and an empty object,
 * CERN and DABP with status 404, so `status` differs by service.
 */
export class NotFoundError extends PersonctlError {
  protected static override readonly errorName: string = 'NotFoundError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_found', message, details)
  }
}

/** Thrown when a token is valid but does not permit the request. */
export class PermissionError extends PersonctlError {
  protected static override readonly errorName: string = 'PermissionError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_permitted', message, details)
  }
}

/** Thrown when a service limits the rate of requests. */
export class RateLimitError extends PersonctlError {
  protected static override readonly errorName: string = 'RateLimitError'

  /** The time to wait before the next request, in milliseconds, if the service sent one. */
  readonly retryAfterMs: number | undefined

  constructor(message: string, details: ErrorDetails & { retryAfterMs?: number | undefined } = {}) {
    super('rate_limited', message, details)
    this.retryAfterMs = details.retryAfterMs
  }
}

/** Thrown when a service fails: for a status of 500 or above, and for one that does not fit the request. */
export class ServerError extends PersonctlError {
  protected static override readonly errorName: string = 'ServerError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'server_failure', message, details)
  }
}

/** Thrown when a response takes too long: code `timeout` for one request, `deadline_exceeded` for all attempts together. */
export class TimeoutError extends PersonctlError {
  protected static override readonly errorName: string = 'TimeoutError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'timeout', message, details)
  }
}
