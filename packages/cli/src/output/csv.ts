import { stringify } from 'csv-stringify/sync'
import { escapeUnsafe } from '../text/text.ts'
import { type Attribute, collectRows, type Format, type Scalar, type Screen } from './format.ts'

/** CSV as in RFC 4180: a header of attribute paths, then a line for each row. */
export const csvFormat: Format = {
  formatOne: (row, presentation, screen) => formatAllColumns([presentation.attributes(row)], screen),
  async *formatList(rows, presentation, screen, order) {
    const { paths, attributes } = presentation
    if (paths === undefined) {
      yield formatAllColumns(await collectRows(rows, attributes, order), screen)
      return
    }
    const formatRow = (row: Parameters<typeof attributes>[0]) =>
      formatLines([selectCells(attributes(row), paths)], screen)
    let header = formatLines([paths], screen)
    if (order !== undefined) {
      const lines = await collectRows(rows, formatRow, order)
      yield header
      yield* lines
      return
    }
    // Written with the first row: a list that fails at once writes nothing.
    for await (const row of rows) {
      yield header + formatRow(row)
      header = ''
    }
    if (header !== '') yield header
  },
}

/** Formats rows with a column for each attribute of any row. */
function formatAllColumns(rows: readonly (readonly Attribute[])[], screen: Screen): string {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  return paths.length === 0 ? '' : formatLines([paths, ...rows.map((row) => selectCells(row, paths))], screen)
}

function selectCells(attributes: readonly Attribute[], paths: readonly string[]): Scalar[] {
  const values = new Map<string, Scalar>(attributes.map(({ path, value }) => [path, value]))
  return paths.map((path) => values.get(path) ?? null)
}

function formatLines(rows: readonly (readonly Scalar[])[], { isTerminal }: Screen): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // RFC 4180 quotes either half of a line break, too.
    quoted_match: /[\r\n]/,
    cast: {
      boolean: String,
      string: isTerminal ? (text) => escapeForTerminal(escapeFormula(text)) : escapeFormula,
    },
  })
}

const formulaLike = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?(?:\d+(?:[., ]\d+)*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Puts a quote before a cell that a spreadsheet would run as a formula. Numbers and telephone numbers are harmless and stay
 * as they are.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function escapeFormula(text: string): string {
  return formulaLike.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

/** Escapes control characters, which a terminal would obey and a file only stores. */
function escapeForTerminal(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n')
}
