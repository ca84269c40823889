import { type ActiveFilter, activeFilterValues, type UserIdentifiers } from '@personctl/sdk/cis'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ParsedCommand } from '../command.ts'
import {
  addListingOptions,
  describeListing,
  type ListingOptions,
  listingNeeds,
  parseListing,
  writeListing,
} from '../listing.ts'
import {
  addProfileOptions,
  chooseProfileFormat,
  createActiveOption,
  createProfileListPresentation,
  type EitherActive,
  eitherActiveValues,
  type ProfileOptions,
  parseProfileOptions,
  profileColumns,
  profileListNotes,
  toFilter,
} from './print.ts'

interface UserListOptions extends ProfileOptions, ListingOptions {
  readonly active: EitherActive
  readonly email: string | undefined
}

/** `personctl user list` */
export const listCommand: ParsedCommand<UserListOptions> = {
  examples: [
    'personctl user list --demo --limit 5',
    'personctl user list -o ndjson > people.ndjson',
    'personctl user list --active false -o csv > left.csv',
    'personctl user list -o ndjson --start-at TOKEN >> people.ndjson',
  ],
  notes: `\
The service cannot list active and inactive people at once. If identifiers are enough, user ids is
faster.

${profileListNotes}

${describeListing('personctl user list')}`,
  columns: profileColumns,

  configure(command) {
    command
      .addOption(createActiveOption(command, eitherActiveValues))
      .option('--email <email>', 'List only people with exactly this primary e-mail')
    addProfileOptions(command)
    addListingOptions(command)
  },

  parse(_, values) {
    const { email, active } = values
    if (email !== undefined) checkNotEmpty('--email', email)
    return { active, email, ...parseProfileOptions(values), ...parseListing(values) }
  },

  async run(options, invocation) {
    const { active, email } = options
    const client = await invocation.cis({ ...listingNeeds, wantsSignatures: options.raw })
    await writeListing(
      (paging) =>
        client.users.list({
          active,
          ...(email === undefined ? {} : { primaryEmail: email }),
          ...toFilter(options),
          ...paging,
        }),
      options,
      chooseProfileFormat(invocation.output, options),
      createProfileListPresentation(options),
      invocation,
    )
    return 'done'
  },
}

interface UserIdsOptions extends ListingOptions {
  readonly connectionMethod: string
  readonly active: ActiveFilter
}

/** The usual beginnings of user ids. */
const connectionMethods = ['ad', 'github', 'email', 'google-oauth2', 'oauth2']

const idsPresentation = createFlatPresentation<UserIdentifiers>([
  { path: 'user_id', heading: 'USER ID', value: (person) => person.user_id },
  { path: 'primary_email', heading: 'E-MAIL', value: (person) => person.primary_email },
  { path: 'uuid', heading: 'UUID', value: (person) => person.uuid },
  { path: 'active', heading: 'ACTIVE', value: (person) => person.active },
])

/** `personctl user ids` */
export const idsCommand: ParsedCommand<UserIdsOptions> = {
  examples: [
    'personctl user ids --connection-method ad --demo --limit 5',
    'personctl user ids --connection-method github --active any -o csv > github.csv',
    "personctl user ids --connection-method 'ad|Mozilla-LDAP' -o ndjson",
  ],
  notes: `\
Connection methods are ${connectionMethods.join(', ')}, or any other beginning of user ids.
Identifiers are not filtered by scopes: every token sees them.

${describeListing('personctl user ids --connection-method ad')}`,
  columns: listColumnNames(idsPresentation),

  configure(command) {
    command
      .addOption(
        withOffer(
          command
            .createOption(
              '--connection-method <method>',
              'List people whose user id begins with this; case-sensitive',
            )
            .makeOptionMandatory(),
          connectionMethods,
        ),
      )
      .addOption(createActiveOption(command, activeFilterValues))
    addListingOptions(command)
  },

  parse(_, values) {
    const { connectionMethod, active } = values
    checkNotEmpty('--connection-method', connectionMethod)
    return { connectionMethod, active, ...parseListing(values) }
  },

  async run(options, invocation) {
    const { connectionMethod, active } = options
    const client = await invocation.cis(listingNeeds)
    await writeListing(
      (paging) => client.users.ids({ connectionMethod, active, ...paging }),
      options,
      invocation.output,
      idsPresentation,
      invocation,
    )
    return 'done'
  },
}
