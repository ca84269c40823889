import { InvalidRequestError } from '../errors.ts'

/** Fills the places of a path, each value encoded once: whatever is in it, it stays one part of the path. */
export function filledPath(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) => pathPart(String(values[name])))
}

// "." and ".." are parts of a path that URLs take out, even encoded once: only a second encoding saves them.
function pathPart(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%252E') : encodeURIComponent(value)
}

/**
 * Fills the places of a path. The Person API decodes the last part of its single-user routes twice, so whatever is to
 * survive must be encoded twice: `/` and `%` above all.
 */
export function filledPathTwice(path: string, values: Record<string, unknown>): string {
  const once = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(String(value))])
  return filledPath(path, Object.fromEntries(once))
}

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
