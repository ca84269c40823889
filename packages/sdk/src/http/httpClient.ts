import { isTokenString } from '@personctl/shared/guards'
import {
  type ErrorDetails,
  InvalidRequestError,
  InvalidResponseError,
  type PersonctlError,
  type ResponseHeaders,
  TimeoutError,
} from '../errors.ts'
import { onAbort, type Step, sleep, throwIfAborted, withTimeout } from './abort.ts'
import { createHider, type FailedAttempt, failedReception, failedResponse } from './failure.ts'
import { type CallEvent, createCallId, type Hooks, notify } from './hooks.ts'
import {
  type ApiRequest,
  type FetchedResponse,
  type FetchInit,
  type HttpSettings,
  isClientOwned,
  isHeader,
  toHeaderRecord,
} from './request.ts'
import { BufferedResponse, type ResponseParts, readBody } from './response.ts'
import { isIdempotent, type RetryPolicy, resolveRetryPolicy, retryDelayMs } from './retry.ts'

/**
 * Sends all requests of a client: adds the token, limits the time, follows redirects within the origin, retries
 * transient failures, and replaces a token that the service rejects, once.
 */
export class HttpClient {
  readonly #settings: HttpSettings
  #checkedToken: string | undefined

  constructor(settings: HttpSettings) {
    this.#settings = settings
  }

