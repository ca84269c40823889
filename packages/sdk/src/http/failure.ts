import { redact } from '@personctl/shared/redact'
import {
  AuthenticationError,
  type ErrorDetails,
  InvalidResponseError,
  NetworkError,
  NotFoundError,
  type PersonctlError,
  TimeoutError,
} from '../errors.ts'
import type { ApiRequest, HttpSettings } from './request.ts'
import { type BufferedResponse, checkUrl, describeStatus, errorForStatus, messageFrom } from './response.ts'
import { isTransientStatus, parseRetryAfter } from './retry.ts'

/** A failed attempt, with what decides about another one. */
export interface FailedAttempt {
  error: PersonctlError
  /** True if another attempt may succeed. */
  isTransient: boolean
  /** True if the service has certainly not done what was requested. */
  isNotDone: boolean
  /** True if the service says that what was requested does not exist. */
  isAbsent?: boolean
  /** The token that the service rejected. */
  rejectedToken?: string | undefined
}

/** Describes a response that is an error, or not what was requested. */
export function failedResponse(
  settings: HttpSettings,
  request: ApiRequest,
  response: BufferedResponse,
  token: string | undefined,
): FailedAttempt {
  const { status, ok, details, contentType } = response
  const { subject } = settings
  const { hide } = response
  if (ok) {
    // A token endpoint sends tokens that nobody knows yet.
    const start = settings.during === 'token' ? '' : messageFrom(response)
    const isJson = response.tryParse() !== undefined
    const problem = isJson
      ? `JSON that is not ${request.expected?.name}`
      : `a body that is not JSON (${contentType || 'of no type'})`
    const sentence = `${subject} responded with ${status} and ${problem}${start && `: ${start}`}`
    const error = new InvalidResponseError(sentence, { ...details, hint: checkUrl })
    return { error, isTransient: true, isNotDone: false }
  }
  const retryAfterMs = parseRetryAfter(response.headers, Date.now())
  const { serviceCode, serviceDetails, requestId } = settings.errorDetails?.(response) ?? {}
  Object.assign(details, { retryAfterMs, serviceCode, serviceDetails: serviceDetails?.map(hide) })
  if (requestId !== undefined) details.requestId ??= hide(requestId)
  const isTransient = isTransientStatus(status)
  if (token !== undefined && (status === 401 || settings.rejectsToken?.(response))) {
    const error = rejectionError(settings, request, messageFrom(response), details)
    return { error, isTransient, isNotDone: status === 401, rejectedToken: token }
  }
  // For a path that the caller chose, these statuses say nothing about the base URL.
  const isAboutPath = request.isRaw && (status === 404 || status === 405)
  const sentence = describeStatus(subject, response)
  const mapped = isAboutPath ? undefined : settings.mapError?.(response, sentence, details)
  const error = mapped ?? errorForStatus(response, sentence, details, request.isRaw)
  return {
    error,
    isTransient: isTransient && mapped === undefined,
    isNotDone: status === 503 ? retryAfterMs !== undefined : status < 500 && status !== 408,
    isAbsent: error instanceof NotFoundError || settings.findsNothing?.(response) === true,
  }
}

function rejectionError(
  { service, rejectionHint }: HttpSettings,
  { url }: ApiRequest,
  message: string,
  details: ErrorDetails,
): AuthenticationError {
  const { status } = details
  const meaning = status === 401 ? '' : ', which can also be a failure of the service itself'
  const advice = ["Check the token's audience, issuer and expiry.", rejectionHint?.(url) ?? '']
  return new AuthenticationError(
    `${service} did not accept the token: it responded with ${status}${message && ` (${message})`}${meaning}.`,
    { code: 'token_rejected', ...details, hint: advice.join(' ').trim() },
  )
}

/**
 * Describes an error of the fetch function.
 *
 * @param isUnsent false if the error came after the headers of a response, or after a redirect
 */
