import type { RequestHandler } from 'msw'
import type { App } from '../app.ts'
import { originOf } from '../http/request.ts'

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

/** What msw hands to a handler, and what it wants back. */
type RunArguments = Parameters<RequestHandler['run']>[0]
type RunResult = Awaited<ReturnType<RequestHandler['run']>>

/**
 * One msw handler for a whole app, on these origins and no other; every other request passes by it.
 *
 * It has the shape of msw's RequestHandler without extending it: importing msw takes longer than everything else here
 * together, and users of the server alone need not have it. `run` is what msw calls; it skips the clone of the request
 * and the cookie store, which no answer here depends on.
 */
export function mswHandler(app: App, origins: readonly string[]): RequestHandler {
  const known = new Set(origins)
  const matches = ({ request }: { request: Request }) => known.has(originOf(request.url))
  const handler = {
    kind: 'request',
    info: { header: 'personctl mock', callFrame: undefined },
    options: {},
    isUsed: false,
    async run({ request, requestId }: RunArguments): Promise<RunResult> {
      if (!matches({ request })) return null
      handler.isUsed = true
      return {
        handler: handler as unknown as RequestHandler,
        request,
        requestId,
        // Whoever listens to msw's events may still want to read the body.
        response: await app(request.body === null ? request : request.clone()),
        parsedResult: {},
      }
    },
    parse: async () => ({}),
    predicate: matches,
    test: async (parts: { request: Request }) => matches(parts),
    log: () => {},
    reset: () => {},
    restore: () => {},
  }
  return handler as unknown as RequestHandler
}
