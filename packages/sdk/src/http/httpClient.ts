import { redact } from '@personctl/shared/redact'
import {
  AuthenticationError,
  type ErrorDetails,
  type FailedResponse,
  InvalidRequestError,
  InvalidResponseError,
  isPersonctlError,
  NetworkError,
  type PersonctlError,
  TimeoutError,
} from '../errors.ts'
import { sleep, withTimeout } from './abort.ts'
import type { ApiRequest, CallEvent, FetchedResponse, FetchInit, Hooks, HttpSettings } from './request.ts'
import { BufferedResponse, errorForStatus, messageFrom } from './response.ts'
import { isIdempotent, isTransientStatus, parseRetryAfter, retryDelayMs } from './retry.ts'

/**
 * Sends all requests of a client: adds the token, limits the time, follows redirects within the origin, retries
 * transient failures, and replaces a token that the service rejects, once.
 */
export class HttpClient {
  readonly #settings: HttpSettings

  constructor(settings: HttpSettings) {
    this.#settings = settings
  }

  /**
   * Returns the response, after as many attempts as it takes and the settings allow.
   *
   * @returns a response with a 2xx status and a JSON body; for a raw request with any body
   * @throws {PersonctlError} for any other response, or if none arrives
   */
  request(request: ApiRequest): Promise<BufferedResponse> {
    const { service, deadlineMs, tokens, retry } = this.#settings
    const deadline = Date.now() + deadlineMs
    let attempts = 0
    const { during } = this.#settings
    const { method, url } = request
    const call = { callId: Math.random().toString(36).slice(2), service, during, method, url }
    const deadlineError = () =>
      new TimeoutError(`${service} did not respond within ${formatMs(deadlineMs)} in total.`, {
        code: 'deadline_exceeded',
        service,
        attempts,
        hint: 'Allow more time with deadlineMs, or try again later.',
      })

    return withTimeout(deadlineMs, deadlineError, request.signal, async (signal) => {
      const isRetryable = this.#settings.isRetryable?.(request) ?? isIdempotent(request.method)
      let retries = 0
      let hasReplacedToken = false
      for (;;) {
        const token = await tokens?.token(signal)
        attempts += 1
        const outcome = await this.#attempt(request, call, token, signal, attempts)
        if (outcome instanceof BufferedResponse) return outcome

        const { error, rejectedToken } = outcome
        if (rejectedToken !== undefined) {
          if (hasReplacedToken || tokens?.reject(rejectedToken) !== 'replaced') throw error
          hasReplacedToken = true
          this.#reportRetry(call, attempts, 0, error, 'The token was not accepted and is replaced.')
          continue
        }
        const canRepeat = isRetryable || (error instanceof NetworkError && error.nothingSent)
        if (!outcome.isTransient || !canRepeat || retries >= retry.retries) throw error
        const delayMs = retryDelayMs(retry, retries, outcome.retryAfterMs)
        if (Date.now() + delayMs >= deadline) throw error
        retries += 1
        this.#reportRetry(call, attempts, delayMs, error, error.message)
        await sleep(delayMs, signal)
      }
    })
  }

