import { didYouMean } from '@personctl/shared/didYouMean'
import { UsageError } from '../errors/errors.ts'
import {
  type Attribute,
  type Column,
  createColumn,
  mapAttributes,
  type Presentation,
  type Scalar,
} from './format.ts'
import { type ColumnName, type FormatName, isForPrograms } from './view.ts'

/** Returns true for an object that stands for its labels, since its values are all null. */
export type IsLabelSet = (object: object, path: string) => boolean

/** Returns true if an object has names, but no values. */
export function hasOnlyLabels(object: object): boolean {
  const values = Object.values(object)
  return values.length > 0 && values.every((value) => value === null)
}

/**
 * Returns a presentation of JSON of any shape. Nested values have columns of their own; a list of single values is one cell,
 * and so is a set of labels.
 */
export function createGenericPresentation(isLabelSet: IsLabelSet = () => false): Presentation<unknown> {
  return {
    document: (value) => value,
    attributes: (value) => [...flatten(value, '', isLabelSet)],
    leading: [],
    columns: [],
  }
}

/** Returns a presentation of rows that are all in memory, so that their columns are known. */
export function withColumnsOf(
  rows: readonly unknown[],
  presentation: Presentation<unknown>,
): Presentation<unknown> {
  const paths = [...new Set(rows.flatMap((row) => presentation.attributes(row).map(({ path }) => path)))]
  return {
    ...presentation,
    columns: paths.map((path) => createColumn(path.toUpperCase(), path)),
    ...(paths.length > 0 && { paths }),
  }
}

function* flatten(value: unknown, path: string, isLabelSet: IsLabelSet): Generator<Attribute> {
  if (typeof value !== 'object' || value === null) yield { path: path || 'value', value: value as Scalar }
  else if (Array.isArray(value)) {
    // A list that is a row has a column for each element; within a row it is one cell.
    if (path !== '') yield { path, value: joinValues(value) }
    else
      for (const [index, element] of value.entries())
        yield* flatten(element, `column_${index + 1}`, isLabelSet)
  } else if (hasOnlyLabels(value) && isLabelSet(value, path)) {
    yield { path: path || 'value', value: Object.keys(value).join(', ') }
  } else if (path !== '' && Object.keys(value).length === 0) yield { path, value: '{}' }
  else {
    for (const [name, child] of Object.entries(value)) {
      yield* flatten(child, path === '' ? name : `${path}.${name}`, isLabelSet)
    }
  }
}

function joinValues(values: readonly unknown[]): string {
  const isPlain = values.every((value) => typeof value !== 'object' || value === null)
  return isPlain ? values.join(', ') : JSON.stringify(values)
}

/** The part of a presentation that does not depend on the rows. */
type KnownColumns = Pick<Presentation<unknown>, 'paths' | 'columns'>

/** Returns the names of all columns that any of the presentations can have. */
export function listColumnNames(...presentations: readonly KnownColumns[]): ColumnName[] {
  const columns = new Map<string, ColumnName>()
  for (const { paths = [], columns: shown } of presentations) {
    const headings = new Map(shown.map((column) => [nameColumn(column), column.heading]))
    for (const name of [...paths, ...headings.keys()]) {
      if (!columns.has(name)) columns.set(name, { name, heading: headings.get(name) ?? name })
    }
  }
  return [...columns.values()]
}

/** Returns the names of columns whose headings are the same. */
export function toColumnNames(names: readonly string[]): ColumnName[] {
  return names.map((name) => ({ name, heading: name }))
}

/** Returns the name of a column: the attribute that it shows, or else its heading. */
function nameColumn({ path, heading }: Column): string {
  return path ?? normalizeName(heading)
}

/** Returns a name without what people do not remember: case, and whether words are joined. */
function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[ -]/g, '_')
}

/**
 * Returns the name of the column that has this name or this heading. A name may be followed by a label, as in
 * `usernames.github`.
 *
 * @throws {UsageError} if no column can have the name
 */
export function resolveColumnName(option: string, name: string, columns: readonly ColumnName[]): string {
  if (columns.some((column) => isNameOf(column, name))) return name
  const normalized = normalizeName(name)
  const found =
    columns.find((column) => normalizeName(column.heading) === normalized) ??
    columns.find((column) => normalizeName(column.name) === normalized)
  if (found !== undefined) return found.name
  throw createUnknownColumnError(option, name, columns)
}

function isNameOf(column: ColumnName, name: string): boolean {
  return name === column.name || name.startsWith(`${column.name}.`)
}

/** @throws {UsageError} if there are columns and the format has none */
export function checkFormatHasColumns(columns: readonly string[] | undefined, format: FormatName): void {
  if (columns === undefined || !isForPrograms(format)) return
  throw new UsageError(
    `--columns applies to table, csv and text, and the format is ${format}.`,
    `Add -o table or -o csv, or use --query to select parts of ${format}.`,
  )
}

/** A column, and the name by which it is selected. */
type NamedColumn = Column & { readonly name: string }

/**
 * Returns the column with this name.
 *
 * @param option the option that the error names
 * @param known the columns that exist, if the presentation does not know them
 * @throws {UsageError} if the column does not exist
 */
export function findColumn(
  option: string,
  name: string,
  presentation: KnownColumns,
  known: readonly ColumnName[],
): NamedColumn {
  const columns = listColumnNames(presentation)
  const isHidden = presentation.paths !== undefined && known.some((column) => column.name === name)
  if (isHidden && !columns.some((column) => isNameOf(column, name))) {
    throw createHiddenColumnError(option, name, columns)
  }
  const resolved = resolveColumnName(
    option,
    name,
    presentation.paths === undefined ? [...known, ...columns] : columns,
  )
  const shown = presentation.columns.find((column) => nameColumn(column) === resolved)
  return { name: resolved, ...(shown ?? createColumn(resolved.toUpperCase(), resolved)) }
}

/** Returns a presentation with these columns only, in this order, in tables, CSV and text. */
export function selectColumns<Row>(
  presentation: Presentation<Row>,
  names: readonly string[],
  known: readonly ColumnName[],
): Presentation<Row> {
  const columns = names.map((name) => findColumn('--columns', name, presentation, known))
  const paths = columns.map(({ name }) => name)
  return {
    document: presentation.document,
    attributes: (row) => {
      const attributes = mapAttributes(presentation, row)
      return columns.map(({ name, cell }) => ({ path: name, value: cell(attributes) }))
    },
    leading: paths,
    columns: columns.map(({ name, heading, isFreeText }) => createColumn(heading, name, isFreeText)),
    paths,
  }
}

/** For a column that exists, but is not shown with the given options. */
function createHiddenColumnError(option: string, name: string, columns: readonly ColumnName[]): UsageError {
  return new UsageError(
    `${option}: the column ${JSON.stringify(name)} is not shown with these options.`,
    `The columns are ${joinNames(columns)}. --help lists the options that show more.`,
  )
}

const mostNamesInHint = 12

function createUnknownColumnError(option: string, name: string, columns: readonly ColumnName[]): UsageError {
  const suggestion = didYouMean(
    name,
    columns.map((column) => column.name),
  )
  const all =
    columns.length > mostNamesInHint
      ? 'Run the command with -o csv and without --columns: the first line names all columns.'
      : `The columns are ${joinNames(columns)}.`
  return new UsageError(
    `${option}: the column ${JSON.stringify(name)} does not exist.`,
    suggestion === undefined ? all : `Did you mean ${suggestion}?`,
  )
}

function joinNames(columns: readonly ColumnName[]): string {
  return columns.map(({ name }) => name).join(', ')
}
