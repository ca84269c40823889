import { setImmediate } from 'node:timers/promises'
import type { Statements } from '../engine/engine.ts'
import { MirrorError } from '../errors.ts'
import { type CollectionName, collections } from '../schema/collections.ts'
import type { PullClients, PullOptions, PullProgress } from './options.ts'
import type { Privacy } from './privacy.ts'
import { countLive, goneLimit } from './publish.ts'
import type { ReceivedRow } from './rows.ts'
import { type PartState, readLastTotal, readPart, type ServiceRun, savePart } from './runs.ts'
import { markSeen, type StagingRun, stageEnds, stageRows } from './staging.ts'

/** All that the walks of one service have in common. */
export interface WalkContext extends StagingRun {
  readonly serviceRun: ServiceRun
  readonly clients: PullClients
  readonly options: PullOptions
  readonly privacy: Privacy
  readonly signal: AbortSignal | undefined
  now(): number
  notice(text: string): void
  /** Waits until a request may be sent. Each request of a walk passes here. */
  pace(): Promise<void>
  /** Counts requests, and returns their number. */
  countRequests(count: number): number
  /** The time at which the pull began. */
  readonly startedAt: number
}

/** The pages of a list, as the SDK returns them. */
interface Pages<Page extends { readonly resumeToken: string | undefined }> {
  pages(): AsyncIterable<Page>
}

/** The pages of a list of any rows. */
type AnyPages = Pages<{
  readonly items: readonly unknown[]
  readonly total: number | undefined
  readonly resumeToken: string | undefined
}>

/** Yields the pages of a list. Each is one request, which is counted, and waits for its turn. */
export async function* readPages<Page extends { readonly resumeToken: string | undefined }>(
  context: WalkContext,
  list: Pages<Page>,
): AsyncGenerator<Page, void, undefined> {
  await context.pace()
  for await (const page of list.pages()) {
    context.countRequests(1)
    yield page
    if (page.resumeToken !== undefined) await context.pace()
  }
}

/** The longest time that a timer can wait, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Returns a function that waits until the next request may be sent, at most so many a second. Those that wait take turns.
 *
 * @param rate undefined for no limit
 * @throws {MirrorError} with the code `invalid_argument` for a rate that is not a number above 0
 */
export function createPacer(rate: number | undefined, signal: AbortSignal | undefined): () => Promise<void> {
  if (rate === undefined) return async () => {}
  const intervalMs = 1000 / rate
  if (!(rate > 0 && intervalMs <= longestTimerMs))
    throw new MirrorError('invalid_argument', `The rate is ${String(rate)}.`, {
      hint: 'Pass a number of requests a second above 0, such as 5 or 0.5.',
    })
  let next = Number.NEGATIVE_INFINITY
  return async () => {
    // Not the time of the day, which can be set.
    const now = performance.now()
    const turn = Math.max(next, now)
    next = turn + intervalMs
    if (turn > now) await sleep(Math.min(turn - now, longestTimerMs), signal)
  }
}

/** Waits. Rejects with the signal's reason as soon as the signal aborts. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const end = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal?.addEventListener('abort', end, { once: true })
  })
}

/**
 * Walks through a list, and stages its rows page by page: each with its checkpoint in one transaction, so that a pull that
 * is killed continues after the last page.
 *
 * @param list returns the list from a position on
 * @param toRow returns a row made ready to be stored; undefined for one without a key
 */
export async function walkList(
  context: WalkContext,
  {
    part,
    collection,
    list,
    toRow,
    prepare,
  }: {
    part: string
    collection: CollectionName
    list(walk: { startAt?: string; prefetch: 0 | 1; signal?: AbortSignal }): AnyPages
    toRow(row: unknown): ReceivedRow | undefined
    /** Completes the rows of a page, such as with numbers of the database. */
    prepare?(statements: Statements, rows: ReceivedRow[]): Promise<ReceivedRow[]>
  },
): Promise<void> {
  const { engine, serviceRun, signal } = context
  let state = await readPart(engine, serviceRun, part)
  if (state.status === 'whole') return
  const lastTotal = await readLastTotal(engine, serviceRun, part)
  const startAt = state.resumeToken
  let firstTotal = state.total
  let unkeyed = 0
  const pages = list({
    // A page that is requested ahead would not wait for its turn.
    prefetch: context.options.rate === undefined ? 1 : 0,
    ...(startAt !== undefined && { startAt }),
    ...(signal && { signal }),
  })
  for await (const page of readPages(context, pages)) {
    await letRequestsOut()
    firstTotal ??= page.total
    const received: ReceivedRow[] = []
    for (const item of page.items) {
      const row = toRow(item)
      if (row === undefined) unkeyed += 1
      else received.push(row)
    }
    const before: PartState = state
    state = await engine.transaction(async (statements) => {
      const rows = prepare === undefined ? received : await prepare(statements, received)
      const fresh = await stageRows(statements, context, collection, rows)
      const next: PartState = {
        status: page.resumeToken === undefined ? 'whole' : 'running',
        pages: before.pages + 1,
        rows: before.rows + fresh,
        total: page.total ?? before.total,
        resumeToken: page.resumeToken,
        position: undefined,
      }
      await savePart(statements, serviceRun, part, next, context.now())
      return next
    })
    report(context, part, state, { lastTotal, requests: context.countRequests(0) })
  }
  if (unkeyed > 0) context.notice(`${unkeyed} rows of ${part} have no identifier; they were left out.`)
  // A list that is continued is counted by nobody else: the service says how many rows it has, and never changed that.
  const { total } = state
  if (startAt === undefined || total === undefined || total !== firstTotal || state.rows + unkeyed >= total)
    return
  throw brokenList(`${part} has ${state.rows} rows, but the service reports ${total}.`)
}

