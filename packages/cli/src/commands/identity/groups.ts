import type { Group } from '@personctl/sdk'
import { collectionCommand } from '../../cern/collectionCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl identity groups` */
export const command: CommandModule = collectionCommand<keyof Group>({
  kind: 'group',
  of: ['identity', 'a upn or an id'],
  recursive: 'also groups that it is in through other groups',
  examples: `\
  $ personctl identity groups alovelace --demo
  $ personctl identity groups alovelace --recursive --field groupIdentifier --demo -o csv
`,
  rows: (cern, options, identity) => cern.identities.groups(identity, options),
})