  /**
   * Returns the response, after as many attempts as it takes and the options allow.
   *
   * @returns a response with a 2xx status and a JSON body; for a raw request with any body, for a write also without
   * @throws {PersonctlError} for any other response, or if none arrives
   */
  async request(request: ApiRequest): Promise<BufferedResponse> {
    const call = new Call(this.#settings, request)
    try {
      return await this.#attemptUntilDone(call)
    } catch (error) {
      const durationMs = Date.now() - call.startedAt
      call.notify('onFailure', (event) => ({ ...event, attempts: call.attempts, durationMs, error }))
      throw error
    }
  }

  async #attemptUntilDone(call: Call): Promise<BufferedResponse> {
    const { request, retry, deadlineMs } = call
    const { tokens, isRetryable, during } = this.#settings
    const canRepeat = isRetryable?.(request) ?? (isIdempotent(request.method) || !request.isWrite)
    const hasEffect = !canRepeat || (request.isWrite && during === 'request')
    let retries = 0
    let mayHaveBeenDone = false
    let hasReplacedToken = false
    let hasSecondChance = false
    throwIfAborted(request.signal)
    for (;;) {
      const token =
        tokens &&
        (tokens.current?.() ?? (await this.#waitForToken(call, async ({ signal }) => tokens.token(signal))))
      if (token !== this.#checkedToken) this.#checkToken(token)
      call.attempts += 1
      call.hide = createHider(this.#settings, token)
      const outcome = await this.#attempt(call, token)
      if (outcome instanceof BufferedResponse) {
        if (token !== undefined && (hasReplacedToken || hasSecondChance)) tokens?.accept?.(token)
        return outcome
      }

      const { error, isNotDone, isAbsent, rejectedToken } = outcome
      // An earlier attempt has deleted it.
      if (mayHaveBeenDone && isAbsent && request.method === 'DELETE')
        return call.createResponse(204, new Headers(), '', request.url)
      mayHaveBeenDone ||= hasEffect && !isNotDone
      if (mayHaveBeenDone) Object.assign(error, { mayHaveBeenDone })
      let isTransient = outcome.isTransient && !(hasEffect && error instanceof InvalidResponseError)
      const verdict = rejectedToken === undefined ? undefined : tokens?.reject(rejectedToken)
      let isReplaced = verdict === 'replaced'
      if (rejectedToken !== undefined && !isReplaced) {
        // A token that was just issued may not be known everywhere yet, so it gets a second chance.
        if (error.status === 401) isTransient = verdict === 'fresh' && !hasSecondChance
        hasSecondChance = true
      }
      const isLast = !isTransient || retries >= retry.retries
      // Patience did not help: the token may have been revoked, or the service have another clock.
      if (verdict === 'fresh' && isLast && !hasReplacedToken && rejectedToken !== undefined)
        isReplaced = tokens?.reject(rejectedToken, true) === 'replaced'
      if (isReplaced && !hasReplacedToken) {
        hasReplacedToken = true
        call.notifyRetry(0, error, 'The token was not accepted and is replaced.')
        continue
      }
      if (isLast) throw error
      if (!canRepeat && !isNotDone) throw withHint(error, 'It is not repeated: check first if it was done.')
      const delayMs = retryDelayMs(retry, retries, error.retryAfterMs)
      if (delayMs >= call.msLeft) {
        const reason = error.retryAfterMs
          ? `The service asks to wait ${formatMs(delayMs)}, longer than`
          : 'Another attempt would take longer than'
        throw withHint(error, `${reason} the deadline of ${formatMs(deadlineMs)} allows.`)
      }
      retries += 1
      call.notifyRetry(delayMs, error, error.message)
      await sleep(delayMs, request.signal)
    }
  }

  /** Waits for a token alone, within the deadline of a request that is not sent. */
  waitForToken<T>(request: ApiRequest, get: (step: Step) => Promise<T>): Promise<T> {
    return this.#waitForToken(new Call(this.#settings, request), get)
  }

  #waitForToken<T>(call: Call, get: (step: Step) => Promise<T>): Promise<T> {
    const { service, tokens } = this.#settings
    const deadlineError = () => {
      const { url } = tokens ?? {}
      const endpoint = { method: url && 'POST', url, during: 'token' as const }
      return call.timeoutError(`No token for ${service} arrived`, 'deadlineMs', endpoint)
    }
    return withTimeout(call.msLeft, deadlineError, call.request.signal, get)
  }

  // A transport would show the token in its error.
  #checkToken(token: string | undefined): void {
    if (token !== undefined && (typeof token !== 'string' || !isTokenString(token))) {
      const { service } = this.#settings
      const message = 'The auth option gives a token that no header can carry.'
      throw new InvalidRequestError(message, { service, during: 'token', param: 'auth' })
    }
    this.#checkedToken = token
  }

  /** Sends the request once. Throws only what ends the whole call: an abort, or an error that nobody expects. */
  async #attempt(call: Call, token: string | undefined): Promise<BufferedResponse | FailedAttempt> {
    const { request, timeoutMs, msLeft } = call
    const isLast = msLeft <= timeoutMs
    const timeoutError = () =>
      call.timeoutError(`${this.#settings.subject} did not respond`, isLast ? 'deadlineMs' : 'timeoutMs')
    const fetch = (step: Step) => this.#fetch(call, token, step)
    try {
      const outcome = await withTimeout(isLast ? msLeft : timeoutMs, timeoutError, request.signal, fetch)
      return outcome instanceof BufferedResponse && !isAcceptable(request, outcome)
        ? failedResponse(this.#settings, request, outcome, token)
        : outcome
    } catch (error) {
      throwIfAborted(request.signal)
      if (!(error instanceof TimeoutError)) throw error
      return { error, isTransient: !isLast, isNotDone: false }
    }
  }

  /** Reads the whole response, following redirects as long as they stay within the origin. */
  async #fetch(call: Call, token: string | undefined, step: Step): Promise<BufferedResponse | FailedAttempt> {
    const settings = this.#settings
    const { request, hide } = call
    let { url } = request
    for (let redirects = 0; ; redirects += 1) {
      const init = createInit(settings, call, url, token, step)
      const startedAt = performance.now()
      let hasResponse = false
      let response: BufferedResponse
      let target: string | undefined
      try {
        const received = await settings.fetch(url, init)
        hasResponse = true
        const { status, headers } = received
        const isDone = !request.expectsBody && status >= 200 && status < 300
        if (isDone) received.body?.cancel().catch(() => {})
        const body = isDone ? '' : await readBody(received, settings.maxBodyBytes, request.isRaw)
        response = call.createResponse(status, headers, body, url)
        target = redirectTarget(request.method, url, received)
      } catch (error) {
        const isUnsent = redirects === 0 && !hasResponse
        return failedReception(settings, { ...call.details, url: hide(url) }, error, isUnsent, hide)
      }
      const describe = (event: CallEvent) => {
        const { status, requestId, shownHeaders: headers } = response
        const durationMs = Math.round(performance.now() - startedAt)
        return { ...event, attempt: call.attempts, status, durationMs, requestId, headers }
      }
      call.notify('onResponse', describe, url)
      if (target === undefined) return response
      const isAway = target !== opaque && !isWithin(settings.origin, target)
      if (isAway || target === opaque || redirects === redirectLimit) {
        const problem = isAway
          ? `to ${new URL(target).origin}, away from ${settings.origin}`
          : target === opaque
            ? `${hide(url)}, and browsers hide the target`
            : `more than ${redirectLimit} times`
        const error = new InvalidResponseError(`${settings.subject} redirects ${problem}.`, {
          ...response.details,
          code: isAway ? 'other_origin' : undefined,
          hint: 'Nothing was sent there. If the service has moved, configure its new URL.',
        })
        return { error, isTransient: false, isNotDone: true }
      }
      url = target
    }
  }
}

/** One call: its request, its options, and its progress. */
class Call {
  readonly request: ApiRequest
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly retry: RetryPolicy
  readonly headers: Record<string, string> | undefined
  readonly startedAt = Date.now()
  /** The number of requests that were sent. */
  attempts = 0
  /** Hides tokens and secrets in a text of the service. */
  hide: (text: string) => string
  readonly #settings: HttpSettings
  readonly #facts: { service: string; during: 'token' | 'request'; method: string; url: string }
  #id: string | undefined

