/** Responds to a request, synchronously where it can. */
export type Handler = (request: Request) => Response | Promise<Response>

/** Creates the responses of every route, so that no route depends on the class of its responses. */
export interface ResponseFactory {
  /** @param json of ASCII characters only: its length is then its size in bytes */
  json(json: string | SharedBody, status?: number, headers?: ExtraHeaders): Response
  /** @param html of ASCII characters only */
  html(html: string, status?: number, headers?: ExtraHeaders): Response
  /** Creates a response with any text, and with exactly these headers. */
  text(text: string | null, headers: ExtraHeaders, status?: number): Response
  empty(status: number, headers?: ExtraHeaders): Response
}

type ExtraHeaders = Readonly<Record<string, string>>

/** A class of responses: the platform's `Response`, or a lighter one of the server that sends them. */
export type ResponseClass = new (body: string | null, init: ResponseParts) => Response

export interface ResponseParts {
  readonly status: number
  readonly headers: Record<string, string>
  /** The body, if other responses have the same one. */
  readonly shared?: SharedBody
}

/** A body that several responses have. */
export interface SharedBody {
  /** ASCII characters only. */
  readonly text: string
  /** Set by a class of responses that sends bytes: to make them takes longer than all else that a response needs. */
  bytes?: Uint8Array
}

export function createResponseFactory(ResponseType: ResponseClass): ResponseFactory {
  return {
    json(json, status = 200, headers) {
      if (typeof json === 'string')
        return new ResponseType(json, { status, headers: contentHeaders('application/json', json, headers) })
      const { text } = json
      return new ResponseType(text, {
        status,
        headers: contentHeaders('application/json', text, headers),
        shared: json,
      })
    },
    html: (html, status = 200, headers) =>
      new ResponseType(html, { status, headers: contentHeaders('text/html; charset=utf-8', html, headers) }),
    text: (text, headers, status = 200) => new ResponseType(text, { status, headers: { ...headers } }),
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

/**
 * Ways in which a server breaks a response, by their effect on the connection:
 * - `reset`: it is reset without a byte.
 * - `empty`: it is closed without a byte.
 * - `garbage`: bytes that are not HTTP are sent, then it is closed.
 * - `truncate`: it breaks after a part of the body.
 * - `stall`: a part of the body is sent, then nothing until the client or the server ends.
 * - `dribble`: the body is sent in pieces, with a pause after each.
 */
export type Breakage =
  | { readonly kind: 'reset' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'truncate'; readonly sent: Uint8Array }
  | { readonly kind: 'stall'; readonly sent: Uint8Array }
  | ({ readonly kind: 'dribble'; readonly body: Uint8Array } & Dribble)

/** The pace of a body that is sent in pieces. */
export interface Dribble {
  /** The size of a piece in bytes. */
  readonly bytes: number
  /** The pause between two pieces. */
  readonly everyMs: number
}

/** The first part of a response. Its headers announce more than follows. */
export interface TruncatedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly sent: Uint8Array
}

const broken = new WeakMap<Response, Breakage>()

/** Returns how a server is to break a response; undefined for one to send. Status and headers are those of the response. */
export function breakageOf(response: Response): Breakage | undefined {
  return broken.get(response)
}

function withBreakage(response: Response, breakage: Breakage): Response {
  broken.set(response, breakage)
  return response
}

/** Creates the response of a server that resets the connection. The Fetch standard calls it a network error. */
export function createResetResponse(): Response {
  return withBreakage(Response.error(), { kind: 'reset' })
}

/** Creates the response of a server that closes the connection instead of a response. */
export function createEmptyReply(): Response {
  return withBreakage(Response.error(), { kind: 'empty' })
}

/** Creates the response of a server that sends something else than HTTP. */
export function createGarbageReply(): Response {
  return withBreakage(Response.error(), { kind: 'garbage' })
}

/** Creates a response whose connection breaks early. Without a server in between, reading its body fails. */
export function createTruncatedResponse({ sent, ...parts }: TruncatedResponse): Response {
  let isSent = false
  const body = new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('terminated'))
      else controller.enqueue(sent)
      isSent = true
    },
  })
  return withBreakage(new Response(body, parts), { kind: 'truncate', sent })
}

/** Creates a response of which nothing follows its first part. Reading its body takes until the reader gives up. */
export function createStalledResponse({ sent, ...parts }: TruncatedResponse): Response {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(sent) })
  return withBreakage(new Response(body, parts), { kind: 'stall', sent })
}

/** Creates a response whose body comes in pieces. */
export function createDribblingResponse(
  { sent: body, ...parts }: TruncatedResponse,
  { bytes, everyMs }: Dribble,
): Response {
  let timer: ReturnType<typeof setTimeout> | undefined
  let position = 0
  const stream = new ReadableStream({
    async pull(controller) {
      if (position > 0)
        await new Promise<void>((resolve) => {
          timer = setTimeout(resolve, everyMs)
        })
      controller.enqueue(body.slice(position, position + bytes))
      position += bytes
      if (position >= body.length) controller.close()
    },
    cancel: () => clearTimeout(timer),
  })
  return withBreakage(new Response(stream, parts), { kind: 'dribble', body, bytes, everyMs })
}
