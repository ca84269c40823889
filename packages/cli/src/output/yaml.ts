import { Document, isScalar, visit } from 'yaml'
import { unmarkNumbers } from '../text/exactNumbers.ts'
import { toUnicodeEscape, unsafeInJson } from '../text/text.ts'
import { collectRows, type Format } from './format.ts'

/** One YAML document: a mapping for one row, a sequence for a list. */
export const yamlFormat: Format = {
  formatOne: (row, presentation) => toYaml(presentation.document(row)),
  async *formatList(rows, presentation, _, order) {
    const sequences = await collectRows(rows, (row) => toYaml([presentation.document(row)]), order)
    if (sequences.length === 0) yield toYaml([])
    // Sequences of one element that follow each other are one sequence.
    yield* sequences
  },
}

// Some parsers take a tab for indentation, even within a text, and = for a type of YAML 1.1.
const needsQuotes = new RegExp(`\\t|^=$|${unsafeInJson.source}`)

function toYaml(value: unknown): string {
  // YAML 1.1 reads `no` and `on` as booleans: such strings are quoted.
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && needsQuotes.test(node.value)) {
        node.type = 'QUOTE_DOUBLE'
      }
    },
  })
  return unmarkNumbers(document.toString({ lineWidth: 0 })).replace(unsafeInJson, toUnicodeEscape)
}
