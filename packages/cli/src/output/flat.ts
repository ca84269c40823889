import type { Column, Presentation, Scalar } from './format.ts'

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
