/** Responds to a request, synchronously where it can. */
export type Handler = (request: Request) => Response | Promise<Response>

/** Creates the responses of every route, so that no route depends on the class of its responses. */
export interface ResponseFactory {
  /** @param json of ASCII characters only: its length is then its size in bytes */
  json(json: string, status?: number, headers?: ExtraHeaders): Response
  /** @param html of ASCII characters only */
  html(html: string, status?: number): Response
  /** Creates a response with any text, and with exactly these headers. */
  text(text: string | null, headers: ExtraHeaders): Response
  empty(status: number, headers?: ExtraHeaders): Response
}

type ExtraHeaders = Readonly<Record<string, string>>

/** A class of responses: the platform's `Response`, or a lighter one of the server that sends them. */
export type ResponseClass = new (body: string | null, init: ResponseParts) => Response

interface ResponseParts {
  readonly status: number
  readonly headers: Record<string, string>
}

export function createResponseFactory(ResponseType: ResponseClass): ResponseFactory {
  return {
    json: (json, status = 200, headers) =>
      new ResponseType(json, { status, headers: contentHeaders('application/json', json, headers) }),
    html: (html, status = 200) =>
      new ResponseType(html, { status, headers: contentHeaders('text/html; charset=utf-8', html) }),
    text: (text, headers) => new ResponseType(text, { status: 200, headers: { ...headers } }),
    empty: (status, headers) =>
      // 204 has no content, so that it has no length either.
      new ResponseType(null, {
        status,
        headers: { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers },
      }),
  }
}

function contentHeaders(type: string, text: string, more?: ExtraHeaders): Record<string, string> {
  return { 'Content-Type': type, 'Content-Length': String(text.length), ...more }
}

/** The part of a response that is sent before its connection breaks. Its headers announce more than follows. */
export interface TruncatedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly sent: Uint8Array
}

const broken = new WeakMap<Response, TruncatedResponse | 'reset'>()

/** Returns how a server is to break the connection in place of a response; undefined for a response to send. */
export function breakageOf(response: Response): TruncatedResponse | 'reset' | undefined {
  return broken.get(response)
}

/** Creates the response of a server that resets the connection. The Fetch standard calls it a network error. */
export function createResetResponse(): Response {
  const response = Response.error()
  broken.set(response, 'reset')
  return response
}

/** Creates a response whose connection breaks early. Without a server in between, reading its body fails. */
export function createTruncatedResponse(truncated: TruncatedResponse): Response {
  let isSent = false
  const body = new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('terminated'))
      else controller.enqueue(truncated.sent)
      isSent = true
    },
  })
  const response = new Response(body, { status: truncated.status, headers: { ...truncated.headers } })
  broken.set(response, truncated)
  return response
}
