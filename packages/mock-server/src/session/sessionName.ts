import { prefixedSessionOf } from '../http/request.ts'

/** The name of the session that is used if a request does not name one. */
export const defaultSessionName = 'default'

/** The header that names a session. A prefix of the path, `/__session/NAME`, does the same. */
export const sessionHeader = 'x-personctl-session'

const sessionName = /^[A-Za-z0-9._~-]{1,64}$/

/** Returns true for a valid name of a session. */
export function isSessionName(name: string): boolean {
  return sessionName.test(name)
}

/** Returns the session that a request names, valid or not; undefined if it does not name one. */
export function sessionNameOf(request: Request): string | undefined {
  return prefixedSessionOf(request.url) ?? request.headers.get(sessionHeader) ?? undefined
}
