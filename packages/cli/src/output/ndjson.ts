import { printableJson } from '../text/json.ts'
import { collected, type Format } from './format.ts'

/** One JSON object a line, each written as soon as it is there. */
export const format: Format = {
  one: (item, presentation) => `${printableJson(presentation.document(item))}\n`,
  async *list(items, presentation, _, order) {
    const lineOf = (item: Parameters<typeof presentation.document>[0]) =>
      `${printableJson(presentation.document(item))}\n`
    if (order !== undefined) yield* await collected(items, lineOf, order)
    else for await (const item of items) yield lineOf(item)
  },
}
