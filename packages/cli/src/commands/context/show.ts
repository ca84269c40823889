import type { Invocation, ParsedCommand } from '../../command.ts'
import { readContextFile } from '../../config/contextFile.ts'
import type { StoredContext } from '../../config/contextSchema.ts'
import { type Context, contextOf, resolveContext, servicesOf } from '../../config/contexts.ts'
import { findSecret } from '../../config/credentials.ts'
import { presetNames } from '../../config/presets.ts'
import { type Origin, resolveServiceSettings, type Setting, withPreset } from '../../config/settings.ts'
import {
  configFolder,
  type Environment,
  type ServiceName,
  ServiceVariables,
  serviceNames,
} from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { columnNames } from '../../output/columns.ts'
import { type Attribute, type FlatColumn, flatPresentation, type Presentation } from '../../output/format.ts'
import { defaultFormat, writeList, writeOne } from '../../output/index.ts'

/** One setting, as it counts. */
interface SettingRow {
  /** With its service before it: `cis.tokenUrl`. */
  readonly setting: string
  /** For what is secret, where it is: `environment`, `keyring` or `file`. */
  readonly value: string
  readonly origin: { readonly from: Origin['from'] | 'flag' | 'current' | 'default'; readonly name: string }
}

/** All settings of a context that there are values for, with where those come from. */
async function settingRows(context: Context, env: Environment): Promise<SettingRow[]> {
  if (context.demo)
    return [{ setting: 'demo', value: 'true', origin: { from: 'context', name: context.name } }]
  const rows: SettingRow[] = []
  for (const service of servicesOf(context, env)) rows.push(...(await rowsOf(service, context, env)))
  return rows
}

async function rowsOf(service: ServiceName, context: Context, env: Environment): Promise<SettingRow[]> {
  const key = service
  const variables = new ServiceVariables(env, service)
  const settings = await withPreset(resolveServiceSettings(service, context, env), service, context)
  const rows: SettingRow[] = []
  const add = (name: string, setting: Setting | undefined) => {
    if (setting !== undefined) rows.push({ setting: `${key}.${name}`, ...setting })
  }
  for (const name of ['url', 'tokenUrl', 'audience', 'scope', 'clientId', 'tenantId'] as const)
    add(name, settings[name])
  const secret = findSecret(variables, service, context, settings.clientId)
  if (secret !== undefined) {
    const { from, name } = secret
    add('clientSecret', {
      value: from === 'environment' ? from : secret.reference.store,
      origin: { from, name },
    })
  }
  if (variables.read('TOKEN') !== undefined) {
    const from = 'environment'
    add('token', { value: from, origin: { from, name: variables.name('TOKEN') } })
  }
  return rows
}

/** A context as it counts, whatever its values come from. */
type ContextDocument = { readonly name: string } & Readonly<Record<string, string | true | Settings>>
type Settings = Readonly<Record<string, string>>

const contextPresentation: Presentation<ContextDocument> = {
  document: (context) => context,
  attributes: (context) => Object.entries(context).flatMap(attributesOf),
  leading: ['name'],
  columns: [],
}

/** What there can be of a context; below each service, its settings. */
export const contextColumns: readonly string[] = ['name', 'demo', ...serviceNames]

function attributesOf([name, value]: [string, string | true | Settings]): Attribute[] {
  if (typeof value !== 'object') return [{ path: name, value }]
  return Object.entries(value).map(([setting, text]) => ({ path: `${name}.${setting}`, value: text }))
}

/** Writes the context of that name as it is kept now. */
export async function writeContext(name: string, invocation: Invocation): Promise<void> {
  const { env } = invocation.connection
  const { contexts } = await readContextFile(configFolder(env).path)
  await writeDocument(contextOf({ name, origin: 'file' }, contexts[name]), invocation)
}

/** Writes a context: what it has, and what the environment and presets have in place of what it has not. */
async function writeDocument(context: Context, { io, format, connection }: Invocation): Promise<void> {
  const document = documentOf(context, await settingRows(context, connection.env))
  await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), document, contextPresentation)
}

function documentOf({ name, demo }: Context, rows: readonly SettingRow[]): ContextDocument {
  if (demo) return { name, demo }
  const services: Record<string, Record<string, string>> = {}
  for (const { setting, value } of rows) {
    const [service = '', field = ''] = setting.split('.')
    services[service] = { ...services[service], [field]: value }
  }
  return { name, ...services }
}

