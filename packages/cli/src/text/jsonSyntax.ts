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

/**
 * Yields the JSON of each element of an array, or of each line of ndjson, as the text arrives.
 *
 * @throws {JsonSyntaxError} if the text is neither
 */
export async function* splitJson(
  chunks: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: string; readonly line: number }, void, undefined> {
  let rest = ''
  let line = 1
  let isArray: boolean | undefined
  let isClosed = false
  for await (const chunk of chunks) {
    rest += chunk
    for (;;) {
      const start = /\S/.exec(rest)?.index
      if (start === undefined) break
      line += countLines(rest, start)
      rest = rest.slice(start)
      const [first] = rest
      if (isClosed) throw new JsonSyntaxError(`${JSON.stringify(first)} is unexpected`, line, 1)
      if (isArray === undefined) {
        isArray = first === '['
        if (isArray) rest = rest.slice(1)
        if (isArray) continue
      }
      if (isArray && (first === ',' || first === ']')) {
        isClosed = first === ']'
        rest = rest.slice(1)
        continue
      }
      const end = findValueEnd(rest)
      if (end === undefined) break
      const text = rest.slice(0, end)
      yield { text, line }
      line += countLines(rest, end)
      rest = rest.slice(end)
    }
  }
  if (rest.trim() !== '') yield { text: rest, line }
  if (isArray && !isClosed) throw new JsonSyntaxError('it ends too early', line, 1)
}

function countLines(text: string, end: number): number {
  let count = 0
  for (let index = text.indexOf('\n'); index >= 0 && index < end; index = text.indexOf('\n', index + 1))
    count += 1
  return count
}

const brackets = /["[\]{}]/g
const stringEnd = /["\\]/g

/** Returns the position after the object at the beginning of a text, or after the line of another value; undefined if it is not complete. */
function findValueEnd(text: string): number | undefined {
  if (text[0] !== '{' && text[0] !== '[') {
    const end = text.indexOf('\n')
    return end < 0 ? undefined : end
  }
  let depth = 0
  brackets.lastIndex = 0
  for (let match = brackets.exec(text); match !== null; match = brackets.exec(text)) {
    const [character] = match
    if (character === '"') {
      stringEnd.lastIndex = brackets.lastIndex
      let inner = stringEnd.exec(text)
      while (inner !== null && inner[0] !== '"') {
        stringEnd.lastIndex += 1
        inner = stringEnd.exec(text)
      }
      if (inner === null) return undefined
      brackets.lastIndex = stringEnd.lastIndex
      continue
    }
    depth += character === '{' || character === '[' ? 1 : -1
    if (depth === 0) return brackets.lastIndex
  }
  return undefined
}
