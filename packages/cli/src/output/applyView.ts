import type { OptionValues } from 'commander'
import { UsageError } from '../errors/errors.ts'
import { readDigits } from '../text/exactNumbers.ts'
import { escapeUnsafe } from '../text/text.ts'
import {
  checkFormatHasColumns,
  createGenericPresentation,
  findColumn,
  hasOnlyLabels,
  listColumnNames,
  resolveColumnName,
  selectColumns,
  toColumnNames,
  withColumnsOf,
} from './columns.ts'
import {
  collectRows,
  type Format,
  formatScalar,
  mapAttributes,
  type Order,
  type Presentation,
  type Rows,
  type Scalar,
  type Screen,
} from './format.ts'
import { type ColumnName, type FormatName, isForPrograms, type SortBy, type View } from './view.ts'

/**
 * Parses `--columns`, `--sort-by` and `--query`.
 *
 * @param known the columns that the command can have, if it knows them beforehand
 * @throws {UsageError} if a value is invalid or does not fit the format
 */
export async function parseView(
  { columns: names, sortBy: sorting, query: expression }: OptionValues,
  known: readonly ColumnName[] | undefined,
  format: FormatName,
): Promise<View> {
  const columns = names === undefined ? undefined : parseColumns(names)
  checkFormatHasColumns(columns, format)
  const sortBy = sorting === undefined ? undefined : (sorting as readonly string[]).map(parseSortBy)
  const resolve = (option: string, name: string) =>
    known === undefined ? name : resolveColumnName(option, name, known)
  return {
    // With a query, the columns are those of its result.
    ...(columns && {
      columns: expression === undefined ? columns.map((name) => resolve('--columns', name)) : columns,
    }),
    ...(sortBy && {
      sortBy: sortBy.map(({ column, ...direction }) => ({
        ...direction,
        column: resolve('--sort-by', column),
      })),
    }),
    ...(expression !== undefined && { query: (await import('./query.ts')).parseQuery(expression) }),
    ...(known && { known }),
  }
}

function parseColumns(texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim())
  if (names.every((name) => name !== '')) return [...new Set(names)]
  const text = texts.join(',')
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
  const { query, columns } = view
  if (query !== undefined) {
    const result = query.search(presentation.document(row))
    yield* formatQueryResult(result, listLabelSets([row], presentation), view, target)
    return
  }
  // One row has its own columns, regardless of those that a list has.
  const { paths, ...open } = presentation
  const known = [
    ...toColumnNames(presentation.attributes(row).map(({ path }) => path)),
    ...listColumnNames(presentation),
    ...(view.known ?? []),
  ]
  const shown = columns === undefined ? presentation : selectColumns(open, columns, known)
  yield target.format.formatOne(row, shown, target.screen)
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
    const labelSets = new Set<object>()
    const toDocument = (row: Row) => {
      for (const labels of listLabelSets([row], presentation)) labelSets.add(labels)
      return presentation.document(row)
    }
    const documents = await collectRows(readRows, toDocument, order)
    yield* formatQueryResult(query.search(documents), labelSets, view, target)
  }
}

/** Returns the objects in the documents of rows that stand for their labels. A query hands them on as they are. */
function listLabelSets<Row>(rows: readonly Row[], { listLabelSets }: Presentation<Row>): Set<object> {
  return new Set(rows.flatMap((row) => listLabelSets?.(row) ?? []).filter(hasOnlyLabels))
}

async function* formatQueryResult(
  result: unknown,
  labelSets: ReadonlySet<object>,
  view: View,
  { name, format, screen }: Target,
) {
  const presentation = createGenericPresentation((object) => labelSets.has(object))
  if (isForPrograms(name)) yield format.formatOne(result, presentation, screen)
  else if (Array.isArray(result)) {
    // An empty result does not tell which columns it would have had.
    const known = result.length === 0 ? toColumnNames(view.columns ?? []) : []
    yield* format.formatList(result, applyColumns(withColumnsOf(result, presentation), view, known), screen)
  } else if (typeof result === 'object' && result !== null) {
    if (labelSets.has(result)) {
      const labels = Object.keys(result)
      yield* format.formatList(labels, applyColumns(withColumnsOf(labels, presentation), view, []), screen)
      return
    }
    const known = toColumnNames(presentation.attributes(result).map(({ path }) => path))
    yield format.formatOne(result, applyColumns(presentation, view, known), screen)
  } else if (result !== null) {
    // A single value needs no name: it is ready for a variable of a script.
    yield name === 'table'
      ? `${escapeUnsafe(formatScalar(result as Scalar))}\n`
      : format.formatOne(result, presentation, screen)
  }
}

function applyColumns<Row>(
  presentation: Presentation<Row>,
  { columns }: View,
  known: readonly ColumnName[],
): Presentation<Row> {
  return columns === undefined ? presentation : selectColumns(presentation, columns, known)
}

/** Reads all rows if only they tell whether a requested column exists. */
async function discoverColumns<Row>(
  rows: Rows<Row>,
  presentation: Presentation<Row>,
  { columns, sortBy, query, known }: View,
): Promise<{ rows: Rows<Row>; known: readonly ColumnName[] }> {
  const requested = [
    ...(query === undefined ? (columns ?? []) : []),
    ...(sortBy ?? []).map(({ column }) => column),
  ]
  const areKnown = presentation.paths !== undefined || known !== undefined
  if (areKnown || requested.length === 0) return { rows, known: known ?? [] }
  const all = await collectRows(rows, (row) => row)
  const found = new Set(all.flatMap((row) => presentation.attributes(row).map(({ path }) => path)))
  const names = all.length === 0 ? requested : [...found]
  return { rows: all, known: toColumnNames(names) }
}

/** Returns the order of `--sort-by`. Rows without a value are last in either direction. */
function createOrder<Row>(
  sortBy: readonly SortBy[],
  presentation: Presentation<Row>,
  known: readonly ColumnName[],
): Order<Row> {
  const columns = sortBy.map(({ column }) => findColumn('--sort-by', column, presentation, known))
  return {
    sortKey: (row) => {
      const attributes = mapAttributes(presentation, row)
      return columns.map(({ cell }) => cell(attributes))
    },
    compare(ones, others) {
      for (const [index, { descending }] of sortBy.entries()) {
        const [one = null, other = null] = [ones[index], others[index]]
        const order =
          isAbsent(one) || isAbsent(other)
            ? Number(isAbsent(one)) - Number(isAbsent(other))
            : compareScalars(one, other) * (descending ? -1 : 1)
        if (order !== 0) return order
      }
      return 0
    },
  }
}

function isAbsent(value: Scalar): boolean {
  return value === null || value === ''
}

// The same on every machine, regardless of its language: é after e, and item 10 after item 9.
const collator = new Intl.Collator('en', { numeric: true })

function compareScalars(one: Scalar, other: Scalar): number {
  if (readDigits(one) !== undefined || readDigits(other) !== undefined) {
    return compareScalars(toNumber(one), toNumber(other))
  }
  if (typeof one === 'string' && typeof other === 'string') return collator.compare(one, other)
  if (typeof one === typeof other) return Number(one) - Number(other)
  return rankType(one) - rankType(other)
}

function toNumber(value: Scalar): Scalar {
  const digits = readDigits(value)
  return digits === undefined ? value : Number(digits)
}

function rankType(value: Scalar): number {
  return ['boolean', 'number', 'string'].indexOf(typeof value)
}
