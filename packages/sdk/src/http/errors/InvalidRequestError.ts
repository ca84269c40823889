import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** What the caller asked for makes no sense; mostly thrown before anything is sent. */
export class InvalidRequestError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidRequestError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_request', message, details)
  }
}
