import { attributeMap, columnNamed } from './columns.ts'
import type { Order, Presentation, Scalar } from './format.ts'
import type { SortBy } from './view.ts'

/** The order that `--sort-by` asks for: rows without a value come last, whichever way round. */
export function orderBy<Item>(
  { column: name, descending }: SortBy,
  presentation: Presentation<Item>,
  known: readonly string[],
): Order<Item> {
  const { cell } = columnNamed('--sort-by', name, presentation, known)
  return {
    keyOf: (item) => cell(attributeMap(presentation, item)),
    compare(one, other) {
      if (isAbsent(one) || isAbsent(other)) return Number(isAbsent(one)) - Number(isAbsent(other))
      return compareScalars(one, other) * (descending ? -1 : 1)
    },
  }
}

function isAbsent(value: Scalar): boolean {
  return value === null || value === ''
}

// The same on every machine, whatever its language: é after e, and item 10 after item 9.
const collator = new Intl.Collator('en', { numeric: true })

function compareScalars(one: Scalar, other: Scalar): number {
  if (typeof one === 'string' && typeof other === 'string') return collator.compare(one, other)
  if (typeof one === typeof other) return Number(one) - Number(other)
  return rank(one) - rank(other)
}

function rank(value: Scalar): number {
  return ['boolean', 'number', 'string'].indexOf(typeof value)
}
