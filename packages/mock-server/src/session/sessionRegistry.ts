import { AdminError } from '../admin/contract.ts'
import type { Session } from './session.ts'
import {
  defaultSessionName,
  isSessionName,
  namedSession,
  namesTwoSessions,
  sessionHeader,
} from './sessionName.ts'

/** How many sessions there are at most beside the default one. */
export const sessionLimit = 1000

const idleMs = 10 * 60_000
// A session may have to make room for another once nobody has used it for so long.
const restMs = 2000
const rememberedNames = 10_000

/** The sessions of a server, by name. */
export interface SessionRegistry {
  readonly default: Session
  /**
   * The session of this name, made if need be.
   *
   * @returns `dropped` if it had to make room for others less than ten minutes after its last use: whoever still uses it
   *   must not find another in its place. `full` if there is no room for it.
   */
  use(name: string): Session | 'dropped' | 'full'
  list(): readonly { readonly session: Session; readonly idleMs: number }[]
  /** @returns whether there was one of that name */
  drop(name: string): boolean
}

interface Entry {
  readonly session: Session
  usedAt: number
}

export function createSessionRegistry(create: (name: string) => Session): SessionRegistry {
  const standard = create(defaultSessionName)
  // In the order of their last use, the oldest first.
  const entries = new Map<string, Entry>()
  const dropped = new Map<string, number>()

  const forgetIdle = (now: number): void => {
    for (const [name, { usedAt }] of entries) {
      if (now - usedAt < idleMs) break
      entries.delete(name)
    }
    for (const [name, usedAt] of dropped) {
      if (now - usedAt < idleMs && dropped.size <= rememberedNames) break
      dropped.delete(name)
    }
  }
  const makeRoom = (now: number): boolean => {
    forgetIdle(now)
    if (entries.size < sessionLimit) return true
    const [[name, { usedAt }] = ['', { usedAt: now }]] = entries
    if (now - usedAt < restMs) return false
    entries.delete(name)
    dropped.set(name, usedAt)
    return true
  }
  return {
    default: standard,
    use(name) {
      if (name === defaultSessionName) return standard
      const now = performance.now()
      let entry = entries.get(name)
      if (entry === undefined) {
        if (now - (dropped.get(name) ?? Number.NEGATIVE_INFINITY) < idleMs) return 'dropped'
        if (!makeRoom(now)) return 'full'
        entry = { session: create(name), usedAt: now }
      }
      entry.usedAt = now
      entries.delete(name)
      entries.set(name, entry)
      return entry.session
    },
    list() {
      const now = performance.now()
      return [...entries.values()].map(({ session, usedAt }) => ({ session, idleMs: now - usedAt })).reverse()
    },
    drop: (name) => [entries.delete(name), dropped.delete(name)].includes(true),
  }
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
