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
    const offset = errorOffset(text)
    const before = text.slice(0, offset)
    const line = firstLine + before.split('\n').length - 1
    const column = offset - before.lastIndexOf('\n')
    const [found] = text.slice(offset)
    throw new JsonSyntaxError(
      found === undefined ? 'it ends too early' : `${JSON.stringify(found)} cannot stand there`,
      line,
      column,
    )
  }
}

const whitespace = /[ \t\r\n]*/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside of strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

/** Where the first thing stands that JSON does not allow there. */
function errorOffset(text: string): number {
  /** What closes the arrays and objects that are open. */
  const closers: string[] = []
  let expected: 'value' | 'key' | ':' | ', or end' = 'value'
  let isFirst = false
  for (let offset = endOf(whitespace, text, 0); ; offset = endOf(whitespace, text, offset)) {
    const mark = text[offset]
    const start = offset
    const wasFirst = isFirst
    isFirst = false
    if (expected === 'value' && (mark === '[' || mark === '{')) {
      closers.push(mark === '[' ? ']' : '}')
      expected = mark === '[' ? 'value' : 'key'
      isFirst = true
      offset += 1
    } else if (mark !== undefined && mark === closers.at(-1) && (wasFirst || expected === ', or end')) {
      closers.pop()
      expected = ', or end'
      offset += 1
    } else if (expected === ', or end' && mark === ',' && closers.length > 0) {
      expected = closers.at(-1) === '}' ? 'key' : 'value'
      offset += 1
    } else if (expected === ':' && mark === ':') {
      expected = 'value'
      offset += 1
    } else if (expected === 'key') {
      offset = endOf(string, text, offset)
      expected = ':'
    } else if (expected === 'value') {
      offset = endOf(mark === '"' ? string : scalar, text, offset)
      expected = ', or end'
    }
    if (offset === start) return offset
  }
}

/** Where what the expression matches ends; the offset itself where it matches nothing. */
function endOf(expression: RegExp, text: string, offset: number): number {
  expression.lastIndex = offset
  return expression.test(text) ? expression.lastIndex : offset
}
