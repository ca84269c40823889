import type { Identity } from '@personctl/sdk'
import { lookupCommand } from '../../cern/lookupCommand.ts'
import type { CommandModule } from '../../command.ts'

/** `personctl identity get` */
export const command: CommandModule = lookupCommand<keyof Identity>({
  kind: 'identity',
  identifier: 'a upn or an id',
  examples: `\
  $ personctl identity get alovelace --demo
  $ personctl identity get alovelace --field upn --field primaryAccountEmail --demo
  $ personctl identity get - --field upn,displayName,cernDepartment -o csv < upns.txt > people.csv
`,
  get: (cern, identity, options) => cern.identities.get(identity, options),
})
