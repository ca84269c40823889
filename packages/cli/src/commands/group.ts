import type { Group, Identity } from '@personctl/sdk'
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import type { CommandModule } from './command.ts'

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
