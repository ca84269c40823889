import { printableJson } from '../text/json.ts'
import { collected, type Format } from './format.ts'

/** One JSON object a line, each written as soon as it is there. */
export const ndjsonFormat: Format = {
  one: (item, presentation) => `${printableJson(presentation.document(item))}\n`,
  async *list(items, presentation, _, order) {
    const lineOf = (item: Parameters<typeof presentation.document>[0]) =>
      `${printableJson(presentation.document(item))}\n`
    if (order !== undefined) yield* await collected(items, lineOf, order)
    else for await (const item of items) yield lineOf(item)
  },
}

/** One JSON document: an object for one, an array for a list. */
export const jsonFormat: Format = {
  one: (item, presentation) => `${printableJson(presentation.document(item), 2)}\n`,
  async *list(items, { document }, _, order) {
    const elements = await collected(items, (item) => indented(printableJson(document(item), 2)), order)
    // Piece by piece, for there is a limit to how long one text can be.
    for (const [index, element] of elements.entries()) yield `${index === 0 ? '[' : ','}\n${element}`
    yield elements.length === 0 ? '[]\n' : '\n]\n'
  },
}

/** As an element of an array is written. There are no line breaks inside the strings of JSON. */
function indented(json: string): string {
  return `  ${json.replaceAll('\n', '\n  ')}`
}
