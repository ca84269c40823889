import { withOffer } from '../../completion/commandTable.ts'
import { readContextFile } from '../../config/contextFile.ts'
import type { StoredContext } from '../../config/contextSchema.ts'
import {
  argumentOrigin,
  type Context,
  createContext,
  listServices,
  resolveContext,
} from '../../config/contexts.ts'
import { findSecret, findToken } from '../../config/credentials.ts'
import { presetNames } from '../../config/presets.ts'
import {
  applyPreset,
  type Origin,
  resolveServiceSettings,
  type ServiceSettings,
  type Setting,
  settingVariables,
} from '../../config/settings.ts'
import { findConfigDir, type ServiceName, ServiceVariables, serviceNames } from '../../config/variables.ts'
import type { Environment } from '../../io/io.ts'
import { listColumnNames, toColumnNames } from '../../output/columns.ts'
import { type Attribute, createFlatPresentation, type Presentation } from '../../output/format.ts'
import type { ColumnName } from '../../output/index.ts'
import type { Invocation, ParsedCommand } from '../command.ts'

interface ContextShowOptions {
  /** Undefined for the context of every command. */
  readonly name: string | undefined
  readonly origin: boolean
}

/** An effective setting. */
interface SettingRow {
  /** The name of the setting after its service: `cis.tokenUrl`. */
  readonly setting: string
  /** For a secret, its store: `environment`, `keyring` or `file`. */
  readonly value: string
  readonly origin: { readonly from: Origin['from'] | 'flag' | 'current' | 'default'; readonly name: string }
}

const settingsPresentation = createFlatPresentation<SettingRow>(
  [
    { path: 'setting', heading: 'SETTING', value: ({ setting }) => setting },
    { path: 'value', heading: 'VALUE', value: ({ value }) => value },
    { path: 'from', heading: 'FROM', value: ({ origin }) => origin.from },
    { path: 'name', heading: 'NAME', value: ({ origin }) => origin.name },
  ],
  ({ setting, value, origin }) => ({ setting, value, ...origin }),
)

/** Shows each setting with its value and source, one below the other: URLs and variables are too long for columns. */
const originsPresentation: Presentation<readonly SettingRow[]> = {
  document: (rows) => rows,
  attributes: (rows) =>
    rows.map(({ setting, value, origin: { from, name } }) => ({
      path: setting,
      value: from === 'default' ? `${value} (${name})` : `${value} (${from}: ${name})`,
    })),
  leading: [],
  columns: [],
}

/** The columns of a context; below each service, its settings. */
export const contextColumns: readonly ColumnName[] = toColumnNames(['name', 'demo', ...serviceNames])

/** `personctl context show` */
export const showCommand: ParsedCommand<ContextShowOptions> = {
  examples: [
    'personctl context show',
    'personctl context show work --origin',
    `personctl context show --origin -o json | jq '.[] | select(.from == "environment")'`,
  ],
  notes: `\
Shows the effective settings: those of a context that is named here or with --context, or else of
the environment, or else of the context in use, or else of the preset.
Of a secret, it shows the store: environment, keyring or file.`,
  columns: [...contextColumns, ...listColumnNames(settingsPresentation)],

  configure(command) {
    command
      .addArgument(
        withOffer(command.createArgument('[name]', 'A context (default: that of every command)'), 'contexts'),
      )
      .option('--origin', 'Show the source of each value')
  },

  parse: ([name], { origin = false }) => ({ name, origin }),

  async run({ name, origin }, invocation) {
    const { connection, output } = invocation
    const context =
      name === undefined
        ? await connection.context()
        : { ...(await resolveContext(name, connection.env, argumentOrigin)), origin: 'argument' }
    if (!origin) await writeEffectiveContext(context, connection.env, invocation)
    else {
      const rows = [toNameRow(context), ...(await listSettings(context, connection.env))]
      const isForReading = output.format === 'table' && output.view === undefined
      if (isForReading) await output.writeOne(rows, originsPresentation)
      else await output.writeList(rows, settingsPresentation)
    }
    return 'done'
  },
}

const nameOrigins: Readonly<Record<string, SettingRow['origin']['from']>> = {
  argument: 'flag',
  '--context': 'flag',
  PERSONCTL_CONTEXT: 'environment',
  'the context in use': 'current',
}

function toNameRow({ name, origin }: Context): SettingRow {
  const from = nameOrigins[origin] ?? 'default'
  return { setting: 'context', value: name, origin: { from, name: origin } }
}

