import { NotFoundError } from '../http/errors/index.ts'

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
