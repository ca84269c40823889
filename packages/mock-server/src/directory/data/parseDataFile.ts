/** A data file that cannot be used: which file, where in it, and why, all in the one line of its message. */
export class DataFileError extends Error {
  override readonly name: string = 'DataFileError'

  constructor(
    /** Empty for data that comes from no file. */
    readonly file: string,
    /** Where in the file: a path such as `cis.profiles[3].uuid`, or a line and a column. Empty for the whole. */
    readonly place: string,
    readonly reason: string,
  ) {
    super([file, place, reason].filter((part) => part !== '').join(': '))
  }

  /** The same of a file, where what is wrong only shows once the data is put together. */
  inFile(file: string): DataFileError {
    return new DataFileError(file, this.place, this.reason)
  }
}

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those JSON forbids inside a text
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y

/** Where text that is not JSON stops being so. Not every engine says, and none says it in the same words. */
function jsonErrorOffset(text: string): number {
  const open: string[] = []
  let expected: 'value' | 'key' | 'colon' | 'end' = 'value'
  let mayClose = false
  token.lastIndex = 0
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (match === null) return from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
    const [, mark, string, scalar] = match
    const start = token.lastIndex - (mark ?? string ?? scalar ?? '').length
    const closes = mark === '}' || mark === ']'
    if (closes && (expected === 'end' || mayClose) && open.at(-1) === mark) {
      open.pop()
      expected = 'end'
      mayClose = false
    } else if (expected === 'value' && (mark === '{' || mark === '[')) {
      open.push(mark === '{' ? '}' : ']')
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
    } else if (expected === 'end' && mark === ',' && open.length > 0) {
      expected = open.at(-1) === '}' ? 'key' : 'value'
    } else return start
  }
}

/** Parses a data file: by its extension, or else as JSON where it starts with a brace. @throws DataFileError */
export async function parseData(text: string, file: string): Promise<unknown> {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text
  const yaml = /\.ya?ml$/i.test(file) || (!/\.json$/i.test(file) && !content.trimStart().startsWith('{'))
  return yaml ? parseYaml(content, file) : parseJson(content, file)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const offset = jsonErrorOffset(text)
    const before = text.slice(0, offset).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const found = offset >= text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[offset])}`
    throw new DataFileError(file, `line ${before.length}, column ${column}`, `not JSON: ${found}`)
  }
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parse, YAMLParseError } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]
    const position = error instanceof YAMLParseError ? error.linePos?.[0] : undefined
    const place = position === undefined ? '' : `line ${position.line}, column ${position.col}`
    throw new DataFileError(file, place, `not YAML: ${reason?.replace(/ at line \d+, column \d+:?$/, '')}`)
  }
}
