import { type ProfileProblem, validateProfile } from '@personctl/sdk/cis'
import { isObject } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readInput } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn, type Presentation } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import { JsonSyntaxError, parseJsonOrLines } from '../../text/jsonSyntax.ts'
import type { ParsedCommand } from '../command.ts'

/** A problem of a profile; of one in a list, with its index, counted from 0. */
type Problem = ProfileProblem & { readonly profile?: number }

interface ValidationReport {
  readonly valid: boolean
  readonly profiles: number
  readonly problems: readonly Problem[]
}

const reportPresentation: Presentation<ValidationReport> = createFlatPresentation([
  { path: 'valid', heading: 'VALID', value: ({ valid }) => valid },
  { path: 'profiles', heading: 'PROFILES', value: ({ profiles }) => profiles },
])

const problemColumns: readonly FlatColumn<Problem>[] = [
  { path: 'path', heading: 'PATH', value: ({ path }) => path },
  { path: 'reason', heading: 'REASON', value: ({ reason }) => reason },
]
const problemPresentation = createFlatPresentation(problemColumns)
const listedProblemPresentation = createFlatPresentation<Problem>([
  { path: 'profile', heading: 'PROFILE', value: ({ profile }) => profile ?? null },
  ...problemColumns,
])

/** `personctl user validate` */
export const command: ParsedCommand<{ readonly file: string }> = {
  examples: [
    'personctl user validate people.json',
    'personctl user validate people.ndjson -o csv > problems.csv',
    'personctl user list --raw -o ndjson | personctl user validate -',
  ],
  notes: `\
Profiles are checked as the service stores them, with signatures and metadata: an attribute that a
token does not see is reported as missing; profiles written without --raw cannot be checked. The exit code is 0 if all profiles are valid, and 10 with
a list of problems otherwise. Needs no network and no credentials. The file is read into memory.`,
  columns: listColumnNames(listedProblemPresentation, reportPresentation),

  configure(command) {
    command.addArgument(
      withOffer(
        command.createArgument('<file>', 'A profile, a list of profiles, or ndjson; - for stdin'),
        'files',
      ),
    )
  },

  parse([file = '']) {
    checkNotEmpty('The name of the file', file)
    return { file }
  },

  async run({ file }, { io, output, signal }) {
    const { profiles, isList } = parseProfileFile(file, await readInput(file, io, signal))
    const unwrapped = profiles.findIndex(isUnwrapped)
    if (unwrapped >= 0) {
      throw new UsageError(
        `${isList ? `The profile ${unwrapped}` : 'The profile'} in ${nameInput(file)} has no signatures and metadata.`,
        'Write profiles as the service stores them: add --raw to the command that wrote the file.',
      )
    }
    if (profiles.length === 0) {
      await output.notify({
        code: 'no_profiles',
        message: `The content of ${nameInput(file)} is a list without profiles.`,
        hint: null,
      })
    }
    const problems = profiles.flatMap((profile, index) =>
      validateProfile(profile).map((problem) => (isList ? { profile: index, ...problem } : problem)),
    )
    const valid = problems.length === 0
    const { format } = output
    // A row has room for one problem.
    const hasQuery = output.view?.query !== undefined
    if (!hasQuery && (format === 'csv' || (!valid && !isForPrograms(format)))) {
      await output.writeList(problems, isList ? listedProblemPresentation : problemPresentation)
    } else await output.writeOne({ valid, profiles: profiles.length, problems }, reportPresentation)
    return valid ? 'done' : 'no'
  },
}

/** The content of a file of profiles, unchecked. */
interface ProfileFile {
  readonly profiles: readonly unknown[]
  /** False for a single profile. */
  readonly isList: boolean
}

function parseProfileFile(path: string, text: string): ProfileFile {
  try {
    return parseProfiles(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    throw new UsageError(
      `The content of ${nameInput(path)} is not valid JSON: line ${line}, column ${column}: ${message}.`,
      'Give a profile, a list of profiles, or ndjson with a profile on each line.',
    )
  }
}

function parseProfiles(text: string): ProfileFile {
  // A list of nobody, as ndjson.
  if (text.trim() === '') return { profiles: [], isList: true }
  const { values, isLines } = parseJsonOrLines(text)
  const [content] = values
  if (isLines) return { profiles: values, isList: true }
  return Array.isArray(content) ? { profiles: content, isList: true } : { profiles: [content], isList: false }
}

/** Returns true for a profile without signatures and metadata, as every command writes it without `--raw`. */
function isUnwrapped(profile: unknown): boolean {
  if (!isObject(profile)) return false
  const values = ['user_id', 'uuid', 'primary_email', 'first_name', 'active'].map((name) => profile[name])
  return values.some((value) => typeof value === 'string') && !values.some(isObject)
}
