import type { Group } from '@personctl/sdk'
import { lookupCommand } from '../../cern/lookupCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl group get` */
export const command: CommandModule = lookupCommand<keyof Group>({
  kind: 'group',
  identifier: 'a group identifier or an id',
  examples: `\
  $ personctl group get atlas-readers --demo
  $ personctl group get atlas-readers atlas-shifters --field groupIdentifier,description --demo -o csv
`,
  get: (cern, group, options) => cern.groups.get(group, options),
})
