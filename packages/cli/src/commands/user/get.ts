import { type ActiveFilter, activeFilterValues, type CisClient, type Profile } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { ExplainedError } from '../../failure/explainedError.ts'
import { stdinMark } from '../../lookup/ids.ts'
import {
  describeLookup,
  type LookupOptions,
  lookupHelp,
  lookupNeeds,
  parseLookup,
} from '../../lookup/options.ts'
import { writeLookup } from '../../lookup/writeLookup.ts'
import { type KeyKind, keyKinds, keyOf } from './key.ts'
import { profileColumns, profilePresentation } from './presentation.ts'
import {
  describeProfileOptions,
  documentOf,
  filterOf,
  formatOf,
  type ProfileOptions,
  parseProfileOptions,
} from './profileOptions.ts'

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
