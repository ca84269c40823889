import { didYouMean } from '@personctl/shared/didYouMean'
import { UsageError } from '../errors/errors.ts'
import type { Attribute, Column, Presentation, Scalar } from './format.ts'
import { type FormatName, isForPrograms } from './view.ts'

/** Shows JSON of any shape: what is inside of it has columns of its own, lists of single values are one cell. */
export const anything: Presentation<unknown> = {
  document: (value) => value,
  attributes: (value) => [...attributesOf(value, '')],
  leading: [],
  columns: [],
}

/** The same for rows that are all there, so that the columns are known. */
export function anythingIn(rows: readonly unknown[]): Presentation<unknown> {
  const paths = [...new Set(rows.flatMap((row) => anything.attributes(row).map(({ path }) => path)))]
  return {
    ...anything,
    columns: paths.map((path) => ({
      path,
      heading: path.toUpperCase(),
      cell: (attributes) => attributes.get(path) ?? null,
    })),
    ...(paths.length > 0 && { paths }),
  }
}

function* attributesOf(value: unknown, path: string): Generator<Attribute> {
  if (typeof value !== 'object' || value === null) yield { path: path || 'value', value: value as Scalar }
  else if (Array.isArray(value)) {
    // A list as a row has its elements in columns; within a row it is one cell.
    if (path !== '') yield { path, value: cellOf(value) }
    else for (const [index, element] of value.entries()) yield* attributesOf(element, `column_${index + 1}`)
  } else {
    for (const [name, child] of Object.entries(value)) {
      yield* attributesOf(child, path === '' ? name : `${path}.${name}`)
    }
  }
}

function cellOf(values: readonly unknown[]): string {
  const isPlain = values.every((value) => typeof value !== 'object' || value === null)
  return isPlain ? values.join(', ') : JSON.stringify(values)
}

const mostToName = 12

/** The names of the columns that there can be in any of these ways to show something. */
export function columnNames(...presentations: readonly Shown[]): string[] {
  return [...new Set(presentations.flatMap(({ paths = [], columns }) => [...paths, ...columns.map(nameOf)]))]
}

/** The part of a presentation that does not depend on what is shown. */
type Shown = Pick<Presentation<unknown>, 'paths' | 'columns'>

/** What a column is asked for by: the attribute it shows, or else its heading. */
function nameOf({ path, heading }: Column): string {
  return path ?? heading.toLowerCase().replaceAll(' ', '_')
}

/** Throws UsageError for columns in a format that has none: there is a query for that. */
export function checkFit(columns: readonly string[] | undefined, format: FormatName): void {
  if (columns === undefined || !isForPrograms(format)) return
  throw new UsageError(
    `--columns is for table and csv, and the format is ${format}.`,
    `Add -o table or -o csv, or choose what ${format} has with --query.`,
  )
}

/** Throws UsageError for a name that no column can have. Below one that there is there may be others, of labels. */
export function checkColumn(option: string, name: string, names: readonly string[]): void {
  if (names.some((known) => name === known || name.startsWith(`${known}.`))) return
  throw unknownColumn(option, name, names)
}

/**
 * The column of a presentation with this name.
 *
 * @param option what to name in the error
 * @param known the attributes that there are, where the presentation does not know them
 * @throws UsageError where there is none
 */
export function columnNamed(
  option: string,
  name: string,
  presentation: Shown,
  known: readonly string[],
): Column {
  const shown = presentation.columns.find((column) => nameOf(column) === name)
  if (shown !== undefined) return shown
  const names = columnNames(presentation)
  if (presentation.paths === undefined) checkColumn(option, name, [...known, ...names])
  else if (!presentation.paths.includes(name)) {
    throw known.includes(name) ? absentColumn(option, name, names) : unknownColumn(option, name, names)
  }
  return {
    path: name,
    heading: name.toUpperCase(),
    cell: (attributes) => attributes.get(name) ?? null,
  }
}

/** The same things with these columns alone, in this order, in a table as in CSV. */
export function withColumns<Item>(
  presentation: Presentation<Item>,
  names: readonly string[],
  known: readonly string[],
): Presentation<Item> {
  const columns = names.map((name) => ({
    name,
    ...columnNamed('--columns', name, presentation, known),
  }))
  return {
    document: presentation.document,
    attributes: (item) => {
      const attributes = attributeMap(presentation, item)
      return columns.map(({ name, cell }) => ({ path: name, value: cell(attributes) }))
    },
    leading: names,
    columns: columns.map(({ name, heading }) => ({
      heading,
      path: name,
      cell: (attributes) => attributes.get(name) ?? null,
    })),
    paths: names,
  }
}

/** What there is to know of one thing, by path. */
export function attributeMap<Item>(presentation: Presentation<Item>, item: Item): Map<string, Scalar> {
  return new Map(presentation.attributes(item).map(({ path, value }) => [path, value]))
}

/** Of a column that there can be, and that is not there with the options given. */
function absentColumn(option: string, name: string, names: readonly string[]): UsageError {
  return new UsageError(
    `${option}: ${JSON.stringify(name)} is not among what is shown.`,
    `Shown are ${names.join(', ')}; --help names the options that show more.`,
  )
}

function unknownColumn(option: string, name: string, names: readonly string[]): UsageError {
  const meant = didYouMean(name, names)
  const all =
    names.length > mostToName
      ? 'Without --columns, the first line of csv names them all.'
      : `The columns are ${names.join(', ')}.`
  return new UsageError(
    `${option}: there is no column ${JSON.stringify(name)}.`,
    meant === undefined ? all : `Did you mean ${meant}?`,
  )
}
