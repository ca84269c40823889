import type { Invocation } from '../../command.ts'
import { readContextFile } from '../../config/contexts/contextFile.ts'
import { type Context, contextOf } from '../../config/contexts/contexts.ts'
import { configFolder } from '../../config/folder.ts'
import { serviceKeys } from '../../config/variables.ts'
import type { Attribute, Presentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { type SettingRow, settingRows } from './settingRows.ts'

/** A context as it counts, whatever its values come from. */
type ContextDocument = { readonly name: string } & Readonly<Record<string, string | true | Settings>>
type Settings = Readonly<Record<string, string>>

const presentation: Presentation<ContextDocument> = {
  document: (context) => context,
  attributes: (context) => Object.entries(context).flatMap(attributesOf),
  leading: ['name'],
  columns: [],
}

/** What there can be of a context; below each service, its settings. */
export const contextColumns: readonly string[] = ['name', 'demo', ...serviceKeys]

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
export async function writeDocument(context: Context, { io, format, connection }: Invocation): Promise<void> {
  const document = documentOf(context, await settingRows(context, connection.env))
  await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), document, presentation)
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
