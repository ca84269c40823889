import type { Application, Role, RoleToCreate } from '@personctl/sdk'
import { checkNotEmpty } from '../errors/errors.ts'
import { createCernPresentation, listFieldColumns } from './cern/fields.ts'
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import type { CommandModule, ParsedCommand } from './command.ts'

const applicationArgument = 'An application identifier or an id'

/** `personctl app get` */
export const getCommand: CommandModule = createCernLookupCommand<keyof Application>({
  kind: 'application',
  identifier: applicationArgument,
  examples: [
    'personctl app get atlas-shift-planner --demo',
    'personctl app get atlas-shift-planner --field administratorsId --demo -o yaml',
  ],
  get: (cern, application, options) => cern.applications.get(application, options),
})

/** `personctl app list` */
export const listCommand: CommandModule = createCernListCommand<keyof Application>({
  kind: 'application',
  examples: [
    'personctl app list --demo',
    'personctl app list --filter applicationIdentifier:contains:atlas -o csv',
  ],
  list: (cern, options) => cern.applications.list(options),
})

/** `personctl app role list` */
export const listRolesCommand: CommandModule = createCernListCommand<keyof Role>({
  kind: 'role',
  owner: ['application', applicationArgument],
  examples: [
    'personctl app role list atlas-shift-planner --demo',
    'personctl app role list atlas-shift-planner --filter multifactor:true --field name --demo -o csv',
  ],
  list: (cern, options, application) => cern.applications.roles.list(application, options),
})

interface RoleCreateOptions {
  readonly application: string
  readonly role: RoleToCreate
}

/** `personctl app role create` */
export const createRoleCommand: ParsedCommand<RoleCreateOptions> = {
  examples: [
    'personctl app role create atlas-shift-planner trainee --display-name Trainee --demo',
    'personctl app role create my-app admin --display-name Administrator --multifactor -o json',
  ],
  notes: `\
Prints the new role. A failed request is not repeated: check with app role list whether the role
exists.`,
  columns: listFieldColumns('role'),

  configure(command) {
    command
      .argument('<application>', applicationArgument)
      .argument('<name>', 'The name by which the application knows the role, in lower case')
      .requiredOption('--display-name <text>', 'Set the name that people see')
      .option('--description <text>', 'Describe the purpose of the role')
      .option('--required', 'Let nobody in without the role')
      .option('--multifactor', 'Require a second factor at sign-in')
      .option('--apply-to-all-users', 'Give the role to everybody')
  },

  parse([application = '', name = ''], values) {
    const {
      displayName,
      description = '',
      required = false,
      multifactor = false,
      applyToAllUsers = false,
    } = values
    checkNotEmpty('The application', application)
    checkNotEmpty('The name of the role', name)
    checkNotEmpty('--display-name', displayName)
    return { application, role: { name, displayName, description, required, multifactor, applyToAllUsers } }
  },

  async run({ application, role }, { output, signal, cern }) {
    const client = await cern()
    const created = await client.applications.roles.create(application, role, { signal })
    await output.writeOne(created, createCernPresentation('role', { fields: [] }))
    return 'done'
  },
}
