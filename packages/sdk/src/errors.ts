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

  // Declared only: a field without a value is not there, so that a printed error has no rows of undefined.
  /** A stable name of the failure, for programs. The page `docs/errors.md` explains each. */
  declare readonly code: ErrorCode
  /** The service that the error is about, such as `cis`. */
  declare readonly service?: string
  /** The kind of request that failed: for a `token`, or the `request` itself. Undefined if none was involved. */
  declare readonly during?: 'token' | 'request'
  /** The HTTP method of the request that failed. */
  declare readonly method?: string
  /** The URL of the request that failed. */
  declare readonly url?: string
  /** The option or argument at fault, such as `filter`; undefined if the error is not about one. */
  declare readonly param?: string
  /** The HTTP status of the last response. */
  declare readonly status?: number
  /** The service's own id of the request, if it sent one. Quote it in reports to the operators of the service. */
  declare readonly requestId?: string
  /** The number of requests that were sent; 0 if the error was found before the first. */
  declare readonly attempts: number
  /** The next step, in a sentence. */
  declare readonly hint?: string
  /** The time that the service asks to wait before the next request, in milliseconds. */
  declare readonly retryAfterMs?: number
  /** True for a write whose outcome is unknown: the service may have done it, so it is not repeated. */
  declare readonly mayHaveBeenDone?: boolean
  /** The position at which a list can be continued, if a walk over it failed. */
  declare readonly resumeToken?: string
  /** The service's own number of the error, such as 1007 of DABP, if it sent one. */
  declare readonly serviceCode?: number
  /** The details that the service sent beside its message. */
  declare readonly serviceDetails: readonly string[]
  /** The response, without tokens and secrets; its body is cut at 16 KB. It is not printed with the error. */
  declare readonly response?: FailedResponse

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    const { cause, response, attempts = 0, serviceDetails = [], ...fields } = details
    // Not printed with the error.
    for (const [key, value] of [
      ['name', new.target.errorName],
      [brand, true],
      ['cause', cause],
      ['response', response],
    ] as const)
      if (value !== undefined) Object.defineProperty(this, key, { value, writable: true, configurable: true })
    Object.assign(this, { code }, definedOf({ ...fields, code, attempts, serviceDetails }))
  }

  /** Returns name, message and all fields that have a value, for `JSON.stringify`. */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this)
  }
}

const brand = Symbol.for('personctl.error')

