import type { ClientOptions, FetchFunction, TokenCache } from '@personctl/sdk'
import type { Context } from '../config/contexts.ts'
import type { ServiceName } from '../config/variables.ts'
import type { Environment } from '../io/io.ts'
import type { Notice } from '../output/index.ts'
import type { Redactor } from '../text/redactor.ts'
import { version } from '../version.ts'

/** Everything that a connection to a service depends on, apart from the service. */
export interface ConnectionOptions {
  /** Returns the selected context. @throws {UsageError} if it does not exist */
  context(): Promise<Context>
  readonly env: Environment
  /** The limit for the whole command; undefined for one per request only. */
  readonly timeoutMs: number | undefined
  readonly hooks: NonNullable<ClientOptions['hooks']>
  readonly redactor: Redactor
  /** True if somebody can unlock a keyring. */
  readonly isAttended: boolean
  /** The services whose settings have been commented on by notices. */
  readonly noticed: Set<ServiceName>
  /** True to store tokens for the next run. */
  readonly storesTokens: boolean
  /** Takes precedence over stored tokens. */
  readonly tokenCache: TokenCache | undefined
  /** Work that nobody waits for but that must be done before the process ends. */
  readonly unfinished: Promise<void>[]
  /** Sends the requests, in place of the network. */
  readonly fetch?: FetchFunction
  /** The client secret to try, in place of any other credentials. */
  readonly clientSecret?: string
  /** Writes a line of `--debug`. */
  log(text: string): void
  notify(notice: Notice): Promise<void>
}

/** The needs of a command that differ from those of others. */
export interface ConnectionNeeds {
  /**
   * `lazy` reads credentials before the first request that needs a token; `eager` requires them at once.
   * @default 'eager'
   */
  readonly credentials?: 'eager' | 'lazy'
  /** The number of retries of a failed request. @default 2 */
  readonly retries?: number
  /** True to receive each body as the service sent it, for a command that writes it. @default false */
  readonly wantsBytes?: boolean
}

const defaultDeadlineMs = 60_000
const attemptTimeoutMs = 30_000

/** Returns the options that clients of all services have in common. */
export function createCommonOptions(
  { timeoutMs, hooks }: ConnectionOptions,
  { retries }: ConnectionNeeds,
): Pick<ClientOptions, 'timeoutMs' | 'deadlineMs' | 'retry' | 'hooks' | 'userAgent'> {
  return {
    timeoutMs: Math.min(timeoutMs ?? defaultDeadlineMs, attemptTimeoutMs),
    deadlineMs: timeoutMs ?? defaultDeadlineMs,
    ...(retries === undefined ? {} : { retry: { retries } }),
    hooks,
    userAgent: `personctl/${version}`,
  }
}

/** Returns hooks that log each request and each response. */
export function createTraceHooks(log: (text: string) => void): NonNullable<ClientOptions['hooks']> {
  return {
    onRequest: ({ method, url, attempt }) =>
      log(`${method} ${url}${attempt > 1 ? ` (attempt ${attempt})` : ''}`),
    onResponse: ({ method, url, status, durationMs, requestId }) =>
      log(
        `${status} in ${durationMs} ms: ${method} ${url}${requestId === undefined ? '' : ` (request ${requestId})`}`,
      ),
    onRetry: ({ reason, delayMs }) => log(`retry in ${delayMs} ms: ${reason}`),
  }
}
