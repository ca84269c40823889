import { InvalidRequestError } from '../errors.ts'

/** Options that control how transient failures are retried. */
export interface RetryOptions {
  /**
   * The number of retries after the first attempt.
   *
   * @default 2
   */
  retries?: number | undefined
  /**
   * The upper bound of the first wait, in milliseconds. It doubles with each retry.
   *
   * @default 300
   */
  baseMs?: number | undefined
  /**
   * The upper bound of every wait, in milliseconds. A `Retry-After` header of the service may exceed it, up to 24 hours.
   * A call fails at once if a wait would end after its deadline.
   *
   * @default 8000
   */
  maxMs?: number | undefined
}

/** Retry options with every default filled in. */
export type RetryPolicy = Record<keyof RetryOptions, number>

const defaults: RetryPolicy = { retries: 2, baseMs: 300, maxMs: 8000 }

/** Returns the retry policy for the options of a client. Throws InvalidRequestError for an invalid number. */
export function resolveRetryPolicy(options: false | RetryOptions | undefined): RetryPolicy {
  if (options === false) return { ...defaults, retries: 0 }
  const { retries = defaults.retries, baseMs = defaults.baseMs, maxMs = defaults.maxMs } = options ?? {}
  const policy = { retries, baseMs, maxMs }
  for (const name of ['retries', 'baseMs', 'maxMs'] as const) {
    const value = policy[name]
    const isCount = name === 'retries'
    if (!Number.isFinite(value) || value < 0 || (isCount && !Number.isInteger(value))) {
      const expected = isCount ? 'a whole number' : 'a number'
      throw new InvalidRequestError(`retry.${name} is ${value}; it takes ${expected} from 0 on.`, {
        param: `retry.${name}`,
      })
    }
  }
  return policy
}

/** Returns true for HTTP statuses that are worth a retry. */
export function isTransientStatus(status: number): boolean {
  return transientStatuses.has(status)
}

const transientStatuses = new Set([408, 429, 500, 502, 503, 504])

/** Returns true for methods that have the same effect when they are sent twice. */
export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method)
}

const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/**
 * Returns the wait before a retry, in milliseconds. A wait that the service requested is neither shortened nor extended;
 * `parseRetryAfter` has limited it to 24 hours, and the caller fails instead of waiting past its deadline. Any other wait
 * is random below an exponential bound ("full jitter"), so that many clients do not return at the same moment.
 *
 * @param retry the number of the retry, counted from 0
 */
export function retryDelayMs(
  policy: RetryPolicy,
  retry: number,
  retryAfterMs: number | undefined,
  random: () => number = Math.random,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs
  return Math.round(random() * Math.min(policy.maxMs, policy.baseMs * 2 ** retry))
}

/**
 * Returns the wait that a `Retry-After` header requests, in milliseconds and at most 24 hours; undefined if the header is
 * missing or invalid. A date is compared with the `Date` of the response, so that a wrong clock on this side does no harm.
 */
export function parseRetryAfter(
  headers: { get(name: string): string | null },
  now: number,
): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, longestRetryAfterMs)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const serverNow = Date.parse(headers.get('date') ?? '')
  const waitMs = until - (Number.isNaN(serverNow) ? now : serverNow)
  return Math.min(Math.max(waitMs, 0), longestRetryAfterMs)
}

const longestRetryAfterMs = 24 * 60 * 60 * 1000
