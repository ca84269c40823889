import { AdminError } from '../admin/contract.ts'
import { prefixedSessionOf } from '../http/request.ts'
import type { Session } from './session.ts'
import { type SessionRegistry, sessionLimit } from './sessionRegistry.ts'

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
function namesTwoSessions(request: Request): boolean {
  const inHeader = request.headers.get(sessionHeader)
  const inPath = prefixedSessionOf(request.url)
  return inHeader !== null && inPath !== undefined && inHeader !== inPath
}

/** The session that a request is about, made if need be. @throws AdminError */
export function sessionOf(request: Request, sessions: SessionRegistry): Session {
  const name = namedSession(request)
  if (name === undefined) return sessions.default
  if (namesTwoSessions(request))
    throw new AdminError(
      'invalid_session',
      `The path names the session ${name}, and ${sessionHeader} another`,
      'name it in one of them',
    )
  return usedSession(name, sessions)
}

/** The session of this name, made if need be. @throws AdminError */
export function usedSession(name: string, sessions: SessionRegistry): Session {
  if (!isSessionName(name))
    throw new AdminError(
      'invalid_session',
      `${JSON.stringify(name.slice(0, 80))} is no name of a session`,
      'take up to 64 letters, digits, dots, underscores, tildes and hyphens',
    )
  const session = sessions.use(name)
  if (session === 'dropped')
    throw new AdminError(
      'session_dropped',
      `The session ${name} was dropped, with what was in it, since ${sessionLimit} others were used after it`,
      'drop each session when its test is over; this name can be used again once it is dropped, too',
    )
  if (session === 'full')
    throw new AdminError(
      'too_many_sessions',
      `There are ${sessionLimit} sessions, all of them in use`,
      'drop each session when its test is over',
    )
  return session
}
