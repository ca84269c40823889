import { InvalidRequestError } from '../http/errors/index.ts'
import { checkText } from './checkText.ts'
import { parameterPairs, type QueryParameters } from './queryParameters.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: URLs lose some of them, and are others without
const lost = /[\u0000-\u001f\u007f#]/
const absolute = /^[a-z][a-z\d+.-]*:/i

/**
 * The address that a caller means by a path: always one below the base URL, `.` and `..` taken out. A whole URL will do
 * where it is that of such an address.
 *
 * @throws InvalidRequestError for a path that leads elsewhere
 */
export function addressWithin(
  service: string,
  baseUrl: string,
  path: unknown,
  query: QueryParameters = {},
): URL {
  checkText(service, 'path', path)
  const shown = JSON.stringify(path)
  const [route = ''] = path.split('?')
  if (lost.test(path) || route.includes('\\')) {
    throw new InvalidRequestError(`The path is ${shown}, which has characters that no URL can carry.`, {
      service,
      hint: 'Encode what belongs to an identifier: # is %23, \\ is %5C.',
    })
  }
  const base = new URL(baseUrl)
  const text = absolute.test(path) ? path : `${baseUrl}/${path.replace(/^\//, '')}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.origin !== base.origin || url.username !== '' || url.password !== '' || path.startsWith('//')) {
    throw new InvalidRequestError(`The path is ${shown}, which leads to another place than ${base.origin}.`, {
      code: 'other_origin',
      service,
      hint: 'Nothing was sent. Give a path alone, such as /v2/users.',
    })
  }
  const root = `${base.pathname.replace(/\/+$/, '')}/`
  if (!`${url.pathname}/`.startsWith(root)) {
    throw new InvalidRequestError(`The path is ${shown}, which leads out of ${baseUrl}.`, { service })
  }
  for (const [name, value] of parameterPairs(query)) url.searchParams.append(name, value)
  return url
}
