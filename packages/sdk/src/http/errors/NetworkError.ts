import { type ErrorDetails, PersonctlError } from './PersonctlError.ts'

/** No answer came: the name did not resolve, the connection was refused, reset or cut short. */
export class NetworkError extends PersonctlError {
  protected static override readonly errorName: string = 'NetworkError'

  constructor(message: string, details: ErrorDetails & { code?: string } = {}) {
    super(details.code ?? 'network_failure', message, details)
  }
}
