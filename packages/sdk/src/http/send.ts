import { InvalidRequestError, InvalidResponseError } from './errors/index.ts'
import type { ExchangeSettings } from './exchangeSettings.ts'
import { networkError } from './networkError.ts'
import type { OutgoingRequest } from './outgoingRequest.ts'
import { ReceivedAnswer } from './receivedAnswer.ts'

const redirectLimit = 5

/** Sends the request and takes in the whole answer, following redirects as long as they stay with the service. */
export async function send(
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
