import { prefixedSessionOf } from '../http/request.ts'

/** The session of whoever names none. */
export const defaultSessionName = 'default'

/** The header that names a session, where the path does not. */
export const sessionHeader = 'x-personctl-session'

const form = /^[A-Za-z0-9._~-]{1,64}$/

/** Whether something may be the name of a session. */
export function isSessionName(name: string): boolean {
  return form.test(name)
}

/** The session that a request names, as it is written there; undefined where it names none. */
export function namedSession(request: Request): string | undefined {
  return prefixedSessionOf(request.url) ?? request.headers.get(sessionHeader) ?? undefined
}

/** Whether the path of a request names one session, and its header another. */
export function namesTwoSessions(request: Request): boolean {
  const inHeader = request.headers.get(sessionHeader)
  const inPath = prefixedSessionOf(request.url)
  return inHeader !== null && inPath !== undefined && inHeader !== inPath
}
