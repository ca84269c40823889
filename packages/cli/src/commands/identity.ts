import type { Group, Identity } from '@personctl/sdk'
import { ExplainedError, hasErrorCode } from '../errors/errors.ts'
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
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import type { CommandModule, ParsedCommand } from './command.ts'

/** `personctl identity get` */
export const getCommand: CommandModule = createCernLookupCommand<keyof Identity>({
  kind: 'identity',
  identifier: 'A UPN or an id',
  examples: [
    'personctl identity get alovelace --demo',
    'personctl identity get alovelace --field upn --field primaryAccountEmail --demo',
    'personctl identity get - --field upn,displayName,cernDepartment -o csv < upns.txt > people.csv',
  ],
  get: (cern, identity, options) => cern.identities.get(identity, options),
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
  owner: ['identity', 'A UPN or an id'],
  recursive: 'Include groups that it is in through other groups',
  examples: [
    'personctl identity groups alovelace --demo',
    'personctl identity groups alovelace --recursive --field groupIdentifier --demo -o csv',
  ],
  list: (cern, options, identity) => cern.identities.groups(identity, options),
})

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
