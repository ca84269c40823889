import stringWidth from 'string-width'
import { escapeCell, escapeUnsafe, paint } from '../text/text.ts'
import {
  type Attribute,
  collectRows,
  type Format,
  formatScalar,
  mapAttributes,
  type Presentation,
  type Screen,
} from './format.ts'

/**
 * A table for reading: an attribute on each line for one row, a line under headings for each row of a list. On a terminal,
 * it fits the width as far as that is possible without cutting identifiers; elsewhere, everything is whole.
 */
export const tableFormat: Format = {
  formatOne: (row, presentation, screen) => {
    const present = presentation
      .attributes(row)
      .filter(({ value, isLabel }) => isLabel || (value !== null && value !== ''))
    const lines = sortLeadingFirst(present, presentation.leading).map(
      ({ path, value }) => [path, formatScalar(value)] as const,
    )
    return formatLabelled(lines, screen)
  },
  async *formatList(rows, presentation, screen, order) {
    const { columns, attributes } = presentation
    const { headings, lines } =
      columns.length === 0
        ? discoverTable(await collectRows(rows, attributes, order))
        : {
            headings: columns,
            lines: await collectRows(rows, (row) => toListCells(row, presentation), order),
          }
    if (headings.length === 0) return
    const { text, leftOut } = formatColumns(headings, lines, screen)
    yield text
    if (leftOut.length > 0) await screen.reportLeftOut(leftOut)
  },
}

/** A heading, and the way in which the cells below it give way to a narrow terminal. */
interface Heading {
  readonly heading: string
  readonly isFreeText?: boolean
}

/** Returns a heading and cells for each attribute of any row, for rows whose columns are unknown. */
function discoverTable(rows: readonly (readonly Attribute[])[]): { headings: Heading[]; lines: string[][] } {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  const lines = rows.map((row) => {
    const cells = new Map(row.map(({ path, value }) => [path, value]))
    return paths.map((path) => formatScalar(cells.get(path)))
  })
  return { headings: paths.map((path) => ({ heading: path.toUpperCase() })), lines }
}

