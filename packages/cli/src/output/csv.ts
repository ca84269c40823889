import { stringify } from 'csv-stringify/sync'
import { type Attribute, collected, type Format, type Scalar } from './format.ts'

/** RFC 4180: a header of attribute paths, a row for each. */
export const format: Format = {
  one: (item, presentation) => allColumns([presentation.attributes(item)]),
  async *list(items, presentation) {
    const { paths } = presentation
    if (paths === undefined) {
      yield allColumns(await collected(items, (item) => presentation.attributes(item)))
      return
    }
    // Goes out with the first row, for a list that fails at once is no list.
    let header = lines([paths])
    for await (const item of items) {
      yield header + lines([cells(presentation.attributes(item), paths)])
      header = ''
    }
    if (header !== '') yield header
  },
}

/** With a column for each attribute of any row. */
function allColumns(rows: readonly (readonly Attribute[])[]): string {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  return paths.length === 0 ? '' : lines([paths, ...rows.map((row) => cells(row, paths))])
}

function cells(attributes: readonly Attribute[], paths: readonly string[]): Scalar[] {
  const values = new Map<string, Scalar>(attributes.map(({ path, value }) => [path, value]))
  return paths.map((path) => values.get(path) ?? null)
}

function lines(rows: readonly (readonly Scalar[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // RFC 4180 quotes either half of a line end, too.
    quoted_match: /[\r\n]/,
    // Spreadsheets take a cell that starts like a formula for one, and run it.
    escape_formulas: true,
    cast: { boolean: String, string: (text) => (text.startsWith('\n') ? `'${text}` : text) },
  })
}