interface ListedContext {
  readonly name: string
  /** Whether it is the one that counts where none is named on the line. */
  readonly current: boolean
  readonly preset: boolean
  readonly services: readonly string[]
}

const contextListPresentation = flatPresentation<ListedContext>([
  { path: 'name', heading: 'NAME', value: ({ name }) => name },
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
  { path: 'preset', heading: 'PRESET', value: ({ preset }) => preset },
  { path: 'services', heading: 'SERVICES', value: ({ services }) => services.join(' ') },
])

/** `personctl context list` */
export const listCommand: ParsedCommand<null> = {
  columns: columnNames(contextListPresentation),

  describe(command) {
    command.addHelpText(
      'before',
      `Examples:
  $ personctl context list
  $ personctl context list -o json | jq -r '.[] | select(.current).name'
`,
    )
  },

  parse: () => null,

  async run(_, { io, format, connection, contextFlag }) {
    const { env } = connection
    const { contexts } = await readContextFile(configFolder(env).path)
    // One that does not exist is current, too, and fails every command that needs one: not this.
    const current = await resolveContext(contextFlag, env).catch(() => undefined)
    const listed = (name: string, stored?: StoredContext): ListedContext => {
      const context = stored ?? contextOf({ name, origin: 'preset' }, undefined)
      return {
        name,
        current: name === current?.name,
        preset: stored === undefined,
        services: serviceNames.filter((service) => context.demo || context[service] !== undefined),
      }
    }
    const rows = [
      ...Object.entries(contexts).map(([name, stored]) => listed(name, stored)),
      ...presetNames.filter((name) => !Object.hasOwn(contexts, name)).map((name) => listed(name)),
    ]
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), rows, contextListPresentation)
    return 'done'
  },
}

interface ContextShowOptions {
  /** Undefined for the one that counts. */
  readonly name: string | undefined
  readonly origin: boolean
}

const columns: readonly FlatColumn<SettingRow>[] = [
  { path: 'setting', heading: 'SETTING', value: ({ setting }) => setting },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value },
  { path: 'from', heading: 'FROM', value: ({ origin }) => origin.from },
  { path: 'name', heading: 'NAME', value: ({ origin }) => origin.name },
]
const settingsPresentation = flatPresentation(columns, ({ setting, value, origin }) => ({
  setting,
  value,
  ...origin,
}))

/** `personctl context show` */
export const showCommand: ParsedCommand<ContextShowOptions> = {
  columns: [...contextColumns, ...columnNames(settingsPresentation)],

  describe(command) {
    command
      .addArgument(
        offering(command.createArgument('[name]', 'a context (default: the one that counts)'), 'contexts'),
      )
      .option('--origin', 'say of every value where it comes from')
      .addHelpText(
        'before',
        `Examples:
  $ personctl context show
  $ personctl context show work --origin
  $ personctl context show --origin -o json | jq '.[] | select(.from == "environment")'
`,
      )
      .addHelpText(
        'after',
        `
Shows what counts: the environment over the context over the preset. Of a secret, it shows where it
is: in the environment, the keyring or a file.`,
      )
  },

  parse: ([name], { origin = false }) => ({ name, origin }),

  async run({ name, origin }, invocation) {
    const { connection, io, format } = invocation
    const context = name === undefined ? await connection.context() : await named(name, invocation)
    if (!origin) {
      await writeDocument(context, invocation)
      return 'done'
    }
    const rows = [nameRow(context), ...(await settingRows(context, connection.env))]
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), rows, settingsPresentation)
    return 'done'
  },
}

async function named(name: string, { connection }: Invocation): Promise<Context> {
  return { ...(await resolveContext(name, connection.env)), origin: 'argument' }
}

const originsOfName: Readonly<Record<string, SettingRow['origin']['from']>> = {
  argument: 'flag',
  '--context': 'flag',
  PERSONCTL_CONTEXT: 'environment',
  'the context in use': 'current',
}

function nameRow({ name, origin }: Context): SettingRow {
  const from = originsOfName[origin] ?? 'default'
  return { setting: 'context', value: name, origin: { from, name: origin } }
}
