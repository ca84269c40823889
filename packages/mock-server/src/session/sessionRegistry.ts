import { prefixedSessionOf } from '../http/request.ts'
import { AdminError } from './adminError.ts'
import type { Session } from './session.ts'
import {
  decodeSessionName,
  defaultSessionName,
  isSessionName,
  sessionHeader,
  sessionNameOf,
} from './sessionName.ts'

/** The maximum number of sessions beside the default one. */
const sessionLimit = 1000
const idleLimitMs = 10 * 60_000
// An unused session may be dropped for another one after this time.
const restMs = 2000
const rememberedNames = 10_000

/** The sessions of a server, by name. */
export interface SessionRegistry {
  readonly default: Session
  /** Returns the session of a request, and creates it if necessary. @throws {AdminError} if that is not possible */
  find(request: Request): Session
  /** Returns the session of a name, and creates it if necessary. @throws {AdminError} if that is not possible */
  use(name: string): Session
  /** Returns the sessions beside the default one, the most recently used first. */
  list(): readonly { readonly session: Session; readonly idleMs: number }[]
  /** @returns false if the session does not exist */
  drop(name: string): boolean
}

interface Entry {
  readonly session: Session
  usedAt: number
}

/** @param create creates the session of a name */
export function createSessionRegistry(create: (name: string) => Session): SessionRegistry {
  const defaultSession = create(defaultSessionName)
  // In the order of their last use, the oldest first.
  const entries = new Map<string, Entry>()
  // Sessions that were dropped for others. A test that still uses one must not get a new one in its stead.
  const dropped = new Map<string, number>()

  const remove = (name: string): boolean => {
    entries.get(name)?.session.journal.release()
    return entries.delete(name)
  }
  const forgetIdle = (now: number): void => {
    for (const [name, { usedAt }] of entries) {
      if (now - usedAt < idleLimitMs) break
      remove(name)
    }
    for (const [name, usedAt] of dropped) {
      if (now - usedAt < idleLimitMs && dropped.size <= rememberedNames) break
      dropped.delete(name)
    }
  }
  const makeRoom = (now: number): void => {
    forgetIdle(now)
    if (entries.size < sessionLimit) return
    const [[name, { usedAt }] = ['', { usedAt: now }]] = entries
    if (now - usedAt < restMs)
      throw new AdminError(
        'too_many_sessions',
        `There are ${sessionLimit} sessions, all of them in use`,
        'drop each session when its test is over',
      )
    remove(name)
    dropped.set(name, usedAt)
  }
  const createEntry = (name: string, now: number): Entry => {
    if (now - (dropped.get(name) ?? Number.NEGATIVE_INFINITY) < idleLimitMs)
      throw new AdminError(
        'session_dropped',
        `The session ${name} was dropped with everything in it, because ${sessionLimit} others were used after it`,
        'drop each session when its test is over; after that, its name can be used again',
      )
    makeRoom(now)
    return { session: create(name), usedAt: now }
  }
  const use = (name: string): Session => {
    if (!isSessionName(name))
      throw new AdminError(
        'invalid_session',
        `${JSON.stringify(name.slice(0, 80))} is not a valid name of a session`,
        'use up to 200 characters, percent-encoded, without control characters',
      )
    if (name === defaultSessionName) return defaultSession
    const now = performance.now()
    const entry = entries.get(name) ?? createEntry(name, now)
    entry.usedAt = now
    // Inserted anew, as the most recently used one.
    entries.delete(name)
    entries.set(name, entry)
    return entry.session
  }
  return {
    default: defaultSession,
    find(request) {
      const name = sessionNameOf(request)
      if (name === undefined) return defaultSession
      if (!isPercentEncoded(prefixedSessionOf(request.url) ?? ''))
        throw new AdminError(
          'invalid_session',
          `The path names the session ${name.slice(0, 80)}, which is not percent-encoded`,
          'encode each % as %25',
        )
      if (namesTwoSessions(request))
        throw new AdminError(
          'invalid_session',
          `The path names the session ${name}, and the header ${sessionHeader} names another`,
          'name the session in one of them only',
        )
      if (name !== defaultSessionName && !entries.has(name) && isFromForeignPage(request))
        throw new AdminError(
          'foreign_origin',
          'The request comes from a web page of another site, and names a session that does not exist',
          'create the session with a request of a program first, such as GET /__admin/ready',
        )
      return use(name)
    },
    use,
    list() {
      const now = performance.now()
      return [...entries.values()].map(({ session, usedAt }) => ({ session, idleMs: now - usedAt })).reverse()
    },
    drop: (name) => [remove(name), dropped.delete(name)].includes(true),
  }
}

/** True for a request that a browser sends for a page of another site: with many sessions, it could drop those in use. */
function isFromForeignPage(request: Request): boolean {
  return request.headers.get('sec-fetch-site') === 'cross-site'
}

function namesTwoSessions(request: Request): boolean {
  const inHeader = request.headers.get(sessionHeader)
  const inPath = prefixedSessionOf(request.url)
  return (
    inHeader !== null && inPath !== undefined && decodeSessionName(inHeader) !== decodeSessionName(inPath)
  )
}

function isPercentEncoded(text: string): boolean {
  try {
    // The result is used, or the bundler would take the call for one without an effect, and leave it out.
    return typeof decodeURIComponent(text) === 'string'
  } catch {
    return false
  }
}
