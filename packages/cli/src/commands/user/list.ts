import type { ParsedCommand } from '../../command.ts'
import { UsageError } from '../../failure/usageError.ts'
import {
  describeListing,
  type ListingOptions,
  listingHelp,
  listingNeeds,
  pagerOptions,
  parseListing,
} from '../../listing/options.ts'
import { writeListing } from '../../listing/writeListing.ts'
import { activeOption, type EitherActive, eitherActiveValues } from './activeOption.ts'
import { profileColumns, profileListPresentation } from './presentation.ts'
import {
  csvOfProfilesHelp,
  describeProfileOptions,
  documentOf,
  filterOf,
  formatOf,
  type ProfileOptions,
  parseProfileOptions,
} from './profileOptions.ts'

interface UserListOptions extends ProfileOptions, ListingOptions {
  readonly active: EitherActive
  readonly email: string | undefined
}

/** `personctl user list` */
export const command: ParsedCommand<UserListOptions> = {
  columns: profileColumns,

  describe(command) {
    command
      .addOption(activeOption(command, eitherActiveValues))
      .option('--email <address>', 'only those with exactly this primary e-mail; there may be several')
    describeProfileOptions(command)
    describeListing(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl user list --demo --limit 5
  $ personctl user list -o ndjson > people.ndjson
  $ personctl user list --active false -o csv > left.csv
  $ personctl user list -o ndjson --start-at TOKEN >> people.ndjson
`,
      )
      .addHelpText(
        'after',
        `
The list has no way to ask for active and inactive people at once. Where identifiers are
enough, user ids is faster.
${csvOfProfilesHelp}
${listingHelp}`,
      )
  },

  parse(_, values) {
    const { email, active } = values
    if (email?.trim() === '') {
      throw new UsageError('--email is empty.', 'Is a variable of your script not set?')
    }
    return { active, email, ...parseProfileOptions(values), ...parseListing(values) }
  },

  async run(options, invocation) {
    const { active, email } = options
    const format = formatOf(options, invocation.format, invocation.io.stdout.isTerminal)
    const client = await invocation.cis(listingNeeds)
    const people = client.users.list({
      active,
      ...(email === undefined ? {} : { primaryEmail: email }),
      ...filterOf(options),
      ...pagerOptions(options, invocation.signal),
    })
    await writeListing(people, options, format, profileListPresentation(documentOf(options)), invocation)
    return 'done'
  },
}
