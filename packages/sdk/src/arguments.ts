import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { InvalidRequestError } from './errors.ts'

/** The names of options, each with 1. The type makes sure that none is missing. */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: 1 }

/**
 * Checks that the options of a function are an object without unknown names. Undefined stands for no options; an option
 * that is undefined is not one.
 *
 * @param names the known names; undefined if any name is accepted
 * @throws {InvalidRequestError} for other options; for an unknown name with the one that is most like it
 */
export function checkOptions(
  service: string | undefined,
  options: unknown,
  names?: Readonly<Record<string, unknown>>,
  param = 'options',
): void {
  if (options !== undefined) checkObject(service, options, names, param)
}

/** Checks an argument as `checkOptions` does, which must not be undefined. */
export function checkObject(
  service: string | undefined,
  options: unknown,
  names?: Readonly<Record<string, unknown>>,
  param = 'options',
): void {
  if (!isObject(options)) throw invalidArgument(service, param, options, 'an object')
  if (names === undefined) return
  for (const name in options) {
    if (Object.hasOwn(names, name) || options[name] === undefined) continue
    const message = `There is no option ${describeValue(name)} here.`
    throw invalidRequest(service, name, message, adviseOnName('options', name, Object.keys(names)))
  }
}

/** Returns a hint about an unknown name: the known one that is most like it, or else all. */
export function adviseOnName(kind: string, name: string, known: readonly string[]): string {
  const likely = didYouMean(name, known)
  return likely === undefined ? `Known ${kind} are ${known.join(', ')}.` : `Did you mean ${likely}?`
}

/** Returns a value for a message: strings in quotes and shortened, objects by their kind alone. It never throws. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value)
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}

/** Creates the error for an argument of a wrong type or value. */
export function invalidArgument(
  service: string | undefined,
  param: string,
  value: unknown,
  expected: string,
  hint?: string,
): InvalidRequestError {
  return invalidRequest(service, param, `${param} is ${describeValue(value)}; it takes ${expected}.`, hint)
}

/** Creates the error for an argument that is invalid for another reason. */
export function invalidRequest(
  service: string | undefined,
  param: string,
  message: string,
  hint?: string,
): InvalidRequestError {
  return new InvalidRequestError(message, { service, param, hint })
}

/**
 * Checks that an argument is a string that is not blank and that a URL can carry.
 *
 * @param param the name of the argument, for the error
 * @throws {InvalidRequestError} if it is not
 */
export function checkString(service: string, param: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw invalidArgument(service, param, value, 'a string that is not empty')
  }
  if (!value.isWellFormed())
    throw invalidRequest(
      service,
      param,
      `${param} contains half of a surrogate pair, which no URL can carry.`,
    )
}

/**
 * Checks that an argument is an identifier, which becomes one segment of a path. URLs drop the segments `.` and `..`, even
 * encoded, and servers that decode a path before they divide it drop them as parts of an identifier as well.
 *
 * @throws {InvalidRequestError} if it is not
 */
export function checkIdentifier(service: string, param: string, value: unknown): asserts value is string {
  checkString(service, param, value)
  if (value.split(/[\\/]/).some((part) => part === '.' || part === '..'))
    throw invalidArgument(service, param, value, 'an identifier without the parts . and ..')
}

/** Checks that an argument is one of the accepted strings. Otherwise throws an InvalidRequestError that lists them. */
export function checkOneOf(
  service: string | undefined,
  param: string,
  value: unknown,
  accepted: readonly string[],
): void {
  if (typeof value === 'string' && accepted.includes(value)) return
  const likely = typeof value === 'string' ? didYouMean(value, accepted) : undefined
  throw invalidArgument(
    service,
    param,
    value,
    `one of ${accepted.join(', ')}`,
    likely && `Did you mean ${likely}?`,
  )
}

/** Checks that an argument is a whole number within bounds, both included. Otherwise throws an InvalidRequestError. */
export function checkWholeNumber(
  service: string | undefined,
  param: string,
  value: unknown,
  least: number,
  most: number,
): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return
  throw invalidArgument(service, param, value, `a whole number from ${least} to ${most}`)
}

/** Checks that a credential is a string that is not blank. The error does not show the value. */
export function checkCredential(
  param: string,
  value: unknown,
  hint = 'Check that the environment variable it comes from is set.',
): asserts value is string {
  if (typeof value === 'string' && value.trim() !== '') return
  const problem = value === undefined ? 'missing' : typeof value === 'string' ? 'empty' : 'not a string'
  throw invalidRequest(undefined, param, `${param} is ${problem}.`, hint)
}

/**
 * Returns a URL in its normal form.
 *
 * @param param the name of the option it comes from, for the error
 * @throws {InvalidRequestError} if it is not an http or https URL, or has parts that would be lost or leaked:
 * credentials, a query, a fragment
 */
export function parseHttpUrl(param: string, value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalidArgument(undefined, param, value, 'an http or https URL')
  if (url.username !== '' || url.password !== '') {
    const hint = 'Pass them in the auth option instead.'
    throw invalidRequest(undefined, param, `${param} contains credentials.`, hint)
  }
  if (url.search !== '' || url.hash !== '')
    throw invalidArgument(undefined, param, value, 'a URL without query and fragment')
  return url.href
}
