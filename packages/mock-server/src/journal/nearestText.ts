import type { JournalEntry } from '../openapi/admin.generated.ts'

/** What would have been found, in words. */
export function nearestText(nearest: NonNullable<JournalEntry['nearest']>): string {
  if ('operation' in nearest)
    return `${nearest.method} ${nearest.path} (${nearest.operation} of ${nearest.service})`
  return `${nearest.key} ${nearest.value}${nearest.active === false ? ', who is inactive' : ''}`
}
