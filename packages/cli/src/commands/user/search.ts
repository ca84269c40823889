import {
  type FoundUser,
  type Profile,
  profileAttributes,
  type SearchAttribute,
  searchAttributes,
} from '@personctl/sdk/cis'
import { didYouMean } from '@personctl/shared/didYouMean'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { createFlatPresentation, type Presentation } from '../../output/format.ts'
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

interface SearchTerm {
  readonly attribute: SearchAttribute
  readonly value: string | boolean
  /** True to find people without the value. */
  readonly not: boolean
}

interface UserSearchOptions extends SearchTerm, ProfileOptions, ListingOptions {
  readonly active: EitherActive
  /** True for rows of profiles, false for user ids. */
  readonly full: boolean
}

const idPresentation = createFlatPresentation<FoundUser>(
  [{ path: 'user_id', heading: 'USER ID', value: (person) => person.id }],
  ({ id }) => ({ user_id: id }),
)

/** The beginnings of all search terms; whole terms for attributes that are true or false. */
const searchTerms: readonly string[] = searchAttributes.flatMap((attribute) =>
  isBoolean(attribute) ? [`${attribute}=true`, `${attribute}=false`] : [`${attribute}=`],
)

/** `personctl user search` */
export const command: ParsedCommand<UserSearchOptions> = {
  examples: [
    'personctl user search staff_information.staff=true --demo --limit 5',
    "personctl user search staff_information.team='Site Reliability' --full -o csv > team.csv",
    'personctl user search access_information.ldap=vpn_default --not -o ndjson',
  ],
  notes: `\
Attributes:
${searchAttributes.map((attribute) => `  ${attribute}`).join('\n')}
The value of access_information is the name of a group; director, manager and staff take true or
false. Values are compared as a whole, and case-sensitively. A search needs the scope search:all;
with --full the token must also see user_id.

${profileListNotes}

${describeListing('personctl user search staff_information.staff=true')}`,
  columns: profileColumns,

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument(
            '<attribute=value>',
            'The value to search for; attribute!=value is the same with --not',
          ),
          searchTerms,
        ),
      )
      .option('--not', 'Find people without the value')
      .addOption(createActiveOption(command, eitherActiveValues))
      .option('--full', 'Show profiles instead of user ids')
    addProfileOptions(command)
    addListingOptions(command)
  },

  parse([text = ''], values) {
    const term = parseSearchTerm(text)
    const { active, full = false, not = false } = values
    if (not && term.not) throw new UsageError('--not and != cannot be used together.', 'Use one of them.')
    const profiles = parseProfileOptions(values)
    if (!full && profiles.display !== undefined) throw createProfilesOnlyError('--display')
    if (!full && profiles.raw) throw createProfilesOnlyError('--raw')
    return { ...term, not: not || term.not, active, full, ...profiles, ...parseListing(values) }
  },

  async run(options, invocation) {
    const { attribute, value, not, active, full } = options
    const client = await invocation.cis({ ...listingNeeds, wantsSignatures: options.raw })
    const filter = { attribute, value, not, active, fullProfiles: full, ...toFilter(options) }
    await writeListing(
      (paging) => client.users.search({ ...filter, ...paging }),
      options,
      chooseProfileFormat(invocation.output, options),
      full ? createFoundPresentation(options) : idPresentation,
      invocation,
    )
    return 'done'
  },
}

/** Parses `ATTRIBUTE=VALUE` or `ATTRIBUTE!=VALUE`. */
function parseSearchTerm(text: string): SearchTerm {
  const [, name, negation, value] = /^([^=]*?)(!?)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `The search term ${JSON.stringify(text)} has no value.`,
      'Write it as ATTRIBUTE=VALUE, for example staff_information.staff=true.',
    )
  }
  const attribute = parseSearchAttribute(name.trim())
  return { attribute, value: parseSearchValue(attribute, value), not: negation === '!' }
}

function parseSearchAttribute(name: string): SearchAttribute {
  const found = searchAttributes.find((attribute) => attribute === name)
  if (found !== undefined) return found
  const suggestion = didYouMean(name, searchAttributes)
  throw new UsageError(
    `The attribute ${JSON.stringify(name)} cannot be searched; use one of ${searchAttributes.join(', ')}.`,
    suggestion === undefined ? undefined : `Did you mean ${suggestion}?`,
  )
}

function parseSearchValue(attribute: SearchAttribute, text: string): string | boolean {
  checkNotEmpty(`The value of ${attribute}`, text)
  if (!isBoolean(attribute)) return text
  const value = text.toLowerCase()
  if (value === 'true' || value === 'false') return value === 'true'
  throw new UsageError(`The value of ${attribute} is ${JSON.stringify(text)}; it takes true or false.`)
}

function isBoolean(attribute: SearchAttribute): boolean {
  return profileAttributes.some(({ path, type }) => path === attribute && type === 'boolean')
}

function createProfilesOnlyError(option: string): UsageError {
  return new UsageError(`${option} applies to profiles, and the command shows user ids.`, 'Add --full.')
}

function createFoundPresentation(options: ProfileOptions): Presentation<FoundUser> {
  const { document, attributes, listLabelSets, ...shown } = createProfileListPresentation(options)
  return {
    ...shown,
    document: (person) => document(requireProfile(person)),
    attributes: (person) => attributes(requireProfile(person)),
    listLabelSets: (person) => listLabelSets?.(requireProfile(person)) ?? [],
  }
}

/** Never undefined, since `--full` requests it. */
function requireProfile({ profile = {} as Profile }: FoundUser): Profile {
  return profile
}
