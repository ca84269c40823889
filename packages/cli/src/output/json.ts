import { toPrintableJson } from '../text/text.ts'
import { collectRows, type Format } from './format.ts'

/** One JSON document: an object for one row, an array for a list. */
export const jsonFormat: Format = {
  formatOne: (row, presentation) => `${toPrintableJson(presentation.document(row), 2)}\n`,
  async *formatList(rows, { document }, _, order) {
    const elements = await collectRows(rows, (row) => indent(toPrintableJson(document(row), 2)), order)
    // Piece by piece, since the length of a string is limited.
    for (const [index, element] of elements.entries()) yield `${index === 0 ? '[' : ','}\n${element}`
    yield elements.length === 0 ? '[]\n' : '\n]\n'
  },
}

/** One JSON object a line, each written as soon as it arrives. */
export const ndjsonFormat: Format = {
  formatOne: (row, presentation) => `${toPrintableJson(presentation.document(row))}\n`,
  async *formatList(rows, presentation, _, order) {
    const toLine = (row: Parameters<typeof presentation.document>[0]) =>
      `${toPrintableJson(presentation.document(row))}\n`
    if (order !== undefined) yield* await collectRows(rows, toLine, order)
    else for await (const row of rows) yield toLine(row)
  },
}

/** Indents an element of an array. Strings in JSON contain no line breaks. */
function indent(json: string): string {
  return `  ${json.replaceAll('\n', '\n  ')}`
}
