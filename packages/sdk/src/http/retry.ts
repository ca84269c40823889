import { InvalidRequestError } from '../errors.ts'

const longestMs = 24 * 60 * 60 * 1000

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; undefined where there is none or it makes no sense.
 * A date is measured against the answer's own `Date`, so that a wrong clock on this side does no harm.
 */
export function parseRetryAfter(
  headers: { get(name: string): string | null },
  now: number,
): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, longestMs)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const serverNow = Date.parse(headers.get('date') ?? '')
  const waitMs = until - (Number.isNaN(serverNow) ? now : serverNow)
  return Math.min(Math.max(waitMs, 0), longestMs)
}

/** How failures that may pass are tried again. */
export interface RetryOptions {
  /** How many times after the first attempt. @default 2 */
  retries?: number
  /** The longest first wait, in milliseconds; it doubles with each attempt. @default 300 */
  baseMs?: number
  /** The longest wait of all, in milliseconds, unless the service asks for more with `Retry-After`. @default 8000 */
  maxMs?: number
}

export type RetryPolicy = Required<RetryOptions>

const defaults: RetryPolicy = { retries: 2, baseMs: 300, maxMs: 8000 }
const passingStatuses = new Set([408, 429, 500, 502, 503, 504])
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/** The policy that the options ask for. Throws InvalidRequestError for a number that is no count or no time. */
export function retryPolicy(options: false | RetryOptions | undefined): RetryPolicy {
  if (options === false) return { ...defaults, retries: 0 }
  const policy = { ...defaults, ...options }
  for (const name of ['retries', 'baseMs', 'maxMs'] as const) {
    const value = policy[name]
    if (!Number.isFinite(value) || value < 0 || (name === 'retries' && !Number.isInteger(value))) {
      throw new InvalidRequestError(`retry.${name} is ${value}; it takes a whole number from 0 on.`)
    }
  }
  return policy
}

/** Whether a status may be gone at the next attempt. */
export function mayPass(status: number): boolean {
  return passingStatuses.has(status)
}

/** Whether sending the request twice does no more than sending it once. */
export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method)
}

/**
 * The wait before the retry of the given number, counted from 0. What the service asked for is kept to the letter;
 * otherwise any time up to an exponential bound ("full jitter"), so that many clients do not come back all at once.
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
