import type { Role } from '@personctl/sdk'
import { collectionCommand } from '../../../cern/collectionCommand.ts'
import type { CommandModule } from '../../../command.ts'

/** `personctl app role list` */
export const command: CommandModule = collectionCommand<keyof Role>({
  kind: 'role',
  of: ['application', 'an application identifier or an id'],
  examples: `\
  $ personctl app role list my-app --demo
  $ personctl app role list my-app --filter multifactor:true --field name -o csv
`,
  rows: (cern, options, application) => cern.applications.roles.list(application, options),
})
