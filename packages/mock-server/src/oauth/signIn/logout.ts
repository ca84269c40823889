import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { OAuthError, refusalOf } from '../endpoints.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'

import { removeBrowserSession, sessionCookie } from './browserSessions.ts'
import { noticePage } from './signInPage.ts'
import {
  acceptsPage,
  addQuery,
  isRegistered,
  parseTargetUrl,
  readParameters,
  sendPage,
} from './signInRequest.ts'
import type { SignInDeps, SignInServer } from './signInServer.ts'
import { revoke } from './signInState.ts'

/**
 * Serves the end session endpoint (OpenID Connect RP-Initiated Logout): ends the sign-in of the browser, and that of the ID
 * token, then sends the browser back to the application.
 *
 * @param uriParameter the parameter with the URL to go to @default `post_logout_redirect_uri`
 * @throws {OAuthError} if the hint or the URL is invalid
 */
export async function serveLogout(
  call: ServiceCall,
  server: SignInServer,
  deps: SignInDeps,
  uriParameter = 'post_logout_redirect_uri',
): Promise<Response> {
  const { request } = call
  try {
    const parameters = await readParameters(request)
    const hint = await readHint(parameters.get('id_token_hint'), deps)
    const url = readReturnUrl(parameters, uriParameter, findClient(parameters, hint, deps), { server, deps })
    const session = removeBrowserSession(request, server, deps.state)
    for (const id of [session?.id, hint?.['sid']]) if (typeof id === 'string') revoke(deps.state, id)
    const headers = { 'Set-Cookie': sessionCookie('', request, server) }
    if (url === undefined)
      return sendPage(
        deps,
        noticePage('Signed out', 'You are signed out. You may close this window.'),
        200,
        headers,
      )
    const state = parameters.get('state')
    const location = addQuery(url, state === null ? {} : { state })
    return deps.responses.empty(302, { Location: location, 'Cache-Control': 'no-store', ...headers })
  } catch (error) {
    if (!acceptsPage(request) || !(error instanceof OAuthError)) throw error
    call.outcome.refusal = refusalOf(error)
    return sendPage(
      deps,
      noticePage('Cannot sign out', `${error.description} (${error.error}).`),
      error.status,
    )
  }
}

async function readHint(
  token: string | null,
  { readIdToken }: SignInDeps,
): Promise<VerifiedClaims | undefined> {
  if (token === null) return undefined
  try {
    return await readIdToken(token)
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    throw new OAuthError(400, 'invalid_request', 'id_token_hint is not an ID token of this server')
  }
}

/**
 * Returns the client that a request names, by its id or by the audience of the hint.
 *
 * @throws {OAuthError} if the client does not exist, or is not that of the hint
 */
function findClient(
  parameters: URLSearchParams,
  hint: VerifiedClaims | undefined,
  { clients }: SignInDeps,
): ClientRegistration | undefined {
  const audiences = [hint?.aud ?? []].flat()
  const id = parameters.get('client_id') ?? audiences[0]
  if (hint !== undefined && id !== undefined && !audiences.includes(id))
    throw new OAuthError(400, 'invalid_request', 'client_id is not the client of id_token_hint')
  const client = id === undefined ? undefined : clients.find(id)
  if (client === undefined && parameters.has('client_id'))
    throw new OAuthError(400, 'invalid_client', 'Nobody has this client_id')
  return client
}

function readReturnUrl(
  parameters: URLSearchParams,
  name: string,
  client: ClientRegistration | undefined,
  { server, deps }: { readonly server: SignInServer; readonly deps: SignInDeps },
): string | undefined {
  const text = parameters.get(name)
  if (text === null) return undefined
  if (client === undefined && server.needsClientAtLogout)
    throw new OAuthError(400, 'invalid_request', 'id_token_hint or client_id is missing')
  const url = parseTargetUrl(text, name)
  const registered = client === undefined ? listReturnUrls(deps) : client.postLogoutRedirectUris
  if (!isRegistered(registered, text, server))
    throw new OAuthError(
      400,
      'invalid_request',
      `${name} is not one that ${client?.id ?? 'any client'} has registered`,
    )
  return url
}

/** Returns the URLs that any client has registered; undefined if none has. A request that names no client may lead to these. */
function listReturnUrls({ clients }: SignInDeps): readonly string[] | undefined {
  const ids = [...clients.initial.keys(), ...clients.changes.keys()]
  const urls = ids.flatMap((id) => clients.find(id)?.postLogoutRedirectUris ?? [])
  return urls.length === 0 ? undefined : urls
}
