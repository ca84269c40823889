import {
  AuthenticationError,
  type ErrorDetails,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type PersonctlError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../errors.ts'

const requestIdHeaders = ['x-request-id', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-correlation-id']
// Those that a Response refuses to have a body with, were it empty.
const withoutBody = new Set([204, 205])
const jsonType = /^application\/(?:[^;]+\+)?json\b/i

/** An answer whose body has arrived whole. It is as much of a `Response` as openapi-fetch asks for. */
export class ReceivedAnswer {
  readonly status: number
  readonly ok: boolean
  readonly headers: { get(name: string): string | null }
  /** All headers, as they came. */
  readonly allHeaders: Headers
  readonly #text: string
  #json: { value: unknown } | undefined

  constructor(status: number, headers: Headers, text: string) {
    this.status = status
    this.ok = status >= 200 && status < 300
    this.allHeaders = headers
    this.#text = text
    // openapi-fetch calls json() only where the length is known; the body is here, so it is.
    this.headers = {
      get: (name) => (name.toLowerCase() === 'content-length' ? String(text.length) : headers.get(name)),
    }
  }

  get requestId(): string | undefined {
    for (const name of requestIdHeaders) {
      const value = this.headers.get(name)
      if (value !== null) return value
    }
    return undefined
  }

  async text(): Promise<string> {
    return this.#text
  }

  async json(): Promise<unknown> {
    return this.parsed()
  }

  /** Whether it says that its body is JSON, and it is none. */
  get isBrokenJson(): boolean {
    const type = this.headers.get('content-type') ?? ''
    return this.#text !== '' && jsonType.test(type) && this.parsedOrUndefined() === undefined
  }

  /** The same, as fetch gives answers. */
  response(): Response {
    const { status, allHeaders: headers } = this
    return new Response(withoutBody.has(status) ? null : this.#text, { status, headers })
  }

  /** The body as JSON, parsed once. Throws SyntaxError where it is not JSON. */
  parsed(): unknown {
    this.#json ??= { value: JSON.parse(this.#text) }
    return this.#json.value
  }

  /** The body as JSON; undefined where it is not. */
  parsedOrUndefined(): unknown {
    try {
      return this.parsed()
    } catch {
      return undefined
    }
  }
}

const longestQuote = 200

/** The error that an answer other than 2xx stands for, by its status alone. */
export function answerError(
  answer: ReceivedAnswer,
  said: string,
  details: ErrorDetails,
  retryAfterMs: number | undefined,
): PersonctlError {
  const { status } = answer
  const message = `${details.service} answered ${status}${said === '' ? '' : `: ${said}`}`
  if (status === 401) return new AuthenticationError(message, { code: 'token_rejected', ...details })
  if (status === 403) return new PermissionError(message, details)
  if (status === 404) return new NotFoundError(message, details)
  if (status === 408) return new TimeoutError(message, details)
  if (status === 429) return new RateLimitError(message, { ...details, retryAfterMs })
  if (status >= 500) return new ServerError(message, details)
  if (status >= 400) return new InvalidRequestError(message, details)
  return new InvalidResponseError(message, details)
}

/**
 * What an error answer says in words, short enough for one line; empty where it says nothing readable.
 *
 * @param hide takes secrets out; it must see the text whole, or half of one might be left at the end
 */
export async function spokenMessage(answer: ReceivedAnswer, hide: (text: string) => string): Promise<string> {
  const line = hide(await words(answer))
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
}

async function words(answer: ReceivedAnswer): Promise<string> {
  const body = answer.parsedOrUndefined()
  if (typeof body !== 'object' || body === null) {
    const isHtml = answer.headers.get('content-type')?.includes('html') ?? false
    return isHtml ? 'a page of HTML' : answer.text()
  }
  const { message, error, error_description, description } = body as Record<string, unknown>
  return [error, error_description, description, message]
    .filter((part) => typeof part === 'string')
    .join(': ')
}
