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
