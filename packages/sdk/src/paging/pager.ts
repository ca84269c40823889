import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import {
  checkOptions,
  checkWholeNumber,
  describeValue,
  invalidArgument,
  invalidRequest,
  type OptionNames,
} from '../arguments.ts'
import { InvalidResponseError, isPersonctlError, PersonctlError } from '../errors.ts'
import { onAbort, throwIfAborted, withTimeout } from '../http/abort.ts'
import { withHint } from '../http/httpClient.ts'
import { type CallOptions, callOptionNames } from '../http/request.ts'

/**
 * A list that arrives in pages. Iterating over it returns the rows of all pages, one after the other. Every walk starts
 * from the beginning, from `startAt`, or where the `checkpoint` says. Leaving a walk early cancels the request in flight.
 *
 * An error that ends a walk has a `resumeToken`, the value of `startAt` that continues after the rows that the caller has
 * taken. It has none if nothing was taken, or if the list contradicts itself, so that only a new walk can be right.
 *
 * @throws {InvalidResponseError} in a walk, if the service returns a page token that it has already returned, since the
 * walk would never end
 * @throws {PersonctlError} in a walk, with the code `checkpoint_failure`, if the checkpoint fails
 * @example
 * for await (const person of cis.users.list()) console.log(person.uuid?.value)
 *
 * @example
 * // A job for every night: after a crash it continues, after a complete walk it begins anew.
 * for await (const page of cis.users.list({ checkpoint }).pages()) await store(page.items)
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #source: PageSource<T>
  readonly #options: PagerOptions
  readonly #start: Position

  constructor(source: PageSource<T>, options: PagerOptions) {
    this.#source = source
    this.#options = options
    const { service } = source
    const { startAt, prefetch = 0, checkpoint } = options
    if (prefetch !== 0 && prefetch !== 1) throw invalidArgument(service, 'prefetch', prefetch, '0 or 1')
    if (checkpoint !== undefined) {
      if (!checkpointSteps.every((step) => typeof checkpoint?.[step] === 'function'))
        throw invalidArgument(service, 'checkpoint', checkpoint, 'the functions load, save and clear')
      if (startAt !== undefined)
        throw invalidArgument(service, 'startAt', startAt, 'nothing together with a checkpoint')
    }
    this.#start = startAt === undefined ? beginning : readResumeToken(source, startAt)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) {
      for (const row of page.items) {
        throwIfAborted(this.#options.signal)
        yield row
      }
    }
  }

  /** Returns the pages, one after the other. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { service, list } = this.#source
    const { checkpoint, startAt, prefetch, signal: outer } = this.#options
    const { timeoutMs, deadlineMs, retry, headers } = this.#options
    const leaving = new AbortController()
    const { signal } = leaving
    const forget = onAbort(outer, (reason) => leaving.abort(reason))
    const remember = async (step: (typeof checkpointSteps)[number], token = '') =>
      checkpoint && callCheckpoint(service, checkpoint, step, token, signal)
    let began = startAt
    let resumeToken = startAt
    try {
      throwIfAborted(outer)
      let start = this.#start
      const stored = await remember('load')
      if (stored !== undefined && stored !== null && stored !== '') {
        start = readResumeToken(this.#source, stored, 'checkpoint')
        began = stored as string
        resumeToken = began
      }
      const pages = this.#fetchPages(start.cursor, prefetch === 1, {
        signal,
        call: { timeoutMs, deadlineMs, retry, headers },
      })
      for await (const remaining of withoutTaken(this.#source, pages, start)) {
        // It may have been fetched ahead.
        throwIfAborted(outer)
        const { page, items, after } = remaining
        const end =
          page.next === undefined ? undefined : writeResumeToken(list, { ...after, cursor: page.next })
        yield {
          items,
          total: page.total,
          resumeToken: end,
          resumeTokenAfter: (count) => {
            checkWholeNumber(service, 'count', count, 0, Number.MAX_SAFE_INTEGER)
            return count >= items.length
              ? end
              : writeResumeToken(list, positionAfter(this.#source, remaining, count))
          },
        }
        // Only now has the caller taken the page.
        if (end === undefined) continue
        resumeToken = end
        await remember('save', end)
      }
      await remember('clear')
    } catch (error) {
      // The rest of such a list would not mend it: the next walk is to begin anew.
      if (isBrokenList(error)) await remember('clear')
      const failure = withResumeToken(error, resumeToken)
      const isAtStart = began !== undefined && began === resumeToken
      if (isAtStart && isPersonctlError(failure) && positionStatuses.includes(failure.status))
        withHint(failure, oldPosition)
      throw failure
    } finally {
      forget()
      leaving.abort()
    }
  }

  /**
   * Returns all rows as an array.
   *
   * @param options.limit the maximum number of rows. @default no limit
   * @throws {InvalidRequestError} for a list with a checkpoint, which would pass over rows that the caller never got
   */
  async toArray(options: { limit?: number | undefined } = {}): Promise<T[]> {
    const { service } = this.#source
    checkOptions(service, options, { limit: 1 })
    const { limit = Number.POSITIVE_INFINITY } = options
    if (limit !== Number.POSITIVE_INFINITY)
      checkWholeNumber(service, 'limit', limit, 0, Number.MAX_SAFE_INTEGER)
    if (this.#options.checkpoint !== undefined) {
      const message = 'A list with a checkpoint needs a loop over its rows or pages.'
      throw invalidRequest(service, 'checkpoint', message)
    }
    const all: T[] = []
    if (limit === 0) return all
    try {
      for await (const row of this) {
        all.push(row)
        if (all.length === limit) break
      }
    } catch (error) {
      // The caller has none of the rows.
      throw withResumeToken(error, this.#options.startAt)
    }
    return all
  }

  /** Returns the first row; undefined if the list is empty. Throws as `toArray` does. */
  async first(): Promise<T | undefined> {
    const [first] = await this.toArray({ limit: 1 })
    return first
  }

  /** Fetches the pages from a cursor on. With `prefetch` each is requested while the caller has the one before. */
  async *#fetchPages(
    start: string | undefined,
    prefetch: boolean,
    init: PageInit,
  ): AsyncGenerator<LocatedPage<T>, void, undefined> {
    const source = this.#source
    const walk: Pick<PageWalk<T>, 'fetchPage'> & Partial<PageWalk<T>> =
      'beginWalk' in source ? source.beginWalk() : source
    const fetchPage = (cursor: string | undefined) => {
      const page = walk.fetchPage(cursor, init)
      // A prefetched page may fail before it is awaited; the one who awaits it still gets the error.
      page.catch(() => {})
      return page
    }
    const seen = new Set<string>()
    for (let cursor = start, upcoming = fetchPage(cursor); ; ) {
      const page = await upcoming
      const { next } = page
      if (cursor !== undefined) seen.add(cursor)
      const isLoop = next !== undefined && seen.has(next)
      const ahead = prefetch && next !== undefined && !isLoop ? fetchPage(next) : undefined
      yield { ...page, cursor }
      if (next === undefined) break
      if (isLoop) throw repeatedPage(source)
      upcoming = ahead ?? fetchPage(next)
      cursor = next
    }
    walk.finish?.()
  }
}

