import type { Group } from '@personctl/sdk'
import { collectionCommand } from '../../cern/collectionCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl group list` */
export const command: CommandModule = collectionCommand<keyof Group>({
  kind: 'group',
  examples: `\
  $ personctl group list --demo --limit 5
  $ personctl group list --filter displayName:contains:atlas --field groupIdentifier --demo
  $ personctl group list --page-size 5000 -o ndjson > groups.ndjson
  $ personctl group list --concurrency 4 -o csv > groups.csv
`,
  rows: (cern, options) => cern.groups.list(options),
})
