import type { FormatName } from '../output/index.ts'
import type { View } from '../output/view.ts'
import type { Remark } from '../remark.ts'

/** The option that keeps a format from being written as rows come, where it would be otherwise. */
export function reasonToHoldBack(view: View | undefined, format: FormatName): string | undefined {
  if (format !== 'ndjson' && format !== 'csv') return undefined
  if (view?.sortBy !== undefined) return '--sort-by'
  return view?.query !== undefined && format === 'csv' ? '--query' : undefined
}

/** Why there are no rows for a while. */
export function heldBack(reason: string): Remark {
  return {
    code: 'held_back',
    message: `Rows are written when all of them are there, for ${reason} needs them all.`,
    hint: null,
  }
}

/** What to type for rows that are written as they come. */
export function streaming(view: View | undefined): string {
  const reason = reasonToHoldBack(view, 'csv')
  return `as ndjson or csv${reason === undefined ? '' : `, without ${reason}`}`
}
