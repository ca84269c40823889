import { seededRandom } from '../text/seededRandom.ts'
import { originOf, redactSecrets } from './request.ts'
import type { Handler } from './response.ts'

/** Tells of each request once it is answered. The query is left out, and so is every header. */
export function withLog(answer: Handler, log: (line: string) => void): Handler {
  return async (request) => {
    const start = performance.now()
    const response = await answer(request)
    const path = request.url.slice(originOf(request.url).length).split(/[?#]/, 1)[0]
    log(
      `${request.method} ${redactSecrets(path ?? '')} ${response.status || 'reset'} ${(performance.now() - start).toFixed(1)} ms`,
    )
    return response
  }
}

/** Waits before each answer, for as long as it is told or somewhere between two times, in milliseconds. */
export function withLatency(
  answer: Handler,
  latencyMs: number | readonly [number, number],
  seed: number,
): Handler {
  const [shortest, longest] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs
  const random = seededRandom(seed)
  return async (request) => {
    const wait = shortest + random.below(longest - shortest + 1)
    await new Promise((resolve) => setTimeout(resolve, wait))
    return answer(request)
  }
}
