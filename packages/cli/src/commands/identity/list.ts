import type { Identity } from '@personctl/sdk'
import { collectionCommand } from '../../cern/collectionCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl identity list` */
export const command: CommandModule = collectionCommand<keyof Identity>({
  kind: 'identity',
  examples: `\
  $ personctl identity list --demo --limit 5
  $ personctl identity list --filter type:Person --field upn,primaryAccountEmail -o csv > people.csv
  $ personctl identity list --filter modificationTime:gt:2026-01-01T00:00:00Z -o ndjson
  $ personctl identity list -o ndjson --start-at TOKEN >> identities.ndjson
`,
  rows: (cern, options) => cern.identities.list(options),
})
