import { didYouMean } from '@personctl/shared/didYouMean'
import { InvalidRequestError } from './errors.ts'

/**
 * Checks that an argument is a string that is not blank and that a URL can carry.
 *
 * @param param the name of the argument, for the error
 * @throws {InvalidRequestError} if it is not
 */
export function checkString(service: string, param: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InvalidRequestError(
      `${param} is ${JSON.stringify(value)}; it takes a string that is not empty.`,
      {
        service,
        param,
      },
    )
  }
  if (!value.isWellFormed()) {
    throw new InvalidRequestError(`${param} contains half of a surrogate pair, which no URL can carry.`, {
      service,
      param,
    })
  }
}

/** Checks that an argument is one of the accepted strings. Otherwise throws an InvalidRequestError that lists them. */
export function checkOneOf(
  service: string,
  param: string,
  value: unknown,
  accepted: readonly string[],
): void {
  if (typeof value === 'string' && accepted.includes(value)) return
  const likely = typeof value === 'string' ? didYouMean(value, accepted) : undefined
  throw new InvalidRequestError(
    `${param} is ${JSON.stringify(value)}; it takes one of ${accepted.join(', ')}.`,
    { service, param, hint: likely === undefined ? undefined : `Did you mean ${likely}?` },
  )
}

/** Checks that an argument is a whole number within bounds, both included. Otherwise throws an InvalidRequestError. */
export function checkWholeNumber(
  service: string,
  param: string,
  value: unknown,
  least: number,
  most: number,
): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return
  throw new InvalidRequestError(`${param} is ${value}; it takes a whole number from ${least} to ${most}.`, {
    service,
    param,
  })
}

/** Checks that a credential is a string that is not blank. The error does not show the value. */
export function checkCredential(param: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '') return
  throw new InvalidRequestError(`${param} is ${value === undefined ? 'missing' : 'empty'}.`, {
    param,
    hint: 'Check that the environment variable it comes from is set.',
  })
}

/**
 * Returns a URL in its normal form.
 *
 * @param param the name of the option it comes from, for the error
 * @throws {InvalidRequestError} if it is not an http or https URL, or has parts that would be lost or leaked:
 * credentials, a query, a fragment
 */
export function parseHttpUrl(param: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new InvalidRequestError(`${param} is ${JSON.stringify(value)}; it takes an http or https URL.`, {
      param,
    })
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidRequestError(`${param} contains credentials.`, {
      param,
      hint: 'Pass them in the auth option instead.',
    })
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InvalidRequestError(
      `${param} is ${JSON.stringify(value)}; it takes a URL without query and fragment.`,
      { param },
    )
  }
  return url.href
}
