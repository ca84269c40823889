import { printableJson } from '../text/json.ts'
import type { Format } from './format.ts'

/** One JSON object a line, each written as soon as it is there. */
export const format: Format = {
  one: (item, presentation) => `${printableJson(presentation.document(item))}\n`,
  async *list(items, presentation) {
    for await (const item of items) yield `${printableJson(presentation.document(item))}\n`
  },
}
