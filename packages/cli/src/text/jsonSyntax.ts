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
 * @param parse `parseExactly` for text that is written again
 * @throws {JsonSyntaxError} if the text is not valid JSON
 */
export function parseJson(
  text: string,
  firstLine = 1,
  parse: (json: string) => unknown = JSON.parse,
): unknown {
  try {
    return parse(text)
  } catch {
    const { line, column, found } = locateJsonError(text)
    throw new JsonSyntaxError(
      found === undefined ? 'it ends too early' : `${JSON.stringify(found)} is unexpected`,
      firstLine + line - 1,
      column,
    )
  }
}

/**
 * Parses JSON, or ndjson with a value on each line.
 *
 * @param parse `parseExactly` for text that is written again
 * @returns `isLines` is true for ndjson, and `values` has a single value otherwise
 * @throws {JsonSyntaxError} if the text is neither
 */
export function parseJsonOrLines(
  text: string,
  parse?: (json: string) => unknown,
): { values: readonly unknown[]; isLines: boolean } {
  const lines = text.split('\n').map((content, index) => ({ content, number: index + 1 }))
  const filled = lines.filter(({ content }) => content.trim() !== '')
  const [first, ...others] = filled
  // If JSON has several lines, the first one alone is not valid.
  if (first !== undefined && others.length > 0 && isJson(first.content)) {
    return { values: filled.map(({ content, number }) => parseJson(content, number, parse)), isLines: true }
  }
  return { values: [parseJson(text, 1, parse)], isLines: false }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
