import { redacted } from '../text/redacted.ts'
import type { Answerer } from './answerer.ts'
import { originOf } from './requestTarget.ts'

/** Tells of each request once it is answered. The query is left out, and so is every header. */
export function withLog(answer: Answerer, log: (line: string) => void): Answerer {
  return async (request) => {
    const start = performance.now()
    const response = await answer(request)
    const path = request.url.slice(originOf(request.url).length).split(/[?#]/, 1)[0]
    log(
      `${request.method} ${redacted(path ?? '')} ${response.status || 'reset'} ${(performance.now() - start).toFixed(1)} ms`,
    )
    return response
  }
}
