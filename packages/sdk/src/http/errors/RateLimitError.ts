import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

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
