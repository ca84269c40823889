import { pathOf } from '../http/requestTarget.ts'
import type { operations } from '../openapi/admin.generated.ts'
import { isOnPath } from '../operations/pathPattern.ts'
import { operationOfRecord } from './describedRecord.ts'
import type { JournalRecord } from './journal.ts'

/** Which requests of a journal are meant; all of what is given must be so. */
export type JournalFilter = NonNullable<operations['listRequests']['parameters']['query']>

/** The kept requests that a filter means, as many as it allows. */
export function filtered(records: readonly JournalRecord[], filter: JournalFilter): readonly JournalRecord[] {
  return records.filter((record) => matches(record, filter)).slice(0, filter.limit)
}

function matches(record: JournalRecord, filter: JournalFilter): boolean {
  const { service, operation, status, client, method, path, since } = filter
  if (since !== undefined && record.id <= since) return false
  if (client !== undefined && record.client !== client) return false
  if (method !== undefined && record.method !== method.toUpperCase()) return false
  if (status !== undefined && !hasStatus(record.status, status)) return false
  if (path !== undefined && !isOnPath(pathOf(record.url), path)) return false
  if (service === undefined && operation === undefined) return true
  const found = operationOfRecord(record)
  return (
    (service === undefined || found?.service === service) &&
    (operation === undefined || found?.operation === operation)
  )
}

function hasStatus(status: number | undefined, wanted: string): boolean {
  if (status === undefined) return false
  return wanted.endsWith('xx') ? String(status)[0] === wanted[0] : String(status) === wanted
}
