import { setMaxListeners } from 'node:events'

/** Things that are there, or come. */
type Arriving<Item> = Iterable<Item> | AsyncIterable<Item>

/**
 * Calls a function for every item as it comes, a few at a time, and gives the results in the order of the items. No more
 * are under way, or waiting for their turn, than that few. Where a call fails, those after it come to nothing, and those
 * under way are aborted.
 */
export async function* concurrently<Item, Result>(
  items: Arriving<Item>,
  limit: number,
  outer: AbortSignal,
  call: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const controller = new AbortController()
  const signal = AbortSignal.any([outer, controller.signal])
  // Each call listens to it, and that is no leak that Node.js would have to warn of.
  setMaxListeners(0, signal)
  const underWay: Promise<Result>[] = []
  const source = iteratorOf(items)
  let hasMore = true
  let arrival: Promise<void> | undefined
  const awaitNext = async () => {
    const { done, value } = await source.next()
    arrival = undefined
    if (done === true) hasMore = false
    else underWay.push(unhandled(call(value, signal)))
  }
  try {
    for (;;) {
      if (hasMore && underWay.length < limit) arrival ??= unhandled(awaitNext())
      const [first] = underWay
      if (first === undefined && arrival === undefined) return
      // Whoever gives the items may be slow, and the results are not to wait for it.
      const settled = first?.then(isReady, isReady)
      const isResult = await Promise.race([arrival, settled].filter((one) => one !== undefined))
      if (isResult !== true || first === undefined) continue
      underWay.shift()
      yield await first
    }
  } finally {
    controller.abort()
  }
}

function iteratorOf<Item>(items: Arriving<Item>): Iterator<Item> | AsyncIterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
}

const isReady = () => true

/** The promise, whose failure is for whoever awaits it, in its turn. */
function unhandled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
