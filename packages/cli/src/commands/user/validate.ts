import { type ProfileProblem, validateProfile } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { UsageError } from '../../failure/usageError.ts'
import { columnNames } from '../../output/columns.ts'
import { type FlatColumn, flatPresentation } from '../../output/flat.ts'
import type { Presentation } from '../../output/format.ts'
import { defaultFormat, writeList, writeOne } from '../../output/index.ts'
import { readProfileFile } from './profileFile.ts'

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