/** One page of a list. */
export interface Page<T> {
  /** The rows. A page without any is not necessarily the last one. */
  readonly items: readonly T[]
  /** The number of rows in the whole list; undefined if the service does not report it. */
  readonly total: number | undefined
  /** The value of `startAt` that continues after this page; undefined on the last page. */
  readonly resumeToken: string | undefined
  /**
   * Returns the value of `startAt` that continues after some rows of this page; undefined after the last row of the list.
   *
   * @param count the number of rows of this page that are done
   */
  resumeTokenAfter(count: number): string | undefined
}

/** Options of every list. Those of a call, such as `deadlineMs` and `retry`, apply to each page. */
export interface PagerOptions extends CallOptions {
  /**
   * The position at which to continue: a resume token of the same list with the same filters. It names the rows before
   * it, so that rows which are added or removed in the meantime neither lose nor double any other. The services allow no
   * exact position in these cases:
   *
   * - At CERN with `paging: 'offset'`, the position is a number of rows, and those that come or go before it move it.
   * - At CERN with `sort`, and at CIS in a list of one page or without `user_id` in its rows, the last eight rows mark the
   *   position. If all eight are gone and the page had more, the page is returned from its beginning: rows may be doubled,
   *   but none is lost. Rows that change their order may be lost or doubled.
   * - Rows without an id, which `paginate` may return, are counted within their page.
   *
   * @default the beginning
   */
  startAt?: string | undefined
  /**
   * The memory of a job that is repeated: where it was interrupted, it continues. It cannot be combined with `startAt`.
   *
   * @default none
   */
  checkpoint?: Checkpoint | undefined
  /**
   * The number of pages that are requested ahead, while the caller works on the previous one: 0 or 1.
   *
   * @default 0
   */
  prefetch?: 0 | 1 | undefined
}

