import { expect } from 'vitest'

/** What a function throws; fails the test where it does not. */
export const thrown = (read: () => unknown): unknown => {
  try {
    read()
  } catch (error) {
    return error
  }
  throw new Error('It did not throw.')
}
/** What an error for something unreadable is like. */
export const refused = (code: string, message: string | RegExp): unknown =>
  expect.objectContaining({
    name: 'InvalidRequestError',
    code,
    service: 'dabp',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
