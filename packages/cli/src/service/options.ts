import type { CisClientOptions, ClientOptions, TokenCache } from '@personctl/sdk'
import type { Context } from '../config/contexts.ts'
import type { Environment } from '../config/variables.ts'
import type { Remark } from '../output/notice.ts'
import type { Redactor } from '../text/redact.ts'
import { version } from '../version.ts'

type Hooks = NonNullable<CisClientOptions['hooks']>

/** Says what is sent and what comes back, a line each. */
export function traceTo(say: (text: string) => void): Hooks {
  return {
    onRequest: ({ method, url, attempt }) =>
      say(`${method} ${url}${attempt > 1 ? ` (attempt ${attempt})` : ''}`),
    onResponse: ({ method, url, status, durationMs, requestId }) =>
      say(
        `${status} in ${durationMs} ms: ${method} ${url}${requestId === undefined ? '' : ` (request ${requestId})`}`,
      ),
    onRetry: ({ reason, delayMs }) => say(`again in ${delayMs} ms: ${reason}`),
  }
}

const answerTimeoutMs = 60_000
const attemptTimeoutMs = 30_000

/** What a connection is made of beside its settings. */
export interface ConnectionOptions {
  /** The context that is meant. Throws where there is no such. */
  context(): Promise<Context>
  readonly env: Environment
  /** How long the command may take; undefined for no limit but that of each answer. */
  readonly timeoutMs: number | undefined
  readonly hooks: NonNullable<ClientOptions['hooks']>
  readonly redactor: Redactor
  /** Where the tokens of a client outlive their connection; undefined for nowhere. */
  readonly tokenCache: ((context: string, clientId: string) => Promise<TokenCache>) | undefined
  /** Whether somebody is there, to unlock a keyring. */
  readonly isAttended: boolean
  /** Says something that only matters when looking for a fault. */
  debug(text: string): void
  /** Says what is not as it should be, beside the data. */
  warn(remark: Remark): Promise<void>
}

/** What one command needs of its connection. */
export interface ConnectionNeeds {
  /**
   * When credentials must be there: at once, or only before the first request that takes a token.
   * @default 'now'
   */
  readonly credentials?: 'now' | 'when needed'
  /** How many times a request that failed is sent again. @default 2 */
  readonly retries?: number
}

/** How any client of this process behaves, wherever it connects to. */
export type Behaviour = Pick<ClientOptions, 'timeoutMs' | 'deadlineMs' | 'retry' | 'hooks' | 'userAgent'>

export function behaviourOf(
  { timeoutMs, hooks }: ConnectionOptions,
  { retries }: ConnectionNeeds,
): Behaviour {
  return {
    timeoutMs: Math.min(timeoutMs ?? answerTimeoutMs, attemptTimeoutMs),
    deadlineMs: timeoutMs ?? answerTimeoutMs,
    ...(retries === undefined ? {} : { retry: { retries } }),
    hooks,
    userAgent: `personctl/${version}`,
  }
}
