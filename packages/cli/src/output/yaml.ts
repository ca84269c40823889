import { Document, isScalar, visit } from 'yaml'
import { allowedYetUnsafe } from '../text/json.ts'
import { unicodeEscape } from '../text/text.ts'
import { collected, type Format } from './format.ts'

/** One YAML document: a mapping for one, a sequence for a list. */
export const format: Format = {
  one: (item, presentation) => toYaml(presentation.document(item)),
  async *list(items, presentation, _, order) {
    const sequences = await collected(items, (item) => toYaml([presentation.document(item)]), order)
    if (sequences.length === 0) yield toYaml([])
    // Sequences of one make one of all when they follow each other.
    yield* sequences
  },
}

function toYaml(value: unknown): string {
  // Older parsers read `no` and `on` as booleans: where they would, there are quotes.
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && node.value.search(allowedYetUnsafe) !== -1) {
        node.type = 'QUOTE_DOUBLE'
      }
    },
  })
  return document.toString({ lineWidth: 0 }).replace(allowedYetUnsafe, unicodeEscape)
}