export function failedReception(
  { subject, origin, maxBodyBytes }: HttpSettings,
  details: ErrorDetails,
  cause: unknown,
  isUnsent: boolean,
  hide: (text: string) => string,
): FailedAttempt {
  // The error may have properties that throw, or that cannot be strings.
  const read = <Result>(run: () => Result, otherwise: Result): Result => {
    try {
      return run()
    } catch {
      return otherwise
    }
  }
  const unreadable = { code: '', isConnecting: false, message: 'unreadable error' }
  const { code = '', isConnecting, message } = read(() => readTransportError(cause), unreadable)
  const shown = { ...details, cause: read(() => isHarmless(cause, hide, 0), false) ? cause : undefined }
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    const sentence = `${subject} sent a body of more than ${maxBodyBytes} bytes.`
    const error = new InvalidResponseError(sentence, { ...shown, hint: 'To accept it, set maxBodyBytes.' })
    return { error, isTransient: false, isNotDone: false }
  }
  const reason = hide(message)
  if (/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(code)) {
    const hint = 'The global fetch has limits of its own: use createUndiciFetch from @personctl/sdk/node.'
    const sentence = `${subject} did not respond in the time that its transport allows: ${reason}`
    const error = new TimeoutError(sentence, { ...shown, hint })
    return { error, isTransient: true, isNotDone: false }
  }
  const isCertificate = certificateCodes.test(code)
  const isNotDone = isUnsent && (isCertificate || isConnecting)
  const problem =
    isNotDone || (isUnsent && code === '')
      ? `could not be reached at ${origin}`
      : `did not send a complete response from ${origin}`
  const hint = isCertificate ? trustAuthority : code === 'ENOTFOUND' ? checkName : checkNetwork
  const error = new NetworkError(`${subject} ${problem}: ${reason}`, {
    ...shown,
    nothingSent: isNotDone,
    hint,
  })
  return { error, isTransient: !isCertificate && code !== 'ENOTFOUND', isNotDone }
}

const certificateCodes = /CERT|^UNABLE_TO_|^ERR_TLS_|^HOSTNAME_MISMATCH$/
const trustAuthority =
  'Check the date of this machine. If the authority is your own, name its file in NODE_EXTRA_CA_CERTS.'
const checkName = 'Check the host name in the URL. If only a proxy can resolve it, set HTTPS_PROXY.'
const checkNetwork = 'Check the URL, the network and any proxy.'

/** Reads an error and its causes. It may be of another realm, where `instanceof Error` is false. */
function readTransportError(error: unknown): {
  code: string | undefined
  isConnecting: boolean
  message: string
} {
  let message = typeof error === 'object' ? '' : String(error)
  let code: string | undefined
  let isConnecting = false
  for (let one = error, depth = 0; typeof one === 'object' && one !== null && depth < 8; depth += 1) {
    const part = one as Record<'code' | 'syscall' | 'message' | 'name' | 'cause' | 'errors', unknown>
    if (typeof part.code === 'string') code = part.code
    const text = part.message || part.code || part.name
    if (text) message = String(text)
    isConnecting ||=
      part.syscall === 'connect' ||
      part.syscall === 'getaddrinfo' ||
      connectionCodes.has(String(part.code)) ||
      connectionWords.test(message)
    one = part.cause ?? (part.errors as readonly unknown[] | undefined)?.[0]
  }
  return { code, isConnecting, message }
}

// Host names that do not resolve and connections that are not made, in Node.js, undici and Bun.
const connectionCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
])
// In Deno and workerd, which have no codes for them, and of a proxy without tunnels in undici.
const connectionWords = /\(Connect\)|dns error|Connection refused|^Proxy Auth/i

/**
 * Returns true for an error that can be shown with all its properties: it holds no secret, and nothing of which that is not
 * certain, such as a `Request`.
 */
function isHarmless(value: unknown, hide: (text: string) => string, depth: number): boolean {
  if (typeof value === 'string') return hide(value) === value
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  if (depth > 5) return false
  const kind = Object.prototype.toString.call(value)
  const { message, stack, constructor: type } = value as Partial<Error & { constructor: { name?: unknown } }>
  const isPlain = Array.isArray(value) || typeof stack === 'string' || type?.name === 'Object'
  if (!isPlain && kind !== '[object DOMException]') return false
  const contents = [message, stack, ...Reflect.ownKeys(value).map((key) => Reflect.get(value, key))]
  return contents.every((content) => isHarmless(content, hide, depth + 1))
}

/** Returns a function that hides the secrets in a text. A service may echo what it received. */
export function createHider(
  { secrets = [] }: HttpSettings,
  token: string | undefined,
): (text: string) => string {
  const all = token === undefined ? secrets : [...secrets, token]
  return (text) => {
    if (text.length <= longestText) return redact(text, all)
    // Half a secret would not be found, so as much is dropped as one may take when each of its characters is escaped.
    const tail = Math.max(1024, ...all.map((secret) => 3 * secret.length))
    return redact(text.slice(0, longestText), all).slice(0, -tail)
  }
}

const longestText = 16 * 1024
