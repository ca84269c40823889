import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { baseUrlOf, queryOf, readLimitedText } from '../../http/request.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { isPublicClient } from '../clients.ts'
import { OAuthError, parseCodeChallenge, refusalOf } from '../endpoints.ts'
import { issueCode, publicClientReason } from './authorizations.ts'
import { findBrowserSession, sessionCookie, storeBrowserSession } from './browserSessions.ts'
import { formPostPage, noticePage, personChoicePage, type SignInPage } from './signInPage.ts'
import type { SignInPeople } from './signInPeople.ts'
import type { SignInDeps, SignInServer } from './signInServer.ts'
import { authorizationId, type BrowserSession, isRevoked } from './signInState.ts'

export const responseModes = ['query', 'fragment', 'form_post'] as const
type ResponseMode = (typeof responseModes)[number]

export const promptValues = ['none', 'login', 'select_account', 'consent'] as const
type Prompt = (typeof promptValues)[number]

/** The application that a response goes to. */
interface ReturnTarget {
  readonly client: ClientRegistration
  readonly redirectUri: string
  readonly mode: ResponseMode
}

/** Parameters of the mock itself, which its page adds to an authorization request. */
const pageParameters = ['login_hint', 'search', 'deny']
/** The size of a form in bytes: that of the longest URL that the server reads. */
const bodyLimit = 16 * 1024
const peopleOnPage = 15

/**
 * Serves the authorization endpoint. A browser gets a page on which one chooses a person; a program, which does not request
 * HTML, gets the redirect of the first person at once. `login_hint` signs somebody in without a page.
 *
 * @throws {OAuthError} if the client or the redirect URI is invalid, which makes every redirect unsafe
 */
export async function serveSignIn<Deps extends SignInDeps>(
  call: ServiceCall,
  server: SignInServer<Deps>,
  deps: Deps,
): Promise<Response> {
  const { request } = call
  const isBrowser = acceptsPage(request)
  const parameters = await readParameters(request)
  let target: ReturnTarget
  try {
    target = readReturnTarget(parameters, server, deps)
  } catch (error) {
    if (!isBrowser || !(error instanceof OAuthError)) throw error
    call.outcome.refusal = refusalOf(error)
    return sendPage(
      deps,
      noticePage('Cannot sign in', `${error.description} (${error.error}).`),
      error.status,
    )
  }
  try {
    return signIn(request, parameters, target, { isBrowser, server, deps })
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    call.outcome.refusal = refusalOf(error)
    const fields = { error: error.error, error_description: error.description }
    return respond(request, parameters, target, fields, { server, deps })
  }
}

/** True for a request that prefers a page, as browsers send it when they follow a link. */
export function acceptsPage(request: Request): boolean {
  return request.headers.get('accept')?.toLowerCase().includes('text/html') === true
}

/** Reads the parameters of a request, from its query or from the form that it posts. */
export async function readParameters(request: Request): Promise<URLSearchParams> {
  if (request.method !== 'POST') return queryOf(request.url)
  const text = await readLimitedText(request, bodyLimit)
  if (text === undefined)
    throw new OAuthError(413, 'invalid_request', `The body is larger than ${bodyLimit} bytes`)
  return new URLSearchParams(text)
}

function readReturnTarget(
  parameters: URLSearchParams,
  server: SignInServer,
  { clients }: SignInDeps,
): ReturnTarget {
  const client = clients.find(parameters.get('client_id') ?? '')
  if (client === undefined) throw new OAuthError(400, 'invalid_client', 'Nobody has this client_id')
  const redirectUri = parseTargetUrl(parameters.get('redirect_uri'), 'redirect_uri')
  if (!isRegistered(client.redirectUris, parameters.get('redirect_uri') ?? '', server))
    throw new OAuthError(400, 'invalid_request', `redirect_uri is not one that ${client.id} has registered`)
  const mode = parameters.get('response_mode')
  // An unknown mode is an error that the application learns in the query.
  return { client, redirectUri, mode: responseModes.find((known) => known === mode) ?? 'query' }
}

/** The schemes of what a browser executes, or shows without a server. */
const localSchemes = [
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'javascript:',
  'vbscript:',
  'view-source:',
]

/**
 * Returns a URL to which a browser may be sent.
 *
 * @throws {OAuthError} if it is not an absolute URL, or leads to no application
 */
export function parseTargetUrl(text: string | null, name: string): string {
  const url = text !== null && URL.canParse(text) ? new URL(text) : undefined
  // An empty fragment is none for a URL, but what is added would stand in it.
  if (url === undefined || url.href.includes('#') || localSchemes.includes(url.protocol))
    throw new OAuthError(
      400,
      'invalid_request',
      `${name} must be the absolute URL of an application, without a fragment`,
    )
  return url.href
}

