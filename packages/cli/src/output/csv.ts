import { stringify } from 'csv-stringify/sync'
import { type Attribute, collected, type Format, type Scalar } from './format.ts'

/** RFC 4180: a header of attribute paths, a row for each. */
export const format: Format = {
  one: (item, presentation) => toCsv([presentation.attributes(item)]),
  async *list(items, presentation) {
    yield toCsv((await collected(items)).map((item) => presentation.attributes(item)))
  },
}

function toCsv(rows: readonly (readonly Attribute[])[]): string {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  if (paths.length === 0) return ''
  const cells = rows.map((row) => {
    const values = new Map<string, Scalar>(row.map(({ path, value }) => [path, value]))
    return paths.map((path) => values.get(path) ?? null)
  })
  return stringify([paths, ...cells], {
    record_delimiter: 'windows',
    // RFC 4180 quotes either half of a line end, too.
    quoted_match: /[\r\n]/,
    // Spreadsheets take a cell that starts like a formula for one, and run it.
    escape_formulas: true,
    cast: { boolean: String, string: (text) => (text.startsWith('\n') ? `'${text}` : text) },
  })
}