/** Creates the error for a list that contradicts itself, so that only a new walk can be right. */
export function brokenList(message: string): MirrorError {
  return new MirrorError('incomplete', message, { hint: 'The next pull walks through it anew.' })
}

/** Calls the hook for progress. */
export function report(
  { options, serviceRun, startedAt, now }: WalkContext,
  part: string,
  { rows, total }: { rows: number; total: number | undefined },
  { lastTotal, requests }: { lastTotal: number | undefined; requests: number },
): void {
  const progress: PullProgress = {
    service: serviceRun.service,
    part,
    rows,
    total,
    lastTotal,
    requests,
    elapsedMs: now() - startedAt,
  }
  options.hooks?.onProgress?.(progress)
}

/** The result of looking for rows that a walk has not seen. */
export interface LookUp {
  /** The rows that exist after all. */
  readonly found: readonly ReceivedRow[]
  /** Keys that exist, without a row to store. */
  readonly foundKeys?: readonly string[]
}

/** The number of look-ups that show whether a list was incomplete, when too many rows are missing to look up each. */
const sampleSize = 25

/**
 * Looks up each live row that the walks have not seen. Those that do not exist are staged to end; a look-up that fails ends
 * the pull, so that nobody is gone without a proof.
 *
 * @param lookUp returns those of some keys that exist
 * @returns the reason for a brake, if so many are missing that they were not all looked up
 */
export async function confirmMissing(
  context: WalkContext,
  name: CollectionName,
  lookUp: (keys: readonly string[]) => Promise<LookUp>,
  prepare?: (statements: Statements, rows: ReceivedRow[]) => Promise<ReceivedRow[]>,
): Promise<string | undefined> {
  const { engine, options, serviceRun } = context
  if (context.isFirst) return undefined
  const [keyColumn = ''] = Object.keys(collections[name].key)
  const missing = (
    await engine.all<{ key: string }>(
      `select ${keyColumn} as key from ${name}_version v where until_run is null
        and not exists (select 1 from seen s where s.collection = ? and s.key = v.${keyColumn})
        and ${keyColumn} not in (select ${keyColumn} from ${name}_staged where op = 'end')
        order by ${keyColumn}`,
      [name],
    )
  ).map(({ key }) => key)
  if (missing.length === 0) return undefined
  // Rows that were not selected are not looked for: they are no longer part of the mirror.
  if (serviceRun.isBaseline) {
    await stageEndsByPage(context, name, missing)
    return undefined
  }
  const live = await countLive(engine, collections[name])
  const isTooMany = missing.length > goneLimit(options.limits ?? {}, live)
  const wanted = isTooMany ? takeSample(missing, sampleSize) : missing
  let existing = 0
  const gone: string[] = []
  for (let start = 0; start < wanted.length; start += 100) {
    const keys = wanted.slice(start, start + 100)
    const { found, foundKeys = [] } = await lookUp(keys)
    const known = new Set([...found.map(({ key }) => key), ...foundKeys])
    existing += known.size
    gone.push(...keys.filter((key) => !known.has(key)))
    await engine.transaction(async (statements) => {
      const rows = prepare === undefined ? [...found] : await prepare(statements, [...found])
      await stageRows(statements, context, name, rows)
      await markSeen(statements, name, foundKeys)
    })
  }
  if (!isTooMany) {
    await stageEndsByPage(context, name, gone)
    return undefined
  }
  if (existing > 0)
    throw brokenList(
      `${missing.length} of ${live} rows of ${name} are missing in the list of the service, but ${existing} of ${wanted.length} that were looked up exist. The list is incomplete, and nothing was changed.`,
    )
  await stageEndsByPage(context, name, missing)
  return `${missing.length} of ${live} rows of ${name} are missing in the list of the service, and ${wanted.length} that were looked up do not exist.`
}

async function stageEndsByPage(
  context: WalkContext,
  name: CollectionName,
  keys: readonly string[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += 500)
    await context.engine.transaction((statements) =>
      stageEnds(statements, context, name, keys.slice(start, start + 500)),
    )
}

/** Returns some of many keys, from the whole of their range. */
function takeSample(keys: readonly string[], size: number): string[] {
  const step = keys.length / size
  return Array.from({ length: size }, (_, index) => keys[Math.floor(index * step)] ?? '')
}

/**
 * Lets the process send the requests that are waiting. SQLite blocks it, and the service would be idle for as long as rows
 * are written.
 */
function letRequestsOut(): Promise<void> {
  return setImmediate()
}

/**
 * Returns the results of a function for each value, in their order, with some of them at the same time. Up to twice as many
 * wait, so that one that takes long does not keep the others from starting.
 */
export async function* mapConcurrently<T, R>(
  values: Iterable<T>,
  concurrency: number,
  work: (value: T) => Promise<R>,
): AsyncGenerator<{ value: T; result: R }, void, undefined> {
  const pending = values[Symbol.iterator]()
  const waiting: { value: T; result: Promise<R> }[] = []
  let running = 0
  let isOver = false
  const startMore = () => {
    while (!isOver && running < concurrency && waiting.length < 2 * concurrency) {
      const next = pending.next()
      if (next.done === true) return
      running += 1
      const result = work(next.value)
      waiting.push({ value: next.value, result })
      const end = () => {
        running -= 1
        startMore()
      }
      // A failure is thrown where its result is awaited.
      result.then(end, () => {
        isOver = true
      })
    }
  }
  startMore()
  try {
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      const result = await first.result
      startMore()
      await letRequestsOut()
      yield { value: first.value, result }
    }
  } finally {
    isOver = true
  }
}

/** Returns true for the error of the SDK by which a service says that something does not exist. */
export function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'not_found'
}

/** Returns an object, if a value is one. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
