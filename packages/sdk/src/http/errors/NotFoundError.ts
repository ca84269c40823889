import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** Nobody, or nothing, has the identifier that was asked for. */
export class NotFoundError extends PersonctlError {
  protected static override readonly errorName: string = 'NotFoundError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_found', message, details)
  }
}
