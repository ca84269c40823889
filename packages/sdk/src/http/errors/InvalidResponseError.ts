import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** The service answered with something that is not an answer: other than JSON, or of another shape. */
export class InvalidResponseError extends PersonctlError {
  protected static override readonly errorName: string = 'InvalidResponseError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'invalid_response', message, details)
  }
}
