import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** The token is good, but does not permit the request. */
export class PermissionError extends PersonctlError {
  protected static override readonly errorName: string = 'PermissionError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_permitted', message, details)
  }
}
