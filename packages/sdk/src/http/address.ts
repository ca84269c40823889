import { InvalidRequestError } from './errors/InvalidRequestError.ts'

/**
 * The address, as URLs are written. Throws InvalidRequestError where it is no http or https URL, or has parts
 * that would be lost or leaked: credentials, a query, a fragment.
 *
 * @param option the name of the option it came from, for the error
 */
export function checkedAddress(option: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new InvalidRequestError(`${option} is ${JSON.stringify(value)}; it takes an http or https URL.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidRequestError(`${option} has credentials in it.`, {
      hint: 'Give them to the auth option instead.',
    })
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InvalidRequestError(
      `${option} is ${JSON.stringify(value)}; it takes a URL without query and fragment.`,
    )
  }
  return url.href
}
