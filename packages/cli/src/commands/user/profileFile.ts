import { UsageError } from '../../failure/usageError.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import { readText } from '../../text/lines.ts'
import { readTextFile } from '../../text/readTextFile.ts'

/** What a file of profiles has in it, unchecked. */
export interface ProfileFile {
  readonly profiles: readonly unknown[]
  /** Whether it is a list, or else one profile. */
  readonly isList: boolean
}

const stdinMark = '-'

/** Reads a file, or stdin for `-`. Throws UsageError where it cannot be read, or is neither JSON nor ndjson. */
export async function readProfileFile(
  path: string,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<ProfileFile> {
  const text = path === stdinMark ? await readText(stdin, signal) : await readTextFile(path, signal)
  try {
    return parseProfiles(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    const name = path === stdinMark ? 'Stdin' : path
    throw new UsageError(
      `${name} is no JSON: line ${line}, column ${column}: ${message}.`,
      'Give a profile, a list of profiles, or ndjson with a profile on each line.',
    )
  }
}

function parseProfiles(text: string): ProfileFile {
  const lines = text.split('\n').map((content, index) => ({ content, number: index + 1 }))
  const filled = lines.filter(({ content }) => content.trim() !== '')
  const [first, ...others] = filled
  // Of JSON over several lines, the first line alone is none.
  if (first !== undefined && others.length > 0 && isJson(first.content)) {
    return { profiles: filled.map(({ content, number }) => parseJson(content, number)), isList: true }
  }
  const content = parseJson(text)
  return Array.isArray(content) ? { profiles: content, isList: true } : { profiles: [content], isList: false }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
