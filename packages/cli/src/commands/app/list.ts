import type { Application } from '@personctl/sdk'
import { collectionCommand } from '../../cern/collectionCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl app list` */
export const command: CommandModule = collectionCommand<keyof Application>({
  kind: 'application',
  examples: `\
  $ personctl app list --demo
  $ personctl app list --filter applicationIdentifier:contains:atlas -o csv
`,
  rows: (cern, options) => cern.applications.list(options),
})
