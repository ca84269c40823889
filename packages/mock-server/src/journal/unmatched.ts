import type { JournalEntry } from '@personctl/openapi/admin'
import { originOf } from '../http/request.ts'
import { describedRecord, type NamedThings } from './describe.ts'
import type { JournalRecord } from './journal.ts'

/** What would have been found, in words. */
export function nearestText(nearest: NonNullable<JournalEntry['nearest']>): string {
  if ('operation' in nearest)
    return `${nearest.method} ${nearest.path} (${nearest.operation} of ${nearest.service})`
  return `${nearest.key} ${nearest.value}${nearest.active === false ? ', who is inactive' : ''}`
}

/** A request that found nothing. */
export interface UnmatchedRequest {
  /**
   * What it did not find: `route`, so that it is no operation of any service; or `name`, a person, an identity or a group
   * that is not there, or is hidden as inactive.
   */
  readonly missing: 'route' | 'name'
  readonly method: string
  /** Without secrets. */
  readonly url: string
  readonly status: number | null
  /** What would have been found. Null where nothing is like it. */
  readonly nearest: JournalEntry['nearest']
  /** All of this in one line. */
  readonly message: string
}

/** What a kept request did not find; undefined if it found what it asked for. */
export function unmatchedRequest(
  record: JournalRecord,
  things: NamedThings & { readonly name: string },
): UnmatchedRequest | undefined {
  if (record.missed === undefined && (record.status ?? 0) < 400) return undefined
  const { method, path, query, status, nearest, service, operation } = describedRecord(
    record,
    things.name,
    things,
  )
  if (record.missed === undefined && operation !== null) return undefined
  const missing = record.missed === undefined ? 'route' : 'name'
  const url = `${originOf(record.url)}${path}${query === null ? '' : `?${query}`}`
  const reason =
    missing === 'route' ? 'is no operation of any service' : `(${operation} of ${service}) found nothing`
  const hint = nearest === null ? '' : `; the nearest there is: ${nearestText(nearest)}`
  return { missing, method, url, status, nearest, message: `${method} ${url} ${reason}${hint}` }
}
