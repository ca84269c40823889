import { type ActiveFilter, activeFilterValues, type CisClient, type Profile } from '@personctl/sdk/cis'
import { ExplainedError, hasErrorCode } from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import type { ParsedCommand } from '../command.ts'
import {
  addLookupOptions,
  isSingle,
  type LookupOptions,
  lookupNeeds,
  lookupNotes,
  parseLookup,
  writeLookup,
} from '../lookup.ts'
import {
  addProfileOptions,
  chooseProfileFormat,
  createActiveOption,
  createProfileListPresentation,
  createProfilePresentation,
  type KeyKind,
  keyKinds,
  type ProfileOptions,
  parseProfileOptions,
  profileColumns,
  toFilter,
  toUserKey,
} from './print.ts'

interface UserGetOptions extends ProfileOptions, LookupOptions {
  /** The kind of all ids; undefined to tell it from the form of each. */
  readonly by: KeyKind | undefined
  readonly active: ActiveFilter
}

/** `personctl user get` */
export const command: ParsedCommand<UserGetOptions> = {
  examples: [
    'personctl user get ada.lovelace@example.org --demo',
    "personctl user get 'ad|Mozilla-LDAP|ada' --active any",
    'personctl user get ada --by username -o yaml',
    'personctl user get - -o csv < emails.txt > people.csv',
    'personctl user get --from-csv people.csv:email -o csv > profiles.csv',
    'personctl user get - -o ndjson --concurrency 20 --keep-going < ids.txt > people.ndjson',
  ],
  notes: `\
An id in the form of a UUID is a UUID, one with | is a user id, one with @ is an e-mail, and any
other is a username.

${lookupNotes}`,
  columns: profileColumns,

  configure(command) {
    command
      .argument(
        '[id...]',
        `A user id, UUID, e-mail or username; ${stdinMark} reads them from stdin, one a line`,
      )
      .addOption(
        command
          .createOption('--by <key>', 'Set the kind of the ids (default: told from their form)')
          .choices(keyKinds),
      )
      .addOption(createActiveOption(command, activeFilterValues))
    addProfileOptions(command)
    addLookupOptions(command)
  },

  parse(operands, values) {
    return {
      by: values['by'],
      active: values['active'],
      ...parseLookup(operands, values, 'id'),
      ...parseProfileOptions(values),
    }
  },

  async run(options, invocation) {
    const client = await invocation.cis({ ...lookupNeeds(options), wantsSignatures: options.raw })
    const output = chooseProfileFormat(invocation.output, options)
    return writeLookup(
      options,
      (id, signal) => getProfile(client, id, options, signal),
      output,
      // In csv, one person has the same columns as several, so that files fit together.
      isSingle(options) && output.format !== 'csv'
        ? createProfilePresentation(options)
        : createProfileListPresentation(options),
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
    return await client.users.get(toUserKey(id, by), { active, signal, ...toFilter(options) })
  } catch (error) {
    if (!hasErrorCode(error, 'not_found')) throw error
    const hint = active === 'any' ? '' : ' To include people who are not active, add --active any.'
    throw new ExplainedError(error, { hint: `Ids are case-sensitive.${hint}` })
  }
}