/** The names of the options of every list. */
export const pagerOptionNames: OptionNames<PagerOptions> = {
  ...callOptionNames,
  startAt: 1,
  checkpoint: 1,
  prefetch: 1,
}

/**
 * A memory of the position in a list, for jobs that are repeated. `load` is called when a walk begins, `save` after each
 * page that the caller has taken, and `clear` at the end, so that the next walk begins anew. A page is taken once the
 * caller requests the next one, or the row after its last.
 *
 * A walk that ends in any other way leaves the last saved position, also one whose loop is left with `break`: the next
 * walk continues after the last whole page, so rows of the page after it may come twice, but none is lost. Only if the
 * service contradicts itself (codes `repeated_page`, `repeated_rows`, `list_changed`, `incomplete_list`) is the checkpoint
 * cleared as well.
 *
 * A function that throws, rejects, or takes longer than 30 seconds ends the walk with the code `checkpoint_failure`: a job
 * must not go on without its memory. If the service no longer accepts the saved position, each walk fails with an error
 * whose hint says so, until `clear` is called. Use one checkpoint for each list and its filters.
 *
 * @example
 * const checkpoint = {
 *   load: () => redis.get('people'),
 *   save: (token: string) => redis.set('people', token),
 *   clear: () => redis.del('people'),
 * }
 * for await (const page of cis.users.list({ checkpoint }).pages()) await store(page.items)
 */
export interface Checkpoint {
  /** Returns the token that was saved last; undefined, null or an empty string if there is nothing. */
  load(): string | null | undefined | PromiseLike<string | null | undefined>
  /** Stores a token in place of the one before. */
  save(token: string): unknown
  /** Forgets the token. */
  clear(): unknown
}

/** A source of pages: a function, or walks for lists that need a state of their own for each walk. */
export type PageSource<T> = {
  service: string
  /** The name of the list, with everything that decides which rows it has. */
  list: string
  /** Returns the string that identifies a row in its list; undefined if the row does not show it. */
  keyOf(row: unknown): string | undefined
  /** True if the service sorts the rows by their keys. */
  isOrdered?: boolean
} & ({ fetchPage: FetchPage<T> } | { beginWalk(): PageWalk<T> })

/** Returns the page of a cursor; without a cursor the first page. */
export type FetchPage<T> = (cursor: string | undefined, init: PageInit) => Promise<FetchedPage<T>>

/** The part of a request that all pages have in common. It is spread into that of an operation. */
export interface PageInit {
  signal: AbortSignal
  call: CallOptions
}

/** A page as it was received. */
export interface FetchedPage<T> {
  items: readonly T[]
  /** The cursor of the next page; undefined on the last page. */
  next: string | undefined
  total?: number | undefined
  /**
   * Returns the cursor right after a row, if the service can begin there. It is still valid when the row is removed.
   *
   * @param index the index of the row in `items`
   */
  cursorAfter?: ((row: unknown, index: number) => string | undefined) | undefined
}

/** One walk through a list. */
export interface PageWalk<T> {
  /** Called for each page in order, once. */
  fetchPage: FetchPage<T>
  /** Called after the last page has been taken. Throws if the pages cannot have been the whole list. */
  finish(): void
}

