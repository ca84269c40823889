import type { Terminal } from '../io/io.ts'

/** What a cell of a table or of a CSV file holds. */
export type Scalar = string | number | boolean | null

/** One attribute of a person or thing, whatever group it stands in. */
export interface Attribute {
  /** Its name, with those of its groups before it: `staff_information.title`. */
  readonly path: string
  readonly value: Scalar
}

/** A column of a table that lists many. */
export interface Column {
  readonly heading: string
  /** The attribute it shows; undefined where it is made of several, and named after its heading. */
  readonly path?: string
  cell(attributes: ReadonlyMap<string, Scalar>): Scalar
}

/** How one kind of thing is shown, in any format. Commands have one each; formats know no service. */
export interface Presentation<Item> {
  /** The thing as JSON, YAML and the like have it. */
  document(item: Item): unknown
  /** The thing as a flat row. */
  attributes(item: Item): Attribute[]
  /** The attributes a reader looks for first. */
  readonly leading: readonly string[]
  /** What a list shows. */
  readonly columns: readonly Column[]
  /**
   * The attributes that a list as CSV has columns for, where they are known before the rows are: then rows are written
   * as they come. Without, each attribute of any row has a column.
   */
  readonly paths?: readonly string[]
}

/** A list that is there, or comes. */
export type Items<Item> = Iterable<Item> | AsyncIterable<Item>

/** Where a document is shown. */
export type Screen = Pick<Terminal, 'isTerminal' | 'columns'>

/** What decides on the order of rows. */
export interface Order<Item> {
  keyOf(item: Item): Scalar
  compare(one: Scalar, other: Scalar): number
}

/** One way to write things down. */
export interface Format {
  /** The whole document for one thing. */
  one<Item>(item: Item, presentation: Presentation<Item>, screen: Screen): string
  /** The document for a list, in pieces, as soon as each can be written: with an order, once all items are there. */
  list<Item>(
    items: Items<Item>,
    presentation: Presentation<Item>,
    screen: Screen,
    order?: Order<Item>,
  ): AsyncIterable<string>
}

/** Everything, for the formats that say nothing before they know all: of each item only what is going to be said. */
export async function collected<Item, Kept>(
  items: Items<Item>,
  keep: (item: Item) => Kept,
  order?: Order<Item>,
): Promise<Kept[]> {
  if (order === undefined) {
    const all: Kept[] = []
    for await (const item of items) all.push(keep(item))
    return all
  }
  const { keyOf, compare } = order
  const all: { key: Scalar; kept: Kept }[] = []
  for await (const item of items) all.push({ key: keyOf(item), kept: keep(item) })
  return all.sort((one, other) => compare(one.key, other.key)).map(({ kept }) => kept)
}

/** A column of things that are flat. */
export interface FlatColumn<Item> {
  readonly path: string
  readonly heading: string
  value(item: Item): Scalar
}

/** A column of a table that shows one attribute. */
export function attributeColumn(heading: string, path: string): Column {
  return { heading, path, cell: (attributes) => attributes.get(path) ?? null }
}

/** Shows things that are flat: the same columns in a table and in CSV. */
export function flatPresentation<Item>(
  columns: readonly FlatColumn<Item>[],
  document: (item: Item) => unknown = (item) => item,
): Presentation<Item> {
  const paths = columns.map(({ path }) => path)
  return {
    document,
    attributes: (item) => columns.map(({ path, value }) => ({ path, value: value(item) })),
    leading: paths,
    columns: columns.map(({ path, heading }) => attributeColumn(heading, path)),
    paths,
  }
}
