import { InvalidRequestError } from '../http/errors/index.ts'

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
