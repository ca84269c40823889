import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** The service did not accept the token, or the token endpoint did not accept the client. */
export class AuthenticationError extends PersonctlError {
  protected static override readonly errorName: string = 'AuthenticationError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_authenticated', message, details)
  }
}
