import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import { InvalidRequestError, InvalidResponseError } from '../errors.ts'

/**
 * A list that arrives in pages. Iterating over it returns the items of all pages, one after the other. Every walk starts
 * from the beginning, or from `startAt`. Leaving a walk early cancels the request in flight.
 *
 * A walk throws an InvalidResponseError if the service returns a page token that it has already returned, since the walk
 * would never end.
 *
 * @example
 * for await (const person of cis.users.list()) console.log(person.uuid?.value)
 *
 * @example
 * for await (const page of cis.users.list({ startAt: await load() }).pages()) {
 *   await store(page.items)
 *   if (page.resumeToken !== undefined) await save(page.resumeToken)
 * }
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #source: PageSource<T>
  readonly #start: Position
  readonly #prefetch: boolean
  readonly #signal: AbortSignal | undefined

  constructor(source: PageSource<T>, options: PagerOptions = {}) {
    this.#source = source
    const { startAt, prefetch = 0 } = options
    this.#start =
      startAt === undefined ? { cursor: undefined, skip: 0 } : readResumeToken(source.list, startAt)
    if (prefetch !== 0 && prefetch !== 1) {
      throw new InvalidRequestError(`prefetch is ${prefetch}; it takes 0 or 1.`, {
        service: source.service,
        param: 'prefetch',
      })
    }
    this.#prefetch = prefetch === 1
    this.#signal = options.signal
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) for (const item of page.items) yield item
  }

  /** Returns the pages, one after the other. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const leaving = new AbortController()
    const signal =
      this.#signal === undefined ? leaving.signal : AbortSignal.any([this.#signal, leaving.signal])
    const walk: Pick<PageWalk<T>, 'fetchPage'> & Partial<PageWalk<T>> =
      'beginWalk' in this.#source ? this.#source.beginWalk() : this.#source
    const fetchPage = (cursor: string | undefined) => {
      const page = walk.fetchPage(cursor, signal)
      // A prefetched page may fail before it is awaited; the one who awaits it still gets the error.
      page.catch(() => {})
      return page
    }
    const seen = new Set<string>()
    let { cursor, skip } = this.#start
    try {
      for (let upcoming = fetchPage(cursor); ; ) {
        const { items, next, total } = await upcoming
        if (cursor !== undefined) seen.add(cursor)
        const isLoop = next !== undefined && seen.has(next)
        const ahead = this.#prefetch && next !== undefined && !isLoop ? fetchPage(next) : undefined
        yield this.#page(items, cursor, skip, next, total)
        if (next === undefined) break
        if (isLoop) throw this.#loopError()
        upcoming = ahead ?? fetchPage(next)
        cursor = next
        // `skip` may have been counted in a larger page (another page size), so it can run over several pages.
        skip = Math.max(skip - items.length, 0)
      }
      walk.finish?.()
    } finally {
      leaving.abort()
    }
  }

  /**
   * Returns all items as an array.
   *
   * @param options.limit the maximum number of items. @default no limit
   */
  async toArray({ limit = Number.POSITIVE_INFINITY }: { limit?: number } = {}): Promise<T[]> {
    const all: T[] = []
    if (limit <= 0) return all
    for await (const item of this) {
      all.push(item)
      if (all.length >= limit) break
    }
    return all
  }

  /** Returns the first item; undefined if the list is empty. */
  async first(): Promise<T | undefined> {
    const [first] = await this.toArray({ limit: 1 })
    return first
  }

  #page(
    items: readonly T[],
    cursor: string | undefined,
    skip: number,
    next: string | undefined,
    total: number | undefined,
  ): Page<T> {
    const { list } = this.#source
    const remaining = skip === 0 ? items : items.slice(skip)
    const resumeToken =
      next === undefined
        ? undefined
        : writeResumeToken(list, { cursor: next, skip: Math.max(skip - items.length, 0) })
    return {
      items: remaining,
      total,
      resumeToken,
      resumeTokenAfter: (count) =>
        count >= remaining.length ? resumeToken : writeResumeToken(list, { cursor, skip: skip + count }),
    }
  }

  #loopError(): InvalidResponseError {
    const { service, list } = this.#source
    return new InvalidResponseError(
      `Pagination loop in ${list}: the service returned a page token that it had already returned.`,
      {
        code: 'repeated_page',
        service,
        hint: 'The items up to here are complete, but the list has no end. Report it to the operators of the service.',
      },
    )
  }
}

