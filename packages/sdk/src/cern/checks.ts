import { nearest } from '../client/nearest.ts'
import { InvalidRequestError, InvalidResponseError } from '../http/errors/index.ts'

export const service = 'cern'

/** Throws InvalidRequestError unless the value is a whole number within the bounds. */
export function checkCount(option: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return
  throw new InvalidRequestError(`${option} is ${value}; it takes a whole number from ${least} to ${most}.`, {
    service,
  })
}

/** Throws InvalidRequestError unless the field is one of those there are. */
export function checkField(option: string, field: string, known: readonly string[]): void {
  if (known.includes(field)) return
  const meant = nearest(field, known)
  throw new InvalidRequestError(`${option} has the field ${JSON.stringify(field)}, which is not known.`, {
    service,
    hint: `${meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`} With allowUnknown it is sent as it is.`,
  })
}

/** What an answer is about. Throws InvalidResponseError where it has no such thing. */
export function dataIn(body: unknown, expected: string): Record<string, unknown> {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as Record<string, unknown>
  throw unexpected(expected)
}

/** The list that an answer is about. Throws InvalidResponseError where it has none. */
export function rowsIn<T>(body: unknown, expected: string): readonly T[] {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
  if (Array.isArray(data)) return data
  throw unexpected(expected)
}

function unexpected(expected: string): InvalidResponseError {
  return new InvalidResponseError(`cern answered with JSON that has no ${expected} in it.`, {
    service,
    status: 200,
    attempts: 1,
    hint: 'Check the base URL: is it that of an Authorization Service API?',
  })
}
