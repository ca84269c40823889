import { InvalidRequestError, NotFoundError } from '../errors.ts'

/** The answer. Where the service says that there is no such thing, the error names it, such as `group "atlas"`. */
export async function found<T>(answer: Promise<T>, thing: string): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw new NotFoundError(`There is no ${thing}.`, {
      ...error,
      hint: 'Check the identifier; if it is right, check the base URL.',
    })
  }
}

/** How an error names a thing. */
export function named(what: string, identifier: string): string {
  return `${what} ${JSON.stringify(identifier)}`
}

/** The candidate that is most like a word somebody typed; undefined where none is like it. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein's distance, or the limit where it is at least that. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? limit
}

/** Throws InvalidRequestError unless the value is a text that is not blank and that a URL can carry. */
export function checkText(service: string, option: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InvalidRequestError(
      `${option} is ${JSON.stringify(value)}; it takes a text that is not empty.`,
      { service },
    )
  }
  if (!value.isWellFormed()) {
    throw new InvalidRequestError(`${option} has half of a surrogate pair in it, which no URL can carry.`, {
      service,
    })
  }
}
