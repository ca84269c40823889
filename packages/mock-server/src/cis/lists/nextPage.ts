import { isObject } from '../../directory/storedProfile.ts'
import { ServiceFailure } from '../serviceFailure.ts'

/**
 * The user id in the `nextPage` of `/v2/users`; undefined for the first page.
 *
 * Some clients put a Python dictionary into the URL where JSON belongs. The service mends that before it parses: single
 * quotes, with or without a `u` before them, become double ones, and capitalised truth values small ones.
 *
 * @throws ServiceFailure for what is then no JSON, or not of the one shape; the service fails there too
 */
export function readNextPage(text: string | null): string | undefined {
  if (text === null) return undefined
  const parsed = parse(mended(text))
  if (parsed === null) return undefined
  if (isObject(parsed) && Object.keys(parsed).length === 1 && typeof parsed['id'] === 'string')
    return parsed['id']
  throw new ServiceFailure('nextPage of another shape')
}

function mended(text: string): string {
  return text
    .replace(/([ {,:[])u?'([^']+)'/g, '$1"$2"')
    .replace(/ False(?=[, }\]])/g, ' false')
    .replace(/ True(?=[, }\]])/g, ' true')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ServiceFailure('nextPage that is no JSON')
  }
}
