import type { DataOutput } from '../io/io.ts'
import type { Format, Items, Presentation } from './format.ts'
import type { FormatName } from './view.ts'

export { defaultFormat, type FormatName, formatNames, isForPrograms } from './view.ts'

const loaders: Readonly<Record<FormatName, () => Promise<{ format: Format }>>> = {
  table: () => import('./table.ts'),
  json: () => import('./json.ts').then(({ jsonFormat: format }) => ({ format })),
  ndjson: () => import('./json.ts').then(({ ndjsonFormat: format }) => ({ format })),
  yaml: () => import('./yaml.ts'),
  csv: () => import('./csv.ts'),
}

/** Writes one thing, as whoever reads stdout wants to see it. */
export async function writeOne<Item>(
  stdout: DataOutput,
  name: FormatName,
  item: Item,
  presentation: Presentation<Item>,
): Promise<void> {
  const { format } = await loaders[name]()
  const { view } = stdout
  if (view === undefined) {
    await stdout.write(format.one(item, presentation, stdout))
    return
  }
  const { viewedOne } = await import('./applyView.ts')
  const pieces = viewedOne(item, presentation, view, { name, format, screen: stdout })
  for await (const text of pieces) await stdout.write(text)
}

/** Writes a list, the same way: piece by piece where the format and what is wanted of it allow. */
export async function writeList<Item>(
  stdout: DataOutput,
  name: FormatName,
  items: Items<Item>,
  presentation: Presentation<Item>,
): Promise<void> {
  const { format } = await loaders[name]()
  const { view } = stdout
  if (view === undefined) {
    for await (const text of format.list(items, presentation, stdout)) await stdout.write(text)
    return
  }
  const { viewedList } = await import('./applyView.ts')
  const pieces = viewedList(items, presentation, view, { name, format, screen: stdout })
  for await (const text of pieces) await stdout.write(text)
}
