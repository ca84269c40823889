import type { TokenSource } from '../http/exchangeSettings.ts'
import type { Hooks } from '../http/hooks.ts'
import type { FetchFunction } from '../http/outgoingRequest.ts'
import type { RetryPolicy } from '../http/retryPolicy.ts'

/** How a token endpoint wants its requests written. */
export type TokenRequestFormat = 'json' | 'form'

/** What a client knows that its authentication may need. */
export interface AuthenticationContext {
  service: string
  /** The token endpoint of the client's environment. */
  tokenUrl: string
  /** The audience of the client's environment. */
  audience: string | undefined
  /** The format of the environment's token endpoint. */
  tokenRequestFormat: TokenRequestFormat
  fetch: FetchFunction
  retry: RetryPolicy
  timeoutMs: number
  deadlineMs: number
  hooks: Hooks
  userAgent: string | undefined
}

/**
 * A way to get tokens, for the `auth` option of a client: `clientCredentials(…)`, `staticToken(…)`, or your own.
 *
 * One may serve several clients; they share its tokens where endpoint, client, audience and scope are the same.
 */
export interface Authentication {
  connect(context: AuthenticationContext): TokenSource
}
