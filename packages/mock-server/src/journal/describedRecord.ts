import { pathOf, queryTextOf } from '../http/requestTarget.ts'
import { unquote } from '../http/unquote.ts'
import type { JournalEntry } from '../openapi/admin.generated.ts'
import type { ServiceOperation } from '../openapi/serviceOperations.generated.ts'
import { nearestOperation } from '../operations/nearestOperation.ts'
import { operationOf } from '../operations/operationOf.ts'
import { redacted } from '../text/redacted.ts'
import type { JournalRecord } from './journal.ts'
import { type NamedThings, nearestName } from './nearestName.ts'

/** The operation that a kept request was. */
export function operationOfRecord({ method, url }: JournalRecord): ServiceOperation | undefined {
  return operationOf(method, pathOf(url))
}

/** What is told of a kept request. */
export function describedRecord(record: JournalRecord, session: string, things: NamedThings): JournalEntry {
  const operation = operationOfRecord(record)
  const query = queryTextOf(record.url)
  return {
    id: record.id,
    at: new Date(performance.timeOrigin + record.startedAt).toISOString(),
    session,
    method: record.method,
    path: redacted(pathOf(record.url)),
    query: query === undefined ? null : redacted(query),
    service: operation?.service ?? null,
    operation: operation?.operation ?? null,
    client: record.client ?? null,
    status: record.status ?? null,
    durationMs: record.durationMs === undefined ? null : Math.round(record.durationMs * 10) / 10,
    fault: record.fault ?? null,
    nearest: nearestOf(record, operation, things) ?? null,
  }
}

function nearestOf(
  { method, url, missed, status }: JournalRecord,
  operation: ServiceOperation | undefined,
  things: NamedThings,
): JournalEntry['nearest'] | undefined {
  if (missed !== undefined) return nearestName(things, missed)
  if (operation !== undefined || (status ?? 0) < 400) return undefined
  const nearest = nearestOperation(method, unquote(pathOf(url)))
  return (
    nearest && {
      service: nearest.service,
      operation: nearest.operation,
      method: nearest.method,
      path: nearest.path,
    }
  )
}
