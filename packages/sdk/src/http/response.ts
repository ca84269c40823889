import { isObject } from '@personctl/shared/guards'
import { redactionMark } from '@personctl/shared/redact'
import {
  AuthenticationError,
  ConflictError,
  type ErrorDetails,
  type FailedResponse,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type PersonctlError,
  RateLimitError,
  type ResponseHeaders,
  ServerError,
  TimeoutError,
} from '../errors.ts'
import type { FetchedResponse, ResponseInfo } from './request.ts'

/** Parts of a response that has arrived. */
export interface ResponseParts {
  status: number
  headers: ResponseHeaders
  body: string | Uint8Array<ArrayBuffer>
  /** The number of requests that were sent until this response came. */
  attempts: number
  /** The request, for errors. */
  request: Pick<ErrorDetails, 'service' | 'during' | 'method'> & { url: string }
  /** Hides tokens and secrets in a text of the service. */
  hide(text: string): string
}

/** A response whose body has arrived completely. It has the part of `Response` that openapi-fetch uses. */
export class BufferedResponse {
  readonly status: number
  readonly ok: boolean
  /** Hides tokens and secrets in a text of the service. */
  readonly hide: (text: string) => string
  readonly #parts: ResponseParts
  #text: string | undefined
  #json: { value: unknown } | undefined

  constructor(parts: ResponseParts) {
    this.status = parts.status
    this.ok = parts.status >= 200 && parts.status < 300
    this.hide = parts.hide
    this.#parts = parts
    if (typeof parts.body === 'string') this.#text = parts.body
  }

