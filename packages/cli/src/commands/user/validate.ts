import { type ProfileProblem, validateProfile } from '@personctl/sdk/cis'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty } from '../../errors/errors.ts'
import { nameInput } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn, type Presentation } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import type { ParsedCommand } from '../command.ts'
import { readWholeProfiles } from './profileFile.ts'

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
    const { profiles, isList } = await readWholeProfiles(file, io, signal)
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
