import { originOf } from '../http/requestTarget.ts'
import { AdminError } from './adminError.ts'
import { isLoopback } from './loopback.ts'

/** Who may use the admin routes. */
export interface AdminAccess {
  /** What has to be shown to use them; undefined where nothing has. */
  readonly token: string | undefined
  /** The host the server is bound to. Undefined where only this process can reach it. */
  readonly host: string | undefined
}

/**
 * Keeps pages of other origins out, also those that come under a host name of their own (DNS rebinding), and whoever has
 * no token where one is wanted.
 *
 * @throws AdminError
 */
export function admit(request: Request, access: AdminAccess): void {
  checkOrigin(request)
  if (access.token !== undefined) checkToken(request, access.token)
  else checkReach(request, access)
}

/**
 * The same for the page, which tells nothing of the mock: a link on another site may lead to it, and it asks for the token
 * itself.
 *
 * @throws AdminError
 */
export function admitPage(request: Request, access: AdminAccess): void {
  const isFollowedLink = request.headers.get('sec-fetch-dest') === 'document'
  checkOrigin(request, isFollowedLink)
  if (access.token === undefined) checkReach(request, access)
}

function checkReach(request: Request, { host }: AdminAccess): void {
  if (host === undefined) return
  if (!isLoopback(host))
    throw new AdminError(
      'admin_token_required',
      `The server listens on ${host}, which others can reach, and has no admin token`,
      'start it with PERSONCTL_MOCK_ADMIN_TOKEN in its environment, or on 127.0.0.1',
    )
  checkHost(new URL(originOf(request.url)).hostname, host)
}

function checkOrigin(request: Request, mayFollowLinks = false): void {
  const origin = request.headers.get('origin')
  const isForeign = origin !== null && origin !== originOf(request.url)
  const isCrossSite = request.headers.get('sec-fetch-site') === 'cross-site'
  if (!isForeign && (!isCrossSite || mayFollowLinks)) return
  throw new AdminError(
    'foreign_origin',
    `The request comes from a page of ${origin ?? 'another site'}`,
    'the admin routes are for programs, and for pages of the server itself',
  )
}

function checkHost(name: string, bound: string): void {
  if (isLoopback(name) || name === bound.toLowerCase()) return
  throw new AdminError(
    'foreign_host',
    `The server is not called ${name}`,
    'ask it at 127.0.0.1, or start it with an admin token',
  )
}

function checkToken(request: Request, token: string): void {
  const bearer = /^\s*bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const shown = request.headers.get('x-personctl-admin-token') ?? bearer
  if (shown !== undefined && isSame(shown, token)) return
  throw new AdminError(
    'admin_token_required',
    shown === undefined ? 'The admin token is missing' : 'The admin token is another',
    'send it in the header x-personctl-admin-token, or as Authorization: Bearer',
  )
}

/** Takes as long for any two texts of one length, so that nobody can guess one character after the other. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++)
    difference |= one.charCodeAt(index) ^ (other.charCodeAt(index) || 0)
  return difference === 0
}
