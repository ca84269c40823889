import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** No answer came: the name did not resolve, the connection was refused, reset or cut short. */
export class NetworkError extends PersonctlError {
  protected static override readonly errorName: string = 'NetworkError'

  /** Whether there was not even a connection, so that the service cannot have seen the request. False where in doubt. */
  readonly nothingSent: boolean

  constructor(message: string, details: ErrorDetails & { code?: string; nothingSent?: boolean } = {}) {
    super(details.code ?? 'network_failure', message, details)
    this.nothingSent = details.nothingSent ?? false
  }
}
