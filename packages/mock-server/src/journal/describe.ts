import type { JournalEntry, NearestName, operations, Refusal } from '@personctl/generated/admin'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { ChangingDirectory } from '../directory/directory.ts'
import { isLookupKey, type LookupKey, lookupKeys, readAttribute } from '../directory/profile.ts'
import { hideInSentence, hideTokens, redactSecrets } from '../http/redactSecrets.ts'
import { originOf, percentDecode, rawQueryOf } from '../http/request.ts'
import { type MissedName, matchesPath, nearestOperation } from '../routing/router.ts'
import type { JournalRecord, RecordedBody } from './journal.ts'

/** The session of a request: its name, and the names that exist in it. */
export interface DescribedSession {
  readonly name: string
  readonly directory: ChangingDirectory
  services(): { readonly authorization: AuthorizationDirectory }
}

/** Describes requests in the journal. The nearest names of the latest ones are looked for first. */
export function describeRecords(
  records: readonly JournalRecord[],
  session: DescribedSession,
): readonly JournalEntry[] {
  const work = { left: workLimit }
  return records
    .toReversed()
    .map((record) => describeRecord(record, session, work))
    .reverse()
}

/** Describes a request in the journal. */
function describeRecord(
  record: JournalRecord,
  session: DescribedSession,
  work: NearestWork = { left: workLimit },
): JournalEntry {
  const { operation } = record
  const query = rawQueryOf(record.url)
  return {
    id: record.id,
    at: new Date(performance.timeOrigin + record.startedAt).toISOString(),
    session: session.name,
    method: record.method,
    path: redactSecrets(record.path),
    query: query === undefined ? null : redactSecrets(query),
    service: operation?.service ?? null,
    operation: operation?.operation ?? null,
    client: record.client ?? null,
    status: record.status ?? null,
    durationMs: record.durationMs === undefined ? null : Math.round(record.durationMs * 10) / 10,
    fault: record.fault ?? null,
    headers: describeHeaders(record.headers),
    body: describeBody(record.body),
    refusal: record.refusal === undefined ? null : redactRefusal(record.refusal),
    handler: record.handler,
    nearest: findNearest(record, session, work),
  }
}

function describeHeaders(list: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let index = 0; index < list.length; index += 2) {
    const name = hideTokens(list[index] ?? '')
    const value = redactSecrets(list[index + 1] ?? '')
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value
  }
  return headers
}

function describeBody(body: RecordedBody | undefined): JournalEntry['body'] {
  if (body === undefined) return null
  const { type = null, size = null, text = null, isTruncated } = body
  return { type, size, text, truncated: isTruncated }
}

const redactRefusal = ({ code, description }: Refusal): Refusal => ({
  code: hideInSentence(code),
  description: hideInSentence(description),
})

/** The work that comparing names may still take, in cells of the tables of edit distances. */
interface NearestWork {
  left: number
}

// A fraction of a second. Among a hundred people, this is enough for a thousand names; among 50,000, for a few.
const workLimit = 30_000_000

// Found once, not in each listing.
const nearest = new WeakMap<JournalRecord, JournalEntry['nearest']>()

function findNearest(
  record: JournalRecord,
  session: DescribedSession,
  work: NearestWork,
): JournalEntry['nearest'] {
  const known = nearest.get(record)
  if (known !== undefined || work.left <= 0) return known ?? null
  const found = lookForNearest(record, session, work) ?? null
  // Without the rest of the work, the search has not ended; without a response, it has not begun.
  if (record.durationMs !== undefined && work.left > 0) nearest.set(record, found)
  return found
}

/** The length above which a path is like none that exists, and comparing it takes too long. */
const longestPath = 500

function lookForNearest(
  { method, path, operation, missed, status, handler }: JournalRecord,
  session: DescribedSession,
  work: NearestWork,
): JournalEntry['nearest'] | undefined {
  if (handler) return undefined
  if (missed !== undefined) return findNearestName(missed, session, work)
  if (operation !== undefined || (status ?? 0) < 400) return undefined
  if (path.length > longestPath) return undefined
  const route = nearestOperation(method, percentDecode(path))
  return (
    route && {
      service: route.service,
      operation: route.operation,
      method: route.method,
      path: route.path,
    }
  )
}

/** Returns the existing name that is most like one that was not found. */
function findNearestName(
  { key, value }: MissedName,
  { directory, services }: DescribedSession,
  work: NearestWork,
): NearestName | undefined {
  if (isLookupKey(key)) return findNearestPerson(directory, key, value, work)
  const { identities, groups } = services().authorization.view()
  const indexes = key === 'upn' ? identities.indexes() : Array(groups.size).keys()
  const table = key === 'upn' ? identities : groups
  const names = Array.from(indexes, (index) => String(table.valueAt(index, key) ?? ''))
  const found = findSimilar(value, names, work)
  return found === undefined ? undefined : { key, value: found, active: null }
}

/** @param key the key of the request, which may be the wrong one for the value */
export function findNearestPerson(
  directory: ChangingDirectory,
  key: LookupKey,
  value: string,
  work: NearestWork = { left: workLimit },
): NearestName | undefined {
  const exists = (name: LookupKey, one: string): boolean => directory.indexOf(name, one) !== undefined
  const matching = [key, ...lookupKeys].find((name) => exists(name, value))
  if (matching !== undefined) return describePerson(directory, matching, value)
  const found = findSimilar(value, directory.valuesOf(key), work, (one) => exists(key, one))
  return found === undefined ? undefined : describePerson(directory, key, found)
}

const longestName = 200

