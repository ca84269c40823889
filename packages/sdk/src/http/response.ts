import {
  AuthenticationError,
  type ErrorDetails,
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

/** A response whose body has arrived completely. It has the part of `Response` that openapi-fetch uses. */
export class BufferedResponse {
  readonly status: number
  readonly ok: boolean
  readonly headers: { get(name: string): string | null }
  /** All headers, as they were received. */
  readonly allHeaders: ResponseHeaders
  /** The number of requests that were sent until this response came. */
  readonly attempts: number
  readonly #body: string
  #json: { value: unknown } | undefined

  constructor(status: number, headers: ResponseHeaders, body: string, attempts: number) {
    this.status = status
    this.ok = status >= 200 && status < 300
    this.allHeaders = headers
    this.attempts = attempts
    this.#body = body
    // openapi-fetch calls json() only if the length is known; the body is here, so it is.
    this.headers = {
      get: (name) => (name.toLowerCase() === 'content-length' ? String(body.length) : headers.get(name)),
    }
  }

  /** The service's own id of the request, if it sent one. */
  get requestId(): string | undefined {
    for (const name of requestIdHeaders) {
      const value = this.headers.get(name)
      if (value !== null) return value
    }
    return undefined
  }

  /** Details for an error about this response. */
  get details(): Pick<ErrorDetails, 'status' | 'requestId' | 'attempts'> {
    return { status: this.status, requestId: this.requestId, attempts: this.attempts }
  }

  async text(): Promise<string> {
    return this.#body
  }

  async json(): Promise<unknown> {
    return this.parse()
  }

  /** Returns the body as JSON, which is parsed once. Throws a SyntaxError if it is not JSON. */
  parse(): unknown {
    this.#json ??= { value: JSON.parse(this.#body) }
    return this.#json.value
  }

  /** Returns the body as JSON; undefined if it is not JSON. */
  tryParse(): unknown {
    try {
      return this.parse()
    } catch {
      return undefined
    }
  }

  /** True if the content type promises JSON and the body breaks the promise. */
  get isBrokenJson(): boolean {
    const type = this.headers.get('content-type') ?? ''
    return this.#body !== '' && jsonType.test(type) && this.tryParse() === undefined
  }

  /** Returns the same response as `fetch` would. */
  toResponse(): Response {
    const { status } = this
    const headers = new Headers()
    this.allHeaders.forEach((value, name) => {
      headers.append(name, value)
    })
    return new Response(bodilessStatuses.has(status) ? null : this.#body, { status, headers })
  }
}

const requestIdHeaders = ['x-request-id', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-correlation-id']
// A `Response` with one of these must not have a body, not even an empty one.
const bodilessStatuses = new Set([204, 205])
const jsonType = /^application\/(?:[^;]+\+)?json\b/i

/** Returns the error for a response whose status is not 2xx, by the status alone. */
export function errorForStatus(
  response: BufferedResponse,
  message: string,
  details: ErrorDetails,
  retryAfterMs: number | undefined,
): PersonctlError {
  const { status } = response
  const sentence = `${details.service} responded with ${status}${message === '' ? '' : `: ${message}`}`
  if (status === 401) return new AuthenticationError(sentence, { code: 'token_rejected', ...details })
  if (status === 403) return new PermissionError(sentence, details)
  if (status === 404) return new NotFoundError(sentence, details)
  if (status === 408) return new TimeoutError(sentence, details)
  if (status === 429) return new RateLimitError(sentence, { ...details, retryAfterMs })
  if (status >= 500) return new ServerError(sentence, details)
  if (status >= 400) return new InvalidRequestError(sentence, details)
  return new InvalidResponseError(sentence, details)
}

/**
 * Returns the message in a response, short enough for one line; an empty string if it has none.
 *
 * @param redact removes secrets; it sees the whole message, since half a secret might remain if it were cut first
 */
export async function messageFrom(
  response: BufferedResponse,
  redact: (text: string) => string,
): Promise<string> {
  const line = redact(await rawMessageFrom(response))
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line
}

const longestMessage = 200

async function rawMessageFrom(response: BufferedResponse): Promise<string> {
  const body = response.tryParse()
  if (typeof body !== 'object' || body === null) {
    const isHtml = response.headers.get('content-type')?.includes('html') ?? false
    return isHtml ? 'an HTML page' : response.text()
  }
  const { message, error, error_description, description } = body as Record<string, unknown>
  return [error, error_description, description, message]
    .filter((part) => typeof part === 'string')
    .join(': ')
}