/** Returns true if a URI is registered; a client without registered URIs may use any. */
export function isRegistered(
  registered: readonly string[] | undefined,
  requested: string,
  { matchesUri = (one, other) => one === other }: SignInServer,
): boolean {
  return registered === undefined || registered.some((uri) => matchesUri(uri, requested))
}

interface SignInContext<Deps extends SignInDeps = SignInDeps> {
  readonly isBrowser: boolean
  readonly server: SignInServer<Deps>
  readonly deps: Deps
}

/** @throws {OAuthError} which the browser passes to the application */
function signIn<Deps extends SignInDeps>(
  request: Request,
  parameters: URLSearchParams,
  target: ReturnTarget,
  { isBrowser, server, deps }: SignInContext<Deps>,
): Response {
  const { client } = target
  checkParameters(parameters)
  const scopes = server.grantScopes(client, parameters, deps)
  const codeChallenge = readCodeChallenge(parameters)
  if (codeChallenge === undefined && deps.demandsPkce && isPublicClient(client))
    throw new OAuthError(
      400,
      'invalid_request',
      'Missing parameter: code_challenge_method',
      {},
      publicClientReason(client),
    )
  const now = Math.floor(deps.clock.now() / 1000)
  const known = findBrowserSession(request, server, deps)
  const decision = decide(
    {
      prompts: readPrompts(parameters),
      loginHint: parameters.get('login_hint') ?? undefined,
      isDenied: parameters.has('deny'),
      isSearch: parameters.has('search'),
      maxAge: readMaxAge(parameters),
      isBrowser,
      now,
    },
    known,
    deps.people,
  )
  if (decision.kind === 'page')
    return sendChoice(parameters, target, { server, deps, known, notice: decision.notice })
  const session = continueSession(decision, client, now, deps)
  const code = issueCode(
    {
      session: session.id,
      clientId: client.id,
      login: session.login,
      scopes,
      audience: parameters.get('audience') ?? undefined,
      nonce: parameters.get('nonce') ?? undefined,
      signedInAt: session.signedInAt,
    },
    parameters.get('redirect_uri') ?? '',
    codeChallenge,
    deps,
  )
  const fields = { code, ...(server.sendsSession ? { session_state: session.id } : {}) }
  const cookie =
    session === decision.session
      ? undefined
      : sessionCookie(storeBrowserSession(session, deps.state), request, server)
  return respond(request, parameters, target, fields, { server, deps, cookie })
}

/** @throws {OAuthError} for a parameter that occurs twice, and for what the servers do not support */
function checkParameters(parameters: URLSearchParams): void {
  for (const name of new Set(parameters.keys()))
    if (parameters.getAll(name).length > 1)
      throw new OAuthError(400, 'invalid_request', `The parameter ${name} occurs more than once`)
  if (parameters.get('response_type') !== 'code')
    throw new OAuthError(400, 'unsupported_response_type', 'response_type must be code')
  const mode = parameters.get('response_mode')
  if (mode !== null && !responseModes.some((known) => known === mode))
    throw new OAuthError(400, 'invalid_request', `response_mode must be one of ${responseModes.join(', ')}`)
  for (const name of ['request', 'request_uri'])
    if (parameters.has(name))
      throw new OAuthError(400, `${name}_not_supported`, `The parameter ${name} is not supported`)
}

function readCodeChallenge(parameters: URLSearchParams): string | undefined {
  const [challenge, method] = [parameters.get('code_challenge'), parameters.get('code_challenge_method')]
  return parseCodeChallenge({
    ...(challenge === null ? {} : { code_challenge: challenge }),
    ...(method === null ? {} : { code_challenge_method: method }),
  })
}

function readPrompts(parameters: URLSearchParams): readonly Prompt[] {
  const words = (parameters.get('prompt') ?? '').split(' ').filter((word) => word !== '')
  const prompts = promptValues.filter((known) => words.includes(known))
  if (prompts.includes('none') && words.length > 1)
    throw new OAuthError(400, 'invalid_request', 'prompt=none excludes all other prompts')
  return prompts
}

function readMaxAge(parameters: URLSearchParams): number | undefined {
  const text = parameters.get('max_age')
  if (text === null) return undefined
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw new OAuthError(400, 'invalid_request', 'max_age must be a number of seconds')
}

/** The parts of a request on which it depends who signs in. */
interface SignInWish {
  readonly prompts: readonly Prompt[]
  readonly loginHint: string | undefined
  readonly isDenied: boolean
  readonly isSearch: boolean
  /** In seconds. */
  readonly maxAge: number | undefined
  readonly isBrowser: boolean
  /** In seconds since 1970. */
  readonly now: number
}

