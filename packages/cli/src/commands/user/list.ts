import { type ActiveFilter, activeFilterValues, type UserIdentifiers } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat } from '../../output/index.ts'
import {
  describeListing,
  type ListingOptions,
  listingHelp,
  listingNeeds,
  pagerOptions,
  parseListing,
  writeListing,
} from '../../output/listing.ts'
import {
  csvOfProfilesHelp,
  describeProfileOptions,
  documentOf,
  filterOf,
  formatOf,
  type ProfileOptions,
  parseProfileOptions,
} from './get.ts'
import {
  activeOption,
  type EitherActive,
  eitherActiveValues,
  profileColumns,
  profileListPresentation,
} from './print.ts'

interface UserIdsOptions extends ListingOptions {
  readonly connectionMethod: string
  readonly active: ActiveFilter
}

/** The usual beginnings of user ids. */
const connectionMethods = ['ad', 'github', 'email', 'google-oauth2', 'oauth2']

const presentation = flatPresentation<UserIdentifiers>([
  { path: 'user_id', heading: 'USER ID', value: (person) => person.user_id },
  { path: 'primary_email', heading: 'E-MAIL', value: (person) => person.primary_email },
  { path: 'uuid', heading: 'UUID', value: (person) => person.uuid },
  { path: 'active', heading: 'ACTIVE', value: (person) => person.active },
])

/** `personctl user ids` */
export const idsCommand: ParsedCommand<UserIdsOptions> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addOption(
        offering(
          command
            .createOption('--connection-method <method>', 'how the user id begins; case-sensitive')
            .makeOptionMandatory(),
          connectionMethods,
        ),
      )
      .addOption(activeOption(command, activeFilterValues))
    describeListing(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl user ids --connection-method ad --demo --limit 5
  $ personctl user ids --connection-method github --active any -o csv > github.csv
  $ personctl user ids --connection-method 'ad|Mozilla-LDAP' -o ndjson
`,
      )
      .addHelpText(
        'after',
        `
Connection methods are ad, github, email, google-oauth2 and oauth2, or any other beginning of
user ids. The identifiers are not filtered: every token sees them.
${listingHelp}`,
      )
  },

  parse(_, values) {
    const { connectionMethod, active } = values
    if (connectionMethod.trim() === '') {
      throw new UsageError(
        '--connection-method is empty.',
        `It takes ${connectionMethods.join(', ')}, or another beginning of user ids.`,
      )
    }
    return { connectionMethod, active, ...parseListing(values) }
  },

  async run(options, invocation) {
    const { connectionMethod, active } = options
    const format = invocation.format ?? defaultFormat(invocation.io.stdout.isTerminal)
    const client = await invocation.cis(listingNeeds)
    const people = client.users.ids({
      connectionMethod,
      active,
      ...pagerOptions(options, invocation.signal),
    })
    await writeListing(people, options, format, presentation, invocation)
    return 'done'
  },
}

interface UserListOptions extends ProfileOptions, ListingOptions {
  readonly active: EitherActive
  readonly email: string | undefined
}

/** `personctl user list` */
export const listCommand: ParsedCommand<UserListOptions> = {
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
