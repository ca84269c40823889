import type { TextSink } from '../io.ts'
import type { Format, Items, Presentation } from './format.ts'

export type FormatName = 'table' | 'json' | 'ndjson' | 'yaml' | 'csv'

const loaders: Readonly<Record<FormatName, () => Promise<{ format: Format }>>> = {
  table: () => import('./table.ts'),
  json: () => import('./json.ts'),
  ndjson: () => import('./ndjson.ts'),
  yaml: () => import('./yaml.ts'),
  csv: () => import('./csv.ts'),
}

export const formatNames: readonly FormatName[] = Object.keys(loaders) as FormatName[]

/** What is used where nobody says otherwise: something to read for people, something to parse for programs. */
export function defaultFormat(stdoutIsTerminal: boolean): FormatName {
  return stdoutIsTerminal ? 'table' : 'json'
}

/** Whether who chose the format wants failures to be parsed too. */
export function isForPrograms(name: FormatName): boolean {
  return name === 'json' || name === 'ndjson' || name === 'yaml'
}

export async function writeOne<Item>(
  stdout: TextSink,
  name: FormatName,
  item: Item,
  presentation: Presentation<Item>,
): Promise<void> {
  const { format } = await loaders[name]()
  await stdout.write(format.one(item, presentation))
}

export async function writeList<Item>(
  stdout: TextSink,
  name: FormatName,
  items: Items<Item>,
  presentation: Presentation<Item>,
): Promise<void> {
  const { format } = await loaders[name]()
  for await (const text of format.list(items, presentation)) await stdout.write(text)
}
