import type { JournalEntry, NearestName, operations } from '@personctl/openapi/admin'
import type { ServiceOperation } from '@personctl/openapi/serviceOperations'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { ChangingDirectory } from '../directory/directory.ts'
import { isLookupKey, lookupKeys, type MissedName, readAttribute } from '../directory/profile.ts'
import { pathOf, percentDecode, rawQueryOf, redactSecrets } from '../http/request.ts'
import { nearestOperation, operationOf } from '../routing/operations.ts'
import { isOnPath } from '../routing/router.ts'
import type { JournalRecord } from './journal.ts'

/** Where names are looked for. */
export interface NamedThings {
  readonly directory: ChangingDirectory
  services(): { readonly authorization: AuthorizationDirectory }
}

/** What is most like what was missed, of what is there now; undefined where nothing is. */
function nearestName({ directory, services }: NamedThings, missed: MissedName): NearestName | undefined {
  const { key, value } = missed
  if (isLookupKey(key)) return nearestPerson(directory, key, value)
  const { identities, groups } = services().authorization.view()
  const table = key === 'upn' ? identities : groups
  const names = Array.from({ length: table.size }, (_, place) => String(table.valueAt(place, key) ?? ''))
  const nearest = didYouMean(value, names)
  return nearest === undefined ? undefined : { key, value: nearest, active: null }
}

type Key = (typeof lookupKeys)[number]

/** @param key what they were asked for by, which may have been the wrong one */
export function nearestPerson(
  directory: ChangingDirectory,
  key: Key,
  value: string,
): NearestName | undefined {
  const isThere = (name: Key, one: string): boolean => directory.indexOf(name, one) !== undefined
  const other = [key, ...lookupKeys].find((name) => isThere(name, value))
  if (other !== undefined) return described(directory, other, value)
  const nearest = didYouMean(value, directory.valuesOf(key), (one) => isThere(key, one))
  return nearest === undefined ? undefined : described(directory, key, nearest)
}

function described(directory: ChangingDirectory, key: Key, value: string): NearestName {
  const active = readAttribute(directory.find(key, value) ?? {}, 'active')
  return { key, value, active: typeof active === 'boolean' ? active : null }
}

/** The operation that a kept request was. */
function operationOfRecord({ method, url }: JournalRecord): ServiceOperation | undefined {
  return operationOf(method, pathOf(url))
}

/** What is told of a kept request. */
export function describedRecord(record: JournalRecord, session: string, things: NamedThings): JournalEntry {
  const operation = operationOfRecord(record)
  const query = rawQueryOf(record.url)
  return {
    id: record.id,
    at: new Date(performance.timeOrigin + record.startedAt).toISOString(),
    session,
    method: record.method,
    path: redactSecrets(pathOf(record.url)),
    query: query === undefined ? null : redactSecrets(query),
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
  const nearest = nearestOperation(method, percentDecode(pathOf(url)))
  return (
    nearest && {
      service: nearest.service,
      operation: nearest.operation,
      method: nearest.method,
      path: nearest.path,
    }
  )
}

/** Which requests of a journal are meant; all of what is given must be so. */
type JournalFilter = NonNullable<operations['listRequests']['parameters']['query']>

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
