import type { Identity } from '@personctl/sdk'
import { collectionCommand } from '../../cern/collectionCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl group members` */
export const command: CommandModule = collectionCommand<keyof Identity>({
  kind: 'identity',
  of: ['group', 'a group identifier or an id'],
  recursive: 'also members of groups within the group',
  examples: `\
  $ personctl group members atlas-readers --demo
  $ personctl group members atlas-readers --recursive --field upn --demo -o csv
  $ personctl group members atlas-readers --filter activeUser:true -o ndjson
`,
  rows: (cern, options, group) => cern.groups.members(group, options),
})
