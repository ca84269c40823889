import { expect } from 'vitest'

/** Returns what a function throws. Fails the test if it does not throw. */
export const thrown = (read: () => unknown): unknown => {
  try {
    read()
  } catch (error) {
    return error
  }
  throw new Error('It did not throw.')
}
/** Matches the error for an unreadable value. */
export const refused = (code: string, message: string | RegExp): unknown =>
  expect.objectContaining({
    name: 'InvalidRequestError',
    code,
    service: 'dabp',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