/** One page of a list. */
export interface Page<T> {
  /** The items. A page without any is not necessarily the last one. */
  readonly items: readonly T[]
  /** The number of items in the whole list; undefined if the service does not report it. */
  readonly total: number | undefined
  /** The value of `startAt` that continues after this page; undefined on the last page. */
  readonly resumeToken: string | undefined
  /** Returns the value of `startAt` that continues after some items of this page; undefined after the last item of the list. */
  resumeTokenAfter(count: number): string | undefined
}

/** Options of every list. */
export interface PagerOptions {
  /**
   * The position at which to continue: a resume token of the same list with the same filters.
   *
   * @default the beginning
   */
  startAt?: string
  /**
   * The number of pages that are requested ahead, while the caller works on the previous one: 0 or 1.
   *
   * @default 0
   */
  prefetch?: 0 | 1
  /**
   * A signal that ends the walk, which then rejects with the signal's reason.
   *
   * @default none
   */
  signal?: AbortSignal | undefined
}

/** A source of pages: a function, or walks for lists that need a state of their own for each walk. */
export type PageSource<T> = {
  service: string
  /** The name of the list, with everything that decides which items it has. */
  list: string
} & ({ fetchPage: FetchPage<T> } | { beginWalk(): PageWalk<T> })

/** Returns the page of a cursor; without a cursor the first page. */
export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<FetchedPage<T>>

/** A page as it was received. */
export interface FetchedPage<T> {
  items: readonly T[]
  /** The cursor of the next page; undefined on the last page. */
  next: string | undefined
  total?: number | undefined
}

/** One walk through a list. */
export interface PageWalk<T> {
  /** Called for each page in order, once. */
  fetchPage: FetchPage<T>
  /** Called after the last page has been taken. Throws if the pages cannot have been the whole list. */
  finish(): void
}

/** A position in a list: a page, and a number of its items. */
interface Position {
  /** The cursor of the page; undefined for the first page. */
  cursor: string | undefined
  /** The number of items of the page before the position. */
  skip: number
}

const resumeTokenVersion = 1

/** Returns a position as a string of letters, digits, `-` and `_`. It contains the name of its list. */
function writeResumeToken(list: string, { cursor, skip }: Position): string {
  return encodeBase64Url(JSON.stringify([resumeTokenVersion, list, cursor ?? null, skip]))
}

/** Returns the position in a resume token. Throws InvalidRequestError for an invalid token, and for one of another list. */
function readResumeToken(list: string, token: string): Position {
  const content = decodeBase64UrlJson(token)
  const [version, tokenList, cursor, skip] = Array.isArray(content) ? content : []
  if (
    version !== resumeTokenVersion ||
    typeof tokenList !== 'string' ||
    (cursor !== null && typeof cursor !== 'string') ||
    !Number.isInteger(skip) ||
    skip < 0
  ) {
    throw new InvalidRequestError(`The resume token ${JSON.stringify(token)} is invalid.`, {
      param: 'startAt',
      hint: 'Pass the whole token as you received it.',
    })
  }
  if (tokenList !== list) {
    throw new InvalidRequestError(`The resume token is for another list: ${tokenList} instead of ${list}.`, {
      param: 'startAt',
      hint: 'Resume with the same list and the same filters.',
    })
  }
  return { cursor: cursor ?? undefined, skip }
}