/** Returns all settings of a context that have a value, with their sources. */
async function listSettings(context: Context, env: Environment): Promise<SettingRow[]> {
  if (context.demo) {
    return [{ setting: 'demo', value: 'true', origin: { from: 'context', name: context.name } }]
  }
  const rows: SettingRow[] = []
  for (const service of listServices(context, env)) {
    rows.push(...(await listServiceSettings(service, context, env)))
  }
  return rows
}

async function listServiceSettings(
  service: ServiceName,
  context: Context,
  env: Environment,
): Promise<SettingRow[]> {
  const variables = new ServiceVariables(env, service)
  const own = resolveServiceSettings(service, context, env)
  const settings = await applyPreset(own, service, context)
  const scope = { service, context, settings: own, variables }
  const rows: SettingRow[] = []
  const add = (name: string, setting: Setting | undefined) => {
    if (setting !== undefined) rows.push({ setting: `${service}.${name}`, ...setting })
  }
  for (const name of Object.keys(settingVariables) as (keyof ServiceSettings)[]) {
    add(name, settings[name])
  }
  const secret = findSecret(scope)
  if (secret !== undefined) {
    const { from, name } = secret
    add('clientSecret', {
      value: from === 'environment' ? from : secret.reference.store,
      origin: { from, name },
    })
  }
  // Few contexts have one.
  const key = own.publisher && (await import('../../service/publisher.ts')).findPublisherKey(scope)
  if (key !== undefined) {
    const { from, name } = key
    add('publisherKey', {
      value: from === 'environment' ? from : key.reference.store,
      origin: { from, name },
    })
  }
  const token = findToken(scope)
  if (token !== undefined) {
    const from = 'environment'
    add('token', { value: from, origin: { from, name: token } })
  }
  return rows
}

/** An effective context, without the sources of its values. */
type ContextDocument = { readonly name: string } & Readonly<
  Record<string, string | true | Readonly<Record<string, string>>>
>

/** Shows a context with the settings of each service. */
export const contextPresentation: Presentation<ContextDocument> = {
  document: (context) => context,
  attributes: (context) =>
    Object.entries(context).flatMap(([name, value]): Attribute[] =>
      typeof value === 'object'
        ? Object.entries(value).map(([setting, text]) => ({ path: `${name}.${setting}`, value: text }))
        : [{ path: name, value }],
    ),
  leading: ['name'],
  columns: [],
}

/** Writes a stored context. */
export async function writeContext(name: string, invocation: Invocation): Promise<void> {
  const { contexts } = await readContextFile(findConfigDir(invocation.connection.env).path)
  // Without the environment, so that it is clear what is stored.
  await writeEffectiveContext(createContext({ name, origin: 'file' }, contexts[name]), {}, invocation)
}

/** Writes a context together with the settings that environment and presets add. */
async function writeEffectiveContext(
  context: Context,
  env: Environment,
  { output }: Invocation,
): Promise<void> {
  const rows = await listSettings(context, env)
  await output.writeOne(toDocument(context, rows), contextPresentation)
}

function toDocument({ name, demo }: Context, rows: readonly SettingRow[]): ContextDocument {
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
  /** True for the context of commands that name none. */
  readonly current: boolean
  readonly preset: boolean
  readonly services: readonly string[]
}

const listPresentation = createFlatPresentation<ListedContext>([
  { path: 'name', heading: 'NAME', value: ({ name }) => name },
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
  { path: 'preset', heading: 'PRESET', value: ({ preset }) => preset },
  { path: 'services', heading: 'SERVICES', value: ({ services }) => services.join(' ') },
])

/** `personctl context list` */
export const listCommand: ParsedCommand<null> = {
  examples: [
    'personctl context list',
    "personctl context list -o json | jq -r '.[] | select(.current).name'",
  ],
  columns: listColumnNames(listPresentation),

  parse: () => null,

  async run(_, { output, connection, contextFlag }) {
    const { env } = connection
    const { contexts } = await readContextFile(findConfigDir(env).path)
    // If the current context does not exist, every command that needs it fails, but not this one.
    const current = await resolveContext(contextFlag, env).catch(() => undefined)
    const toListed = (name: string, stored?: StoredContext): ListedContext => {
      const context = stored ?? createContext({ name, origin: 'preset' }, undefined)
      return {
        name,
        current: name === current?.name,
        preset: stored === undefined,
        services: serviceNames.filter((service) => context.demo || context[service] !== undefined),
      }
    }
    const rows = [
      ...Object.entries(contexts).map(([name, context]) => toListed(name, context)),
      ...presetNames.filter((name) => !Object.hasOwn(contexts, name)).map((name) => toListed(name)),
    ]
    await output.writeList(rows, listPresentation)
    return 'done'
  },
}
