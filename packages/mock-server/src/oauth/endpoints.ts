import type { TokenError } from '@personctl/openapi/cern'
import { encodeBase64Url } from '@personctl/shared/jwt'
import { Hono } from 'hono'
import { readLimitedText } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import { asciiJson, serialise } from '../text/json.ts'
import { AuthRefusal, bearerToken } from './verify.ts'

/** Why the token endpoint gives no token: an OAuth error, with the status it is answered with. */
export class TokenRefusal extends Error {
  override readonly name: string = 'TokenRefusal'

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 500,
    readonly error: string,
    readonly description: string,
    /** Headers that belong to the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description)
  }
}

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'audience',
  'scope',
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'device_code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'refresh_token',
  'code',
  'redirect_uri',
  'token',
] as const

/** What a client may send to the endpoints of an authorization server. */
type TokenParameterName = (typeof names)[number]

/** What a client sent; a parameter it did not send is absent. */
export type TokenParameters = Readonly<Partial<Record<TokenParameterName, string>>>

/** How a body may be written. */
type BodyFormat = 'json' | 'form'

const mediaTypes: Readonly<Record<BodyFormat, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
}
const bodyLimit = 64 * 1024

/**
 * Reads the body of a request to an authorization server. Whatever follows the media type is passed over: some clients
 * send a charset there, others worse.
 *
 * @throws TokenRefusal if it cannot be read
 */
export async function readTokenParameters(
  request: Request,
  formats: readonly BodyFormat[],
): Promise<TokenParameters> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const format = formats.find((known) => mediaTypes[known] === type)
  if (format === undefined)
    throw new TokenRefusal(
      400,
      'invalid_request',
      `Content-Type must be ${formats.map((known) => mediaTypes[known]).join(' or ')}`,
    )
  const text = await readLimitedText(request, bodyLimit)
  if (text === undefined)
    throw new TokenRefusal(413, 'invalid_request', `The body is larger than ${bodyLimit} bytes`)
  return format === 'json' ? parametersOfJson(text) : parametersOfForm(text)
}

function parametersOfJson(text: string): TokenParameters {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new TokenRefusal(400, 'invalid_request', 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new TokenRefusal(400, 'invalid_request', 'The body is not a JSON object')
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of names) {
    const value: unknown = Object.hasOwn(body, name) ? body[name as keyof typeof body] : undefined
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw new TokenRefusal(400, 'invalid_request', `${name} is not a string`)
    parameters[name] = value
  }
  return parameters
}

function parametersOfForm(text: string): TokenParameters {
  const form = new URLSearchParams(text)
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of names) {
    const value = form.get(name)
    if (value !== null) parameters[name] = value
  }
  return parameters
}

/**
 * The challenge of PKCE (RFC 7636) that a client begins a flow with; undefined where it does without.
 *
 * @throws TokenRefusal for any method but S256, and for a challenge that is no hash
 */
export function codeChallengeOf(parameters: TokenParameters): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters
  if (challenge === undefined && method === undefined) return undefined
  if (method !== 'S256')
    throw new TokenRefusal(400, 'invalid_request', 'Invalid parameter: code_challenge_method must be S256')
  if (challenge === undefined || !/^[\w-]{43}$/.test(challenge))
    throw new TokenRefusal(400, 'invalid_request', 'Invalid parameter: code_challenge')
  return challenge
}

/**
 * Has a client prove that it is the one that began the flow.
 *
 * @throws TokenRefusal where it cannot
 */
export async function checkCodeVerifier(
  challenge: string | undefined,
  verifier: string | undefined,
): Promise<void> {
  if (challenge === undefined && verifier === undefined) return
  if (verifier === undefined) throw new TokenRefusal(400, 'invalid_grant', 'PKCE code verifier not specified')
  if (challenge === undefined)
    throw new TokenRefusal(
      400,
      'invalid_grant',
      'PKCE code verifier specified but challenge not present in authorization',
    )
  if ((await sha256(verifier)) !== challenge)
    throw new TokenRefusal(400, 'invalid_grant', 'PKCE verification failed: Code mismatch')
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return encodeBase64Url(digest)
}

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
const verbs = { Allow: 'OPTIONS, POST' }

/**
 * Adds an endpoint of an authorization server that is asked by POST: whatever it is asked, nobody may keep the answer.
 *
 * @param answer gives the body of the answer, or throws TokenRefusal
 */
export function addTokenRoute<Parts extends { readonly responses: ResponseFactory }>(
  app: Hono<{ Bindings: Parts }>,
  path: string,
  answer: (request: Request, parts: Parts) => Promise<object>,
): void {
  app.all(path, async ({ req, env }) => {
    const { responses } = env
    if (req.method === 'OPTIONS') return responses.empty(200, verbs)
    try {
      if (req.method !== 'POST')
        throw new TokenRefusal(405, 'invalid_request', `Ask with POST, not ${req.method}`, verbs)
      return responses.json(serialise(await answer(req.raw, env)), 200, noStore)
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      return refusalAnswer(responses, error)
    }
  })
}

/** The answer that says why there is no token. */
export function refusalAnswer(responses: ResponseFactory, refusal: TokenRefusal): Response {
  const { status, error, description, headers } = refusal
  const body: TokenError = { error, error_description: description }
  return responses.json(serialise(body), status, { ...noStore, ...headers })
}

/** What every authorization server answers with. */
interface ServerParts {
  readonly responses: ResponseFactory
}

/** The routes of an authorization server: the same for all sessions, whose parts come with each request as `env`. */
export type ServerRoutes<Parts extends ServerParts> = Hono<{ Bindings: Parts }>

/** @param pathOf the path of a URL, as the server looks for its route */
export function createServerRoutes<Parts extends ServerParts>(
  pathOf: (url: string) => string,
): ServerRoutes<Parts> {
  const routes: ServerRoutes<Parts> = new Hono({ getPath: ({ url }) => pathOf(url) })
  routes.notFound(({ req, env }) =>
    refusalAnswer(env.responses, new TokenRefusal(404, 'not_found', `There is nothing at ${req.path}`)),
  )
  routes.onError((_, { env }) =>
    refusalAnswer(env.responses, new TokenRefusal(500, 'server_error', 'Unexpected error')),
  )
  return routes
}

/**
 * Adds the endpoint that tells whose token is shown.
 *
 * @param answer gives the body of the answer; undefined for a token that was not asked for with the scope `openid`
 */
export function addUserInfoRoute<Parts extends { readonly responses: ResponseFactory }>(
  app: Hono<{ Bindings: Parts }>,
  path: string,
  answer: (token: string, parts: Parts) => Promise<object | undefined>,
): void {
  app.on(['GET', 'POST'], path, async ({ req, env }) => {
    const { responses } = env
    try {
      const userInfo = await answer(bearerToken(req.header('Authorization') ?? null), env)
      if (userInfo === undefined) throw userInfoError(403, 'insufficient_scope', 'Missing openid scope')
      return responses.json(asciiJson(userInfo))
    } catch (error) {
      if (error instanceof TokenRefusal) return refusalAnswer(responses, error)
      if (!(error instanceof AuthRefusal)) throw error
      return refusalAnswer(responses, userInfoError(401, 'invalid_token', 'Token verification failed'))
    }
  })
}

function userInfoError(status: 401 | 403, error: string, description: string): TokenRefusal {
  return new TokenRefusal(status, error, description, {
    'WWW-Authenticate': `Bearer error="${error}", error_description="${description}"`,
  })
}
