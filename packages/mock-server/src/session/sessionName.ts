import { prefixedSessionOf } from '../http/request.ts'

/** The name of the session that is used if a request does not name one. */
export const defaultSessionName = 'default'

/** The header that names a session. A prefix of the path, `/__session/NAME`, does the same. */
export const sessionHeader = 'x-personctl-session'

// A URL has no segments of one or two dots.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a name must not contain
const sessionName = /^(?!\.{1,2}$)[^\u0000-\u001f\u007f]{1,200}$/

/** Returns true for a valid name of a session. */
export function isSessionName(name: string): boolean {
  return sessionName.test(name)
}

/** Returns the session that a request names, valid or not; undefined if it does not name one. */
export function sessionNameOf(request: Request): string | undefined {
  const encoded = prefixedSessionOf(request.url) ?? request.headers.get(sessionHeader) ?? undefined
  return encoded === undefined ? undefined : decodeSessionName(encoded)
}

/** Decodes the name of a session in a path or header. Test runners also send names as they are, such as `test[50%]`. */
export function decodeSessionName(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