function toListCells<Row>(row: Row, presentation: Presentation<Row>): string[] {
  const attributes = mapAttributes(presentation, row)
  return presentation.columns.map((column) => formatScalar(column.cell(attributes)))
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

/** Returns the width that lines have to fit; undefined if there is no limit. */
function findLineWidth({ isTerminal, isWide, columns }: Screen): number | undefined {
  return isTerminal && !isWide ? columns : undefined
}

/**
 * Formats names and values, one below the other. A value that does not fit beside its name continues on the next line; a
 * word that does not fit there either starts further left. Nothing is cut.
 */
function formatLabelled(lines: readonly (readonly [string, string])[], screen: Screen): string {
  const width = findLineWidth(screen) ?? Number.POSITIVE_INFINITY
  const names = lines.map(([name]) => escapeUnsafe(name))
  // A name that takes more than half of a line has it for itself.
  const nameWidth = Math.max(0, ...names.map((name) => stringWidth(name)).filter((own) => own <= width / 2))
  return lines
    .map(([, value], index) => {
      const name = names[index] ?? ''
      const indent = nameWidth + gap.length
      const text = escapeCell(value)
      const fits = findLongestWord(text) <= width - indent
      const first = fits && text !== '' ? padEnd(name, nameWidth) : name
      const isBeside = fits && stringWidth(name) <= nameWidth
      const margin = fits ? ' '.repeat(indent) : gap
      const wrapped = wrap(text, width - margin.length).join(`\n${margin}`)
      const separator = isBeside ? gap : `\n${margin}`
      return `${paint('heading', first, screen)}${text === '' ? '' : separator}${wrapped}\n`
    })
    .join('')
}

/** The width of a terminal below which notes stand under their title. */
const narrowTerminal = 60

/** Formats a title with notes beside it, one below the other; on a narrow terminal they stand under it. Nothing is cut. */
export function formatNotes(title: string, notes: readonly string[], screen: Screen): string {
  const width = findLineWidth(screen) ?? Number.POSITIVE_INFINITY
  const isNarrow = width < narrowTerminal
  const margin = ' '.repeat(isNarrow ? 4 : stringWidth(title) + gap.length)
  const lines = notes.flatMap((note) => wrap(escapeUnsafe(note), width - margin.length))
  return `${isNarrow ? `${title.trimEnd()}\n${margin}` : `${title}${gap}`}${lines.join(`\n${margin}`)}\n`
}

/** Formats a table with headings. Returns the headings of the columns that do not fit as well. */
function formatColumns(
  headings: readonly Heading[],
  lines: readonly (readonly string[])[],
  screen: Screen,
): { text: string; leftOut: string[] } {
  const cells = lines.map((line) => line.map(escapeCell))
  const titles = headings.map(({ heading }) => escapeUnsafe(heading))
  const sizes = headings.map(({ isFreeText }, column) => {
    const contents = cells.map((line) => line[column] ?? '')
    const title = screen.hasHeader ? (titles[column] ?? '') : ''
    const natural = largest([title, ...contents], stringWidth)
    const least = largest(isFreeText ? [title] : [title, ...contents], findLongestWord)
    const isEmpty = contents.every((content) => content === '')
    return { natural, least: Math.min(natural, Math.max(least, narrowest)), isEmpty }
  })
  const widths = fitWidths(sizes, findLineWidth(screen))
  const shownWidths = [...widths.values()]
  const toBlock = (line: readonly string[]) =>
    [...widths].map(([column, width]) => {
      const cell = line[column] ?? ''
      if ((sizes[column]?.natural ?? 0) <= width) return [cell]
      return headings[column]?.isFreeText ? [truncate(cell, width)] : wrap(cell, width)
    })
  const formatBlock = (block: readonly (readonly string[])[]) => {
    const height = Math.max(...block.map((cell) => cell.length))
    return Array.from({ length: height }, (_, index) =>
      block
        .map((cell, position) => padEnd(cell[index] ?? '', shownWidths[position] ?? 0))
        .join(gap)
        .trimEnd(),
    )
  }
  const titleBlock = [...widths].map(([column, width]) => wrap(titles[column] ?? '', width))
  const header = screen.hasHeader ? formatBlock(titleBlock).map((line) => paint('heading', line, screen)) : []
  const body = cells.flatMap((line) => formatBlock(toBlock(line)))
  return {
    text: [...header, ...body].map((line) => `${line}\n`).join(''),
    leftOut: titles.filter((_, column) => !widths.has(column)),
  }
}

function largest(texts: readonly string[], measure: (text: string) => number): number {
  return texts.reduce((size, text) => Math.max(size, measure(text)), 0)
}

/** The width that a column with spaces in it has at least, if it needs that much. */
const narrowest = 12

interface ColumnSize {
  /** The width of the widest cell. */
  readonly natural: number
  /** The width below which the column is left out. */
  readonly least: number
  /** True if all its cells are empty. */
  readonly isEmpty: boolean
}

/**
 * Returns the widths of the columns that fit on a line, by index; those at the right that do not fit have none. The first
 * column with anything in its cells is always there, regardless of its width. Without a limit, each is as wide as its
 * content.
 */
function fitWidths(sizes: readonly ColumnSize[], lineWidth: number | undefined): ReadonlyMap<number, number> {
  if (lineWidth === undefined) return new Map(sizes.map(({ natural }, column) => [column, natural]))
  let shown = [...sizes.entries()]
  const countRoom = () =>
    lineWidth - gap.length * (shown.length - 1) - shown.reduce((sum, [, { least }]) => sum + least, 0)
  while (shown.length > 1 && countRoom() < 0) {
    const filled = shown.filter(([, { isEmpty }]) => !isEmpty)
    const last = filled.length === 1 ? shown.findLast(([, { isEmpty }]) => isEmpty) : shown.at(-1)
    shown = shown.filter((entry) => entry !== last)
  }
  let room = Math.max(0, countRoom())
  const widths = new Map(shown.map(([column, { least }]) => [column, least]))
  // The room that is left is shared: a column that needs little leaves more to the others.
  const byNeed = shown.toSorted(([, a], [, b]) => a.natural - a.least - (b.natural - b.least))
  for (const [rank, [column, { natural, least }]] of byNeed.entries()) {
    const share = Math.min(natural - least, Math.floor(room / (shown.length - rank)))
    widths.set(column, least + share)
    room -= share
  }
  return widths
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}

function findLongestWord(text: string): number {
  return largest(text.split(' '), stringWidth)
}

/** Wraps text at spaces. A word that is longer than a line stays whole, since readers copy it. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line: string | undefined
  let room = 0
  for (const word of text.split(' ')) {
    const needed = stringWidth(word)
    if (line !== undefined && needed + 1 <= room) {
      line += ` ${word}`
      room -= needed + 1
    } else {
      if (line !== undefined) lines.push(line)
      line = word
      room = width - needed
    }
  }
  return line === undefined ? lines : [...lines, line]
}

const ellipsis = '…'
let segmenter: Intl.Segmenter | undefined

/**
 * Truncates text to columns of a terminal, with an ellipsis for what is missing. Never splits what a reader takes for one
 * character.
 */
function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  segmenter ??= new Intl.Segmenter()
  let room = width - stringWidth(ellipsis)
  let fitting = ''
  // One character after the other: of a long text only the beginning is needed.
  for (const { segment } of segmenter.segment(text)) {
    room -= stringWidth(segment)
    if (room < 0) break
    fitting += segment
  }
  return `${fitting}${ellipsis}`
}
