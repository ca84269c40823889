import { type ProfileProblem, validateProfile } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { readTextFile } from '../../io/files.ts'
import { columnNames } from '../../output/columns.ts'
import { type FlatColumn, flatPresentation, type Presentation } from '../../output/format.ts'
import { defaultFormat, writeList, writeOne } from '../../output/index.ts'
import { JsonSyntaxError, parseJson } from '../../text/json.ts'
import { readText } from '../../text/text.ts'

/** What a file of profiles has in it, unchecked. */
interface ProfileFile {
  readonly profiles: readonly unknown[]
  /** Whether it is a list, or else one profile. */
  readonly isList: boolean
}

const stdinMark = '-'

/** Reads a file, or stdin for `-`. Throws UsageError where it cannot be read, or is neither JSON nor ndjson. */
async function readProfileFile(
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

/** A problem of one profile; of one in a list, with its place there, counted from 0. */
type Problem = ProfileProblem & { readonly profile?: number }

/** What came of checking a file. */
interface Report {
  readonly valid: boolean
  readonly profiles: number
  readonly problems: readonly Problem[]
}

const report: Presentation<Report> = flatPresentation([
  { path: 'valid', heading: 'VALID', value: ({ valid }) => valid },
  { path: 'profiles', heading: 'PROFILES', value: ({ profiles }) => profiles },
])

const where: readonly FlatColumn<Problem>[] = [
  { path: 'path', heading: 'PATH', value: ({ path }) => path },
  { path: 'reason', heading: 'REASON', value: ({ reason }) => reason },
]
const problem = flatPresentation(where)
const problemInList = flatPresentation<Problem>([
  { path: 'profile', heading: 'PROFILE', value: ({ profile }) => profile ?? null },
  ...where,
])

/** `personctl user validate` */
export const command: ParsedCommand<{ readonly file: string }> = {
  columns: columnNames(problemInList, report),

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument('<file>', 'a profile, a list of profiles, or ndjson; - for stdin'),
          'files',
        ),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl user validate people.json
  $ personctl user validate people.ndjson -o csv > problems.csv
  $ personctl user list --raw -o ndjson | personctl user validate -
`,
      )
      .addHelpText(
        'after',
        `
Profiles are checked as they are stored, with signatures and metadata: what a token does not see
is missing, and said to be. Ends with 0 if all are valid, with 10 and the problems if not.
Needs no network and no credentials. The file is read whole.`,
      )
  },

  parse([file = '']) {
    if (file === '')
      throw new UsageError('The name of the file is empty.', 'Is a variable of your script not set?')
    return { file }
  },

  async run({ file }, { io, format: wanted, signal }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const { profiles, isList } = await readProfileFile(file, io.stdin, signal)
    const problems = profiles.flatMap((profile, index) =>
      validateProfile(profile).map((found) => (isList ? { profile: index, ...found } : found)),
    )
    const valid = problems.length === 0
    // A row has room for a problem, and none for all of them.
    const isAsked = io.stdout.view?.query !== undefined
    if (!isAsked && (format === 'csv' || (format === 'table' && !valid))) {
      await writeList(io.stdout, format, problems, isList ? problemInList : problem)
    } else {
      await writeOne(io.stdout, format, { valid, profiles: profiles.length, problems }, report)
    }
    return valid ? 'done' : 'no'
  },
}
