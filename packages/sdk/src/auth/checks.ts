import { checkedAddress } from '../http/address.ts'
import { InvalidRequestError } from '../http/errors/index.ts'

/** Throws InvalidRequestError unless the value is a text that is not blank. */
export function requireText(name: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '') return
  throw new InvalidRequestError(`${name} is ${value === undefined ? 'missing' : 'empty'}.`, {
    hint: 'Is the environment variable it comes from set?',
  })
}

/** Throws InvalidRequestError unless the value is a way for a client to name itself. */
export function checkClientAuthentication(value: unknown): void {
  if (value === 'body' || value === 'basic') return
  throw new InvalidRequestError(`clientAuthentication is ${JSON.stringify(value)}; it takes body or basic.`)
}

/** The address, if there is one. Throws InvalidRequestError where it is none. */
export function optionalAddress(option: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : checkedAddress(option, value)
}

/** The address. Throws InvalidRequestError where neither the option nor the client's environment has it. */
export function requiredAddress(
  option: string,
  given: string | undefined,
  ofEnvironment: string | undefined,
): string {
  const address = given ?? ofEnvironment
  if (address !== undefined) return address
  throw new InvalidRequestError(`${option} is missing, and the client's environment has none.`)
}
