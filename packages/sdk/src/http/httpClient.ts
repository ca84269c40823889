import {
  AuthenticationError,
  type ErrorDetails,
  type FailedAnswer,
  InvalidRequestError,
  InvalidResponseError,
  isPersonctlError,
  NetworkError,
  type PersonctlError,
  TimeoutError,
} from '../errors.ts'
import { networkError, sleep, within } from './abort.ts'
import { redactSecrets } from './redaction.ts'
import type { ExchangeSettings, OutgoingRequest } from './request.ts'
import { answerError, ReceivedAnswer, spokenMessage } from './response.ts'
import { isIdempotent, mayPass, parseRetryAfter, retryDelayMs } from './retry.ts'

const redirectLimit = 5

/** Sends the request and takes in the whole answer, following redirects as long as they stay with the service. */
async function send(
  settings: ExchangeSettings,
  request: OutgoingRequest,
  token: string | undefined,
  signal: AbortSignal,
  attempt: number,
): Promise<ReceivedAnswer> {
  const { service, hooks } = settings
  const headers = new Headers(request.headers)
  if (!headers.has('accept')) headers.set('accept', 'application/json')
  if (settings.userAgent !== undefined && !headers.has('user-agent'))
    headers.set('user-agent', settings.userAgent)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)

  let url = request.url
  for (let redirects = 0; redirects <= redirectLimit; redirects += 1) {
    refuseOtherOrigin(settings, url)
    const event = { service, method: request.method, url, attempt }
    hooks.onRequest?.(event)
    const startedAt = performance.now()
    const { response, text } = await fetchWhole(redirects === 0)
    const answer = new ReceivedAnswer(response.status, response.headers, text)
    const durationMs = Math.round(performance.now() - startedAt)
    hooks.onResponse?.({ ...event, status: answer.status, durationMs, requestId: answer.requestId })

    const location = redirectTarget(request.method, response, url)
    if (location === undefined) return answer
    url = location
  }
  throw new InvalidResponseError(`${service} redirected more than ${redirectLimit} times.`, {
    service,
    attempts: attempt,
  })

  async function fetchWhole(isFirstHop: boolean): Promise<{ response: Response; text: string }> {
    const init = { method: request.method, headers, signal, redirect: 'manual' } as const
    try {
      const whole = request.body === undefined ? init : { ...init, body: request.body }
      const response = await settings.fetch(url, whole)
      return { response, text: await response.text() }
    } catch (error) {
      signal.throwIfAborted()
      throw networkError(settings, url, token, error, attempt, isFirstHop)
    }
  }
}

/** Where the answer sends the request on to; undefined where it is to be taken as it is. */
function redirectTarget(method: string, response: Response, url: string): string | undefined {
  if (response.type === 'opaqueredirect') {
    throw new InvalidResponseError(`${url} redirects, and a browser does not tell where to.`, {
      hint: 'Give the final address as the base URL.',
    })
  }
  const location = response.headers.get('location')
  if (response.status < 300 || response.status >= 400 || location === null) return undefined
  if (method !== 'GET' && method !== 'HEAD') return undefined
  return URL.canParse(location, url) ? new URL(location, url).href : undefined
}

function refuseOtherOrigin(settings: ExchangeSettings, url: string): void {
  const { origin } = new URL(url)
  if (origin === settings.origin) return
  throw new InvalidRequestError(
    `${settings.service} points to ${origin}, another place than ${settings.origin}.`,
    {
      code: 'other_origin',
      service: settings.service,
      hint: 'Nothing was sent there. If the service has moved, configure its new address.',
    },
  )
}

/** Why one attempt came to nothing, and what might help. */
interface Failure {
  error: PersonctlError
  /** Whether another attempt may succeed where this one failed. */
  mayPass: boolean
  retryAfterMs?: number | undefined
  /** The token, where it is what the service did not accept. */
  rejectedToken?: string | undefined
}

