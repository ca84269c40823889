import { stringify } from 'csv-stringify/sync'
import { visible } from '../text/text.ts'
import { type Attribute, collected, type Format, type Scalar, type Screen } from './format.ts'

/** RFC 4180: a header of attribute paths, a row for each. */
export const format: Format = {
  one: (item, presentation, screen) => allColumns([presentation.attributes(item)], screen),
  async *list(items, presentation, screen, order) {
    const { paths, attributes } = presentation
    if (paths === undefined) {
      yield allColumns(await collected(items, attributes, order), screen)
      return
    }
    if (order !== undefined) {
      const rows = await collected(items, (item) => lines([cells(attributes(item), paths)], screen), order)
      yield lines([paths], screen)
      yield* rows
      return
    }
    // Goes out with the first row, for a list that fails at once is no list.
    let header = lines([paths], screen)
    for await (const item of items) {
      yield header + lines([cells(attributes(item), paths)], screen)
      header = ''
    }
    if (header !== '') yield header
  },
}

/** With a column for each attribute of any row. */
function allColumns(rows: readonly (readonly Attribute[])[], screen: Screen): string {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  return paths.length === 0 ? '' : lines([paths, ...rows.map((row) => cells(row, paths))], screen)
}

function cells(attributes: readonly Attribute[], paths: readonly string[]): Scalar[] {
  const values = new Map<string, Scalar>(attributes.map(({ path, value }) => [path, value]))
  return paths.map((path) => values.get(path) ?? null)
}

function lines(rows: readonly (readonly Scalar[])[], { isTerminal }: Screen): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // RFC 4180 quotes either half of a line end, too.
    quoted_match: /[\r\n]/,
    cast: { boolean: String, string: isTerminal ? (text) => onScreen(guarded(text)) : guarded },
  })
}

const formulaLike = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?(?:\d+(?:[., ]\d+)*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Spreadsheets take a cell that starts like a formula for one, and run it; with a quote before it, for text. Numbers and
 * telephone numbers are harmless, and stay what they are.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function guarded(text: string): string {
  return formulaLike.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

/** A terminal would obey what a file just keeps. */
function onScreen(text: string): string {
  return text.split('\n').map(visible).join('\n')
}
