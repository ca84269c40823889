import type { RoleToCreate } from '@personctl/sdk'
import { fieldNames, presentationOf } from '../../../cern/presentation.ts'
import type { ParsedCommand } from '../../../command.ts'
import { UsageError } from '../../../failure/usageError.ts'
import { defaultFormat, writeOne } from '../../../output/index.ts'

interface RoleCreateOptions {
  readonly application: string
  readonly role: RoleToCreate
}

/** `personctl app role create` */
export const command: ParsedCommand<RoleCreateOptions> = {
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
