import type { CernClient, Group, Identity } from '@personctl/sdk'
import { isUuid, lowerUuid } from '@personctl/shared/guards'
import { checkNotEmpty, ExplainedError, hasErrorCode } from '../errors/errors.ts'
import { listColumnNames } from '../output/columns.ts'
import { createFlatPresentation } from '../output/format.ts'
import {
  addSelectionOptions,
  createCernPresentation,
  fieldsNotes,
  listFieldColumns,
  listFields,
  parseSelection,
  type SelectionOptions,
  toSdkSelection,
} from './cern/fields.ts'
import { getIdentity, identityArgument, toIdentityName } from './cern/identityName.ts'
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import type { CommandModule, ParsedCommand } from './command.ts'

/** `personctl identity get` */
export const getCommand: CommandModule = createCernLookupCommand<keyof Identity>({
  kind: 'identity',
  identifier: identityArgument,
  examples: [
    'personctl identity get alovelace --demo',
    'personctl identity get ada.lovelace@example.org --demo',
    'personctl identity get alovelace --field upn --field primaryAccountEmail --demo',
    'personctl identity get - --field upn,displayName,cernDepartment -o csv < upns.txt > people.csv',
  ],
  get: getIdentity,
})

/** `personctl identity list` */
export const listCommand: CommandModule = createCernListCommand<keyof Identity>({
  kind: 'identity',
  examples: [
    'personctl identity list --demo --limit 5',
    'personctl identity list --filter type:Person --field upn,primaryAccountEmail -o csv > people.csv',
    'personctl identity list --filter modificationTime:gt:2026-01-01T00:00:00Z -o ndjson',
    'personctl identity list -o ndjson --start-at TOKEN >> identities.ndjson',
  ],
  list: (cern, options) => cern.identities.list(options),
})

/** `personctl identity groups` */
export const groupsCommand: CommandModule = createCernListCommand<keyof Group>({
  kind: 'group',
  owner: ['identity', identityArgument],
  recursive: 'Include groups that it is in through other groups',
  examples: [
    'personctl identity groups alovelace --demo',
    'personctl identity groups ada.lovelace@example.org --recursive --field groupIdentifier --demo -o csv',
  ],
  list: async (cern, options, identity) =>
    cern.identities.groups(await toIdentityName(cern, identity, options.signal), options),
})

interface IsMemberOptions {
  readonly identity: string
  readonly group: string
  readonly recursive: boolean
}

const membershipPresentation = createFlatPresentation<{ readonly isMember: boolean }>([
  { path: 'isMember', heading: 'IS MEMBER', value: ({ isMember }) => isMember },
])

/** `personctl identity is-member` */
export const isMemberCommand: ParsedCommand<IsMemberOptions> = {
  examples: [
    'personctl identity is-member cbabbage atlas-readers --demo',
    'personctl identity is-member ada.lovelace@example.org atlas-readers --recursive --demo',
    'personctl identity is-member "$USER" atlas-shifters --recursive > /dev/null && deploy',
  ],
  notes: `\
The exit code is 0 for yes and 10 for no; any other code means that the check failed. It is 3 if the
identity or the group does not exist.`,
  columns: listColumnNames(membershipPresentation),

  configure(command) {
    command
      .argument('<identity>', identityArgument)
      .argument('<group>', 'A group identifier or an id')
      .option('--recursive', 'Count members of groups within the group')
  },

  parse([identity = '', group = ''], values) {
    checkNotEmpty('The identity', identity)
    checkNotEmpty('The group', group)
    return { identity, group: lowerUuid(group), recursive: values['recursive'] ?? false }
  },

  async run({ identity, group, recursive }, { output, signal, cern }) {
    const client = await cern()
    const name = await toIdentityName(client, identity, signal)
    const isMember = recursive
      ? await client.identities.isMember(name, group, { signal })
      : await isDirectMember(client, name, group, signal)
    await output.writeOne({ isMember }, membershipPresentation)
    if (isMember) return 'done'
    await output.notify({
      code: 'not_a_member',
      message: `The identity ${JSON.stringify(identity)} is not in the group ${JSON.stringify(group)}.`,
      hint: recursive ? null : 'To count members of groups within the group, add --recursive.',
    })
    return 'no'
  },
}

async function isDirectMember(
  cern: CernClient,
  identity: string,
  group: string,
  signal: AbortSignal,
): Promise<boolean> {
  const key = isUuid(group) ? 'id' : 'groupIdentifier'
  const found = cern.identities.groups(identity, {
    filter: `${key}:eq:${group}`,
    fields: ['groupIdentifier'],
    signal,
  })
  for await (const row of found) if (row[key].toLowerCase() === group.toLowerCase()) return true
  // The list is empty for a group that does not exist as well.
  await cern.groups.get(group, { fields: ['groupIdentifier'], signal })
  return false
}

/** `personctl identity me` */
export const meCommand: ParsedCommand<SelectionOptions> = {
  examples: [
    'PERSONCTL_CERN_TOKEN="$(personctl token get --service cern --device)" personctl identity me',
    'personctl identity me --field upn,primaryAccountEmail',
  ],
  notes: `\
The token must be that of a person: the token of a client does not belong to an identity.

${fieldsNotes('identity')}`,
  columns: listFieldColumns('identity'),

  configure: (command) => addSelectionOptions(command, listFields('identity')),

  parse: (_, values) => parseSelection(values),

  async run(options, { output, signal, cern }) {
    const client = await cern({ credentials: 'lazy' })
    const me = await client.identities
      .me({ ...toSdkSelection<keyof Identity>(options), signal })
      .catch((error: unknown) => {
        throw hasErrorCode(error, 'not_found') ? new ExplainedError(error, { hint: signInHint }) : error
      })
    await output.writeOne(me, createCernPresentation('identity', options))
    return 'done'
  },
}

const signInHint =
  'The token belongs to a client, not to a person. Get a token with personctl token get --service cern --device, and set PERSONCTL_CERN_TOKEN to it.'
