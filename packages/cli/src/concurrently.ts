/**
 * Calls a function for every item, a few at a time, and gives the results in the order of the items. Where a call
 * fails, those after it come to nothing, and those under way are aborted.
 */
export async function* concurrently<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  outer: AbortSignal,
  call: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  const controller = new AbortController()
  const signal = AbortSignal.any([outer, controller.signal])
  const underWay: Promise<Result>[] = []
  const start = (item: Item) => {
    const result = call(item, signal)
    // Its failure is for whoever awaits it, in its turn; until then it is not unhandled.
    result.catch(() => {})
    underWay.push(result)
  }
  const waiting = items[Symbol.iterator]()
  const startNext = () => {
    const { done, value } = waiting.next()
    if (!done) start(value)
  }
  for (let started = 0; started < limit; started += 1) startNext()
  try {
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
      const result = await next
      startNext()
      yield result
    }
  } finally {
    controller.abort()
  }
}
