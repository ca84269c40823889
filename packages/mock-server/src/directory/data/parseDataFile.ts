import { locateJsonError } from '@personctl/shared/json'
import { isNestedBeyond } from '../../text/json.ts'

/** Thrown if a data file is invalid. The message has the file, the position and the reason in one line. */
export class DataFileError extends Error {
  override readonly name: string = 'DataFileError'

  constructor(
    /** Empty for data that is not from a file. */
    readonly file: string,
    /** A path such as `cis.profiles[3].uuid`, or line and column. Empty if the error is about the whole file. */
    readonly position: string,
    readonly reason: string,
  ) {
    super([file, position, reason].filter((part) => part !== '').join(': '))
  }

  /** Returns the same error with the name of the file, for problems that are found after parsing. */
  inFile(file: string): DataFileError {
    return new DataFileError(file, this.position, this.reason)
  }
}

const deepestData = 100

/**
 * Parses a data file by its extension. Without a known extension, content that starts with a brace is JSON.
 *
 * @throws {DataFileError} if it is neither valid JSON nor valid YAML
 */
export async function parseDataFile(text: string, file: string): Promise<unknown> {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text
  if (!/\S/.test(content)) throw new DataFileError(file, '', 'the file is empty')
  const yaml = /\.ya?ml$/i.test(file) || (!/\.json$/i.test(file) && !content.trimStart().startsWith('{'))
  const data = yaml ? await parseYaml(content, file) : parseJson(content, file)
  if (isNestedBeyond(data, deepestData))
    throw new DataFileError(file, '', `it is nested more than ${deepestData} levels deep`)
  return data
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { line, column, found } = locateJsonError(text)
    const reason = found === undefined ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`
    throw new DataFileError(file, `line ${line}, column ${column}`, `invalid JSON: ${reason}`)
  }
}

// The parser recurses, and near the end of the stack a regular expression may end the whole process.
const deepestYaml = 1000

/** True for so many brackets, or dashes in one line, that they are nested far more deeply than data. */
function isYamlTooDeep(text: string): boolean {
  let depth = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === ']' || bracket === '}' ? -1 : 1
    if (depth > deepestYaml) return true
  }
  return text
    .split('\n')
    .some((line) => (/^(?:[-?] *)*/.exec(line.trimStart())?.[0].length ?? 0) > 2 * deepestYaml)
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  if (isYamlTooDeep(text)) throw new DataFileError(file, '', 'invalid YAML: it is nested too deeply')
  const { parse, YAMLParseError } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]
    const start = error instanceof YAMLParseError ? error.linePos?.[0] : undefined
    const position = start === undefined ? '' : `line ${start.line}, column ${start.col}`
    throw new DataFileError(
      file,
      position,
      `invalid YAML: ${error instanceof RangeError ? 'it is nested too deeply' : reason?.replace(/ at line \d+, column \d+:?$/, '')}`,
    )
  }
}
