import type { ClientOptions, FetchFunction, TokenCache } from '@personctl/sdk'
import type { Context } from '../config/contexts.ts'
import type { ServiceName } from '../config/variables.ts'
import { ExplainedError, hasErrorCode, type LastRequest, UsageError } from '../errors/errors.ts'
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
  /** Sentences about tokens that have expired, by service, for the error if one is not accepted. */
  readonly expiredTokens: Map<string, string>
  readonly redactor: Redactor
  /** True if somebody can unlock a keyring. */
  readonly isAttended: boolean
  /** The services whose settings have been commented on by notices, and the messages of these. */
  readonly noticed: Set<string>
  /** The URLs, or else the environments, of the services that are connected. */
  readonly urls: Map<ServiceName, string>
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
  /** True for a command that shows or verifies signatures, which the embedded directory leaves out otherwise. @default false */
  readonly wantsSignatures?: boolean
}

const defaultDeadlineMs = 60_000
const attemptTimeoutMs = 30_000
const longestAttemptMs = 300_000

/**
 * Returns the time that one response may take. More time for the command is more time for a slow response, with enough left
 * for another attempt at one that never comes.
 */
function chooseAttemptTimeout(deadlineMs: number): number {
  const half = Math.min(deadlineMs / 2, longestAttemptMs)
  return Math.min(deadlineMs, Math.max(attemptTimeoutMs, half))
}

/** Returns the options that clients of all services have in common. */
export function createCommonOptions(
  { timeoutMs, hooks }: ConnectionOptions,
  { retries }: ConnectionNeeds,
): Pick<ClientOptions, 'timeoutMs' | 'deadlineMs' | 'retry' | 'hooks' | 'userAgent'> {
  return {
    timeoutMs: chooseAttemptTimeout(timeoutMs ?? defaultDeadlineMs),
    deadlineMs: timeoutMs ?? defaultDeadlineMs,
    ...(retries === undefined ? {} : { retry: { retries } }),
    hooks,
    userAgent: `personctl/${version}`,
  }
}

/** Remembers what was going on, for the error of a command that is ended from outside. */
export class RequestJournal {
  readonly #unanswered = new Map<
    string,
    Omit<LastRequest, 'error' | 'mayHaveBeenDone'> & { isWrite: boolean }
  >()
  #last: Omit<LastRequest, 'mayHaveBeenDone'> | undefined
  #hasWritten = false
  readonly #showWait: (text: string | undefined) => void
  readonly expiredTokens: Map<string, string> = new Map()

  /** @param showWait shows what the command waits for, or removes it */
  constructor(showWait: (text: string | undefined) => void = () => {}) {
    this.#showWait = showWait
  }

  /** Returns the hooks that keep the journal, and call others. */
  hooks(others: NonNullable<ClientOptions['hooks']>): NonNullable<ClientOptions['hooks']> {
    return {
      onRequest: (event) => {
        const { callId, service, method, url, during } = event
        this.#showWait(undefined)
        const isWrite = during === 'request' && !readingMethods.includes(method)
        this.#unanswered.set(callId, { service, method, url, isWrite })
        others.onRequest?.(event)
      },
      onResponse: (event) => {
        const isWrite = this.#unanswered.get(event.callId)?.isWrite
        this.#unanswered.delete(event.callId)
        if (event.status < 400) this.#last = undefined
        if (event.status < 300 && isWrite) this.#hasWritten = true
        others.onResponse?.(event)
      },
      onRetry: (event) => {
        const { service, method, url, error, delayMs } = event
        this.#last = { service, method, url, error }
        if (delayMs >= 1000) {
          const reason = error.status === 429 ? 'limits the rate of requests' : 'failed'
          this.#showWait(`${service} ${reason}: the next attempt is in ${Math.ceil(delayMs / 1000)} s`)
        }
        others.onRetry?.(event)
      },
      onFailure: ({ callId, service, error }) => {
        // The reason of an abort is not an error of the SDK: the request is still without a response.
        if (error instanceof Error && 'attempts' in error) this.#unanswered.delete(callId)
        const sentence = this.expiredTokens.get(service)
        if (sentence === undefined || !hasErrorCode(error, 'token_rejected')) return
        Object.assign(error as object, { hint: sentence })
      },
    }
  }

  /** Returns an error with what was going on, if the command was ended from outside; otherwise the error itself. */
  explain(error: unknown): unknown {
    this.#showWait(undefined)
    const cause = error instanceof ExplainedError ? error.cause : error
    const explanation = error instanceof ExplainedError ? error.explanation : {}
    if (this.#hasWritten && isFailureToWrite(cause) && explanation.moreAdvice === undefined) {
      return new ExplainedError(cause, { ...explanation, moreAdvice: doneNevertheless })
    }
    const isTimeout = hasErrorCode(cause, 'timeout') || hasErrorCode(cause, 'deadline_exceeded')
    const isInterruption = hasErrorCode(cause, 'interrupted')
    const pending = [...this.#unanswered.values()]
    const write = pending.findLast(({ isWrite }) => isWrite)
    const last = write ?? this.#last ?? pending.at(-1)
    if (last === undefined || !(isTimeout || (isInterruption && write !== undefined))) return error
    const { service, method, url } = last
    const failed = this.#last?.url === url ? this.#last.error : undefined
    const lastRequest = { service, method, url, error: failed, mayHaveBeenDone: write !== undefined }
    return new ExplainedError(cause, { ...explanation, lastRequest })
  }
}

const doneNevertheless = 'The service has done what was requested; only the result is not written.'

/** Returns true for an error of stdout, as of a full disk, and for a result that the format cannot show. */
function isFailureToWrite(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && 'syscall' in error)
}

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

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
