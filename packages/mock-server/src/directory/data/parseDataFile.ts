import { locateJsonError } from '@personctl/shared/json'

/** A data file that cannot be used: which file, where in it, and why, all in the one line of its message. */
export class DataFileError extends Error {
  override readonly name: string = 'DataFileError'

  constructor(
    /** Empty for data that comes from no file. */
    readonly file: string,
    /** Where in the file: a path such as `cis.profiles[3].uuid`, or a line and a column. Empty for the whole. */
    readonly position: string,
    readonly reason: string,
  ) {
    super([file, position, reason].filter((part) => part !== '').join(': '))
  }

  /** The same of a file, where what is wrong only shows once the data is put together. */
  inFile(file: string): DataFileError {
    return new DataFileError(file, this.position, this.reason)
  }
}

/** Parses a data file: by its extension, or else as JSON where it starts with a brace. @throws DataFileError */
export async function parseDataFile(text: string, file: string): Promise<unknown> {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text
  const yaml = /\.ya?ml$/i.test(file) || (!/\.json$/i.test(file) && !content.trimStart().startsWith('{'))
  return yaml ? parseYaml(content, file) : parseJson(content, file)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { line, column, found } = locateJsonError(text)
    const reason = found === undefined ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`
    throw new DataFileError(file, `line ${line}, column ${column}`, `not JSON: ${reason}`)
  }
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parse, YAMLParseError } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]
    const start = error instanceof YAMLParseError ? error.linePos?.[0] : undefined
    const position = start === undefined ? '' : `line ${start.line}, column ${start.col}`
    throw new DataFileError(file, position, `not YAML: ${reason?.replace(/ at line \d+, column \d+:?$/, '')}`)
  }
}
