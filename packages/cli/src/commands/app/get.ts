import type { Application } from '@personctl/sdk'
import { lookupCommand } from '../../cern/lookupCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl app get` */
export const command: CommandModule = lookupCommand<keyof Application>({
  kind: 'application',
  identifier: 'an application identifier or an id',
  examples: `\
  $ personctl app get atlas-shift-planner --demo
  $ personctl app get atlas-shift-planner --field administratorsId --demo -o yaml
`,
  get: (cern, application, options) => cern.applications.get(application, options),
})
