import { seededRandom } from '../seededRandom.ts'
import type { Answerer } from './answerer.ts'

/** Waits before each answer, for as long as it is told or somewhere between two times, in milliseconds. */
export function withLatency(
  answer: Answerer,
  latencyMs: number | readonly [number, number],
  seed: number,
): Answerer {
  const [shortest, longest] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs
  const random = seededRandom(seed)
  return async (request) => {
    const wait = shortest + random.below(longest - shortest + 1)
    await new Promise((resolve) => setTimeout(resolve, wait))
    return answer(request)
  }
}
