import { locateJsonError } from '@personctl/shared/json'
import { unicodeEscape } from './text.ts'

/**
 * What may stand in a text of JSON or YAML as it is, yet not before people and parsers: terminals obey control
 * characters and those that reorder a line, and some parsers end a line where no other does.
 */
export const allowedYetUnsafe: RegExp = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** JSON that is safe to print: the same value, with what is unsafe always escaped. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(allowedYetUnsafe, unicodeEscape)
}

/** A text that is no JSON, and where it ceases to be. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'

  constructor(
    message: string,
    /** Counted from 1, as editors do. */
    readonly line: number,
    readonly column: number,
  ) {
    super(message)
  }
}

/**
 * The value of a JSON text. Throws JsonSyntaxError: engines say in words of their own where the text is wrong, or not
 * at all.
 *
 * @param firstLine the number of the text's first line, where there are others before it
 */
export function parseJson(text: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { line, column, found } = locateJsonError(text)
    throw new JsonSyntaxError(
      found === undefined ? 'it ends too early' : `${JSON.stringify(found)} cannot stand there`,
      firstLine + line - 1,
      column,
    )
  }
}
