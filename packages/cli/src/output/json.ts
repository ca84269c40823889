import { printableJson } from '../text/json.ts'
import { collected, type Format } from './format.ts'

/** One JSON document: an object for one, an array for a list. */
export const format: Format = {
  one: (item, presentation) => `${printableJson(presentation.document(item), 2)}\n`,
  async *list(items, presentation) {
    const documents = (await collected(items)).map((item) => presentation.document(item))
    yield `${printableJson(documents, 2)}\n`
  },
}
