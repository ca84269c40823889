import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import { InvalidRequestError } from '../errors.ts'

/** A place in a list: so many items after the beginning of one page. */
export interface Position {
  /** What the service calls the page; undefined for the first. */
  cursor: string | undefined
  /** How many of its items come before the place. */
  skip: number
}

const format = 1

/** A position as a text that can be kept, in letters, digits, `-` and `_` alone. It names its list. */
export function writeResumeToken(list: string, { cursor, skip }: Position): string {
  return encodeBase64Url(JSON.stringify([format, list, cursor ?? null, skip]))
}

/** The position a token stands for. Throws InvalidRequestError for what is no token, or one of another list. */
export function readResumeToken(list: string, token: string): Position {
  const content = decodeBase64UrlJson(token)
  const [version, itsList, cursor, skip]: readonly unknown[] = Array.isArray(content) ? content : []
  const isCursor = cursor === null || typeof cursor === 'string'
  if (
    version !== format ||
    typeof itsList !== 'string' ||
    !isCursor ||
    !Number.isInteger(skip) ||
    Number(skip) < 0
  ) {
    throw new InvalidRequestError(`${JSON.stringify(token)} is no resume token.`, {
      hint: 'Give the token as it was given to you, whole.',
    })
  }
  if (itsList !== list) {
    throw new InvalidRequestError(`The resume token is of another list: of ${itsList}, not of ${list}.`, {
      hint: 'Resume with the same list and the same filters.',
    })
  }
  return { cursor: cursor ?? undefined, skip: Number(skip) }
}
