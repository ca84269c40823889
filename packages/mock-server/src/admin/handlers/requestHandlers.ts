import type { FaultMatch } from '@personctl/generated/admin'
import { serviceOperations } from '@personctl/generated/serviceOperations'
import { formatCount } from '@personctl/shared/formatCount'
import type { Delays } from '../../clock.ts'
import { hideTokens, isSecretName, redactSecrets } from '../../http/redactSecrets.ts'
import { queryOf } from '../../http/request.ts'
import { describeRecords, filterRecords, type JournalFilter } from '../../journal/describe.ts'
import type { Journal, JournalRecord } from '../../journal/journal.ts'
import {
  type MatchedRequest,
  matchesRequest,
  parseBody,
  type RequestMatch,
} from '../../routing/requestMatch.ts'
import type { Session } from '../../session/session.ts'
import { AdminError, type Handlers, type InputOf, type ResultOf, suggestName } from '../contract.ts'
import { validateFault } from './faultHandlers.ts'

/** The handlers for the journal. */
export const requestHandlers: Handlers<
  'listRequests' | 'countRequests' | 'waitForRequests' | 'verifyRequests' | 'clearRequests'
> = {
  listRequests(context, { query }) {
    checkFilter(query)
    const session = context.session()
    const found = filterRecords(session.journal.records(), query)
    if (found.length === 0) checkPath(query)
    return describeRequests(found, session)
  },
  countRequests(context, { query }) {
    checkFilter(query)
    const { journal } = context.session()
    checkDropped(journal, query.since)
    const { length: count } = filterRecords(journal.records(), query)
    if (count === 0) checkPath(query)
    return { count }
  },
  async waitForRequests(context, { query }) {
    const { count = 1, timeoutSeconds = defaultTimeoutSeconds, ...filter } = query
    checkFilter(filter)
    const session = context.session()
    const find = () => filterRecords(session.journal.records(), filter).filter(hasResponse)
    await waitUntil(session.journal, () => find().length >= count, timeoutSeconds, context.delays)
    const found = find()
    if (found.length >= count) return describeRequests(found, session)
    throw new AdminError(
      'expectation_failed',
      `Only ${found.length} of ${formatCount(count, 'request')} ${count === 1 ? 'has' : 'have'} come within ${formatCount(timeoutSeconds, 'second')}`,
      'see GET /__admin/requests for all that have, or wait longer with timeoutSeconds',
    )
  },
  async verifyRequests(context, { body }) {
    const { match = {}, status, since, timeoutSeconds = 0 } = body
    const { atMost = body.exactly, atLeast = body.exactly ?? (atMost === undefined ? 1 : 0) } = body
    checkFilter(match)
    if ((body.exactly !== undefined && atLeast !== atMost) || (atMost !== undefined && atLeast > atMost))
      throw new AdminError(
        'invalid_request',
        'No number of requests is exactly, atLeast and atMost as many as they say',
        'set exactly alone, or an atMost that is not below atLeast',
      )
    const session = context.session()
    const { journal } = session
    const filter = { ...(status === undefined ? {} : { status }), ...(since === undefined ? {} : { since }) }
    const candidates = () => filterRecords(journal.records(), filter).filter(hasResponse)
    const find = () => candidates().filter((record) => matchesRequest(match, toMatchedRequest(record)))
    await waitUntil(journal, () => find().length >= atLeast, timeoutSeconds, context.delays)
    const found = find()
    if (found.length < atLeast || atMost !== undefined) checkDropped(journal, since)
    if (found.length === 0 && atLeast === 0) checkPossible(match)
    if (found.length >= atLeast && found.length <= (atMost ?? found.length))
      return describeRequests(found, session)
    const wanted =
      atLeast === atMost
        ? countRequests(atLeast)
        : atMost === undefined
          ? `at least ${countRequests(atLeast)}`
          : `${atLeast} to ${countRequests(atMost)}`
    throw new AdminError(
      'expectation_failed',
      `Expected ${wanted} with ${JSON.stringify(match).slice(0, 500)}, but there are ${found.length}`,
      found.length < atLeast ? describeNearMisses(match, candidates()) : describeFound(found),
    )
  },
  clearRequests(context) {
    context.session().journal.clear()
    return undefined
  },
}

const defaultTimeoutSeconds = 10

type ListFilter = InputOf<'listRequests'>['query']

const countRequests = (count: number): string => formatCount(count, 'request')

const hasResponse = ({ durationMs }: JournalRecord): boolean => durationMs !== undefined

function describeRequests(records: readonly JournalRecord[], session: Session): ResultOf<'listRequests'> {
  return {
    requests: describeRecords(records, session),
    dropped: session.journal.dropped,
  }
}

/** @throws {AdminError} if no request could ever match */
function checkFilter({ service, operation }: Pick<JournalFilter, 'service' | 'operation'>): void {
  if (operation === undefined) return
  const known = serviceOperations.filter((one) => service === undefined || one.service === service)
  if (known.some((one) => one.operation === operation)) return
  throw new AdminError(
    'invalid_request',
    `No operation of ${service ?? 'any service'} is called ${operation.slice(0, 100)}`,
    suggestName(operation, [...new Set(known.map((one) => one.operation))]),
  )
}