function definedOf(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** The `code` of an error. The page `docs/errors.md` explains each. */
export type ErrorCode =
  | 'access_denied'
  | 'ambiguous_name'
  | 'authorization_pending'
  | 'checkpoint_failure'
  | 'client_closed'
  | 'conflict'
  | 'deadline_exceeded'
  | 'expired_token'
  | 'incomplete_list'
  | 'integration_exception'
  | 'invalid_assertion'
  | 'invalid_publisher'
  | 'invalid_report'
  | 'invalid_request'
  | 'invalid_response'
  | 'invalid_signature'
  | 'invalid_token'
  | 'list_changed'
  | 'lost_update'
  | 'network_failure'
  | 'no_report'
  | 'not_authenticated'
  | 'not_found'
  | 'not_permitted'
  | 'other_origin'
  | 'rate_limited'
  | 'repeated_page'
  | 'repeated_rows'
  | 'server_failure'
  | 'slow_down'
  | 'timeout'
  | 'token_expired'
  | 'token_not_verified'
  | 'token_refused'
  | 'token_rejected'
  | 'uuid_or_primary_username_set'
  | 'wrong_url'

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
  /** The kind of request that failed. */
  during?: 'token' | 'request' | undefined
  /** The HTTP method of the request that failed. */
  method?: string | undefined
  /** The URL of the request that failed. It must not hold a secret. */
  url?: string | undefined
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
  /** The time that the service asks to wait before the next request, in milliseconds. */
  retryAfterMs?: number | undefined
  /** True for a write whose outcome is unknown. */
  mayHaveBeenDone?: boolean | undefined
  /** The position at which a list can be continued. */
  resumeToken?: string | undefined
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

/** The headers of a response. `Headers` is one. */
export interface ResponseHeaders {
  get(name: string): string | null
  forEach(callback: (value: string, name: string) => void): void
}

/** A response that reports a failure, as the service sent it but without tokens and secrets. */
export interface FailedResponse {
  readonly headers: ResponseHeaders
  readonly body: string
}

/** An error whose class decides about its code, unless the details have one. */
abstract class ClassifiedError extends PersonctlError {
  protected static readonly code: ErrorCode

  constructor(message: string, details: ErrorDetails & { code?: ErrorCode | undefined } = {}) {
    super(details.code ?? new.target.code, message, details)
  }
}

/**
 * Thrown when a token is not accepted, by the service or by a check of its signature, and when the token endpoint
 * refuses a client.
 */
export class AuthenticationError extends ClassifiedError {
  protected static override readonly errorName: string = 'AuthenticationError'
  protected static override readonly code: ErrorCode = 'not_authenticated'
}

/** Thrown when what is to be created is there already, or a change is in conflict with another. */
export class ConflictError extends ClassifiedError {
  protected static override readonly errorName: string = 'ConflictError'
  protected static override readonly code: ErrorCode = 'conflict'
}

/** Thrown for invalid arguments, usually before a request is sent, and when the service rejects a request as invalid. */
export class InvalidRequestError extends ClassifiedError {
  protected static override readonly errorName: string = 'InvalidRequestError'
  protected static override readonly code: ErrorCode = 'invalid_request'
}

/** Thrown when a response is not what the API describes: not JSON, or JSON of another shape. */
export class InvalidResponseError extends ClassifiedError {
  protected static override readonly errorName: string = 'InvalidResponseError'
  protected static override readonly code: ErrorCode = 'invalid_response'
}

/** Thrown when no response arrives: the host name does not resolve, or the connection is refused, reset or cut short. */
export class NetworkError extends ClassifiedError {
  protected static override readonly errorName: string = 'NetworkError'
  protected static override readonly code: ErrorCode = 'network_failure'

  /** True if no connection was made, so that the service cannot have seen the request. False if that is not certain. */
  declare readonly nothingSent: boolean

  constructor(
    message: string,
    details: ErrorDetails & { code?: ErrorCode | undefined; nothingSent?: boolean | undefined } = {},
  ) {
    super(message, details)
    Object.assign(this, { nothingSent: details.nothingSent ?? false })
  }
}

/**
 * Thrown when no person or thing has the requested identifier. CIS reports that with status 200 and an empty object,
 * CERN and DABP with status 404, so `status` differs by service.
 */
export class NotFoundError extends ClassifiedError {
  protected static override readonly errorName: string = 'NotFoundError'
  protected static override readonly code: ErrorCode = 'not_found'
}

/** Thrown when a token is valid but does not permit the request. */
export class PermissionError extends ClassifiedError {
  protected static override readonly errorName: string = 'PermissionError'
  protected static override readonly code: ErrorCode = 'not_permitted'
}

/** Thrown when a service limits the rate of requests. */
export class RateLimitError extends ClassifiedError {
  protected static override readonly errorName: string = 'RateLimitError'
  protected static override readonly code: ErrorCode = 'rate_limited'
}

/** Thrown when a service fails: for a status of 500 or above, and for one that does not fit the request. */
export class ServerError extends ClassifiedError {
  protected static override readonly errorName: string = 'ServerError'
  protected static override readonly code: ErrorCode = 'server_failure'
}

/** Thrown when a response takes too long: code `timeout` for one request, `deadline_exceeded` for all attempts together. */
export class TimeoutError extends ClassifiedError {
  protected static override readonly errorName: string = 'TimeoutError'
  protected static override readonly code: ErrorCode = 'timeout'
}
