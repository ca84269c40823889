/** The body of a request as text; undefined where it is larger than so many bytes. */
export async function limitedText(request: Request, limit: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length')) > limit) return undefined
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > limit) {
      void reader.cancel().catch(() => {})
      return undefined
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

// A byte order mark is a character like any other here.
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Percent-decodes as Python's `urllib.parse.unquote` does: `+` stays, an incomplete escape stays, and bytes that are
 * not UTF-8 become U+FFFD.
 */
export function unquote(text: string): string {
  return text.includes('%') ? text.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun) : text
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))
    return lenientUtf8.decode(bytes)
  }
}

const pathStart = (url: string): number => {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start === -1 ? url.length : start
}

/** `http://host:port` of an absolute URL. */
export function originOf(url: string): string {
  return url.slice(0, pathStart(url))
}

const prefix = '/__session/'

/** The prefix of a path that names a session, `/__session/NAME`; empty where there is none. */
export function sessionPrefixOf(url: string): string {
  const start = pathStart(url)
  if (!url.startsWith(prefix, start)) return ''
  return url.slice(start, segmentEnd(url, start + prefix.length))
}

/** The session that a prefix of the path names; undefined where none does. */
export function prefixedSessionOf(url: string): string | undefined {
  return sessionPrefixOf(url).slice(prefix.length) || undefined
}

/** Where clients of a session find the server at an origin. */
export function sessionBaseUrl(origin: string, session: string): string {
  return `${origin}${prefix}${session}`
}

/**
 * What a link begins with that leads back to where this URL leads: its origin, and the session that its path names.
 */
export function baseUrlOf(url: string): string {
  return originOf(url) + sessionPrefixOf(url)
}

function segmentEnd(url: string, start: number): number {
  for (let end = start; end < url.length; end++) if ('/?#'.includes(url[end] ?? '/')) return end
  return url.length
}

// Clients that put a link of an answer behind their base URL bring the prefix twice.
function routedStart(url: string): number {
  let start = pathStart(url)
  const session = sessionPrefixOf(url)
  if (session === '') return start
  while (url.startsWith(session, start) && segmentEnd(url, start + session.length) === start + session.length)
    start += session.length
  return start
}

/** The path of an absolute URL as it stands there, without the prefix of a session. */
export function pathOf(url: string): string {
  const start = routedStart(url)
  let end = url.indexOf('?', start)
  if (end === -1) end = url.indexOf('#', start)
  return (end === -1 ? url.slice(start) : url.slice(start, end)) || '/'
}

/**
 * The path of an absolute URL, decoded once: what a WSGI server hands to its application. An encoded slash is
 * therefore a slash before any route is looked for.
 */
export function decodedPathOf(url: string): string {
  return unquote(pathOf(url))
}

const noParameters = new URLSearchParams()

/** The query of an absolute URL. Of a repeated parameter, `get` gives the first value, as the service does. */
export function queryOf(url: string): URLSearchParams {
  const text = queryTextOf(url)
  return text === undefined ? noParameters : new URLSearchParams(text)
}

/** The query of an absolute URL as it stands there; undefined where there is no question mark. */
export function queryTextOf(url: string): string | undefined {
  const start = url.indexOf('?')
  if (start === -1) return undefined
  const end = url.indexOf('#', start)
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end)
}

const limit = 1000

/** The origins this server was addressed by, the latest thousand: the issuers whose tokens are its own. */
export interface OriginMemory {
  remember(origin: string): void
  /** @param baseUrl one of them, with the prefix of a session or without */
  has(baseUrl: string): boolean
}

export function createOriginMemory(): OriginMemory {
  const origins = new Set<string>()
  let latest: string | undefined
  return {
    remember(origin) {
      if (origin === latest) return
      latest = origin
      origins.delete(origin)
      origins.add(origin)
      if (origins.size > limit) {
        const [oldest] = origins
        if (oldest !== undefined) origins.delete(oldest)
      }
    },
    has: (baseUrl) => baseUrl === baseUrlOf(baseUrl) && origins.has(originOf(baseUrl)),
  }
}