  /** openapi-fetch calls `json` only if the length is known. The body is here, so it is. */
  get headers(): { get(name: string): string | null } {
    return {
      get: (name) =>
        name.toLowerCase() === 'content-length'
          ? String(this.#parts.body.length)
          : this.#parts.headers.get(name),
    }
  }

  /** The service's own id of the request, if it sent one. */
  get requestId(): string | undefined {
    const { headers, hide } = this.#parts
    for (const name of requestIdHeaders) {
      const value = headers.get(name)
      if (typeof value === 'string') return hide(value)
    }
    return undefined
  }

  /** The headers, with tokens and secrets hidden. */
  get shownHeaders(): ResponseHeaders {
    const { headers, hide } = this.#parts
    return {
      get(name) {
        const value = headers.get(name)
        return typeof value === 'string' ? hide(value) : null
      },
      forEach(callback) {
        headers.forEach((value, name) => {
          callback(hide(String(value)), name)
        })
      },
    }
  }

  /** The facts that a caller may see beside the data. */
  get info(): ResponseInfo {
    const { status, requestId, shownHeaders: headers } = this
    return { status, headers, requestId, attempts: this.#parts.attempts }
  }

  /** Details for an error about this response. */
  get details(): ErrorDetails {
    const { request, attempts, hide } = this.#parts
    const { status, requestId, shownHeaders: headers } = this
    // A token endpoint sends tokens that nobody knows yet.
    const isSecret = this.ok && request.during === 'token'
    const response: FailedResponse = { headers, body: isSecret ? redactionMark : hide(this.body) }
    return { ...request, url: hide(request.url), status, requestId, attempts, response }
  }

  /** The body as text. */
  get body(): string {
    this.#text ??= new TextDecoder().decode(this.#parts.body as Uint8Array<ArrayBuffer>)
    return this.#text
  }

  async text(): Promise<string> {
    return this.body
  }

  async json(): Promise<unknown> {
    return this.tryParse()
  }

  /** Returns the body as JSON, which is parsed once; undefined if it is not JSON. */
  tryParse(): unknown {
    this.#json ??= { value: parseShallow(this.body) }
    return this.#json.value
  }

  /** True if the content type promises JSON and the body breaks the promise. */
  get isBrokenJson(): boolean {
    return !this.isEmpty && jsonType.test(this.contentType) && this.tryParse() === undefined
  }

  get isEmpty(): boolean {
    return this.#parts.body.length === 0
  }

  get isHtml(): boolean {
    return this.contentType.includes('html')
  }

  /** The content type without its parameters; an empty string without one. */
  get contentType(): string {
    const [type = ''] = String(this.#parts.headers.get('content-type') ?? '').split(';')
    return type.trim().toLowerCase()
  }

  /** Returns the same response as `fetch` would. */
  toResponse(): Response {
    const { status, headers: received, body, request } = this.#parts
    const headers = new Headers()
    received.forEach((value, name) => {
      headers.append(name, value)
    })
    const response = new Response(bodilessStatuses.has(status) ? null : body, { status, headers })
    return Object.defineProperty(response, 'url', { value: request.url })
  }
}

const requestIdHeaders = ['x-request-id', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-correlation-id']
// A `Response` with one of these must not have a body, not even an empty one.
const bodilessStatuses = new Set([204, 205])
const jsonType = /^application\/(?:.+\+)?json$/

/** Returns a text as JSON; undefined if it is not JSON, or nested so deeply that nobody could write it again. */
function parseShallow(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return text.length > 2 * deepestJson && isDeeperThan(deepestJson, value) ? undefined : value
  } catch {
    return undefined
  }
}

const deepestJson = 1000

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) return value.some((one) => isDeeperThan(levels - 1, one))
  // JSON has no inherited properties, and Object.values would copy each object.
  for (const name in value) if (isDeeperThan(levels - 1, value[name as keyof typeof value])) return true
  return false
}

/**
 * Returns the body of a response: bytes, or their text.
 *
 * @throws an error with the code ERR_BUFFER_TOO_LARGE, as zlib does, for a body that is larger than the limit
 */
export async function readBody(
  response: FetchedResponse,
  limit: number,
  asBytes: boolean,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const { headers, body } = response
  const length = headers.get('content-encoding') ? null : headers.get('content-length')
  const isKnown = Boolean(length) && Number(length) <= limit
  if (isKnown || body === null || body === undefined) {
    const content = asBytes ? new Uint8Array(await response.arrayBuffer()) : String(await response.text())
    if (content.length > limit) throw tooLargeError()
    return content
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      reader.cancel().catch(() => {})
      throw tooLargeError()
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let position = 0
  for (const chunk of chunks) {
    bytes.set(chunk, position)
    position += chunk.byteLength
  }
  return asBytes ? bytes : new TextDecoder().decode(bytes)
}

function tooLargeError(): Error {
  return Object.assign(new RangeError('The body is too large.'), { code: 'ERR_BUFFER_TOO_LARGE' })
}

/** Returns the error for a response whose status is not 2xx, by the status alone. */
export function errorForStatus(
  response: BufferedResponse,
  sentence: string,
  details: ErrorDetails,
  isRaw: boolean,
): PersonctlError {
  const { status } = response
  const hinted = (hint: string): ErrorDetails => ({ hint, ...details })
  if (status === 401) return new AuthenticationError(sentence, { code: 'token_rejected', ...details })
  if (status === 403) return new PermissionError(sentence, details)
  if (status === 404) {
    // The API responds with JSON: another server responded, or the URL is not that of an API.
    return isRaw || response.isEmpty || (!response.isHtml && response.tryParse() !== undefined)
      ? new NotFoundError(sentence, details)
      : new InvalidResponseError(sentence, { code: 'wrong_url', ...hinted(checkUrl) })
  }
  if (status === 408) return new TimeoutError(sentence, hinted(tryLater))
  if (status === 409)
    return new ConflictError(sentence, hinted('Read the current state before you try again.'))
  if (status === 429)
    return new RateLimitError(sentence, hinted('Send fewer requests at once, or try later.'))
  if (status >= 500) return new ServerError(sentence, hinted(tryLater))
  if (status >= 400) return new InvalidRequestError(sentence, hinted('Check the arguments of the call.'))
  return new InvalidResponseError(sentence, hinted(checkUrl))
}

export const checkUrl = 'Check the base URL, and that no proxy or sign-in page is in between.'
const tryLater = 'Try again later, or report the request id to the operators of the service.'

/** Returns a sentence about the status of a response, with its message. */
export function describeStatus(subject: string, response: BufferedResponse): string {
  const message = messageFrom(response)
  return `${subject} responded with ${response.status}${message && `: ${message}`}`
}

/** Returns the message in a response, short enough for one line; an empty string if it has none. */
export function messageFrom(response: BufferedResponse): string {
  const line = response.hide(rawMessageFrom(response)).replace(/\s+/g, ' ').trim()
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line
}

const longestMessage = 200

function rawMessageFrom(response: BufferedResponse): string {
  const words = wordsOf(response.tryParse(), 0)
  if (words !== '') return words
  const { contentType } = response
  const start = response.body.slice(0, longestSearch)
  if (response.isHtml) {
    const title = /<title[^>]{0,100}>([^<]{1,300})/i.exec(start)?.[1]?.trim()
    return title ? `an HTML page, ${JSON.stringify(title)}` : 'an HTML page'
  }
  return start === '' || plainType.test(contentType) ? start : `${contentType}: ${start}`
}

const longestSearch = 16 * 1024
const plainType = /^$|^text\/plain$|json$/

/** Returns the words of a failure in JSON, in each of the usual forms: OAuth, problem details, lists of invalid fields. */
function wordsOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return value.slice(0, longestSearch)
  if (typeof value !== 'object' || value === null || depth > 4) return ''
  const find = (one: unknown) => wordsOf(one, depth + 1)
  if (Array.isArray(value)) return joinWords(firstOf(value).map(find), '; ')
  const { errors, loc, field, propertyName, code, ...others } = value as Record<string, unknown>
  const fields = isObject(errors)
    ? firstOf(Object.entries(errors)).map(([name, one]) => joinWords([name, find(one)], ': '))
    : [find(errors)]
  const words = joinWords([find(code), ...wordyNames.map((name) => find(others[name]))], ': ')
  const invalid = joinWords(fields, '; ')
  // An object may have a toString that is not a function.
  const path = Array.isArray(loc) && firstOf(loc.filter((part) => typeof part !== 'object')).join('.')
  const name = [field, propertyName, path].find((one) => typeof one === 'string')
  const all = joinWords([words, invalid], ': ')
  return all === '' || depth === 0 ? all : joinWords([find(name), all], ': ')
}

function firstOf<T>(all: readonly T[]): T[] {
  return all.slice(0, 5)
}

function joinWords(words: readonly string[], separator: string): string {
  const different = [...new Set(words)].filter((word) => word !== '')
  // A full stop ends the whole sentence only.
  return different
    .join(separator)
    .replace(/\.(?=[:;] )/g, '')
    .slice(0, longestSearch)
}

// In the order of the sentence.
// biome-ignore format: one line each would hide the order
const wordyNames = [
  'error', 'error_description', 'description', 'title', 'detail', 'message', 'Message', 'errorMessage', 'error_message',
  'msg',
]
