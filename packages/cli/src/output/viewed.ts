import { visible } from '../text/visible.ts'
import { anything, anythingIn } from './anything.ts'
import { checkFit, withColumns } from './columns.ts'
import { collected, type Format, type Items, type Presentation, type Screen } from './format.ts'
import { type FormatName, isForPrograms } from './formatName.ts'
import { orderBy } from './order.ts'
import type { View } from './view.ts'

/** A format, and where what is written in it is shown. */
export interface Target {
  readonly name: FormatName
  readonly format: Format
  readonly screen: Screen
}

/** One thing as a view has it. */
export async function* viewedOne<Item>(
  item: Item,
  presentation: Presentation<Item>,
  view: View,
  target: Target,
): AsyncIterable<string> {
  checkFit(view.columns, target.name)
  if (view.query !== undefined) {
    yield* viewedAnswer(view.query.answerFrom(presentation.document(item)), view, target)
    return
  }
  // One thing has the columns that it has, whatever a list would have.
  const { paths = [], ...open } = presentation
  const known = [...presentation.attributes(item).map(({ path }) => path), ...paths, ...(view.known ?? [])]
  yield target.format.one(item, selected(open, view, known), target.screen)
}

/** A list as a view has it: sorted, then asked, then in columns. */
export async function* viewedList<Item>(
  items: Items<Item>,
  presentation: Presentation<Item>,
  view: View,
  target: Target,
): AsyncIterable<string> {
  checkFit(view.columns, target.name)
  const { format, name, screen } = target
  const { query, sortBy } = view
  const { rows, known } = await withKnownColumns(items, presentation, view)
  const order = sortBy && orderBy(sortBy, presentation, known)
  if (query === undefined) {
    yield* format.list(rows, selected(presentation, view, known), screen, order)
  } else if (name === 'ndjson') {
    const answers = { ...presentation, document: (row: Item) => query.answerFrom(presentation.document(row)) }
    yield* format.list(rows, answers, screen, order)
  } else {
    const documents = await collected(rows, presentation.document, order)
    yield* viewedAnswer(query.answerFrom(documents), view, target)
  }
}

/** What came of a query. */
async function* viewedAnswer(answer: unknown, view: View, { name, format, screen }: Target) {
  if (isForPrograms(name)) yield format.one(answer, anything, screen)
  else if (Array.isArray(answer)) {
    const presentation = anythingIn(answer)
    // Of no rows, nobody can say which columns they would have had.
    const known = answer.length === 0 ? (view.columns ?? []) : []
    yield* format.list(answer, selected(presentation, view, known), screen)
  } else if (typeof answer === 'object' && answer !== null) {
    const known = anything.attributes(answer).map(({ path }) => path)
    yield format.one(answer, selected(anything, view, known), screen)
  } else if (answer !== null) {
    // Alone, it needs no name: ready for a variable of a script.
    yield name === 'table' ? `${visible(String(answer))}\n` : format.one(answer, anything, screen)
  }
}

function selected<Item>(
  presentation: Presentation<Item>,
  { columns }: View,
  known: readonly string[],
): Presentation<Item> {
  return columns === undefined ? presentation : withColumns(presentation, columns, known)
}

/** Where only the rows tell which columns there are, they have to be there before one can be asked for. */
async function withKnownColumns<Item>(
  items: Items<Item>,
  presentation: Presentation<Item>,
  { columns, sortBy, query, known }: View,
): Promise<{ rows: Items<Item>; known: readonly string[] }> {
  const asked = [
    ...(query === undefined ? (columns ?? []) : []),
    ...(sortBy === undefined ? [] : [sortBy.column]),
  ]
  const areKnown = presentation.paths !== undefined || known !== undefined
  if (areKnown || asked.length === 0) return { rows: items, known: known ?? [] }
  const rows = await collected(items, (item) => item)
  const found = new Set(rows.flatMap((row) => presentation.attributes(row).map(({ path }) => path)))
  return { rows, known: rows.length === 0 ? asked : [...found] }
}