type Decision =
  | { readonly kind: 'page'; readonly notice: string | undefined }
  | {
      readonly kind: 'signIn'
      readonly login: string
      /** The session of the browser that goes on; undefined for a new sign-in. */
      readonly session: BrowserSession | undefined
    }

/**
 * Decides who signs in, or that a page asks.
 *
 * @throws {OAuthError} if nobody can
 */
function decide(wish: SignInWish, known: BrowserSession | undefined, people: SignInPeople): Decision {
  const { prompts, loginHint, maxAge, isBrowser, now } = wish
  if (wish.isDenied) throw new OAuthError(400, 'access_denied', 'The person refused')
  const isFresh = maxAge === undefined || (known !== undefined && now - known.signedInAt < maxAge)
  const mustAsk = !isFresh || prompts.some((prompt) => prompt !== 'none')
  const mayAsk = isBrowser && !prompts.includes('none')
  if (loginHint !== undefined && !wish.isSearch) {
    const person = people.find(loginHint)
    if (person !== undefined) {
      const isSame = known?.login === person.login && !mustAsk
      return { kind: 'signIn', login: person.login, session: isSame ? known : undefined }
    }
    if (!mayAsk) throw new OAuthError(400, 'login_required', 'Nobody who may sign in has this account')
    return { kind: 'page', notice: `Nobody who may sign in has the login "${loginHint}".` }
  }
  if (known !== undefined && !mustAsk && !wish.isSearch)
    return { kind: 'signIn', login: known.login, session: known }
  if (mayAsk) return { kind: 'page', notice: undefined }
  if (prompts.includes('none')) throw new OAuthError(400, 'login_required', 'Nobody is signed in')
  const login = known?.login ?? people.first?.login
  if (login === undefined) throw new OAuthError(400, 'login_required', 'Nobody can sign in')
  return { kind: 'signIn', login, session: undefined }
}

/**
 * Returns the session in which a person goes on. It has a new id if somebody signs in, and if the client has revoked what it had
 * of the session, since its new tokens are not revoked.
 */
function continueSession(
  { login, session }: Extract<Decision, { kind: 'signIn' }>,
  client: ClientRegistration,
  now: number,
  { identifiers, state }: SignInDeps,
): BrowserSession {
  if (session === undefined) return { id: identifiers.uuid(), login, signedInAt: now }
  const isOver = isRevoked(state, [authorizationId({ session: session.id, clientId: client.id })])
  return isOver ? { ...session, id: identifiers.uuid() } : session
}

function sendChoice(
  parameters: URLSearchParams,
  { client }: ReturnTarget,
  choice: Pick<SignInContext, 'server' | 'deps'> & {
    readonly known: BrowserSession | undefined
    readonly notice: string | undefined
  },
): Response {
  const { server, deps, known, notice } = choice
  const search = (parameters.get('search') ?? '').trim()
  const found = deps.people.search(search, peopleOnPage + 1)
  const repeated = new URLSearchParams(parameters)
  for (const name of pageParameters) repeated.delete(name)
  const page = personChoicePage({
    server: server.title,
    clientId: client.id,
    people: found.slice(0, peopleOnPage),
    hasMore: found.length > peopleOnPage,
    search,
    current: known?.login,
    notice,
    parameters: repeated,
  })
  return sendPage(deps, page)
}

/** Sends the response of an authorization request to the application, by way of the browser. */
function respond(
  request: Request,
  parameters: URLSearchParams,
  { redirectUri, mode }: ReturnTarget,
  result: Readonly<Record<string, string>>,
  { server, deps, cookie }: Pick<SignInContext, 'server' | 'deps'> & { readonly cookie?: string | undefined },
): Response {
  const state = parameters.get('state')
  const fields = {
    ...result,
    ...(state === null ? {} : { state }),
    ...(server.sendsIssuer ? { iss: `${baseUrlOf(request.url)}${server.issuerPath}` } : {}),
  }
  const headers = { ...(cookie === undefined ? {} : { 'Set-Cookie': cookie }) }
  if (mode === 'form_post') return sendPage(deps, formPostPage(redirectUri, fields), 200, headers)
  const location =
    mode === 'fragment' ? `${redirectUri}#${new URLSearchParams(fields)}` : addQuery(redirectUri, fields)
  return deps.responses.empty(302, { Location: location, 'Cache-Control': 'no-store', ...headers })
}

/** Adds parameters to a URL without a fragment. Its own query stays as it is. */
export function addQuery(url: string, fields: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(fields).toString()
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
}

export function sendPage(
  { responses }: Pick<SignInDeps, 'responses'>,
  page: SignInPage,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return responses.html(page.html, status, { ...page.headers, ...headers })
}