/** A position in a list: a page, and the rows of it that are done. */
interface Position {
  /** The cursor of the page; undefined for the first page. */
  readonly cursor: string | undefined
  /** The number of rows before the position, counted from the beginning of the page. */
  readonly skip: number
  /** The keys of the last rows before the position. Without any, the position is only counted. */
  readonly keys: readonly string[]
}

const beginning: Position = { cursor: undefined, skip: 0, keys: [] }
// So many that one of them still exists, and so few that a token fits on a line of a log.
const storedKeys = 8
const leastRowsToSearch = 100

interface LocatedPage<T> extends FetchedPage<T> {
  cursor: string | undefined
}

/** The last rows of a page, which were not taken before the walk was resumed. */
interface RemainingPage<T> {
  page: LocatedPage<T>
  items: readonly T[]
  /** The keys of rows before them. */
  before: readonly string[]
  /** The rows of the next page that were taken as well. */
  after: Omit<Position, 'cursor'>
}

/**
 * Leaves out the rows before a position: all up to the last one of its keys that still exists. In a list that is sorted by
 * its keys the order tells, so that none of them need exist.
 *
 * Rows that were added before the position may have moved it to a later page, so it is searched there as well.
 */
async function* withoutTaken<T>(
  { keyOf, isOrdered = false }: PageSource<T>,
  pages: AsyncIterable<LocatedPage<T>>,
  { skip, keys }: Position,
): AsyncGenerator<RemainingPage<T>, void, undefined> {
  let byOrder: boolean | undefined
  let rowsToSearch = Math.max(2 * skip, leastRowsToSearch)
  let waiting: LocatedPage<T>[] = []
  let taken = 0
  for await (const page of pages) {
    const { items, next } = page
    const last = keys.at(-1)
    const before = keys
    if (last === undefined) {
      const after = { keys, skip: Math.max(skip - items.length, 0) }
      yield { page, items: skip === 0 ? items : items.slice(skip), before, after }
      skip = after.skip
      continue
    }
    byOrder ??= isOrdered && isAscending(items.map(keyOf))
    const index = items.findLastIndex((row) => {
      const key = keyOf(row) ?? ''
      return byOrder ? key <= last : before.includes(key)
    })
    if (index !== -1) {
      waiting = []
      taken = index + 1
    }
    waiting.push(page)
    rowsToSearch -= items.length
    const isFound = byOrder ? index < items.length - 1 : items.some((row) => keyOf(row) === last)
    if (!isFound && (byOrder || rowsToSearch > 0) && next !== undefined) continue
    keys = []
    skip = 0
    for (const [number, found] of waiting.entries()) {
      const remaining = number === 0 ? found.items.slice(taken) : found.items
      // Without an order, rows that are gone mark nothing any more: they would take the room of those that do.
      const marks = byOrder ? before : before.filter((key) => found.items.some((row) => keyOf(row) === key))
      yield { page: found, items: remaining, before: number === 0 ? marks : keys, after: { keys, skip } }
    }
  }
}

/** Returns the position after some of the remaining rows of a page. */
function positionAfter<T>(
  { keyOf, isOrdered = false }: PageSource<T>,
  { page, items, before }: RemainingPage<T>,
  count: number,
): Position {
  const skip = page.items.length - items.length + count
  const last = items[count - 1]
  const cursor = last === undefined ? undefined : page.cursorAfter?.(last, skip - 1)
  if (cursor !== undefined) return { ...beginning, cursor }
  const isSorted = isOrdered && isAscending(page.items.map(keyOf))
  const keys = [...before, ...items.slice(0, count).map(keyOf)].slice(isSorted ? -1 : -storedKeys)
  return { cursor: page.cursor, skip, keys: keys.every((key) => key !== undefined) ? keys : [] }
}

function isAscending(keys: readonly (string | undefined)[]): boolean {
  return keys.every((key, index) => key !== undefined && (index === 0 || key > (keys[index - 1] ?? key)))
}

const resumeTokenVersion = 2

/** Returns a position as a string of letters, digits, `-` and `_`. It contains the name of its list. */
function writeResumeToken(list: string, { cursor, skip, keys }: Position): string {
  return encodeBase64Url(JSON.stringify([resumeTokenVersion, list, cursor ?? null, skip, ...keys]))
}