  /** Sends the request once. Throws only what ends the whole call: an abort, the deadline, the error of a hook. */
  async #attempt(
    request: ApiRequest,
    call: CallEvent,
    token: string | undefined,
    signal: AbortSignal,
    attempt: number,
  ): Promise<BufferedResponse | FailedAttempt> {
    const { service, timeoutMs } = this.#settings
    const timeoutError = () =>
      new TimeoutError(`${service} did not respond within ${formatMs(timeoutMs)}.`, {
        service,
        attempts: attempt,
        hint: 'Allow more time with timeoutMs, or try again later.',
      })
    try {
      const response = await withTimeout(timeoutMs, timeoutError, signal, (attemptSignal) =>
        this.#fetch(request, call, token, attemptSignal, attempt),
      )
      const isAcceptable = request.isRaw ? !response.isBrokenJson : response.tryParse() !== undefined
      return response.ok && isAcceptable ? response : await this.#fail(request, token, response)
    } catch (error) {
      if (signal.aborted || !isPersonctlError(error)) throw error
      return { error, isTransient: error instanceof TimeoutError || error instanceof NetworkError }
    }
  }

  /** Reads the whole response, following redirects as long as they stay within the origin. */
  async #fetch(
    request: ApiRequest,
    call: CallEvent,
    token: string | undefined,
    signal: AbortSignal,
    attempt: number,
  ): Promise<BufferedResponse> {
    const { service, hooks, origin, userAgent, maxBodyBytes } = this.#settings
    const { method, body } = request
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(userAgent !== undefined && { 'user-agent': userAgent }),
      ...request.headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const init: FetchInit = { method, headers, signal, redirect: 'manual', maxBodyBytes }
    if (body !== undefined) init.body = body

    let url = request.url
    for (let redirects = 0; redirects <= redirectLimit; redirects += 1) {
      checkOrigin(service, origin, url)
      const event = { ...call, method, url, attempt }
      notify(hooks, 'onRequest', { ...event, headers: {} })
      const startedAt = performance.now()
      let received: FetchedResponse
      let text: string
      try {
        received = await this.#settings.fetch(url, init)
        text = await received.text()
      } catch (error) {
        signal.throwIfAborted()
        throw this.#networkError(url, token, error, attempt, redirects === 0)
      }
      const response = new BufferedResponse(received.status, received.headers, text, attempt)
      const durationMs = Math.round(performance.now() - startedAt)
      const { requestId } = response
      const { status, headers } = received
      notify(hooks, 'onResponse', { ...event, status, durationMs, requestId, headers })

      const target = redirectTarget(method, received, url)
      if (target === undefined) return response
      url = target
    }
    throw new InvalidResponseError(`${service} redirected more than ${redirectLimit} times.`, {
      service,
      attempts: attempt,
    })
  }

  /** Describes a response that is an error, or that is not JSON. */
  async #fail(
    request: ApiRequest,
    token: string | undefined,
    response: BufferedResponse,
  ): Promise<FailedAttempt> {
    const { service, errorDetails, rejectsToken, rejectionHint, mapError } = this.#settings
    const { status } = response
    const hide = (text: string) => this.#redact(text, token)
    const details: ErrorDetails = {
      service,
      ...response.details,
      response: request.isRaw ? await failedResponse(response, hide) : undefined,
    }
    if (response.ok) {
      const message = `${service} responded with ${status} and a body that is not JSON.`
      return { error: new InvalidResponseError(message, details), isTransient: true }
    }
    const own = errorDetails?.(response)
    details.serviceCode = own?.serviceCode
    details.serviceDetails = own?.serviceDetails?.map(hide)
    const message = await messageFrom(response, hide)
    const retryAfterMs = parseRetryAfter(response.headers, Date.now())
    if (token !== undefined && (status === 401 || rejectsToken?.(response))) {
      const error = rejectionError(message, details, rejectionHint?.(request.url))
      return { error, isTransient: isTransientStatus(status), retryAfterMs, rejectedToken: token }
    }
    // For a path that the caller chose, these statuses say nothing about the base URL.
    const isAboutPath = request.isRaw && (status === 404 || status === 405)
    const mapped = isAboutPath ? undefined : mapError?.(response, message, details)
    const error = mapped ?? errorForStatus(response, message, details, retryAfterMs)
    return { error, isTransient: isTransientStatus(status), retryAfterMs }
  }

  #networkError(
    url: string,
    token: string | undefined,
    error: unknown,
    attempts: number,
    isFirstRequest: boolean,
  ): NetworkError | InvalidResponseError {
    const { service, maxBodyBytes } = this.#settings
    if (isTooLarge(error)) {
      return new InvalidResponseError(`${service} sent a body of more than ${maxBodyBytes} bytes.`, {
        service,
        attempts,
        hint: 'Set maxBodyBytes to accept it.',
      })
    }
    const reason = this.#redact(innermostMessage(error), token)
    return new NetworkError(`${service} could not be reached at ${new URL(url).origin}: ${reason}`, {
      service,
      attempts,
      nothingSent: isFirstRequest && hasConnectionCode(error),
      hint: 'Check the URL, the network and any proxy.',
    })
  }

  /** Hides the secrets in a text. A service may echo what it received, so no text of one reaches an error without this. */
  #redact(text: string, token: string | undefined): string {
    const { secrets = [] } = this.#settings
    return redact(text, token === undefined ? secrets : [...secrets, token])
  }

  #reportRetry(
    call: CallEvent,
    attempt: number,
    delayMs: number,
    error: PersonctlError,
    reason: string,
  ): void {
    notify(this.#settings.hooks, 'onRetry', { ...call, attempt, delayMs, reason, error })
  }
}

