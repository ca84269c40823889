import type { Application, CernClient, NewApplication, Role, RoleToCreate } from '@personctl/sdk'
import { NotFoundError } from '@personctl/sdk'
import { didYouMean } from '@personctl/shared/didYouMean'
import { lowerUuid } from '@personctl/shared/guards'
import { checkNotEmpty, explainWrite } from '../errors/errors.ts'
import { listColumnNames } from '../output/columns.ts'
import { createFlatPresentation } from '../output/format.ts'
import { createCernPresentation, listFieldColumns, writeNotes } from './cern/fields.ts'
import { createCernListCommand } from './cern/list.ts'
import { createCernLookupCommand } from './cern/lookup.ts'
import { type CommandModule, formatLook, type ParsedCommand } from './command.ts'
import { dryRunNotes, dryRunOption, writeRequest } from './dryRun.ts'

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

interface AppCreateOptions {
  readonly application: string
  /** The group of the administrators, as typed; undefined for none. */
  readonly administrators: string | undefined
  readonly isDryRun: boolean
}

/** `personctl app create` */
export const createCommand: ParsedCommand<AppCreateOptions> = {
  examples: [
    'personctl app create my-app --demo',
    'personctl app create my-app --administrators atlas-administrators --demo',
    'personctl app create my-app --dry-run --demo -o yaml',
  ],
  notes: `\
Prints the new application. The service may require fields that are not public; personctl api sends
them.

${dryRunNotes}

${writeNotes}`,
  columns: listFieldColumns('application'),

  configure(command) {
    command
      .argument('<application>', 'The application identifier, which is the id of its OIDC client')
      .option('--administrators <group>', 'Let the members of this group administrate the application')
      .option(...dryRunOption)
  },

  parse([application = ''], { administrators, dryRun = false }) {
    checkNotEmpty('The application', application)
    if (administrators !== undefined) checkNotEmpty('--administrators', administrators)
    return { application, administrators, isDryRun: dryRun }
  },

  async run({ application, administrators, isDryRun }, invocation) {
    const { output, signal, cern } = invocation
    const client = await cern()
    const group =
      administrators === undefined
        ? undefined
        : await client.groups.get(lowerUuid(administrators), { fields: ['groupIdentifier'], signal })
    const body = {
      applicationIdentifier: application,
      ...(group && { administratorsId: group.id }),
    } satisfies NewApplication
    if (isDryRun) {
      await writeRequest('cern', ({ applications }) => applications.create(body, { signal }), invocation)
      return 'done'
    }
    const created = await explainWrite(
      client.applications.create(body, { signal }),
      formatLook(['app', 'get', application], invocation),
    )
    // The service may confirm a write without what was written.
    await output.writeOne(created ?? body, createCernPresentation('application', { fields: [] }))
    return 'done'
  },
}

interface RoleCreateOptions {
  readonly application: string
  readonly role: RoleToCreate
  readonly isDryRun: boolean
}

/** `personctl app role create` */
export const createRoleCommand: ParsedCommand<RoleCreateOptions> = {
  examples: [
    'personctl app role create atlas-shift-planner trainee --display-name Trainee --demo',
    'personctl app role create my-app admin --display-name Administrator --multifactor -o json',
  ],
  notes: `\
Prints the new role.

${dryRunNotes}

${writeNotes}`,
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
      .option(...dryRunOption)
  },

  parse([application = '', name = ''], values) {
    const {
      displayName,
      description = '',
      required = false,
      multifactor = false,
      applyToAllUsers = false,
      dryRun = false,
    } = values
    checkNotEmpty('The application', application)
    checkNotEmpty('The name of the role', name)
    checkNotEmpty('--display-name', displayName)
    const role = { name, displayName, description, required, multifactor, applyToAllUsers }
    return { application, role, isDryRun: dryRun }
  },

  async run({ application, role, isDryRun }, invocation) {
    const { output, signal, cern } = invocation
    if (isDryRun) {
      await writeRequest(
        'cern',
        ({ applications }) => applications.roles.create(application, role, { signal }),
        invocation,
      )
      return 'done'
    }
    const client = await cern()
    const created = await explainWrite(
      client.applications.roles.create(application, role, { signal }),
      formatLook(['app', 'role', 'list', application], invocation),
    )
    await output.writeOne(created ?? role, createCernPresentation('role', { fields: [] }))
    return 'done'
  },
}

/** A role, and a group whose members it is assigned to. */
interface RoleAssignment {
  readonly application: string
  readonly role: string
  readonly group: string
}

const assignmentPresentation = createFlatPresentation<RoleAssignment>([
  { path: 'application', heading: 'APPLICATION', value: ({ application }) => application },
  { path: 'role', heading: 'ROLE', value: ({ role }) => role },
  { path: 'group', heading: 'GROUP', value: ({ group }) => group },
])

/** `personctl app role assign` */
export const assignRoleCommand: ParsedCommand<RoleAssignment & { readonly isDryRun: boolean }> = {
  examples: [
    'personctl app role assign atlas-shift-planner shifter atlas-experts --demo',
    'personctl app role assign my-app admin my-admins -o json',
  ],
  notes: `\
Assigns the role to all members of the group. If they have it, nothing changes.

${dryRunNotes}

${writeNotes}`,
  columns: listColumnNames(assignmentPresentation),

  configure(command) {
    command
      .argument('<application>', applicationArgument)
      .argument('<role>', 'The name of a role or its id')
      .argument('<group>', 'A group identifier or an id')
      .option(...dryRunOption)
  },

  parse([application = '', role = '', group = ''], { dryRun = false }) {
    checkNotEmpty('The application', application)
    checkNotEmpty('The role', role)
    checkNotEmpty('The group', group)
    return { application: lowerUuid(application), role, group: lowerUuid(group), isDryRun: dryRun }
  },

  async run({ application, role, group, isDryRun }, invocation) {
    const { output, signal, cern } = invocation
    const client = await cern()
    const { id, name } = await findRole(client, application, role, signal)
    if (isDryRun) {
      await writeRequest(
        'cern',
        ({ applications }) => applications.roles.assignGroup(application, id, group, { signal }),
        invocation,
      )
      return 'done'
    }
    const path = `/api/v1.0/Application/${encodeURIComponent(application)}/roles/${encodeURIComponent(id)}/groups`
    await explainWrite(
      client.applications.roles.assignGroup(application, id, group, { signal }),
      formatLook(['api', 'cern', path], invocation),
    )
    await output.writeOne({ application, role: name, group }, assignmentPresentation)
    return 'done'
  },
}

/** Returns a role by its id or its name. @throws {NotFoundError} if the application does not have it */
async function findRole(
  cern: CernClient,
  application: string,
  nameOrId: string,
  signal: AbortSignal,
): Promise<Pick<Role, 'id' | 'name'>> {
  const roles = await cern.applications.roles.list(application, { fields: ['name'], signal }).toArray()
  const wanted = nameOrId.toLowerCase()
  const found = roles.find(({ id, name }) => [id, name].some((key) => key.toLowerCase() === wanted))
  if (found !== undefined) return found
  throw new NotFoundError(
    `The application ${JSON.stringify(application)} has no role ${JSON.stringify(nameOrId)}.`,
    {
      service: 'cern',
      hint: adviseOnRole(
        nameOrId,
        roles.map(({ name }) => name),
      ),
    },
  )
}

function adviseOnRole(name: string, known: readonly string[]): string {
  const suggestion = didYouMean(name, known)
  if (suggestion !== undefined) return `Did you mean ${suggestion}?`
  return known.length === 0 ? 'It has no roles.' : `Its roles are ${known.join(', ')}.`
}
