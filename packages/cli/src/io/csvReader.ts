import { didYouMean } from '@personctl/shared/didYouMean'
import { CsvError, type Options, parse } from 'csv-parse'
import { UsageError } from '../errors/errors.ts'
import { encodingHint, nameInput, openInput } from './files.ts'
import type { IO } from './io.ts'

/** A file of CSV, read row by row. */
export interface CsvFile {
  readonly header: readonly string[]
  /** The index of the wanted column. */
  readonly column: number
  readonly rows: AsyncIterable<readonly string[]>
}

/**
 * Reads CSV with a header. Commas, semicolons or tabs separate its columns; a line `sep=;` before the header, as Excel
 * takes it, says which.
 *
 * @param wanted the name of a column; upper and lower case are the same unless both exist
 * @param name the name of the file in the messages of errors
 * @throws {UsageError} if the text is not valid CSV, or lacks the column
 */
export async function readCsv(chunks: AsyncIterator<string>, wanted: string, name: string): Promise<CsvFile> {
  const begin = await readFirstLine(chunks, name)
  const marked = /^sep=([,;\t])$/i.exec(begin.line)?.[1]
  const { text, line } =
    marked === undefined
      ? begin
      : await readFirstLine(chunks, name, begin.text.slice(begin.line.length).replace(/^\r?\n|^\r/, ''))
  const separator = marked ?? findSeparator(line, wanted)
  const records = parseRecords(text, chunks, { delimiter: separator }, name)[Symbol.asyncIterator]()
  const first = await records.next()
  if (first.done === true) {
    throw new UsageError(`The content of ${name} is empty.`, 'The first line has to name the columns.')
  }
  const header = first.value.map((cell) => cell.trim())
  return {
    header,
    column: findCsvColumn(header, wanted, name),
    rows: { [Symbol.asyncIterator]: () => records },
  }
}

/** Yields the cells of one column of a file of CSV, trimmed, without blank ones. */
export async function* readCsvColumn(
  path: string,
  wanted: string,
  io: Pick<IO, 'stdin'>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const { column, rows } = await readCsv(openInput(path, io, signal), wanted, nameInput(path))
  for await (const row of rows) {
    const cell = unguard((row[column] ?? '').trim())
    if (cell.includes('\ufffd')) {
      throw new UsageError(
        `The cell ${JSON.stringify(cell)} of the column ${JSON.stringify(wanted)} is not UTF-8.`,
        encodingHint,
      )
    }
    if (cell !== '') yield cell
  }
}

/** Removes the quote that personctl puts before a cell that a spreadsheet would run as a formula. */
export function unguard(cell: string): string {
  return /^'[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

// Enough for any header.
const maxHeaderLength = 1_000_000

/** Reads until the first line is complete. A quoted line break does not end it. */
async function readFirstLine(
  chunks: AsyncIterator<string>,
  name: string,
  begin = '',
): Promise<{ text: string; line: string }> {
  let text = begin
  for (;;) {
    const [line] = /^(?:"[^"]*"|[^"\r\n])*(?=[\r\n])/.exec(text) ?? []
    if (line !== undefined) return { text, line }
    if (text.length > maxHeaderLength) {
      throw new UsageError(
        `The content of ${name} is not CSV: its first line has more than ${maxHeaderLength.toLocaleString('en-US')} characters.`,
        'The first line has to name the columns.',
      )
    }
    const { done, value } = await chunks.next()
    if (done === true) return { text, line: text }
    text += value
  }
}

const separators = [',', ';', '\t']

/** Returns the separator with which the header has the wanted column, or else the most frequent one. */
function findSeparator(line: string, wanted: string): string {
  const outsideQuotes = line.replaceAll(/"[^"]*"/g, '')
  const count = (separator: string) => outsideQuotes.split(separator).length
  const byFrequency = separators.toSorted((one, other) => count(other) - count(one))
  for (const separator of byFrequency) {
    const cells = line.split(separator).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/s, '$1')
        .trim(),
    )
    if (cells.includes(wanted)) return separator
  }
  return byFrequency[0] ?? ','
}

async function* parseRecords(
  begin: string,
  chunks: AsyncIterator<string>,
  options: Options,
  name: string,
): AsyncGenerator<string[], void, undefined> {
  async function* all() {
    yield begin
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  const parser = parse({
    ...options,
    // Not only that of the first line: a tool that writes a header of its own before the lines of another mixes them.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  })
  const { pipeline } = await import('node:stream')
  // An error of the input destroys the parser, whose iterator then throws it.
  pipeline(all(), parser, () => {})
  try {
    yield* parser
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UsageError(
      `The content of ${name} is not valid CSV: ${error.message.replace(/\.$/, '')}.`,
      'Check that each quote around a cell is closed, and that quotes within it are doubled.',
    )
  }
}

function findCsvColumn(header: readonly string[], wanted: string, name: string): number {
  const exact = findAll(header, (cell) => cell === wanted)
  const found = exact.length > 0 ? exact : findAll(header, (cell) => fold(cell) === fold(wanted))
  const [index, other] = found
  if (index !== undefined && other === undefined) return index
  if (other !== undefined) {
    throw new UsageError(
      `${found.length} columns of ${name} are called ${JSON.stringify(wanted)}.`,
      'Give each column a name of its own.',
    )
  }
  const suggestion = didYouMean(
    wanted,
    header.filter((cell) => cell.length <= maxShownLength),
  )
  const shown = header.slice(0, maxShownColumns).map((cell) => JSON.stringify(shorten(cell)))
  const more = header.length > shown.length ? ` and ${header.length - shown.length} more` : ''
  const choice =
    suggestion === undefined ? 'Name one of them after the last colon.' : `Did you mean ${suggestion}?`
  throw new UsageError(
    `${name} has no column ${JSON.stringify(wanted)}; it has ${shown.join(', ')}${more}.`,
    header.length > 1 ? choice : `${choice} Columns are separated by commas, semicolons or tabs.`,
  )
}

// Enough to recognize the file by. A file that is not CSV can have a first line of any length.
const maxShownColumns = 50
const maxShownLength = 100

function shorten(cell: string): string {
  return cell.length > maxShownLength ? `${cell.slice(0, maxShownLength)}…` : cell
}

/** Returns the same text for upper and lower case, and for both spellings of letters with accents. */
function fold(text: string): string {
  return text.normalize().toLowerCase()
}

function findAll(cells: readonly string[], isWanted: (cell: string) => boolean): number[] {
  return cells.flatMap((cell, index) => (isWanted(cell) ? [index] : []))
}
