import { type CernClient, ConflictError, type Group, type Identity, type NewGroup } from '@personctl/sdk'
import { checkNotEmpty, explainWrite, hasErrorCode } from '../errors/errors.ts'
import { createCernPresentation, dryRunNotice, listFieldColumns, writeNotes } from './cern/fields.ts'
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import { type CommandModule, formatLook, type ParsedCommand } from './command.ts'

/** `personctl group get` */
export const getCommand: CommandModule = createCernLookupCommand<keyof Group>({
  kind: 'group',
  identifier: 'A group identifier or an id',
  examples: [
    'personctl group get atlas-readers --demo',
    'personctl group get atlas-readers atlas-shifters --field groupIdentifier,description --demo -o csv',
  ],
  get: (cern, group, options) => cern.groups.get(group, options),
})

/** `personctl group list` */
export const listCommand: CommandModule = createCernListCommand<keyof Group>({
  kind: 'group',
  examples: [
    'personctl group list --demo --limit 5',
    'personctl group list --filter displayName:contains:atlas --field groupIdentifier --demo',
    'personctl group list --page-size 5000 -o ndjson > groups.ndjson',
    'personctl group list --concurrency 4 -o csv > groups.csv',
  ],
  list: (cern, options) => cern.groups.list(options),
})

/** `personctl group members` */
export const membersCommand: CommandModule = createCernListCommand<keyof Identity>({
  kind: 'identity',
  owner: ['group', 'A group identifier or an id'],
  recursive: 'Include members of groups within the group',
  examples: [
    'personctl group members atlas-readers --demo',
    'personctl group members atlas-readers --recursive --field upn --demo -o csv',
    'personctl group members atlas-readers --filter activeUser:true -o ndjson',
  ],
  list: (cern, options, group) => cern.groups.members(group, options),
})

interface GroupCreateOptions {
  readonly group: NewGroup
  readonly isDryRun: boolean
}

/** `personctl group create` */
export const createCommand: ParsedCommand<GroupCreateOptions> = {
  examples: [
    "personctl group create shift-crew --display-name 'Shift crew' --description 'On duty this week' --demo",
    "personctl group create shift-crew --display-name 'Shift crew' --description 'On duty' --dry-run --demo",
  ],
  notes: `\
Creates a group without members, and prints it. group add-members adds some.

--dry-run checks that the identifier is free, prints the group without what the service adds to it,
such as its id, and creates nothing.

${writeNotes}`,
  columns: listFieldColumns('group'),

  configure(command) {
    command
      .argument('<group>', 'The group identifier, which never changes')
      .requiredOption('--display-name <text>', 'Set the name that people see')
      .requiredOption('--description <text>', 'Describe the purpose of the group')
      .option('--dry-run', 'Print what would be created, and create nothing')
  },

  parse([groupIdentifier = ''], { displayName, description, dryRun = false }) {
    checkNotEmpty('The group', groupIdentifier)
    checkNotEmpty('--display-name', displayName)
    checkNotEmpty('--description', description)
    return { group: { groupIdentifier, displayName, description }, isDryRun: dryRun }
  },

  async run({ group, isDryRun }, invocation) {
    const { output, signal, cern } = invocation
    const client = await cern()
    const presentation = createCernPresentation('group', { fields: [] })
    if (isDryRun) {
      await checkIsFree(client, group.groupIdentifier, signal)
      await output.writeOne(group, presentation)
      await output.notify(dryRunNotice)
      return 'done'
    }
    const created = await explainWrite(
      client.groups.create(group, { signal }),
      formatLook(['group', 'get', group.groupIdentifier], invocation),
    )
    // The service may confirm a write without what was written.
    await output.writeOne(created ?? group, presentation)
    return 'done'
  },
}

/** @throws {ConflictError} if there is a group with this identifier */
async function checkIsFree(cern: CernClient, identifier: string, signal: AbortSignal): Promise<void> {
  try {
    await cern.groups.get(identifier, { fields: ['groupIdentifier'], signal })
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return
    throw error
  }
  throw new ConflictError(`There is a group ${JSON.stringify(identifier)} already.`, {
    service: 'cern',
  })
}
