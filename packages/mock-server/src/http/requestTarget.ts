import { unquote } from './unquote.ts'

const pathStart = (url: string): number => {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start === -1 ? url.length : start
}

/** `http://host:port` of an absolute URL. */
export function originOf(url: string): string {
  return url.slice(0, pathStart(url))
}

/** The path of an absolute URL as it stands there. */
export function pathOf(url: string): string {
  const start = pathStart(url)
  let end = url.indexOf('?', start)
  if (end === -1) end = url.indexOf('#', start)
  return end === -1 ? url.slice(start) : url.slice(start, end)
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
  const start = url.indexOf('?')
  if (start === -1) return noParameters
  const end = url.indexOf('#', start)
  return new URLSearchParams(end === -1 ? url.slice(start + 1) : url.slice(start + 1, end))
}