/**
 * Returns the position in a resume token. Those of version 1, which counted rows, are still read.
 *
 * @param param the option that the token comes from
 * @throws {InvalidRequestError} for an invalid token, and for one of another list
 */
function readResumeToken(
  { service, list }: Pick<PageSource<never>, 'service' | 'list'>,
  token: unknown,
  param: 'startAt' | 'checkpoint' = 'startAt',
): Position {
  const content = typeof token === 'string' ? decodeBase64UrlJson(token) : undefined
  const [version, tokenList, cursor, skip, ...keys] = Array.isArray(content) ? content : []
  const isValid =
    (version === 1 || version === resumeTokenVersion) &&
    typeof tokenList === 'string' &&
    (cursor === null || typeof cursor === 'string') &&
    Number.isInteger(skip) &&
    skip >= 0 &&
    keys.every((key) => typeof key === 'string')
  if (!isValid || tokenList !== list) {
    throw invalidRequest(
      service,
      param,
      isValid
        ? `The resume token is for another list: ${tokenList} instead of ${list}.`
        : `The resume token ${describeValue(token)} is invalid.`,
      param === 'checkpoint'
        ? 'Use one checkpoint for each list and its filters, or clear it to begin anew.'
        : 'Pass the whole token, with the same list and filters.',
    )
  }
  return { cursor: cursor ?? undefined, skip, keys }
}

const checkpointSteps = ['load', 'save', 'clear'] as const
const checkpointLimitMs = 30_000

/** Calls a function of a checkpoint. Throws PersonctlError if it fails. */
async function callCheckpoint(
  service: string,
  checkpoint: Checkpoint,
  step: (typeof checkpointSteps)[number],
  token: string,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const timeoutError = () => new Error(`no result after ${checkpointLimitMs / 1000} s`)
    return await withTimeout(checkpointLimitMs, timeoutError, signal, async () =>
      step === 'save' ? checkpoint.save(token) : checkpoint[step](),
    )
  } catch (error) {
    throwIfAborted(signal)
    const reason = (error as { message?: unknown } | undefined)?.message ?? error
    throw new PersonctlError(
      'checkpoint_failure',
      `The function ${step} of the checkpoint failed: ${reason}.`,
      {
        service,
        param: 'checkpoint',
        cause: error,
        hint: 'The next walk continues from the last saved position.',
      },
    )
  }
}

const brokenListCodes: readonly string[] = [
  'repeated_page',
  'repeated_rows',
  'list_changed',
  'incomplete_list',
]

// A service may say that it does not know a cursor with a failure of its own.
const positionStatuses: readonly unknown[] = [400, 404, 500]
const oldPosition =
  'If it fails again, the resume token may be too old: begin without it (clear of the checkpoint).'

/** True for an error that says that a list contradicts itself. */
function isBrokenList(error: unknown): boolean {
  return isPersonctlError(error) && brokenListCodes.includes(error.code)
}

function repeatedPage({ service, list }: Pick<PageSource<never>, 'service' | 'list'>): InvalidResponseError {
  return new InvalidResponseError(`The service repeats a page of ${list}.`, {
    code: 'repeated_page',
    service,
    hint: 'The rows up to here are complete. Report the loop to the operators of the service.',
  })
}

/**
 * Returns a copy of an error of this package, with the token of the position at which the walk can be continued, if it
 * can. It is a copy, since calls that wait for the same access token share the error of its request.
 */
function withResumeToken(error: unknown, resumeToken: string | undefined): unknown {
  if (!isPersonctlError(error)) return error
  const copy: object = Reflect.construct(Error, [error.message], error.constructor)
  Object.defineProperties(copy, Object.getOwnPropertyDescriptors(error))
  // Its getter, where it has one, gives the stack of the copy.
  Object.defineProperty(copy, 'stack', { value: error.stack, writable: true, configurable: true })
  if (resumeToken === undefined || isBrokenList(error)) Reflect.deleteProperty(copy, 'resumeToken')
  else Object.assign(copy, { resumeToken })
  return copy
}
