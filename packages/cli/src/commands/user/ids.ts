import { type ActiveFilter, activeFilterValues, type UserIdentifiers } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
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
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat } from '../../output/index.ts'
import { activeOption } from './activeOption.ts'

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
export const command: ParsedCommand<UserIdsOptions> = {
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
