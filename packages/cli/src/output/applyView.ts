import type { OptionValues } from 'commander'
import { UsageError } from '../errors/errors.ts'
import { visible } from '../text/text.ts'
import {
  anything,
  anythingIn,
  attributeMap,
  checkColumn,
  checkFit,
  columnNamed,
  withColumns,
} from './columns.ts'
import {
  collected,
  type Format,
  type Items,
  type Order,
  type Presentation,
  type Scalar,
  type Screen,
} from './format.ts'
import { type FormatName, isForPrograms, type SortBy, type View } from './view.ts'

/** The order that `--sort-by` asks for: rows without a value come last, whichever way round. */
function orderBy<Item>(
  { column: name, descending }: SortBy,
  presentation: Presentation<Item>,
  known: readonly string[],
): Order<Item> {
  const { cell } = columnNamed('--sort-by', name, presentation, known)
  return {
    keyOf: (item) => cell(attributeMap(presentation, item)),
    compare(one, other) {
      if (isAbsent(one) || isAbsent(other)) return Number(isAbsent(one)) - Number(isAbsent(other))
      return compareScalars(one, other) * (descending ? -1 : 1)
    },
  }
}

function isAbsent(value: Scalar): boolean {
  return value === null || value === ''
}

// The same on every machine, whatever its language: é after e, and item 10 after item 9.
const collator = new Intl.Collator('en', { numeric: true })

function compareScalars(one: Scalar, other: Scalar): number {
  if (typeof one === 'string' && typeof other === 'string') return collator.compare(one, other)
  if (typeof one === typeof other) return Number(one) - Number(other)
  return rank(one) - rank(other)
}

function rank(value: Scalar): number {
  return ['boolean', 'number', 'string'].indexOf(typeof value)
}

/**
 * Makes sense of the options that say what is written of an answer.
 *
 * @param known the names that columns can have, where the command knows them beforehand
 * @param format the format that was asked for, or else is usual here
 * @throws UsageError where there is no sense in them
 */
export async function parseView(
  { columns: names, sortBy: sorting, query: expression }: OptionValues,
  known: readonly string[] | undefined,
  format: FormatName,
): Promise<View> {
  const columns = names === undefined ? undefined : parseColumns(names)
  checkFit(columns, format)
  const sortBy = sorting === undefined ? undefined : parseSortBy(sorting)
  // The columns after a query are those of its answer.
  if (known !== undefined && expression === undefined) {
    for (const name of columns ?? []) checkColumn('--columns', name, known)
  }
  if (known !== undefined && sortBy !== undefined) checkColumn('--sort-by', sortBy.column, known)
  return {
    ...(columns && { columns }),
    ...(sortBy && { sortBy }),
    ...(expression !== undefined && { query: (await import('./query.ts')).parseQuery(expression) }),
    ...(known && { known }),
  }
}

function parseColumns(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.every((name) => name !== '')) return [...new Set(names)]
  throw new UsageError(
    text.trim() === '' ? '--columns is empty.' : `--columns is ${JSON.stringify(text)}: a name is empty.`,
    'Give names with commas between them, such as --columns user_id,primary_email.',
  )
}

function parseSortBy(text: string): SortBy {
  const [, column = '', direction = 'asc'] = /^(.*?)(?::(asc|desc))?$/s.exec(text.trim()) ?? []
  if (column !== '' && !column.includes(':')) return { column, descending: direction === 'desc' }
  throw new UsageError(
    `--sort-by is ${JSON.stringify(text)}; it takes a column, or a column and :desc.`,
    'Such as --sort-by last_name, or --sort-by last_name:desc.',
  )
}

/** A format, and where what is written in it is shown. */
interface Target {
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
