import type { App } from '../app.ts'

/** A `fetch` that an app answers, no network between: it fails where one with a network would. */
export function inProcessFetch(app: App): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const answer = await Promise.race([app(request), aborted(signal)])
    if (answer.type === 'error')
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      })
    return answer
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
