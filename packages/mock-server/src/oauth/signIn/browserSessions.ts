import { basePathOf } from '../../http/request.ts'
import { setBounded } from '../../text/boundedMap.ts'

import type { SignInDeps, SignInServer } from './signInServer.ts'
import type { BrowserSession, SignInState } from './signInState.ts'

/** Returns the sign-in of the browser that sends a request, unless the person may no longer sign in. */
export function findBrowserSession(
  request: Request,
  server: SignInServer,
  { people, state }: Pick<SignInDeps, 'people' | 'state'>,
): BrowserSession | undefined {
  const session = state.browsers.get(readCookie(request, server.cookie.name) ?? '')
  if (session === undefined || state.revoked.has(session.id)) return undefined
  return people.find(session.login) === undefined ? undefined : session
}

/**
 * Stores the sign-in of a browser.
 *
 * @returns the value of its cookie
 */
export function storeBrowserSession(session: BrowserSession, state: SignInState): string {
  // Unlike tokens, it differs in each run: a browser that was left open must not be signed in as somebody else.
  const value = crypto.randomUUID()
  setBounded(state.browsers, value, session)
  return value
}

/**
 * Ends the sign-in of the browser that sends a request.
 *
 * @returns the session that it had
 */
export function removeBrowserSession(
  request: Request,
  server: SignInServer,
  state: SignInState,
): BrowserSession | undefined {
  const value = readCookie(request, server.cookie.name) ?? ''
  const session = state.browsers.get(value)
  state.browsers.delete(value)
  return session
}

/**
 * Returns the header that sets the cookie of a browser.
 *
 * @param value empty to remove the cookie
 */
export function sessionCookie(value: string, request: Request, { cookie }: SignInServer): string {
  const parts = [
    `${cookie.name}=${value}`,
    // A semicolon would begin another attribute of the cookie.
    `Path=${basePathOf(request.url).replaceAll(';', '%3B')}${cookie.path}`,
    'HttpOnly',
    // Applications renew tokens in a frame: a page of another site, which https alone lets send the cookie.
    request.url.startsWith('https:') ? 'SameSite=None; Secure' : 'SameSite=Lax',
    ...(value === '' ? ['Max-Age=0'] : []),
  ]
  return parts.join('; ')
}

function readCookie(request: Request, name: string): string | undefined {
  for (const part of request.headers.get('cookie')?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
