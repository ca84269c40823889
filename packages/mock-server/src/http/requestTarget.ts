import { unquote } from './unquote.ts'

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
