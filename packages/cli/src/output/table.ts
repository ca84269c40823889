import stringWidth from 'string-width'
import { visible } from '../text/text.ts'
import {
  type Attribute,
  collected,
  type Format,
  type Presentation,
  type Scalar,
  type Screen,
} from './format.ts'

const ellipsis = '…'
let segmenter: Intl.Segmenter | undefined

/**
 * The text, cut to what fits into so many columns of a terminal, with an ellipsis for what is missing. What a reader
 * takes for one character is never cut in two.
 *
 * @param kept which end of the text stays
 */
function clipped(text: string, width: number, kept: 'start' | 'end'): string {
  if (stringWidth(text) <= width) return text
  segmenter ??= new Intl.Segmenter()
  const characters =
    kept === 'start' ? segmentsOf(segmenter, text) : [...segmentsOf(segmenter, text)].reverse()
  let room = width - stringWidth(ellipsis)
  const fitting: string[] = []
  for (const character of characters) {
    room -= stringWidth(character)
    if (room < 0) break
    fitting.push(character)
  }
  return kept === 'start' ? `${fitting.join('')}${ellipsis}` : `${ellipsis}${fitting.reverse().join('')}`
}

/** One after the other, for of a long text only the beginning is looked at. */
function* segmentsOf(segmenter: Intl.Segmenter, text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** What stands between two columns. */
const gap = '  '

const narrowest = 4

/**
 * How wide columns are to be for a line to have room for all: the widest give way first, and none becomes narrower than
 * four characters, room or not. Without a limit, as wide as what is in them.
 */
function columnWidths(natural: readonly number[], lineWidth: number | undefined): number[] {
  if (lineWidth === undefined) return [...natural]
  let room = lineWidth - gap.length * (natural.length - 1)
  const widths = [...natural]
  const byWidth = [...natural.keys()].sort((one, other) => (natural[one] ?? 0) - (natural[other] ?? 0))
  for (const [rank, column] of byWidth.entries()) {
    // What is left, shared among those who have not got theirs: whoever needs less leaves more to the wider.
    const share = Math.max(narrowest, Math.floor(room / (byWidth.length - rank)))
    const width = Math.min(natural[column] ?? 0, share)
    widths[column] = width
    room -= width
  }
  return widths
}

/**
 * For reading: attributes under each other for one, a line each under headings for a list. On a terminal no line is
 * longer than its own, and what does not fit is cut off; elsewhere nothing is.
 */
export const format: Format = {
  one: (item, presentation, screen) => {
    const known = presentation.attributes(item).filter(({ value }) => value !== null && value !== '')
    const rows = leadingFirst(known, presentation.leading).map(({ path, value }) => [path, String(value)])
    // Of a path, its end says most.
    return aligned(rows, screen, (column) => (column === 0 ? 'end' : 'start'))
  },
  async *list(items, presentation, screen, order) {
    const { columns, attributes } = presentation
    const rows =
      columns.length === 0
        ? allColumns(await collected(items, attributes, order))
        : [
            columns.map(({ heading }) => heading),
            ...(await collected(items, (item) => listRow(item, presentation), order)),
          ]
    if (rows.length > 0) yield aligned(rows, screen, () => 'start')
  },
}

/** With a column for each attribute of any row, for rows that nobody knows beforehand. */
function allColumns(rows: readonly (readonly Attribute[])[]): string[][] {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  if (paths.length === 0) return []
  const cells = rows.map((row) => new Map(row.map(({ path, value }) => [path, value])))
  return [
    paths.map((path) => path.toUpperCase()),
    ...cells.map((row) => paths.map((path) => String(row.get(path) ?? ''))),
  ]
}

function listRow<Item>(item: Item, presentation: Presentation<Item>): string[] {
  const attributes = new Map<string, Scalar>(
    presentation.attributes(item).map(({ path, value }) => [path, value]),
  )
  return presentation.columns.map((column) => String(column.cell(attributes) ?? ''))
}

function leadingFirst(attributes: readonly Attribute[], leading: readonly string[]): Attribute[] {
  const rank = ({ path }: Attribute) => {
    const index = leading.indexOf(path)
    return index === -1 ? leading.length : index
  }
  return attributes.toSorted((a, b) => rank(a) - rank(b))
}

/** Every column as wide as its widest cell, where the line has room for that, but for the last, which nothing follows. */
function aligned(
  rows: readonly (readonly string[])[],
  screen: Screen,
  keptOf: (column: number) => 'start' | 'end',
): string {
  const cells = rows.map((row) => row.map(visible))
  const natural: number[] = []
  for (const row of cells) {
    for (const [column, cell] of row.entries()) {
      natural[column] = Math.max(natural[column] ?? 0, stringWidth(cell))
    }
  }
  const widths = columnWidths(natural, screen.isTerminal ? screen.columns : undefined)
  const padded = (cell: string, column: number) => {
    const width = widths[column] ?? 0
    const shown = (natural[column] ?? 0) > width ? clipped(cell, width, keptOf(column)) : cell
    return shown + ' '.repeat(Math.max(0, width - stringWidth(shown)))
  }
  return cells.map((row) => `${row.map(padded).join(gap).trimEnd()}\n`).join('')
}