  constructor(settings: HttpSettings, request: ApiRequest) {
    const { timeoutMs, deadlineMs, retry, headers } = request.call
    this.request = request
    this.timeoutMs = timeoutMs ?? settings.timeoutMs
    this.deadlineMs = deadlineMs ?? settings.deadlineMs
    this.retry = retry === undefined ? settings.retry : resolveRetryPolicy(retry)
    this.headers = headers && toHeaderRecord(headers)
    this.hide = createHider(settings, undefined)
    this.#settings = settings
    const { service, during } = settings
    const { method, url } = request
    this.#facts = { service, during, method, url }
  }

  get msLeft(): number {
    return this.startedAt + this.deadlineMs - Date.now()
  }

  /** Details for an error before there is a response. */
  get details(): ErrorDetails & { url: string } {
    return { ...this.#facts, url: this.hide(this.request.url), attempts: this.attempts }
  }

  /** Creates the error for a limit that has passed. */
  timeoutError(problem: string, option: 'timeoutMs' | 'deadlineMs', facts?: ErrorDetails): TimeoutError {
    const isTotal = option === 'deadlineMs'
    return new TimeoutError(`${problem} within ${formatMs(this[option])}${isTotal ? ' in total' : ''}.`, {
      ...this.details,
      ...facts,
      code: isTotal ? 'deadline_exceeded' : 'timeout',
      hint: `Allow more time with ${option}, or try again later.`,
    })
  }

  createResponse(
    status: number,
    headers: ResponseHeaders,
    body: ResponseParts['body'],
    url: string,
  ): BufferedResponse {
    const { attempts, hide } = this
    const request = url === this.request.url ? this.#facts : { ...this.#facts, url }
    return new BufferedResponse({ status, headers, body, attempts, request, hide })
  }

  notify<Name extends keyof Hooks>(
    name: Name,
    describe: (event: CallEvent) => Parameters<NonNullable<Hooks[Name]>>[0],
    url: string = this.request.url,
  ): void {
    const { hooks } = this.#settings
    if (hooks[name] === undefined) return
    this.#id ??= createCallId()
    notify(hooks, name, describe({ callId: this.#id, ...this.#facts, url: this.hide(url) }))
  }

  notifyRetry(delayMs: number, error: PersonctlError, reason: string): void {
    this.notify('onRetry', (event) => ({ ...event, attempt: this.attempts, delayMs, reason, error }))
  }
}

/** Creates the options of the fetch function. */
function createInit(
  { userAgent, maxBodyBytes, hooks }: HttpSettings,
  call: Call,
  url: string,
  token: string | undefined,
  step: Step,
): FetchInit {
  const { method, body, headers: own } = call.request
  const headers: Record<string, string> = { accept: 'application/json' }
  if (userAgent !== undefined) headers['user-agent'] = userAgent
  Object.assign(headers, own, call.headers)
  if (hooks.onRequest !== undefined) {
    const { authorization: _hidden, ...offered } = headers
    call.notify('onRequest', (event) => ({ ...event, attempt: call.attempts, headers: offered }), url)
    for (const [name, value] of Object.entries(offered))
      if (isHeader(name, value) && !isClientOwned(name.toLowerCase())) headers[name.toLowerCase()] = value
  }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`
  const init: FetchInit = {
    method,
    headers,
    redirect: 'manual',
    maxBodyBytes,
    get signal() {
      return step.signal
    },
    onEnd(listener) {
      // A copy may have another signal.
      return this === init ? step.onEnd(listener) : onAbort(this.signal, listener)
    },
  }
  if (body !== undefined) init.body = body
  return init
}

/** Returns true for a response with a body as the request expects it. */
function isAcceptable(request: ApiRequest, response: BufferedResponse): boolean {
  if (!response.ok || !request.expectsBody) return response.ok
  if (request.isRaw) return !response.isBrokenJson
  // The services do not document what they send for a write.
  if (response.isEmpty) return request.isWrite
  const json = response.tryParse()
  return json !== undefined && (request.expected?.test(json) ?? true)
}

/** Stands for the target of a redirect that a browser hides. */
const opaque = ''
const redirectLimit = 5

/** Returns the URL to which a response redirects; undefined if the response is final. */
function redirectTarget(method: string, url: string, response: FetchedResponse): string | undefined {
  const { status, type, headers } = response
  if (type === 'opaqueredirect') return opaque
  const location = status >= 300 && status < 400 ? headers.get('location') : null
  if (typeof location !== 'string' || (method !== 'GET' && method !== 'HEAD')) return undefined
  return URL.canParse(location, url) ? new URL(location, url).href : undefined
}

// Two more checks have the code `other_origin`: of a caller's path (resolveUrl in client/serviceClient.ts), and of a link to
// the next page (linkToken in cern/listPages.ts).
function isWithin(origin: string, url: string): boolean {
  return url.startsWith(`${origin}/`) || new URL(url).origin === origin
}

/** Adds a sentence before the hint of an error. Returns the error. */
export function withHint(error: PersonctlError, reason: string): PersonctlError {
  const hint = error.hint === undefined ? reason : `${reason} ${error.hint}`
  return Object.assign(error, { hint })
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}
