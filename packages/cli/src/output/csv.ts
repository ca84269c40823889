import { stringify } from 'csv-stringify/sync'
import { unmarkNumbers } from '../text/exactNumbers.ts'
import { escapeUnsafe } from '../text/text.ts'
import { type Attribute, collectRows, type Format, type Scalar, type Screen } from './format.ts'

/** CSV as in RFC 4180: a header of attribute paths, then a line for each row. */
export const csvFormat: Format = {
  formatOne: (row, { attributes, paths }, screen) =>
    formatDocument(paths ?? findPaths([attributes(row)]), [attributes(row)], screen),
  async *formatList(rows, presentation, screen, order) {
    const { paths, attributes } = presentation
    if (paths === undefined) {
      const all = await collectRows(rows, attributes, order)
      yield formatDocument(findPaths(all), all, screen)
      return
    }
    const formatRow = (row: Parameters<typeof attributes>[0]) =>
      formatLines([selectCells(attributes(row), paths)], screen)
    let head = formatHead(paths, screen)
    if (order !== undefined) {
      const lines = await collectRows(rows, formatRow, order)
      yield head
      yield* lines
      return
    }
    // Written with the first row: a list that fails at once writes nothing.
    for await (const row of rows) {
      yield head + formatRow(row)
      head = ''
    }
    if (head !== '') yield head
  },
}

/** Returns the paths of all attributes of any row. */
function findPaths(rows: readonly (readonly Attribute[])[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
}

function formatDocument(
  paths: readonly string[],
  rows: readonly (readonly Attribute[])[],
  screen: Screen,
): string {
  if (paths.length === 0) return ''
  const lines = rows.map((row) => selectCells(row, paths))
  return formatHead(paths, screen) + formatLines(lines, screen)
}

/** Returns the beginning of a document: a byte order mark and a header, as far as they are wanted. */
function formatHead(paths: readonly string[], screen: Screen): string {
  return (screen.hasBom ? '\ufeff' : '') + (screen.hasHeader ? formatLines([paths], screen) : '')
}

function selectCells(attributes: readonly Attribute[], paths: readonly string[]): Scalar[] {
  const values = new Map<string, Scalar>(attributes.map(({ path, value }) => [path, value]))
  return paths.map((path) => values.get(path) ?? null)
}

function formatLines(rows: readonly (readonly Scalar[])[], { isTerminal }: Screen): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // RFC 4180 quotes either half of a line break, too; and spreadsheets of some countries separate by semicolons or tabs.
    quoted_match: /[\r\n;\t]/,
    cast: {
      boolean: String,
      string(text) {
        const harmless = escapeFormulas(unmarkNumbers(text))
        return isTerminal ? escapeForTerminal(harmless) : harmless
      },
    },
    // For many readers, a line without anything in it is not a row.
    quoted_empty: rows[0]?.length === 1,
  })
}

const formulaLike = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?(?:\d+(?:[., ]\d+)*|\.\d+)(?:e[+-]?\d+)?$/i

// A reader that separates by semicolons or tabs sees the beginning of a cell behind each of them, and behind a line break.
const innerFormula = /([;\t\r\n])([" ]*)([=+\-@＝＋－＠][^;\t\r\n]*)/g

/**
 * Puts a quote before everything that a spreadsheet would run as a formula, regardless of the separator that it uses.
 * Numbers and telephone numbers are harmless and stay as they are.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function escapeFormulas(text: string): string {
  const guarded = formulaLike.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return guarded.replace(innerFormula, (match, separator: string, before: string, rest: string) =>
    plainNumber.test(rest.trim()) ? match : `${separator}'${before}${rest}`,
  )
}

/** Escapes control characters, which a terminal would obey and a file only stores. */
function escapeForTerminal(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n')
}
