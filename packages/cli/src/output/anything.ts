import type { Attribute, Presentation, Scalar } from './format.ts'

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
