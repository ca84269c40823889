import type { Terminal } from '../io/io.ts'
import { unmarkNumbers } from '../text/exactNumbers.ts'
import type { Layout } from './view.ts'

/** The content of a cell of a table or of CSV. */
export type Scalar = string | number | boolean | null

/** One attribute of a row, regardless of the group that it is in. */
export interface Attribute {
  /** Its name, after those of its groups: `staff_information.title`. */
  readonly path: string
  readonly value: Scalar
  /** True for a label of an attribute, which says something even without a value. */
  readonly isLabel?: boolean
}

/** A column of a table of several rows. */
export interface Column {
  readonly heading: string
  /** The attribute that it shows; undefined for a column that combines several and is named after its heading. */
  readonly path?: string
  /**
   * True for names and descriptions, which are truncated where a terminal is too narrow. Everything else continues on the
   * next line between two words, so that identifiers stay whole, or its column is left out.
   */
  readonly isFreeText?: boolean
  cell(attributes: ReadonlyMap<string, Scalar>): Scalar
}

/** The way in which one kind of row is shown in any format. Each command has one; formats know no service. */
export interface Presentation<Row> {
  /** Returns the row as JSON, YAML and ndjson show it. */
  document(row: Row): unknown
  /** Returns the row as flat attributes. */
  attributes(row: Row): Attribute[]
  /** The attributes that a table of one row shows first. */
  readonly leading: readonly string[]
  /** The columns of a table of several rows. */
  readonly columns: readonly Column[]
  /**
   * The columns of CSV, if they are known before the rows; then each row is written as it arrives. Otherwise each attribute
   * of any row has a column.
   */
  readonly paths?: readonly string[]
  /** Returns the objects in the document whose names matter even though their values are all null. */
  listLabelSets?(row: Row): readonly object[]
}

/** Rows that are in memory, or arrive. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>

/** The part of a terminal that a format depends on, and the options of the layout. */
export interface Screen extends Pick<Terminal, 'isTerminal' | 'columns' | 'hasColors'>, Layout {
  /** Reports columns that are left out since the terminal is too narrow. */
  reportLeftOut(headings: readonly string[]): Promise<void>
}

/** The order of rows. */
export interface Order<Row> {
  sortKey(row: Row): readonly Scalar[]
  compare(one: readonly Scalar[], other: readonly Scalar[]): number
}

/** One of the formats of output. */
export interface Format {
  /** Returns the document for one row. */
  formatOne<Row>(row: Row, presentation: Presentation<Row>, screen: Screen): string
  /** Yields the document for a list in pieces, each as soon as possible; with an order, after the last row. */
  formatList<Row>(
    rows: Rows<Row>,
    presentation: Presentation<Row>,
    screen: Screen,
    order?: Order<Row>,
  ): AsyncIterable<string>
}

/** Collects all rows, for formats that need them all. Holds only what `map` returns for each. */
export async function collectRows<Row, Mapped>(
  rows: Rows<Row>,
  map: (row: Row) => Mapped,
  order?: Order<Row>,
): Promise<Mapped[]> {
  if (order === undefined) {
    const all: Mapped[] = []
    for await (const row of rows) all.push(map(row))
    return all
  }
  const { sortKey, compare } = order
  const all: { key: readonly Scalar[]; mapped: Mapped }[] = []
  for await (const row of rows) all.push({ key: sortKey(row), mapped: map(row) })
  return all.sort((one, other) => compare(one.key, other.key)).map(({ mapped }) => mapped)
}

/** A column of flat rows. */
export interface FlatColumn<Row> {
  readonly path: string
  readonly heading: string
  readonly isFreeText?: boolean
  value(row: Row): Scalar
}

/** Returns the presentation of flat rows, with the same columns in a table and in CSV. */
export function createFlatPresentation<Row>(
  columns: readonly FlatColumn<Row>[],
  document: (row: Row) => unknown = (row) => row,
): Presentation<Row> {
  const paths = columns.map(({ path }) => path)
  return {
    document,
    attributes: (row) => columns.map(({ path, value }) => ({ path, value: value(row) })),
    leading: paths,
    columns: columns.map(({ path, heading, isFreeText }) => createColumn(heading, path, isFreeText)),
    paths,
  }
}

/** Returns a column of a table that shows one attribute. */
export function createColumn(heading: string, path: string, isFreeText = false): Column {
  return { heading, path, isFreeText, cell: (attributes) => attributes.get(path) ?? null }
}

/** Returns the attributes of a row by path. */
export function mapAttributes<Row>(presentation: Presentation<Row>, row: Row): Map<string, Scalar> {
  return new Map(presentation.attributes(row).map(({ path, value }) => [path, value]))
}

/** Returns the content of a cell as text: an empty one for null, and exact numbers with their digits. */
export function formatScalar(value: Scalar | undefined): string {
  return unmarkNumbers(String(value ?? ''))
}

/** Returns a value of JSON as the content of a cell: null if it is missing, JSON if it is not a scalar. */
export function toScalar(value: unknown): Scalar {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
