import { Document, isScalar, visit } from 'yaml'
import { collected, type Format } from './format.ts'

/** One YAML document: a mapping for one, a sequence for a list. */
export const format: Format = {
  one: (item, presentation) => toYaml(presentation.document(item)),
  async *list(items, presentation) {
    const sequences = await collected(items, (item) => toYaml([presentation.document(item)]))
    if (sequences.length === 0) yield toYaml([])
    // Sequences of one make one of all when they follow each other.
    yield* sequences
  },
}

// What YAML allows only as an escape, and some programs print or obey as it is.
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff]/g

function toYaml(value: unknown): string {
  // Older parsers read `no` and `on` as booleans: where they would, there are quotes.
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && node.value.search(unsafe) !== -1) {
        node.type = 'QUOTE_DOUBLE'
      }
    },
  })
  const text = document.toString({ lineWidth: 0 })
  return text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
