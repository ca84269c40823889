import type { FetchFunction } from '@personctl/sdk'
import { failed, ok, type Result, skipped, warning } from './finding.ts'

const networkFailure = 7
const limitMs = 10_000
const tolerableSeconds = 30

/** Whether the service answers at all, and what time it thinks it is. Sends no token. */
export async function checkClock(url: string, fetch: FetchFunction, outer: AbortSignal): Promise<Result> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(limitMs)])
  let said: string | null
  let askedAt: number
  try {
    askedAt = Date.now()
    const answer = await fetch(url, { method: 'HEAD', headers: new Headers(), signal, redirect: 'manual' })
    said = answer.headers.get('date')
  } catch (error) {
    outer.throwIfAborted()
    return failed(
      `${url} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      'Check the address, the network and any proxy.',
      networkFailure,
    )
  }
  const theirs = Date.parse(said ?? '')
  if (Number.isNaN(theirs)) return skipped('The service does not say what time it is.')
  const ours = (askedAt + Date.now()) / 2
  const difference = Math.round((ours - theirs) / 1000)
  const size = Math.abs(difference)
  if (size <= tolerableSeconds) return ok(`The clocks are ${size} s apart.`)
  return warning(
    `The clock of this machine is ${size} s ${difference > 0 ? 'ahead of' : 'behind'} that of the service.`,
    'Set it by the network: tokens are good for a time, by the clock of the service.',
  )
}