/** Returns the name that is most like another, regardless of case; undefined if none is, or if the work is used up. */
function findSimilar(
  typed: string,
  names: Iterable<string>,
  work: NearestWork,
  accept: (name: string) => boolean = () => true,
): string | undefined {
  const word = typed.toLowerCase()
  if (word.length > longestName) return undefined
  let limit = Math.max(2, Math.floor(word.length / 3)) + 1
  let found: string | undefined
  for (const name of names) {
    work.left -= 20
    if (Math.abs(name.length - word.length) >= limit) continue
    if (work.left <= 0) return undefined
    const distance = measureDistance(word, name.toLowerCase(), limit, work)
    if (distance >= limit || !accept(name)) continue
    found = name
    limit = distance
    if (limit === 0) break
  }
  return found
}

const distances = new Uint16Array(2 * longestName)

/** Returns the Levenshtein distance of two short texts, or any number from the limit on. */
function measureDistance(one: string, other: string, limit: number, work: NearestWork): number {
  let start = 0
  let [end, otherEnd] = [one.length, other.length]
  while (start < end && start < otherEnd && one.charCodeAt(start) === other.charCodeAt(start)) start += 1
  while (end > start && otherEnd > start && one.charCodeAt(end - 1) === other.charCodeAt(otherEnd - 1)) {
    end -= 1
    otherEnd -= 1
  }
  const width = otherEnd - start
  work.left -= (end - start) * width
  for (let column = 0; column <= width; column++) distances[column] = column
  for (let row = start; row < end; row++) {
    let diagonal = row - start
    let least = diagonal + 1
    distances[0] = least
    for (let column = 1; column <= width; column++) {
      const above = distances[column] ?? 0
      const isSame = one.charCodeAt(row) === other.charCodeAt(start + column - 1)
      const cell = Math.min(diagonal + (isSame ? 0 : 1), above + 1, (distances[column - 1] ?? 0) + 1)
      diagonal = above
      distances[column] = cell
      if (cell < least) least = cell
    }
    if (least >= limit) return limit
  }
  return distances[width] ?? 0
}

function describePerson(directory: ChangingDirectory, key: LookupKey, value: string): NearestName {
  const active = readAttribute(directory.find(key, value) ?? {}, 'active')
  return { key, value, active: typeof active === 'boolean' ? active : null }
}

/** Describes the nearest operation or name in words. */
export function describeNearest(nearest: NonNullable<JournalEntry['nearest']>): string {
  if ('operation' in nearest)
    return `${nearest.method} ${nearest.path} (${nearest.operation} of ${nearest.service})`
  return `${nearest.key} ${nearest.value}${nearest.active === false ? ', who is inactive' : ''}`
}

/** A request that found nothing. */
export interface UnmatchedRequest {
  /**
   * The thing that was not found: `route` if the request is not an operation of any service; `name` if a person, an
   * identity or a group does not exist, or is hidden because it is inactive.
   */
  readonly missing: 'route' | 'name'
  readonly method: string
  /** The URL without secrets. */
  readonly url: string
  readonly status: number | null
  /** The nearest operation or name. Null if nothing is similar. */
  readonly nearest: JournalEntry['nearest']
  /** All of this in one line. */
  readonly message: string
}

/** Describes a request that found nothing; returns undefined for every other request. */
export function describeUnmatched(
  record: JournalRecord,
  session: DescribedSession,
): UnmatchedRequest | undefined {
  if (record.missed === undefined && (record.status ?? 0) < 400) return undefined
  const { method, path, query, status, nearest, service, operation } = describeRecord(record, session)
  if (record.missed === undefined && operation !== null) return undefined
  const missing = record.missed === undefined ? 'route' : 'name'
  const url = `${originOf(record.url)}${path}${query === null ? '' : `?${query}`}`
  const reason =
    missing === 'route' ? 'is not an operation of any service' : `(${operation} of ${service}) found nothing`
  const hint = nearest === null ? '' : `; the nearest is ${describeNearest(nearest)}`
  return { missing, method, url, status, nearest, message: `${method} ${url} ${reason}${hint}` }
}

/** A filter for the journal. A request must match every field. */
export type JournalFilter = NonNullable<operations['listRequests']['parameters']['query']>

/** Returns the requests that match a filter: in its order, from its offset up to its limit. */
export function filterRecords(
  records: readonly JournalRecord[],
  filter: JournalFilter,
): readonly JournalRecord[] {
  const matching = records.filter((record) => matchesFilter(record, filter))
  const { order, offset, since, limit } = filter
  // Without an order, `limit=1` is the last request: it is the one of interest after a failure.
  if (order === undefined && offset === undefined && since === undefined)
    return limit === undefined ? matching : matching.slice(-limit)
  if (order === 'newest') matching.reverse()
  return matching.slice(offset, limit === undefined ? undefined : (offset ?? 0) + limit)
}

function matchesFilter(record: JournalRecord, filter: JournalFilter): boolean {
  const { service, operation, status, client, method, path, since } = filter
  return (
    (since === undefined || record.id > since) &&
    (client === undefined || record.client === client) &&
    (method === undefined || record.method === method.toUpperCase()) &&
    (status === undefined || matchesStatus(record.status, status)) &&
    (path === undefined || matchesPath(record.path, path)) &&
    (service === undefined || record.operation?.service === service) &&
    (operation === undefined || record.operation?.operation === operation)
  )
}

function matchesStatus(status: number | undefined, wanted: string): boolean {
  if (status === undefined) return false
  return wanted.endsWith('xx') ? String(status)[0] === wanted[0] : String(status) === wanted
}
