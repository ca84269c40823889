/** Returns the path of an absolute URL as it stands there, without the prefix of a session. */
export function pathOf(url: string): string {
  const start = routedStart(url)
  let end = url.indexOf('?', start)
  if (end === -1) end = url.indexOf('#', start)
  return (end === -1 ? url.slice(start) : url.slice(start, end)) || '/'
}

/** Returns an absolute URL without the path of a public URL and the prefix of a session. */
export function routedUrlOf(url: string): string {
  const start = routedStart(url)
  const end = originEnd(url)
  return start === end ? url : url.slice(0, end) + url.slice(start)
}

/** Returns the query of an absolute URL. Of a repeated parameter, `get` gives the first value, as the services do. */
export function queryOf(url: string): URLSearchParams {
  const query = rawQueryOf(url)
  return query === undefined ? noParameters : new URLSearchParams(query)
}

const noParameters = new URLSearchParams()

/** Returns the query of an absolute URL as it stands there; undefined without a question mark. */
export function rawQueryOf(url: string): string | undefined {
  const start = url.indexOf('?')
  if (start === -1) return undefined
  const end = url.indexOf('#', start)
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end)
}

/** Returns `http://host:port` of an absolute URL; the whole public URL if the server has one with a path. */
export function originOf(url: string): string {
  return url.slice(0, pathStart(url))
}

/** Returns the URL that links of a response begin with: the origin, and the session that the path names. */
export function baseUrlOf(url: string): string {
  return originOf(url) + sessionPrefixOf(url)
}

/** Returns the URL at which clients of a session find the server. */
export function sessionBaseUrl(origin: string, session: string): string {
  return `${origin}${prefix}${encodeURIComponent(session)}`
}

/** Returns the prefix of a path that names a session, `/__session/NAME`; an empty string without one. */
function sessionPrefixOf(url: string): string {
  const start = pathStart(url)
  if (!url.startsWith(prefix, start)) return ''
  return url.slice(start, segmentEnd(url, start + prefix.length))
}

/** Returns true for a URL of the admin routes. */
export function isAdminUrl(url: string): boolean {
  // Almost no request gets to the second test.
  if (!url.includes('/__admin')) return false
  const path = pathOf(url)
  return path === '/__admin' || path.startsWith('/__admin/')
}

/** Returns true for the two admin routes that are always open, health and ready. */
export function isOpenAdminUrl(url: string): boolean {
  return /^\/__admin\/(?:health|ready)$/.test(pathOf(url))
}

/** Returns the session that the prefix of a path names, percent-encoded; undefined without one. */
export function prefixedSessionOf(url: string): string | undefined {
  const found = sessionPrefixOf(url)
  return found === '' ? undefined : found.slice(prefix.length)
}

const prefix = '/__session/'

// The public URLs with a path of the servers in this process. A URL alone does not tell where its path begins.
const mountPoints = new Set<string>()

/**
 * Makes paths begin after this URL.
 *
 * @param publicUrl without a slash at the end
 * @returns undoes it
 */
export function mountAt(publicUrl: string): () => void {
  mountPoints.add(publicUrl)
  return () => void mountPoints.delete(publicUrl)
}

/** Returns the path that links of a response begin with: that of the public URL, and the prefix of the session. */
export function basePathOf(url: string): string {
  const base = baseUrlOf(url)
  return base.slice(originEnd(base))
}

function pathStart(url: string): number {
  if (mountPoints.size > 0)
    for (const mount of mountPoints)
      if (url.startsWith(mount) && segmentEnd(url, mount.length) === mount.length) return mount.length
  return originEnd(url)
}

function originEnd(url: string): number {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start === -1 ? url.length : start
}

function segmentEnd(url: string, start: number): number {
  for (let end = start; end < url.length; end++) if ('/?#'.includes(url[end] ?? '/')) return end
  return url.length
}

// Clients that append a link of a response to their base URL send the prefix twice.
function routedStart(url: string): number {
  let start = pathStart(url)
  const session = sessionPrefixOf(url)
  if (session === '') return start
  while (url.startsWith(session, start) && segmentEnd(url, start + session.length) === start + session.length)
    start += session.length
  return start
}

/**
 * Percent-decodes as Python's `urllib.parse.unquote` does: `+` stays, an incomplete escape stays, and bytes that are
 * not UTF-8 become U+FFFD.
 */
export function percentDecode(encoded: string): string {
  return encoded.includes('%') ? encoded.replace(/(?:%[0-9a-f]{2})+/gi, decodeEscapes) : encoded
}

function decodeEscapes(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    const bytes = Uint8Array.from(escapes.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))
    return lenientUtf8.decode(bytes)
  }
}

// A byte order mark is a character like any other here.
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

const rawHeaders: unique symbol = Symbol('headers as they arrived')

interface ReceivedRequest extends Request {
  [rawHeaders]?: readonly string[]
}

/**
 * Attaches the headers of a request as they arrived: names and values in turn. To list them otherwise takes longer than
 * to respond.
 */
export function attachRawHeaders(request: ReceivedRequest, list: readonly string[]): void {
  request[rawHeaders] = list
}

/** Returns the headers of a request: names and values in turn. */
export function rawHeadersOf(request: ReceivedRequest): readonly string[] {
  return request[rawHeaders] ?? [...request.headers].flat()
}

const peekLimit = 1024 * 1024
const peekedTexts = new WeakMap<Request, Promise<string | undefined>>()

/**
 * Reads the body of a request, which stays unread for others. It is read once, however often it is peeked at.
 *
 * @returns undefined if it has more than a megabyte, or was interrupted
 */
export function peekText(request: Request): Promise<string | undefined> {
  let text = peekedTexts.get(request)
  if (text === undefined) {
    text = readLimitedText(request.clone(), peekLimit).catch(() => undefined)
    peekedTexts.set(request, text)
  }
  return text
}

/** Reads the body of a request; undefined if it has more bytes than the limit. */
export async function readLimitedText(request: Request, limit: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length')) > limit) return undefined
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.byteLength
    if (size > limit) {
      void reader.cancel().catch(() => {})
      return undefined
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}

/** Creates the same request with another Authorization header. */
export function withAuthorization(request: Request, authorization: string): Request {
  const headers = new Headers([...request.headers])
  headers.set('authorization', authorization)
  return copyRequest(request, { url: request.url, headers })
}

/** Creates the same request with another URL and other headers. It takes over the body. */
export function copyRequest(
  { method, signal, body }: Request,
  { url, headers }: { readonly url: string; readonly headers: Headers },
): Request {
  if (body === null) return new Request(url, { method, headers, signal })
  const init: RequestInit & { duplex: 'half' } = { method, headers, signal, body, duplex: 'half' }
  return new Request(url, init)
}

/** The latest thousand origins at which clients reached this server. Tokens with these issuers are its own. */
export interface KnownOrigins {
  add(origin: string): void
  /** @param baseUrl one of the origins, with or without the prefix of a session */
  has(baseUrl: string): boolean
}

const originLimit = 1000

export function createKnownOrigins(): KnownOrigins {
  const origins = new Set<string>()
  let latest: string | undefined
  return {
    add(origin) {
      if (origin === latest) return
      latest = origin
      origins.delete(origin)
      origins.add(origin)
      if (origins.size > originLimit) {
        const [oldest] = origins
        if (oldest !== undefined) origins.delete(oldest)
      }
    },
    has: (baseUrl) => baseUrl === baseUrlOf(baseUrl) && origins.has(originOf(baseUrl)),
  }
}
