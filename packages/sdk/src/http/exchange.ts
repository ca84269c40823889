import { attempt } from './attempt.ts'
import { sleep, within } from './cancellation.ts'
import { NetworkError, TimeoutError } from './errors/index.ts'
import type { ExchangeSettings } from './exchangeSettings.ts'
import type { OutgoingRequest } from './outgoingRequest.ts'
import { ReceivedAnswer } from './receivedAnswer.ts'
import { isIdempotent, retryDelayMs } from './retryPolicy.ts'

/**
 * Sends a request until it has an answer worth returning: one with a 2xx status and a JSON body, or any body for a path
 * of the caller's own. Throws otherwise.
 */
export type Exchange = (request: OutgoingRequest) => Promise<ReceivedAnswer>

/**
 * Makes the one function through which all requests of a client go: it adds the token, bounds the time, follows
 * redirects within the origin, tries again what may pass, and renews a token that the service does not accept, once.
 */
export function createExchange(settings: ExchangeSettings): Exchange {
  return (request) => {
    const deadline = Date.now() + settings.deadlineMs
    const progress = { attempts: 0 }
    const tooLate = () =>
      new TimeoutError(
        `${settings.service} gave no answer within the ${settings.deadlineMs} ms allowed in all.`,
        {
          code: 'deadline_exceeded',
          service: settings.service,
          attempts: progress.attempts,
          hint: 'Allow more time with deadlineMs, or try again later.',
        },
      )
    return within(settings.deadlineMs, tooLate, request.signal, (signal) =>
      untilAnswered(settings, request, signal, deadline, progress),
    )
  }
}

async function untilAnswered(
  settings: ExchangeSettings,
  request: OutgoingRequest,
  signal: AbortSignal,
  deadline: number,
  progress: { attempts: number },
): Promise<ReceivedAnswer> {
  const isRepeatable = settings.isRepeatable?.(request) ?? isIdempotent(request.method)
  let retries = 0
  let renewed = false
  for (;;) {
    const token = await settings.tokens?.token(signal)
    progress.attempts += 1
    const outcome = await attempt(settings, request, token, signal, progress.attempts)
    if (outcome instanceof ReceivedAnswer) return outcome

    const { error, rejectedToken } = outcome
    const mayRepeat = isRepeatable || (error instanceof NetworkError && error.nothingSent)
    if (rejectedToken !== undefined && !renewed && settings.tokens?.reject(rejectedToken)) {
      renewed = true
      report(settings, request, progress.attempts, 0, 'the token was not accepted, so a new one is used')
      continue
    }
    if (rejectedToken !== undefined || !outcome.mayPass || !mayRepeat || retries >= settings.retry.retries)
      throw error

    const delayMs = retryDelayMs(settings.retry, retries, outcome.retryAfterMs)
    if (Date.now() + delayMs >= deadline) throw error
    retries += 1
    report(settings, request, progress.attempts, delayMs, error.message)
    await sleep(delayMs, signal)
  }
}

function report(
  settings: ExchangeSettings,
  request: OutgoingRequest,
  attempt: number,
  delayMs: number,
  reason: string,
): void {
  settings.hooks.onRetry?.({
    service: settings.service,
    method: request.method,
    url: request.url,
    attempt,
    delayMs,
    reason,
  })
}
