import type { IncomingMessage, ServerResponse } from 'node:http'
import { forwardedOriginOf } from '../http/publicUrl.ts'
import { attachRawHeaders } from '../http/request.ts'
import { createLightBase, type Light } from './nodeResponse.ts'

const HeadersBase: new () => Headers = createLightBase(Headers)

/** The headers of a request as they arrived. */
class ReceivedHeaders extends HeadersBase implements Light<Headers> {
  readonly #raw: readonly string[]
  #headers: Headers | undefined

  /** @param raw names and values in turn */
  constructor(raw: readonly string[]) {
    super()
    this.#raw = raw
  }

  override get(name: string): string | null {
    if (this.#headers !== undefined) return this.#headers.get(name)
    const raw = this.#raw
    const wanted = name.toLowerCase()
    let joined: string | null = null
    for (let index = 0; index < raw.length; index += 2) {
      const sent = raw[index] ?? ''
      if (sent.length !== wanted.length || sent.toLowerCase() !== wanted) continue
      const value = raw[index + 1] ?? ''
      joined = joined === null ? value : `${joined}${wanted === 'cookie' ? '; ' : ', '}${value}`
    }
    return joined
  }

  override has(name: string): boolean {
    return this.get(name) !== null
  }

  override [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.toPlatform()[Symbol.iterator]()
  }

  toPlatform(): Headers {
    if (this.#headers !== undefined) return this.#headers
    const headers = new Headers()
    for (let index = 0; index < this.#raw.length; index += 2)
      headers.append(this.#raw[index] ?? '', this.#raw[index + 1] ?? '')
    this.#headers = headers
    return headers
  }
}

const RequestBase: new () => Request = createLightBase(Request)

/** A request without a body. */
class ReceivedRequest extends RequestBase implements Light<Request> {
  override readonly method: string
  override readonly url: string
  override readonly headers: Headers
  override readonly body: null = null
  readonly #outgoing: ServerResponse
  #signal: AbortSignal | undefined
  #request: Request | undefined

  constructor(method: string, url: string, { rawHeaders }: IncomingMessage, outgoing: ServerResponse) {
    super()
    this.method = method
    this.url = url
    this.headers = new ReceivedHeaders(rawHeaders)
    this.#outgoing = outgoing
    attachRawHeaders(this, rawHeaders)
  }

  override get signal(): AbortSignal {
    this.#signal ??= createSignal(this.#outgoing)
    return this.#signal
  }

  toPlatform(): Request {
    const { url, method, headers, signal } = this
    this.#request ??= new Request(url, { method, headers: [...headers], signal })
    return this.#request
  }
}

/** Creates a signal that is aborted when the client goes before it has its response. */
function createSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => {
    if (!outgoing.writableFinished) controller.abort('The client closed the connection')
  }
  if (outgoing.closed) abort()
  else outgoing.once('close', abort)
  return controller.signal
}

/**
 * Reads a request without a body, as most are.
 *
 * @returns undefined for another request, or one whose Host or target is unusual: they need what @hono/node-server does for them
 */
export function readPlainRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  scheme: string,
): Request | undefined {
  const { method, url = '', headers } = incoming
  if (method !== 'GET' && method !== 'HEAD') return undefined
  if (!plainHost.test(headers.host ?? '') || !url.startsWith('/')) return undefined
  const sent = `${scheme}://${headers.host}${url}`
  if (!url.includes('/.') && plainTarget.test(url))
    return new ReceivedRequest(method, sent, incoming, outgoing)
  if (!URL.canParse(sent)) return undefined
  return new ReceivedRequest(method, new URL(sent).href, incoming, outgoing)
}

// Neither a default port nor capital letters, so that a URL does not change it.
const plainHost = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/
/** A target that a URL does not change, unless it has segments of dots. */
const plainTarget = /^[!#$&-;=?-[\]_a-z~]*$/

/** Changes the target of a request to the one that the services find in it. */
export function prepareTarget(
  incoming: IncomingMessage,
  publicUrl: string | undefined,
  scheme: string,
): void {
  // A URL would turn it into a slash; the service finds a backslash.
  if (incoming.url?.includes('\\')) incoming.url = incoming.url.replaceAll('\\', '%5C')
  if (incoming.url?.includes('/.') || incoming.url?.includes('/%2')) incoming.url = keepDots(incoming.url)
  usePublicUrl(incoming, publicUrl, scheme)
}

/**
 * Protects the parts `.` and `..` of a path of CIS, which a URL would resolve: the service takes them as they are. They are
 * encoded twice, since a URL resolves them also if they are encoded once.
 */
function keepDots(url: string): string {
  const [, prefix, path, rest] = /^((?:\/__session\/[^/?#]+)?\/v2\/)([^?#]*)(.*)$/s.exec(url) ?? []
  if (prefix === undefined || path === undefined) return url
  const protectedPath = path
    .split('/')
    .map((part) => (/^(?:\.|%2e){1,2}$/i.test(part) ? part.replace(/\.|%2e/gi, '%252E') : part))
    .join('/')
  return `${prefix}${protectedPath}${rest}`
}

/** Makes the URL of a request the one that its client used. The Host header stays what it is. */
function usePublicUrl(incoming: IncomingMessage, publicUrl: string | undefined, scheme: string): void {
  const { url = '/', headers } = incoming
  if (!url.startsWith('/')) return
  const read = (name: string) => headers[name]?.toString()
  const base = publicUrl ?? forwardedOriginOf(read, () => `${scheme}://${headers.host ?? 'localhost'}`)
  if (base === undefined) return
  const path = new URL(base).pathname.replace(/\/$/, '')
  const isComplete = path !== '' && url.startsWith(path) && /^(?:[/?]|$)/.test(url.slice(path.length))
  incoming.url = base + (isComplete ? url.slice(path.length) : url)
}
