import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** A token was not accepted, by the service or by a check of its signature; or the token endpoint refused the client. */
export class AuthenticationError extends PersonctlError {
  protected static override readonly errorName: string = 'AuthenticationError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'not_authenticated', message, details)
  }
}
