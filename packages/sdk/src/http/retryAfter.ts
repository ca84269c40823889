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
