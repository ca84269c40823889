import type { Application, Role, RoleToCreate } from '@personctl/sdk'
import type { CommandModule, ParsedCommand } from '../command.ts'
import { UsageError } from '../errors/errors.ts'
import { defaultFormat, writeOne } from '../output/index.ts'
import { fieldNames, presentationOf } from './cern/fields.ts'
import { collectionCommand } from './cern/list.ts'
import { lookupCommand } from './cern/lookup.ts'

/** `personctl app get` */
export const getCommand: CommandModule = lookupCommand<keyof Application>({
  kind: 'application',
  identifier: 'an application identifier or an id',
  examples: `\
  $ personctl app get atlas-shift-planner --demo
  $ personctl app get atlas-shift-planner --field administratorsId --demo -o yaml
`,
  get: (cern, application, options) => cern.applications.get(application, options),
})

interface RoleCreateOptions {
  readonly application: string
  readonly role: RoleToCreate
}

/** `personctl app role create` */
export const createRoleCommand: ParsedCommand<RoleCreateOptions> = {
  columns: fieldNames('role'),

  describe(command) {
    command
      .argument('<application>', 'an application identifier or an id')
      .argument('<name>', 'what the application knows the role by, in lower case')
      .requiredOption('--display-name <text>', 'what people see')
      .option('--description <text>', 'what it is for')
      .option('--required', 'let nobody in without it')
      .option('--multifactor', 'take a second factor at login')
      .option('--apply-to-all-users', 'give it to everybody')
      .addHelpText(
        'before',
        `Examples:
  $ personctl app role create atlas-shift-planner trainee --display-name Trainee --demo
  $ personctl app role create my-app admin --display-name Administrator --multifactor -o json
`,
      )
      .addHelpText(
        'after',
        `
Prints the new role. After a failure it is not sent again by itself: look with app role list
whether the role is there.`,
      )
  },

  parse([application = '', name = ''], values) {
    const {
      displayName,
      description = '',
      required = false,
      multifactor = false,
      applyToAllUsers = false,
    } = values
    const texts = {
      'The application': application,
      'The name of the role': name,
      '--display-name': displayName,
    }
    for (const [what, text] of Object.entries(texts)) {
      if (text.trim() === '')
        throw new UsageError(`${what} is empty.`, 'Is a variable of your script not set?')
    }
    return { application, role: { name, displayName, description, required, multifactor, applyToAllUsers } }
  },

  async run({ application, role }, { io, format: wanted, signal, cern }) {
    const client = await cern()
    const created = await client.applications.roles.create(application, role, { signal })
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    await writeOne(io.stdout, format, created, presentationOf('role', { fields: [] }))
    return 'done'
  },
}

/** `personctl app role list` */
export const listRolesCommand: CommandModule = collectionCommand<keyof Role>({
  kind: 'role',
  of: ['application', 'an application identifier or an id'],
  examples: `\
  $ personctl app role list atlas-shift-planner --demo
  $ personctl app role list atlas-shift-planner --filter multifactor:true --field name --demo -o csv
`,
  rows: (cern, options, application) => cern.applications.roles.list(application, options),
})

/** `personctl app list` */
export const listCommand: CommandModule = collectionCommand<keyof Application>({
  kind: 'application',
  examples: `\
  $ personctl app list --demo
  $ personctl app list --filter applicationIdentifier:contains:atlas -o csv
`,
  rows: (cern, options) => cern.applications.list(options),
})
