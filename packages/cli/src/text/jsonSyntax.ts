import { locateJsonError } from '@personctl/shared/json'

/** Thrown for text that is not valid JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'

  constructor(
    message: string,
    /** Counted from 1, as editors do. */
    readonly line: number,
    /** Counted from 1. */
    readonly column: number,
  ) {
    super(message)
  }
}

/**
 * Parses JSON. The errors of engines name the position differently, or not at all.
 *
 * @param firstLine the number of the first line, if the text is a part of a file
 * @throws {JsonSyntaxError} if the text is not valid JSON
 */
export function parseJson(text: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { line, column, found } = locateJsonError(text)
    throw new JsonSyntaxError(
      found === undefined ? 'it ends too early' : `${JSON.stringify(found)} is unexpected`,
      firstLine + line - 1,
      column,
    )
  }
}