/** Calls a hook. Neither an error that it throws nor one with which it rejects goes any further. */
function notify<Name extends keyof Hooks>(
  hooks: Hooks,
  name: Name,
  event: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    const hook = hooks[name] as ((event: unknown) => unknown) | undefined
    Promise.resolve(hook?.call(hooks, event)).catch(() => {})
  } catch {
    // A failing log does not fail the call.
  }
}

const redirectLimit = 5

/** A failed attempt, with what decides whether there is another one. */
interface FailedAttempt {
  error: PersonctlError
  /** True if another attempt may succeed. */
  isTransient: boolean
  /** The wait that the service requested, in milliseconds. */
  retryAfterMs?: number | undefined
  /** The token that the service rejected. */
  rejectedToken?: string | undefined
}

// Checks a redirect. Two more checks have the code `other_origin`: of a caller's path (resolveUrl in
// client/serviceClient.ts), and of a link to the next page (linkToken in cern/listPages.ts).
function checkOrigin(service: string, allowed: string, url: string): void {
  const { origin } = new URL(url)
  if (origin === allowed) return
  throw new InvalidRequestError(`${service} redirects to ${origin}, away from ${allowed}.`, {
    code: 'other_origin',
    service,
    hint: 'Nothing was sent there. If the service has moved, configure its new URL.',
  })
}

/** Returns the URL to which a response redirects; undefined if the response is final. */
function redirectTarget(method: string, response: FetchedResponse, url: string): string | undefined {
  if (response.type === 'opaqueredirect') {
    throw new InvalidResponseError(`${url} redirects, and browsers hide the target.`, {
      hint: 'Use the final URL as the base URL.',
    })
  }
  const location = response.headers.get('location')
  if (response.status < 300 || response.status >= 400 || location === null) return undefined
  if (method !== 'GET' && method !== 'HEAD') return undefined
  return URL.canParse(location, url) ? new URL(location, url).href : undefined
}

async function failedResponse(
  response: BufferedResponse,
  hide: (text: string) => string,
): Promise<FailedResponse> {
  const headers = new Headers()
  response.allHeaders.forEach((value, name) => {
    headers.append(name, hide(value))
  })
  return { headers, body: hide(await response.text()) }
}

function rejectionError(
  message: string,
  details: ErrorDetails,
  hint: string | undefined,
): AuthenticationError {
  const { service, status } = details
  const meaning = status === 401 ? '' : ', which can also be a failure of the service itself'
  return new AuthenticationError(
    `${service} did not accept the token: it responded with ${status}${message === '' ? '' : ` (${message})`}${meaning}.`,
    {
      code: 'token_rejected',
      ...details,
      hint: `Check that the token is for this service and environment: its audience, its issuer, its expiry.${hint === undefined ? '' : ` ${hint}`}`,
    },
  )
}

/** Returns the innermost message: fetch says only that it failed, its cause says why. */
function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return innermostMessage(error.cause)
  if (error.message !== '') return error.message
  return 'code' in error ? String(error.code) : error.name
}

/** Returns true if no connection was made, so that the service has not seen the request. */
function hasConnectionCode(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && connectionCodes.has(String(error.code))) || hasConnectionCode(error.cause)
}

/** Returns true for the error of a transport, or of node:zlib, about a body above the limit. */
function isTooLarge(error: unknown): boolean {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown }
  return code === 'ERR_BUFFER_TOO_LARGE' || (cause !== undefined && isTooLarge(cause))
}

// Host names that do not resolve and connections that are not made, as Node.js and undici report them.
const connectionCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])

function formatMs(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}