/** Sends the request once. Throws only what ends the whole exchange: an abort, or the deadline. */
async function attempt(
  settings: ExchangeSettings,
  request: OutgoingRequest,
  token: string | undefined,
  signal: AbortSignal,
  attempts: number,
): Promise<ReceivedAnswer | Failure> {
  const { service } = settings
  const tooLate = () =>
    new TimeoutError(`${service} did not answer within ${settings.timeoutMs} ms.`, {
      service,
      attempts,
      hint: 'Allow more time with timeoutMs, or try again later.',
    })
  let answer: ReceivedAnswer
  try {
    answer = await within(settings.timeoutMs, tooLate, signal, (attemptSignal) =>
      send(settings, request, token, attemptSignal, attempts),
    )
  } catch (error) {
    // Besides the end of all attempts, only a hook throws anything else.
    if (signal.aborted || !isPersonctlError(error)) throw error
    return { error, mayPass: error instanceof TimeoutError || error instanceof NetworkError }
  }

  const hide = (text: string) => redactSecrets(text, settings.secrets, token)
  if (answer.ok && isAcceptable(request, answer)) return answer
  let details: ErrorDetails = {
    service,
    status: answer.status,
    requestId: answer.requestId,
    attempts,
    answer: request.isCallersOwn ? await failedAnswer(answer, hide) : undefined,
  }
  if (answer.ok) {
    const message = `${service} answered ${answer.status} with something that is not JSON.`
    return { error: new InvalidResponseError(message, details), mayPass: true }
  }
  const { serviceCode, serviceDetails } = settings.errorDetails?.(answer) ?? {}
  details = { ...details, serviceCode, serviceDetails: serviceDetails?.map(hide) }
  const said = await spokenMessage(answer, hide)
  const retryAfterMs = parseRetryAfter(answer.headers, Date.now())
  const rejectedToken = token !== undefined && isRejection(settings, answer) ? token : undefined
  const error =
    rejectedToken === undefined
      ? (explanation(settings, request, answer, said, details) ??
        answerError(answer, said, details, retryAfterMs))
      : rejectionError(said, details, settings.rejectionHint?.(request.url))
  return { error, mayPass: mayPass(answer.status), retryAfterMs, rejectedToken }
}

function isAcceptable({ isCallersOwn }: OutgoingRequest, answer: ReceivedAnswer): boolean {
  return isCallersOwn ? !answer.isBrokenJson : answer.parsedOrUndefined() !== undefined
}

// Of a path that is the service's, they say that the base URL is wrong; of one that is not, no more than that.
const aboutPath = new Set([404, 405])

function explanation(
  settings: ExchangeSettings,
  { isCallersOwn }: OutgoingRequest,
  answer: ReceivedAnswer,
  said: string,
  details: ErrorDetails,
): PersonctlError | undefined {
  if (isCallersOwn && aboutPath.has(answer.status)) return undefined
  return settings.explain?.(answer, said, details)
}

async function failedAnswer(answer: ReceivedAnswer, hide: (text: string) => string): Promise<FailedAnswer> {
  const headers = new Headers()
  for (const [name, value] of answer.allHeaders) headers.append(name, hide(value))
  return { headers, body: hide(await answer.text()) }
}

function isRejection(settings: ExchangeSettings, answer: ReceivedAnswer): boolean {
  return answer.status === 401 || (settings.rejectsToken?.(answer) ?? false)
}

function rejectionError(said: string, details: ErrorDetails, hint: string | undefined): AuthenticationError {
  const meaning = details.status === 401 ? '' : ', which it also answers when it fails itself'
  return new AuthenticationError(
    `${details.service} did not accept the token: it answered ${details.status}${said === '' ? '' : ` (${said})`}${meaning}.`,
    {
      code: 'token_rejected',
      ...details,
      hint: [
        'Check that the token is meant for this service and stage: its audience, its issuer, its expiry.',
        hint ?? [],
      ]
        .flat()
        .join(' '),
    },
  )
}

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
