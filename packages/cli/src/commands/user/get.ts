import {
  type ActiveFilter,
  activeFilterValues,
  type CisClient,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  unwrapProfile,
} from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import { ExplainedError, UsageError } from '../../errors/errors.ts'
import { defaultFormat, type FormatName } from '../../output/index.ts'
import {
  describeLookup,
  type LookupOptions,
  lookupHelp,
  lookupNeeds,
  parseLookup,
  stdinMark,
  writeLookup,
} from '../../output/lookup.ts'
import {
  type KeyKind,
  keyKinds,
  keyOf,
  type ProfileDocument,
  profileColumns,
  profilePresentation,
} from './print.ts'

/** How profiles are wanted. */
export interface ProfileOptions {
  readonly display: DisplayLevel | undefined
  /** Whether they are shown as the service writes them. */
  readonly raw: boolean
}

/** Adds the options of every command that shows profiles. */
export function describeProfileOptions(command: Command): void {
  command
    .addOption(
      command
        .createOption('--display <level>', 'leave out what is not for this audience')
        .choices(displayLevelValues),
    )
    .option('--raw', "the service's own JSON, signatures and metadata included; not as table or csv")
}

export function parseProfileOptions(values: OptionValues): ProfileOptions {
  const { display, raw = false, output } = values
  if (raw && (output === 'table' || output === 'csv')) {
    throw new UsageError(`--raw does not fit -o ${output}.`, 'Use --raw with -o json, ndjson or yaml.')
  }
  return { display, raw }
}

/** The same for the SDK. */
export function filterOf({ display }: ProfileOptions): { filterDisplay?: DisplayLevel } {
  return display === undefined ? {} : { filterDisplay: display }
}

/** What JSON and the like have of a profile. */
export function documentOf({ raw }: ProfileOptions): (profile: Profile) => ProfileDocument {
  return raw ? (profile) => profile : unwrapProfile
}

/** The format that was asked for, or else one that fits: no table shows all of a profile. */
export function formatOf(
  { raw }: ProfileOptions,
  wanted: FormatName | undefined,
  stdoutIsTerminal: boolean,
): FormatName {
  return wanted ?? (raw ? 'json' : defaultFormat(stdoutIsTerminal))
}

/** What is special about profiles as CSV, for the help of lists. */
export const csvOfProfilesHelp = `
As csv, a list has a column for each attribute of the schema, whoever has it: labels with values,
such as usernames, are one cell of JSON. As table, it shows a few. A profile takes about 3 KB.`

interface UserGetOptions extends ProfileOptions, LookupOptions {
  /** The key that all ids are; undefined to tell it from the form of each. */
  readonly by: KeyKind | undefined
  readonly active: ActiveFilter
}

/** `personctl user get` */
export const command: ParsedCommand<UserGetOptions> = {
  columns: profileColumns,

  describe(command) {
    command
      .argument(
        '<id...>',
        `a user id, uuid, e-mail or username; ${stdinMark} reads more from stdin, one a line`,
      )
      .addOption(
        command
          .createOption('--by <key>', 'what the ids are (default: told from their form)')
          .choices(keyKinds),
      )
      .addOption(
        command
          .createOption('--active <filter>', 'whether the person must be active')
          .choices(activeFilterValues)
          .default('true', 'true'),
      )
    describeProfileOptions(command)
    describeLookup(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl user get ada.lovelace@example.org --demo
  $ personctl user get 'ad|Mozilla-LDAP|ada' --active any
  $ personctl user get ada --by username -o yaml
  $ personctl user get - -o csv < emails.txt > people.csv
  $ personctl user get - -o ndjson --concurrency 20 --keep-going < ids.txt > people.ndjson
`,
      )
      .addHelpText(
        'after',
        `
An id is a uuid if it has the form of one, a user id if it contains |, an e-mail if it
contains @, and a username otherwise.
${lookupHelp}`,
      )
  },

  parse(operands, values) {
    return {
      by: values['by'],
      active: values['active'],
      ...parseLookup(operands, values),
      ...parseProfileOptions(values),
    }
  },

  async run(options, invocation) {
    const format = formatOf(options, invocation.format, invocation.io.stdout.isTerminal)
    const client = await invocation.cis(lookupNeeds(options))
    return writeLookup(
      options,
      (id, signal) => getProfile(client, id, options, signal),
      format,
      profilePresentation(documentOf(options)),
      invocation,
    )
  },
}

async function getProfile(
  client: CisClient,
  id: string,
  options: UserGetOptions,
  signal: AbortSignal,
): Promise<Profile> {
  const { by, active } = options
  try {
    return await client.users.get(keyOf(id, by), { active, signal, ...filterOf(options) })
  } catch (error) {
    const isNobody = error instanceof Error && error.name === 'NotFoundError'
    throw isNobody ? new ExplainedError(error, { hint: whereNobody(active) }) : error
  }
}

function whereNobody(active: ActiveFilter): string {
  const caseMatters = 'Ids are case-sensitive.'
  return active === 'any' ? caseMatters : `${caseMatters} To find whoever has it, add --active any.`
}
