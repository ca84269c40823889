import type { FetchedPage } from './pager.ts'

/** Fetches the rows from an offset on. */
export type FetchAt<T> = (offset: number, signal: AbortSignal) => Promise<FetchedPage<T>>

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
