import stringWidth from 'string-width'
import { escapeUnsafe } from '../text/text.ts'
import {
  type Attribute,
  collectRows,
  type Format,
  mapAttributes,
  type Presentation,
  type Screen,
} from './format.ts'

/**
 * A table for reading: an attribute on each line for one row, a line under headings for each row of a list. On a terminal
 * no line is longer than the terminal is wide, and cells are truncated; elsewhere they are not.
 */
export const tableFormat: Format = {
  formatOne: (row, presentation, screen) => {
    const present = presentation.attributes(row).filter(({ value }) => value !== null && value !== '')
    const lines = sortLeadingFirst(present, presentation.leading).map(({ path, value }) => [
      path,
      String(value),
    ])
    // The end of a path says most.
    return align(lines, screen, (column) => (column === 0 ? 'end' : 'start'))
  },
  async *formatList(rows, presentation, screen, order) {
    const { columns, attributes } = presentation
    const lines =
      columns.length === 0
        ? toCells(await collectRows(rows, attributes, order))
        : [
            columns.map(({ heading }) => heading),
            ...(await collectRows(rows, (row) => toListCells(row, presentation), order)),
          ]
    if (lines.length > 0) yield align(lines, screen, () => 'start')
  },
}

/** Returns a heading and cells for each attribute of any row, for rows whose columns are unknown. */
function toCells(rows: readonly (readonly Attribute[])[]): string[][] {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  if (paths.length === 0) return []
  const cells = rows.map((row) => new Map(row.map(({ path, value }) => [path, value])))
  return [
    paths.map((path) => path.toUpperCase()),
    ...cells.map((row) => paths.map((path) => String(row.get(path) ?? ''))),
  ]
}

function toListCells<Row>(row: Row, presentation: Presentation<Row>): string[] {
  const attributes = mapAttributes(presentation, row)
  return presentation.columns.map((column) => String(column.cell(attributes) ?? ''))
}

function sortLeadingFirst(attributes: readonly Attribute[], leading: readonly string[]): Attribute[] {
  const rank = ({ path }: Attribute) => {
    const index = leading.indexOf(path)
    return index === -1 ? leading.length : index
  }
  return attributes.toSorted((a, b) => rank(a) - rank(b))
}

/** The space between two columns. */
const gap = '  '

/** Aligns columns. Each is as wide as its widest cell if the line has room; the last has no trailing space. */
function align(
  lines: readonly (readonly string[])[],
  screen: Screen,
  endToKeep: (column: number) => 'start' | 'end',
): string {
  const cells = lines.map((line) => line.map(escapeUnsafe))
  const natural: number[] = []
  for (const line of cells) {
    for (const [column, cell] of line.entries()) {
      natural[column] = Math.max(natural[column] ?? 0, stringWidth(cell))
    }
  }
  const widths = fitWidths(natural, screen.isTerminal ? screen.columns : undefined)
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0
    const shown = (natural[column] ?? 0) > width ? truncate(cell, width, endToKeep(column)) : cell
    return shown + ' '.repeat(Math.max(0, width - stringWidth(shown)))
  }
  return cells.map((line) => `${line.map(pad).join(gap).trimEnd()}\n`).join('')
}

const narrowest = 4

/**
 * Returns the widths of columns that fit on a line. The widest columns give way first; none becomes narrower than four
 * characters, even if the line has no room. Without a limit, each is as wide as its content.
 */
function fitWidths(natural: readonly number[], lineWidth: number | undefined): number[] {
  if (lineWidth === undefined) return [...natural]
  let room = lineWidth - gap.length * (natural.length - 1)
  const widths = [...natural]
  const byWidth = [...natural.keys()].sort((one, other) => (natural[one] ?? 0) - (natural[other] ?? 0))
  for (const [rank, column] of byWidth.entries()) {
    // The room that is left is shared by the columns that are left: a narrow one leaves more to the wider ones.
    const share = Math.max(narrowest, Math.floor(room / (byWidth.length - rank)))
    const width = Math.min(natural[column] ?? 0, share)
    widths[column] = width
    room -= width
  }
  return widths
}

const ellipsis = '…'
let segmenter: Intl.Segmenter | undefined

/**
 * Truncates text to columns of a terminal, with an ellipsis for what is missing. Never splits what a reader takes for one
 * character.
 *
 * @param end the end of the text that stays
 */
function truncate(text: string, width: number, end: 'start' | 'end'): string {
  if (stringWidth(text) <= width) return text
  segmenter ??= new Intl.Segmenter()
  const characters = end === 'start' ? segment(segmenter, text) : [...segment(segmenter, text)].reverse()
  let room = width - stringWidth(ellipsis)
  const fitting: string[] = []
  for (const character of characters) {
    room -= stringWidth(character)
    if (room < 0) break
    fitting.push(character)
  }
  return end === 'start' ? `${fitting.join('')}${ellipsis}` : `${ellipsis}${fitting.reverse().join('')}`
}

/** Yields one character after the other: of a long text only the beginning is needed. */
function* segment(segmenter: Intl.Segmenter, text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}
