import { InvalidRequestError, InvalidResponseError } from '../errors.ts'
import { type Position, readResumeToken, writeResumeToken } from './resumeToken.ts'

/** One page of a list. */
export interface Page<T> {
  /** The items; none of them is no sign of the end. */
  readonly items: readonly T[]
  /** How many items the whole list has, if the service says so. */
  readonly total: number | undefined
  /** What `startAt` takes to go on after this page; undefined on the last one. */
  readonly resumeToken: string | undefined
  /** What `startAt` takes to go on after so many items of this page; undefined after the last item of the list. */
  resumeTokenAfter(count: number): string | undefined
}

export interface PagerOptions {
  /** Where to go on: a resume token of the same list with the same filters. @default the beginning */
  startAt?: string
  /**
   * How many pages to fetch ahead, while the caller works on the one before: 0 or 1.
   * @default 0
   */
  prefetch?: 0 | 1
  /** Ends the walk: it rejects with the signal's reason. @default none */
  signal?: AbortSignal
}

/** Where the pages of one list come from: from a function, or from walks where a walk has to remember something. */
export type PageSource<T> = ListName & ({ fetchPage: FetchPage<T> } | { beginWalk(): PageWalk<T> })

interface ListName {
  service: string
  /** Names the list, and whatever decides which items it has. */
  list: string
}

/** Gives the page that the cursor stands for, or the first. */
export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<FetchedPage<T>>

/** One walk through a list, from its start or from the middle. */
export interface PageWalk<T> {
  /** Called for one page after the other, each once. */
  fetchPage: FetchPage<T>
  /** Called when the last page has been handed out. Throws where the pages cannot have been the whole list. */
  finish(): void
}

export interface FetchedPage<T> {
  items: readonly T[]
  /** The cursor of the next page; undefined where there is none. */
  next: string | undefined
  total?: number | undefined
}

/**
 * A list that comes in pages. Iterating over it gives the items of all pages, one after the other; every walk begins
 * anew. Leaving a walk early cancels the request under way.
 *
 * A page that is asked for a second time means that the service goes in a circle: that is an InvalidResponseError.
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
      throw new InvalidRequestError(`prefetch is ${prefetch}; it takes 0 or 1.`, { service: source.service })
    }
    this.#prefetch = prefetch === 1
    this.#signal = options.signal
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) for (const item of page.items) yield item
  }

  /** The pages, one after the other. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const leaving = new AbortController()
    const signal =
      this.#signal === undefined ? leaving.signal : AbortSignal.any([this.#signal, leaving.signal])
    const walk: Pick<PageWalk<T>, 'fetchPage'> & Partial<PageWalk<T>> =
      'beginWalk' in this.#source ? this.#source.beginWalk() : this.#source
    const fetchPage = (cursor: string | undefined) => {
      const page = walk.fetchPage(cursor, signal)
      // Fetched ahead, it may fail before anybody waits for it; whoever comes to wait is still told.
      page.catch(() => {})
      return page
    }
    const seen = new Set<string>()
    let { cursor, skip } = this.#start
    try {
      for (let upcoming = fetchPage(cursor); ; ) {
        const { items, next, total } = await upcoming
        if (cursor !== undefined) seen.add(cursor)
        const isCircle = next !== undefined && seen.has(next)
        const ahead = this.#prefetch && next !== undefined && !isCircle ? fetchPage(next) : undefined
        yield this.#page(items, cursor, skip, next, total)
        if (next === undefined) break
        if (isCircle) throw this.#circle()
        upcoming = ahead ?? fetchPage(next)
        cursor = next
        // A page may be smaller than the one the place was counted in.
        skip = Math.max(skip - items.length, 0)
      }
      walk.finish?.()
    } finally {
      leaving.abort()
    }
  }

  /** All items as a list; with a limit, no more than so many. */
  async toArray({ limit = Number.POSITIVE_INFINITY }: { limit?: number } = {}): Promise<T[]> {
    const all: T[] = []
    if (limit <= 0) return all
    for await (const item of this) {
      all.push(item)
      if (all.length >= limit) break
    }
    return all
  }

  /** The first item; undefined where the list is empty. */
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

  #circle(): InvalidResponseError {
    const { service, list } = this.#source
    return new InvalidResponseError(
      `${list} goes in a circle: the service names a page as the next that has been.`,
      {
        code: 'repeated_page',
        service,
        hint: 'Nothing is lost up to here, but the list has no end. Report it to the operators of the service.',
      },
    )
  }
}

/** Fetches the rows from an offset on. */
type FetchAt<T> = (offset: number, signal: AbortSignal) => Promise<FetchedPage<T>>

/**
 * Fetches pages by offset, several at a time, for somebody who asks for them one after the other. The first page is
 * fetched alone: it tells how many rows there are and how many come at once. So many pages are under way or waiting at
 * most, that asked for included. Where a page is smaller than those before it, what was fetched ahead does not fit, and
 * is fetched again from the right place.
 */
export function readAhead<T>(fetchAt: FetchAt<T>, concurrency: number): FetchAt<T> {
  const waiting = new Map<number, Promise<FetchedPage<T>>>()
  let stride: number | undefined
  let total = 0

  const fill = (from: number, signal: AbortSignal) => {
    if (stride === undefined) return
    for (let place = 0; place < concurrency; place += 1) {
      const offset = from + place * stride
      if (offset >= total) return
      if (waiting.has(offset)) continue
      const page = fetchAt(offset, signal)
      // It may fail before anybody asks for it; whoever does is still told.
      page.catch(() => {})
      waiting.set(offset, page)
    }
  }

  return async (offset, signal) => {
    if (!waiting.has(offset)) waiting.clear()
    fill(offset, signal)
    const page = await (waiting.get(offset) ?? fetchAt(offset, signal))
    waiting.delete(offset)
    total = page.total ?? 0
    stride ??= page.items.length || undefined
    return page
  }
}
