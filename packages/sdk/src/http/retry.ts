import { checkOptions, invalidArgument } from '../arguments.ts'

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

/** Returns the retry policy for the options of a client. Throws InvalidRequestError for an invalid one. */
export function resolveRetryPolicy(options: false | RetryOptions | undefined): RetryPolicy {
  if (options === false) return { ...defaults, retries: 0 }
  checkOptions(undefined, options, defaults, 'retry')
  const { retries = defaults.retries, baseMs = defaults.baseMs, maxMs = defaults.maxMs } = options ?? {}
  const policy: RetryPolicy = { retries, baseMs, maxMs }
  for (const [name, value] of Object.entries(policy)) {
    const isCount = name === 'retries'
    if (Number.isFinite(value) && value >= 0 && (!isCount || Number.isInteger(value))) continue
    const expected = isCount ? 'a whole number from 0 on' : 'a number from 0 on'
    throw invalidArgument(undefined, `retry.${name}`, value, expected)
  }
  return policy
}

/** Returns true for HTTP statuses that are worth a retry. */
export function isTransientStatus(status: number): boolean {
  return transientStatuses.has(status) || (status >= 520 && status <= 599)
}

const transientStatuses = new Set([408, 425, 429, 500, 502, 503, 504])

/** Returns true for methods that have the same effect when they are sent twice. */
export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method)
}

const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/**
 * Returns the wait before a retry, in milliseconds. A wait that the service requested is neither shortened nor extended;
 * `parseRetryAfter` has limited it to 24 hours, and the caller fails instead of waiting past its deadline. Any other wait
 * is random below an exponential bound ("full jitter"), so that many clients do not return at the same moment. So is the
 * one for a requested wait of 0.
 *
 * @param retry the number of the retry, counted from 0
 */
export function retryDelayMs(
  policy: RetryPolicy,
  retry: number,
  retryAfterMs: number | undefined,
  random: () => number = Math.random,
): number {
  if (retryAfterMs) return retryAfterMs
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
  const value = String(headers.get('retry-after') ?? '').trim()
  if (/^\d{1,20}(?:\.\d{1,20})?$/.test(value))
    return Math.min(Math.ceil(Number(value)) * 1000, longestRetryAfterMs)
  // Date.parse alone takes almost anything for a date, such as -1 for a day in 2001.
  const until = httpDate.test(value) ? Date.parse(inTheseTimes(value, now)) : Number.NaN
  if (Number.isNaN(until)) return undefined
  const serverNow = Date.parse(headers.get('date') ?? '')
  const waitMs = until - (Number.isNaN(serverNow) ? now : serverNow)
  return Math.min(Math.max(waitMs, 0), longestRetryAfterMs)
}

const longestRetryAfterMs = 24 * 60 * 60 * 1000

// The three forms of RFC 9110, 5.6.7: that of today, RFC 850, and asctime.
const httpDate =
  /^[A-Z][a-z]{2,8},? (?:\d\d[ -][A-Z][a-z]{2}[ -]\d+|[A-Z][a-z]{2} [ \d]\d) [\d:]{8} (?:GMT|\d{4})$/

/** Returns a date in a form that Date.parse reads alike everywhere: with a century, and as UTC. */
function inTheseTimes(date: string, now: number): string {
  const century = String(new Date(now).getUTCFullYear()).slice(0, 2)
  const whole = date.replace(/-(\w{3})-(\d\d) /, ` $1 ${century}$2 `)
  return whole.endsWith('GMT') ? whole : `${whole} GMT`
}
