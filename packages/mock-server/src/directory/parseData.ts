import { DataFileError } from './dataFileError.ts'
import { jsonErrorOffset } from './jsonErrorOffset.ts'

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
