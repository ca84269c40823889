import type { OptionValues } from 'commander'
import { UsageError } from '../errors/errors.ts'
import { escapeUnsafe } from '../text/text.ts'
import {
  checkColumnName,
  checkFormatHasColumns,
  createGenericPresentation,
  findColumn,
  genericPresentation,
  selectColumns,
} from './columns.ts'
import {
  collectRows,
  type Format,
  mapAttributes,
  type Order,
  type Presentation,
  type Rows,
  type Scalar,
  type Screen,
} from './format.ts'
import { type FormatName, isForPrograms, type SortBy, type View } from './view.ts'

/**
 * Parses `--columns`, `--sort-by` and `--query`.
 *
 * @param known the names that columns can have, if the command knows them beforehand
 * @throws {UsageError} if a value is invalid or does not fit the format
 */
export async function parseView(
  { columns: names, sortBy: sorting, query: expression }: OptionValues,
  known: readonly string[] | undefined,
  format: FormatName,
): Promise<View> {
  const columns = names === undefined ? undefined : parseColumns(names)
  checkFormatHasColumns(columns, format)
  const sortBy = sorting === undefined ? undefined : parseSortBy(sorting)
  // With a query, the columns are those of its result.
  if (known !== undefined && expression === undefined) {
    for (const name of columns ?? []) checkColumnName('--columns', name, known)
  }
  if (known !== undefined && sortBy !== undefined) checkColumnName('--sort-by', sortBy.column, known)
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
    'Give names separated by commas, for example --columns user_id,primary_email.',
  )
}

function parseSortBy(text: string): SortBy {
  const [, column = '', direction = 'asc'] = /^(.*?)(?::(asc|desc))?$/s.exec(text.trim()) ?? []
  if (column !== '' && !column.includes(':')) return { column, descending: direction === 'desc' }
  throw new UsageError(
    `--sort-by is ${JSON.stringify(text)}; it takes COLUMN or COLUMN:desc.`,
    'Give for example --sort-by last_name, or --sort-by last_name:desc.',
  )
}

/** A format, and the screen that it is written to. */
interface Target {
  readonly name: FormatName
  readonly format: Format
  readonly screen: Screen
}

/** Yields the document for one row with a view applied. */
export async function* applyViewToOne<Row>(
  row: Row,
  presentation: Presentation<Row>,
  view: View,
  target: Target,
): AsyncIterable<string> {
  checkFormatHasColumns(view.columns, target.name)
  if (view.query !== undefined) {
    yield* formatQueryResult(view.query.search(presentation.document(row)), view, target)
    return
  }
  // One row has its own columns, regardless of those that a list has.
  const { paths = [], ...open } = presentation
  const known = [...presentation.attributes(row).map(({ path }) => path), ...paths, ...(view.known ?? [])]
  yield target.format.formatOne(row, applyColumns(open, view, known), target.screen)
}

/** Yields the document for a list with a view applied: sorted, then queried, then reduced to columns. */
export async function* applyViewToList<Row>(
  rows: Rows<Row>,
  presentation: Presentation<Row>,
  view: View,
  target: Target,
): AsyncIterable<string> {
  checkFormatHasColumns(view.columns, target.name)
  const { format, name, screen } = target
  const { query, sortBy } = view
  const { rows: readRows, known } = await discoverColumns(rows, presentation, view)
  const order = sortBy && createOrder(sortBy, presentation, known)
  if (query === undefined) {
    yield* format.formatList(readRows, applyColumns(presentation, view, known), screen, order)
  } else if (name === 'ndjson') {
    const results = { ...presentation, document: (row: Row) => query.search(presentation.document(row)) }
    yield* format.formatList(readRows, results, screen, order)
  } else {
    const documents = await collectRows(readRows, presentation.document, order)
    yield* formatQueryResult(query.search(documents), view, target)
  }
}

async function* formatQueryResult(result: unknown, view: View, { name, format, screen }: Target) {
  if (isForPrograms(name)) yield format.formatOne(result, genericPresentation, screen)
  else if (Array.isArray(result)) {
    const presentation = createGenericPresentation(result)
    // An empty result does not tell which columns it would have had.
    const known = result.length === 0 ? (view.columns ?? []) : []
    yield* format.formatList(result, applyColumns(presentation, view, known), screen)
  } else if (typeof result === 'object' && result !== null) {
    const known = genericPresentation.attributes(result).map(({ path }) => path)
    yield format.formatOne(result, applyColumns(genericPresentation, view, known), screen)
  } else if (result !== null) {
    // A single value needs no name: it is ready for a variable of a script.
    yield name === 'table'
      ? `${escapeUnsafe(String(result))}\n`
      : format.formatOne(result, genericPresentation, screen)
  }
}

function applyColumns<Row>(
  presentation: Presentation<Row>,
  { columns }: View,
  known: readonly string[],
): Presentation<Row> {
  return columns === undefined ? presentation : selectColumns(presentation, columns, known)
}

/** Reads all rows if only they tell whether a requested column exists. */
async function discoverColumns<Row>(
  rows: Rows<Row>,
  presentation: Presentation<Row>,
  { columns, sortBy, query, known }: View,
): Promise<{ rows: Rows<Row>; known: readonly string[] }> {
  const requested = [
    ...(query === undefined ? (columns ?? []) : []),
    ...(sortBy === undefined ? [] : [sortBy.column]),
  ]
  const areKnown = presentation.paths !== undefined || known !== undefined
  if (areKnown || requested.length === 0) return { rows, known: known ?? [] }
  const all = await collectRows(rows, (row) => row)
  const found = new Set(all.flatMap((row) => presentation.attributes(row).map(({ path }) => path)))
  return { rows: all, known: all.length === 0 ? requested : [...found] }
}

/** Returns the order of `--sort-by`. Rows without a value are last in either direction. */
function createOrder<Row>(
  { column: name, descending }: SortBy,
  presentation: Presentation<Row>,
  known: readonly string[],
): Order<Row> {
  const { cell } = findColumn('--sort-by', name, presentation, known)
  return {
    sortKey: (row) => cell(mapAttributes(presentation, row)),
    compare(one, other) {
      if (isAbsent(one) || isAbsent(other)) return Number(isAbsent(one)) - Number(isAbsent(other))
      return compareScalars(one, other) * (descending ? -1 : 1)
    },
  }
}

function isAbsent(value: Scalar): boolean {
  return value === null || value === ''
}

// The same on every machine, regardless of its language: é after e, and item 10 after item 9.
const collator = new Intl.Collator('en', { numeric: true })

function compareScalars(one: Scalar, other: Scalar): number {
  if (typeof one === 'string' && typeof other === 'string') return collator.compare(one, other)
  if (typeof one === typeof other) return Number(one) - Number(other)
  return rankType(one) - rankType(other)
}

function rankType(value: Scalar): number {
  return ['boolean', 'number', 'string'].indexOf(typeof value)
}
