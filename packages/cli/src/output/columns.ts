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
import { type FormatName, isForPrograms } from './view.ts'

/** Shows JSON of any shape. Nested values have columns of their own; a list of single values is one cell. */
export const genericPresentation: Presentation<unknown> = {
  document: (value) => value,
  attributes: (value) => [...flatten(value, '')],
  leading: [],
  columns: [],
}

/** Returns the generic presentation of rows that are all in memory, so that their columns are known. */
export function createGenericPresentation(rows: readonly unknown[]): Presentation<unknown> {
  const paths = [
    ...new Set(rows.flatMap((row) => genericPresentation.attributes(row).map(({ path }) => path))),
  ]
  return {
    ...genericPresentation,
    columns: paths.map((path) => createColumn(path.toUpperCase(), path)),
    ...(paths.length > 0 && { paths }),
  }
}

function* flatten(value: unknown, path: string): Generator<Attribute> {
  if (typeof value !== 'object' || value === null) yield { path: path || 'value', value: value as Scalar }
  else if (Array.isArray(value)) {
    // A list that is a row has a column for each element; within a row it is one cell.
    if (path !== '') yield { path, value: joinValues(value) }
    else for (const [index, element] of value.entries()) yield* flatten(element, `column_${index + 1}`)
  } else {
    for (const [name, child] of Object.entries(value)) {
      yield* flatten(child, path === '' ? name : `${path}.${name}`)
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
export function listColumnNames(...presentations: readonly KnownColumns[]): string[] {
  const names = presentations.flatMap(({ paths = [], columns }) => [...paths, ...columns.map(nameColumn)])
  return [...new Set(names)]
}

/** Returns the name of a column: the attribute that it shows, or else its heading. */
function nameColumn({ path, heading }: Column): string {
  return path ?? heading.toLowerCase().replaceAll(' ', '_')
}

/** @throws {UsageError} if there are columns and the format has none */
export function checkFormatHasColumns(columns: readonly string[] | undefined, format: FormatName): void {
  if (columns === undefined || !isForPrograms(format)) return
  throw new UsageError(
    `--columns applies to table and csv, and the format is ${format}.`,
    `Add -o table or -o csv, or use --query to select parts of ${format}.`,
  )
}

/**
 * Checks the name of a column. A known name may be followed by a label, as in `usernames.github`.
 *
 * @throws {UsageError} if no column can have the name
 */
export function checkColumnName(option: string, name: string, names: readonly string[]): void {
  if (names.some((known) => name === known || name.startsWith(`${known}.`))) return
  throw createUnknownColumnError(option, name, names)
}

/**
 * Returns the column with this name.
 *
 * @param option the option that the error names
 * @param known the attributes that exist, if the presentation does not know them
 * @throws {UsageError} if the column does not exist
 */
export function findColumn(
  option: string,
  name: string,
  presentation: KnownColumns,
  known: readonly string[],
): Column {
  const shown = presentation.columns.find((column) => nameColumn(column) === name)
  if (shown !== undefined) return shown
  const names = listColumnNames(presentation)
  if (presentation.paths === undefined) checkColumnName(option, name, [...known, ...names])
  else if (!presentation.paths.includes(name)) {
    throw known.includes(name)
      ? createHiddenColumnError(option, name, names)
      : createUnknownColumnError(option, name, names)
  }
  return createColumn(name.toUpperCase(), name)
}

/** Returns a presentation with these columns only, in this order, in tables and in CSV. */
export function selectColumns<Row>(
  presentation: Presentation<Row>,
  names: readonly string[],
  known: readonly string[],
): Presentation<Row> {
  const columns = names.map((name) => ({
    name,
    ...findColumn('--columns', name, presentation, known),
  }))
  return {
    document: presentation.document,
    attributes: (row) => {
      const attributes = mapAttributes(presentation, row)
      return columns.map(({ name, cell }) => ({ path: name, value: cell(attributes) }))
    },
    leading: names,
    columns: columns.map(({ name, heading }) => createColumn(heading, name)),
    paths: names,
  }
}

/** For a column that exists, but is not shown with the given options. */
function createHiddenColumnError(option: string, name: string, names: readonly string[]): UsageError {
  return new UsageError(
    `${option}: the column ${JSON.stringify(name)} is not shown with these options.`,
    `The columns are ${names.join(', ')}. --help lists the options that show more.`,
  )
}

const mostNamesInHint = 12

function createUnknownColumnError(option: string, name: string, names: readonly string[]): UsageError {
  const suggestion = didYouMean(name, names)
  const all =
    names.length > mostNamesInHint
      ? 'Run the command with -o csv and without --columns: the first line names all columns.'
      : `The columns are ${names.join(', ')}.`
  return new UsageError(
    `${option}: the column ${JSON.stringify(name)} does not exist.`,
    suggestion === undefined ? all : `Did you mean ${suggestion}?`,
  )
}