/**
 * Rejects a misspelt path, for example, which an expectation of no requests would never notice.
 *
 * @throws {AdminError} if no request could ever match
 */
function checkPossible(match: FaultMatch): void {
  const impossibility = validateFault({ match, effect: { type: 'reset' } })
  if (impossibility !== undefined)
    throw new AdminError('invalid_request', impossibility.message, impossibility.hint)
}

/** @throws {AdminError} if a filter is for a path that no service has, unless for one of handlers */
function checkPath({ path, anyRoute, service, operation }: ListFilter): void {
  if (path === undefined || anyRoute === true) return
  const match = { path, ...(service && { service }), ...(operation && { operation }) }
  const impossibility = validateFault({ match, effect: { type: 'reset' } })
  if (impossibility === undefined) return
  const hint = impossibility.hint.replaceAll('match.anyRoute', 'anyRoute')
  throw new AdminError('invalid_request', impossibility.message, hint)
}

/** @throws {AdminError} if the journal has dropped requests that could match */
function checkDropped(journal: Journal, since = 0): void {
  const [first] = journal.records()
  if (journal.dropped === 0 || first === undefined || since >= first.id - 1) return
  throw new AdminError(
    'journal_overflowed',
    `The journal has dropped ${formatCount(journal.dropped, 'request')} and has only the latest ${journal.size}`,
    `clear it before the requests to count, count since ${first.id - 1}, or set a larger --journal-size`,
  )
}

/** Resolves when a condition on the journal holds, when the time is over, or when the server stops. */
async function waitUntil(
  journal: Journal,
  isMet: () => boolean,
  timeoutSeconds: number,
  delays: Delays,
): Promise<void> {
  if (isMet()) return
  const met = new AbortController()
  const unsubscribe = journal.subscribe(() => {
    if (isMet()) met.abort()
  })
  await delays.wait(timeoutSeconds * 1000, met.signal)
  unsubscribe()
}

/** Returns a request in the journal as conditions see it. Its secrets are hidden, so that no condition matches them. */
function toMatchedRequest({
  method,
  path,
  url,
  headers,
  operation,
  client,
  body,
}: JournalRecord): MatchedRequest {
  return {
    method,
    path,
    url,
    operation,
    client,
    headers: { get: (name) => headerOf(headers, name) ?? null },
    body: body?.text === undefined ? undefined : parseBody(body.text),
  }
}

function headerOf(headers: readonly string[], name: string): string | undefined {
  const index = headers.findIndex((one, at) => at % 2 === 0 && one === name.toLowerCase())
  return index < 0 ? undefined : headers[index + 1]
}

const shownMisses = 3

/** Describes the requests that meet the most conditions, and what differs. */
function describeNearMisses(match: RequestMatch, records: readonly JournalRecord[]): string {
  if (records.length === 0) return 'no other request has come'
  const misses = records
    .map((record) => ({ record, differences: listDifferences(match, record) }))
    .filter(({ differences }) => differences.length > 0)
    .sort(
      (one, other) => one.differences.length - other.differences.length || other.record.id - one.record.id,
    )
    .slice(0, shownMisses)
    .map(({ record, differences }) => `${describeTarget(record)} (${differences.join(', ')})`)
  return misses.length === 0 ? 'no other request has come' : `the nearest are ${misses.join('; ')}`
}

function describeFound(records: readonly JournalRecord[]): string {
  return `the latest are ${records.slice(-shownMisses).reverse().map(describeTarget).join('; ')}`
}

function describeTarget({ id, method, path }: JournalRecord): string {
  return `${id}: ${method} ${redactSecrets(path).slice(0, 200)}`
}

/** Names the conditions that a request does not meet, with its own values. */
function listDifferences(match: RequestMatch, record: JournalRecord): readonly string[] {
  const request = toMatchedRequest(record)
  const query = queryOf(record.url)
  const own: Readonly<Record<string, string | null | undefined>> = {
    service: record.operation?.service,
    operation: record.operation?.operation,
    client: record.client,
    method: record.method,
    path: record.path,
  }
  const differences: string[] = []
  const check = (condition: RequestMatch, name: string, value: string | null | undefined): void => {
    if (matchesRequest(condition, request)) return
    const shown =
      value === undefined || value === null ? 'missing' : JSON.stringify(hideTokens(value).slice(0, 100))
    differences.push(isSecretName(name) ? `${name} differs` : `${name} is ${shown}`)
  }
  for (const [name, condition] of Object.entries(match)) {
    if (name === 'query')
      for (const [key, one] of Object.entries(match.query ?? {}))
        check({ query: { [key]: one } }, `query ${key}`, query.get(key))
    else if (name === 'header')
      for (const [key, one] of Object.entries(match.header ?? {}))
        check({ header: { [key]: one } }, `header ${key}`, headerOf(record.headers, key))
    else check({ [name]: condition }, name, name in own ? own[name] : record.body?.text)
  }
  return differences
}
