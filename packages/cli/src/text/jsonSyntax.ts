import { locateJsonError } from '@personctl/shared/json'

/** Thrown for text that is not valid JSON, or is nested too deeply. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'

  constructor(
    message: string,
    /** Counted from 1, as editors do. */
    readonly line: number,
    /** Counted from 1. */
    readonly column: number,
    readonly verdict = 'is not valid JSON',
  ) {
    super(message)
  }

  /** Returns the message about a text, in a sentence. */
  describe(subject: string): string {
    return `${subject} ${this.verdict}: line ${this.line}, column ${this.column}: ${this.message}.`
  }
}

// As deep as a response that the SDK reads. Functions that walk a value call themselves for each level, and the stack ends.
const deepestLevel = 1000

/**
 * Parses JSON. The errors of engines name the position differently, or not at all.
 *
 * @param firstLine the number of the first line, if the text is a part of a file
 * @param parse `parseExactly` for text that is written again
 * @throws {JsonSyntaxError} if the text is not valid JSON, or is nested too deeply
 */
export function parseJson(
  text: string,
  firstLine = 1,
  parse: (json: string) => unknown = JSON.parse,
): unknown {
  const end = findBracket(text, (depth) => depth > deepestLevel)
  if (end !== undefined) {
    const deep = end - 1
    throw new JsonSyntaxError(
      `${JSON.stringify(text[deep])} opens level ${deepestLevel + 1}`,
      firstLine + countLines(text, deep),
      deep - text.lastIndexOf('\n', deep),
      'is nested too deeply',
    )
  }
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

/** Parses JSON as `parseJson` does; undefined for what is not valid. */
export function tryParseJson(text: string, parse?: (json: string) => unknown): unknown {
  try {
    return parseJson(text, 1, parse)
  } catch {
    return undefined
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

/** Returns the position after the object at the beginning of a text, or after the line of another value; undefined if it is not complete. */
function findValueEnd(text: string): number | undefined {
  if (text[0] === '{' || text[0] === '[') return findBracket(text, (depth) => depth === 0)
  const end = text.indexOf('\n')
  return end < 0 ? undefined : end
}

/** Returns the position after the first bracket at which the number of open ones is as wanted; undefined if it never is. */
function findBracket(text: string, isWanted: (depth: number) => boolean): number | undefined {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) isInString = !isInString
    else if (isInString) {
      if (code === backslash) index += 1
    } else if (code === openBrace || code === openBracket) {
      depth += 1
      if (isWanted(depth)) return index + 1
    } else if (code === closeBrace || code === closeBracket) {
      depth -= 1
      if (isWanted(depth)) return index + 1
    }
  }
  return undefined
}

// The codes of characters: a text of many megabytes is compared faster by them.
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]
