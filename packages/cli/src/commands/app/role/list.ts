import type { Role } from '@personctl/sdk'
import { collectionCommand } from '../../../cern/collectionCommand.ts'
import type { CommandModule } from '../../../command.ts'

/** `personctl app role list` */
export const command: CommandModule = collectionCommand<keyof Role>({
  kind: 'role',
  of: ['application', 'an application identifier or an id'],
  examples: `\
  $ personctl app role list atlas-shift-planner --demo
  $ personctl app role list atlas-shift-planner --filter multifactor:true --field name --demo -o csv
`,
  rows: (cern, options, application) => cern.applications.roles.list(application, options),
})
