import type { Session } from '../sessions/session.ts'
import { isSessionName, namedSession, namesTwoSessions, sessionHeader } from '../sessions/sessionName.ts'
import { type SessionRegistry, sessionLimit } from '../sessions/sessionRegistry.ts'
import { AdminError } from './adminError.ts'

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
