import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** No answer came in time: `timeout` for one request, `deadline_exceeded` for all attempts together. */
export class TimeoutError extends PersonctlError {
  protected static override readonly errorName: string = 'TimeoutError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'timeout', message, details)
  }
}
