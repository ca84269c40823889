import {
  type FoundUser,
  type Profile,
  profileAttributes,
  type SearchAttribute,
  searchAttributes,
} from '@personctl/sdk'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation, type Presentation } from '../../output/format.ts'
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

/** What to search for. */
interface SearchTerm {
  readonly attribute: SearchAttribute
  readonly value: string | boolean
  /** Whether those are wanted who do not have the value. */
  readonly not: boolean
}

/** Reads `ATTRIBUTE=VALUE`, or `ATTRIBUTE!=VALUE`. Throws UsageError for anything else. */
function parseSearchTerm(text: string): SearchTerm {
  const [, name, negation, value] = /^([^=]*?)(!?)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)} does not say which value to search for.`,
      'Write it as ATTRIBUTE=VALUE, such as staff_information.staff=true.',
    )
  }
  const attribute = searchAttribute(name.trim())
  return { attribute, value: searchedValue(attribute, value), not: negation === '!' }
}

function searchAttribute(name: string): SearchAttribute {
  const found = searchAttributes.find((attribute) => attribute === name)
  if (found !== undefined) return found
  const meant = didYouMean(name, searchAttributes)
  throw new UsageError(
    `${JSON.stringify(name)} is no attribute to search by; there are ${searchAttributes.join(', ')}.`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  )
}

function searchedValue(attribute: SearchAttribute, text: string): string | boolean {
  if (text.trim() === '') {
    throw new UsageError(`The value of ${attribute} is empty.`, 'Is a variable of your script not set?')
  }
  if (!isBoolean(attribute)) return text
  const truth = text.toLowerCase()
  if (truth === 'true' || truth === 'false') return truth === 'true'
  throw new UsageError(`${attribute} is searched for ${JSON.stringify(text)}; it takes true or false.`)
}

function isBoolean(attribute: SearchAttribute): boolean {
  return profileAttributes.some(({ path, type }) => path === attribute && type === 'boolean')
}

/** The beginnings of all terms there are; the whole of those that are about true or false. */
const usualSearchTerms: readonly string[] = searchAttributes.flatMap((attribute) =>
  isBoolean(attribute) ? [`${attribute}=true`, `${attribute}=false`] : [`${attribute}=`],
)

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
