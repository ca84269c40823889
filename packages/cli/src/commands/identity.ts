import type { Group, Identity } from '@personctl/sdk'
import type { CommandModule, ParsedCommand } from '../command.ts'
import { ExplainedError } from '../errors/errors.ts'
import { defaultFormat, writeOne } from '../output/index.ts'
import {
  describeSelection,
  fieldNames,
  fieldsHelp,
  parseSelection,
  presentationOf,
  type SelectionOptions,
  selected,
} from './cern/fields.ts'
import { collectionCommand } from './cern/list.ts'
import { lookupCommand } from './cern/lookup.ts'

/** `personctl identity get` */
export const getCommand: CommandModule = lookupCommand<keyof Identity>({
  kind: 'identity',
  identifier: 'a upn or an id',
  examples: `\
  $ personctl identity get alovelace --demo
  $ personctl identity get alovelace --field upn --field primaryAccountEmail --demo
  $ personctl identity get - --field upn,displayName,cernDepartment -o csv < upns.txt > people.csv
`,
  get: (cern, identity, options) => cern.identities.get(identity, options),
})

/** `personctl identity groups` */
export const groupsCommand: CommandModule = collectionCommand<keyof Group>({
  kind: 'group',
  of: ['identity', 'a upn or an id'],
  recursive: 'also groups that it is in through other groups',
  examples: `\
  $ personctl identity groups alovelace --demo
  $ personctl identity groups alovelace --recursive --field groupIdentifier --demo -o csv
`,
  rows: (cern, options, identity) => cern.identities.groups(identity, options),
})

/** `personctl identity list` */
export const listCommand: CommandModule = collectionCommand<keyof Identity>({
  kind: 'identity',
  examples: `\
  $ personctl identity list --demo --limit 5
  $ personctl identity list --filter type:Person --field upn,primaryAccountEmail -o csv > people.csv
  $ personctl identity list --filter modificationTime:gt:2026-01-01T00:00:00Z -o ndjson
  $ personctl identity list -o ndjson --start-at TOKEN >> identities.ndjson
`,
  rows: (cern, options) => cern.identities.list(options),
})

/** `personctl identity me` */
export const meCommand: ParsedCommand<SelectionOptions> = {
  columns: fieldNames('identity'),

  describe(command) {
    describeSelection(command, fieldNames('identity'))
    command
      .addHelpText(
        'before',
        `Examples:
  $ PERSONCTL_CERN_TOKEN="$(personctl token get --service cern --device)" personctl identity me
  $ personctl identity me --field upn,primaryAccountEmail
`,
      )
      .addHelpText(
        'after',
        `
Shows whose token it is. It takes a person's token: that of a client has no identity of its own.
${fieldsHelp('identity')}`,
      )
  },

  parse: (_, values) => parseSelection(values),

  async run(options, { io, format: wanted, signal, cern }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const client = await cern({ credentials: 'when needed' })
    const me = await client.identities
      .me({ ...selected<keyof Identity>(options), signal })
      .catch((error: unknown) => {
        throw error instanceof Error && error.name === 'NotFoundError'
          ? new ExplainedError(error, { hint: howToBeSomebody })
          : error
      })
    await writeOne(io.stdout, format, me, presentationOf('identity', options))
    return 'done'
  },
}

const howToBeSomebody =
  "The token is a client's own, which nobody is behind. Get a person's with personctl token get --service cern --device, and set PERSONCTL_CERN_TOKEN to it."
