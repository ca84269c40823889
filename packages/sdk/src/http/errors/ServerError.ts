import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** The service failed: with a status of 500 or above, or one that makes no sense for what it was asked. */
export class ServerError extends PersonctlError {
  protected static override readonly errorName: string = 'ServerError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'server_failure', message, details)
  }
}
