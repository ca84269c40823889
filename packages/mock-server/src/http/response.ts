/** Answers a request, at once where it can. */
export type Answerer = (request: Request) => Response | Promise<Response>

/** What is sent before the connection ends: a head that announces more than follows. */
export interface CutAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly part: Uint8Array
}

const broken = new WeakMap<Response, CutAnswer | 'reset'>()

/** How a server is to break the connection in the place of an answer; undefined for an answer that is one. */
export function breakageOf(response: Response): CutAnswer | 'reset' | undefined {
  return broken.get(response)
}

/** The answer of a server that resets the connection: what the Fetch standard calls a network error. */
export function connectionReset(): Response {
  const response = Response.error()
  broken.set(response, 'reset')
  return response
}

/** An answer that ends with the connection before all of it was sent; without a server between, with its body's failure. */
export function connectionCut(cut: CutAnswer): Response {
  let sent = false
  const body = new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'))
      else controller.enqueue(cut.part)
      sent = true
    },
  })
  const response = new Response(body, { status: cut.status, headers: { ...cut.headers } })
  broken.set(response, cut)
  return response
}

/** The same request under another Authorization header. */
export function withAuthorization(request: Request, authorization: string): Request {
  const headers = new Headers([...request.headers])
  headers.set('authorization', authorization)
  const { url, method, signal } = request
  if (request.body === null) return new Request(url, { method, headers, signal })
  const streamed: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: request.body,
    duplex: 'half',
  }
  return new Request(url, streamed)
}

/** A class that makes answers: the platform's `Response`, or a lighter one of the server that carries them. */
export type ResponseClass = new (body: string | null, init: ResponseParts) => Response

interface ResponseParts {
  readonly status: number
  readonly headers: Record<string, string>
}

type ExtraHeaders = Readonly<Record<string, string>>

/** Makes the answers of every route, so that none depends on which `Response` it is made of. */
export interface Responder {
  /** @param text JSON as it is to be sent, of ASCII characters alone: its length is then its size. */
  json(text: string, status?: number, headers?: ExtraHeaders): Response
  html(text: string, status?: number): Response
  /** Any text, under all its headers. */
  text(text: string | null, headers: ExtraHeaders): Response
  empty(status: number, headers?: ExtraHeaders): Response
}

const textHeaders = (type: string, text: string, more?: ExtraHeaders) => ({
  'Content-Type': type,
  'Content-Length': String(text.length),
  ...more,
})

export function createResponder(Answer: ResponseClass): Responder {
  return {
    json: (text, status = 200, headers) =>
      new Answer(text, { status, headers: textHeaders('application/json', text, headers) }),
    html: (text, status = 200) =>
      new Answer(text, { status, headers: textHeaders('text/html; charset=utf-8', text) }),
    text: (text, headers) => new Answer(text, { status: 200, headers: { ...headers } }),
    empty: (status, headers) =>
      // 204 has no content, so that it has no length either.
      new Answer(null, {
        status,
        headers: { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers },
      }),
  }
}

const allowedMethods = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'
const allowedHeaders = new Set([
  'x-requested-with',
  'content-type',
  'accept',
  'origin',
  'authorization',
  'x-csrftoken',
  'withcredentials',
  'cache-control',
  'cookie',
  'session-id',
  // Not one of the service: pages under test name their session by it.
  'x-personctl-session',
])

/** Lets pages of any origin read the answers, as the service does: a request that names its origin gets it back. */
export function withCors(answer: Answerer, responder: Responder): Answerer {
  return (request) => {
    const origin = request.headers.get('origin')
    if (origin === null) return answer(request)
    const granted = {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Origin',
    }
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (isPreflight) return responder.empty(200, { ...granted, ...preflight(request) })
    const answered = answer(request)
    return answered instanceof Promise
      ? answered.then((response) => adding(granted, response))
      : adding(granted, answered)
  }
}

function preflight(request: Request): Record<string, string> {
  const methods = { 'Access-Control-Allow-Methods': allowedMethods }
  const asked = request.headers.get('access-control-request-headers')
  if (asked === null) return methods
  const allowed = asked
    .split(',')
    .map((name) => name.trim())
    .filter((name) => allowedHeaders.has(name.toLowerCase()))
  return { ...methods, 'Access-Control-Allow-Headers': allowed.sort().join(', ') }
}

function adding(headers: Record<string, string>, response: Response): Response {
  if (breakageOf(response) === 'reset') return response
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
