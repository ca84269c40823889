/** The position at which a string stops being JSON. */
export interface JsonErrorPosition {
  /** Counted from 1, as editors do. */
  readonly line: number
  /** Counted from 1. */
  readonly column: number
  /** The character that cannot stand there; undefined at the end of the string. */
  readonly found: string | undefined
}

/** Returns the position at which a string stops being JSON. Engines name it in words of their own, or not at all. */
export function locateJsonError(json: string): JsonErrorPosition {
  const offset = errorOffset(json)
  const before = json.slice(0, offset)
  const [found] = json.slice(offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), found }
}

const token = /[ \t\r\n]*(?:([{}[\],:])|(")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in a string
const plainCharacters = /[^"\\\u0000-\u001f]*/y
const escapes = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/**
 * Returns the position after the string whose content begins at `start`; undefined if it is invalid. A single expression for
 * a whole string would exceed the stack if it is long.
 */
function findStringEnd(json: string, start: number): number | undefined {
  for (let position = start; ; position = escapes.lastIndex) {
    plainCharacters.lastIndex = position
    plainCharacters.test(json)
    const end = plainCharacters.lastIndex
    if (json[end] === '"') return end + 1
    escapes.lastIndex = end
    if (!escapes.test(json)) return undefined
  }
}

function errorOffset(json: string): number {
  /** The characters that close the open arrays and objects. */
  const closers: string[] = []
  let expected: 'value' | 'key' | 'colon' | 'end' = 'value'
  let mayClose = false
  token.lastIndex = 0
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(json)
    if (match === null) return from + (/^[ \t\r\n]*/.exec(json.slice(from))?.[0].length ?? 0)
    const [, mark, string, scalar] = match
    const start = token.lastIndex - (mark ?? string ?? scalar ?? '').length
    if (string !== undefined) {
      const end = findStringEnd(json, token.lastIndex)
      if (end === undefined) return start
      token.lastIndex = end
    }
    const closes = mark === '}' || mark === ']'
    if (closes && (expected === 'end' || mayClose) && closers.at(-1) === mark) {
      closers.pop()
      expected = 'end'
      mayClose = false
    } else if (expected === 'value' && (mark === '{' || mark === '[')) {
      closers.push(mark === '{' ? '}' : ']')
      expected = mark === '{' ? 'key' : 'value'
      mayClose = true
    } else if (expected === 'value' && (string ?? scalar) !== undefined) {
      expected = 'end'
      mayClose = false
    } else if (expected === 'key' && string !== undefined) {
      expected = 'colon'
      mayClose = false
    } else if (expected === 'colon' && mark === ':') {
      expected = 'value'
    } else if (expected === 'end' && mark === ',' && closers.length > 0) {
      expected = closers.at(-1) === '}' ? 'key' : 'value'
    } else return start
  }
}
