import { type FoundUser, type Profile, searchAttributes } from '@personctl/sdk'
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
import type { Presentation } from '../../output/format.ts'
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
import { parseSearchTerm, type SearchTerm, usualSearchTerms } from './searchTerm.ts'

interface UserSearchOptions extends SearchTerm, ProfileOptions, ListingOptions {
  readonly active: EitherActive
  /** Whether rows are profiles, and not user ids alone. */
  readonly full: boolean
}

const idPresentation = flatPresentation<FoundUser>([
  { path: 'id', heading: 'USER ID', value: (person) => person.id },
])

/** `personctl user search` */
export const command: ParsedCommand<UserSearchOptions> = {
  columns: [...columnNames(idPresentation), ...profileColumns],

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument(
            '<attribute=value>',
            'what to search for; attribute!=value is the same with --not',
          ),
          usualSearchTerms,
        ),
      )
      .option('--not', 'those who do not have the value')
      .addOption(activeOption(command, eitherActiveValues))
      .option('--full', 'profiles, in place of user ids')
    describeProfileOptions(command)
    describeListing(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl user search staff_information.staff=true --demo --limit 5
  $ personctl user search staff_information.team='Site Reliability' --full -o csv > team.csv
  $ personctl user search access_information.ldap=vpn_default --not -o ndjson
`,
      )
      .addHelpText(
        'after',
        `
The attributes:
${searchAttributes.map((attribute) => `  ${attribute}`).join('\n')}
Of access_information the value is the name of a group; of director, manager and staff it is
true or false. Values are compared whole, and case-sensitive. A search takes the scope
search:all; with --full the token must see user_id as well.
${csvOfProfilesHelp}
${listingHelp}`,
      )
  },

  parse([text = ''], values) {
    const term = parseSearchTerm(text)
    const { active, full = false, not = false } = values
    if (not && term.not) throw new UsageError('--not and != both say not.', 'Give one of them.')
    const profiles = parseProfileOptions(values)
    if (!full && profiles.display !== undefined) throw onlyWithFull('--display')
    if (!full && profiles.raw) throw onlyWithFull('--raw')
    return { ...term, not: not || term.not, active, full, ...profiles, ...parseListing(values) }
  },

  async run(options, invocation) {
    const { attribute, value, not, active, full } = options
    const format = formatOf(options, invocation.format, invocation.io.stdout.isTerminal)
    const client = await invocation.cis(listingNeeds)
    const people = client.users.search({
      attribute,
      value,
      not,
      active,
      fullProfiles: full,
      ...filterOf(options),
      ...pagerOptions(options, invocation.signal),
    })
    const presentation = full ? presentationOfFound(options) : idPresentation
    await writeListing(people, options, format, presentation, invocation)
    return 'done'
  },
}

function onlyWithFull(option: string): UsageError {
  return new UsageError(`${option} is for profiles, and without --full there are none.`, 'Add --full.')
}

function presentationOfFound(options: ProfileOptions): Presentation<FoundUser> {
  const { document, attributes, ...shown } = profileListPresentation(documentOf(options))
  return {
    ...shown,
    document: (person) => document(profileOf(person)),
    attributes: (person) => attributes(profileOf(person)),
  }
}

/** Never empty, as `--full` has asked for it. */
function profileOf({ profile = {} as Profile }: FoundUser): Profile {
  return profile
}
