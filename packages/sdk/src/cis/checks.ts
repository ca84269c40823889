import { nearest } from '../client/nearest.ts'
import { InvalidRequestError, InvalidResponseError } from '../http/errors/index.ts'

export const service = 'cis'

/** Throws InvalidRequestError unless the value is one of those accepted. */
export function checkOneOf(option: string, value: unknown, accepted: readonly string[]): void {
  if (accepted.includes(value as string)) return
  const meant = typeof value === 'string' ? nearest(value, accepted) : undefined
  throw new InvalidRequestError(
    `${option} is ${JSON.stringify(value)}; it takes one of ${accepted.join(', ')}.`,
    {
      service,
      hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    },
  )
}

/** The body, if it is an object. Throws InvalidResponseError if not. */
export function objectIn(body: unknown, expected: string): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>
  throw new InvalidResponseError(`cis answered with JSON that is not ${expected}.`, {
    service,
    status: 200,
    attempts: 1,
  })
}
