import type { Refusal } from '@personctl/generated/admin'
import type { TokenError } from '@personctl/generated/cern'
import { encodeBase64Url } from '@personctl/shared/jwt'
import { readLimitedText } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import { type CallOutcome, createRefusal, type ServiceCall } from '../routing/router.ts'
import { asciiJson, serialise } from '../text/json.ts'
import { InvalidTokenError, parseBearerToken } from './verify.ts'

/** The dependencies that every authorization server has. */
interface ServerDeps {
  readonly responses: ResponseFactory
}

/** Serves one operation of an authorization server. May throw OAuthError. */
export type EndpointHandler<Deps> = (call: ServiceCall, deps: Deps) => Response | Promise<Response>

/**
 * Creates an authorization server from the handlers of its operations. All sessions share it; each request comes with the
 * dependencies of its session.
 */
export function createServer<Operation extends string, Deps extends ServerDeps>(
  handlers: Readonly<Record<Operation, EndpointHandler<Deps>>>,
): EndpointHandler<Deps> {
  const byOperation = new Map<string, EndpointHandler<Deps>>(Object.entries(handlers))
  return async (call, deps) => {
    try {
      const handle = byOperation.get(call.operation?.operation ?? '')
      return await (handle === undefined ? rejectMethod(call, deps) : handle(call, deps))
    } catch (error) {
      const known =
        error instanceof OAuthError
          ? error
          : new OAuthError(500, 'server_error', 'Unexpected error', {}, String(error))
      call.outcome.refusal = refusalOf(known)
      return errorResponse(deps.responses, known)
    }
  }
}

/** Responds to a request that is not an operation. Only an endpoint for POST reports a wrong method. */
function rejectMethod({ path, operations: [known], request }: ServiceCall, deps: ServerDeps): Response {
  if (known?.method !== 'POST')
    throw new OAuthError(404, 'not_found', `There is nothing at ${known?.path ?? path}`)
  if (request.method === 'OPTIONS') return deps.responses.empty(200, allowHeader)
  throw new OAuthError(405, 'invalid_request', `Ask with POST, not ${request.method}`, allowHeader)
}

/**
 * Creates the handler of an endpoint for POST that returns JSON. Its responses must not be cached.
 *
 * @param handle returns the body, or throws OAuthError
 */
export function createTokenHandler<Deps extends ServerDeps>(
  handle: (request: Request, deps: Deps, outcome: CallOutcome) => Promise<object>,
): EndpointHandler<Deps> {
  return async ({ request, outcome }, deps) =>
    deps.responses.json(serialise(await handle(request, deps, outcome)), 200, noStore)
}

/** Returns the introspection of a token that is not active. The reason is for the journal alone (RFC 7662, section 2.2). */
export function reportInactiveToken(error: unknown, outcome: CallOutcome): { readonly active: false } {
  if (!(error instanceof InvalidTokenError)) throw error
  outcome.refusal = error.refusal
  return { active: false }
}

/**
 * Creates the handler of the userinfo endpoint.
 *
 * @param handle returns the body; undefined if the token lacks the scope `openid`
 */
export function createUserInfoHandler<Deps extends ServerDeps>(
  handle: (call: ServiceCall, token: string, deps: Deps) => Promise<object | undefined>,
): EndpointHandler<Deps> {
  return async (call, deps) => {
    try {
      const userInfo = await handle(call, await readBearerToken(call.request), deps)
      if (userInfo === undefined) throw bearerError(403, 'insufficient_scope', 'Missing openid scope')
      return deps.responses.json(asciiJson(userInfo))
    } catch (error) {
      if (!(error instanceof InvalidTokenError)) throw error
      const detail = error.refusal.description
      // RFC 6750, section 3: a request without a token is told only that there should be one.
      if (error.code === 'authorization_header_missing')
        throw new OAuthError(401, 'invalid_token', invalidToken, { 'WWW-Authenticate': 'Bearer' }, detail)
      throw bearerError(401, 'invalid_token', invalidToken, detail)
    }
  }
}

/** Reads the token from the Authorization header, or from a form that is posted (RFC 6750, section 2). */
async function readBearerToken(request: Request): Promise<string> {
  const authorization = request.headers.get('authorization')
  const isForm = request.headers.get('content-type')?.toLowerCase().startsWith(mediaTypes.form) === true
  if (authorization !== null || request.method !== 'POST' || !isForm) return parseBearerToken(authorization)
  const { access_token: token } = await readTokenParameters(request, ['form'])
  return token ?? parseBearerToken(null)
}

/** Creates the response for an OAuth error. */
function errorResponse(responses: ResponseFactory, error: OAuthError): Response {
  const { status, description, headers } = error
  const body: TokenError = { error: error.error, error_description: description }
  return responses.json(serialise(body), status, { ...noStore, ...headers })
}

/** Returns the reason of an error for the journal. */
export function refusalOf({ error, description, detail }: OAuthError): Refusal {
  return createRefusal(error, description, detail)
}

/** Thrown if a request to an authorization server fails: an OAuth error with its HTTP status. */
export class OAuthError extends Error {
  override readonly name: string = 'OAuthError'

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 500,
    readonly error: string,
    readonly description: string,
    /** Additional headers of the response. */
    readonly headers: Readonly<Record<string, string>> = {},
    /** More than the server says, to find the mistake by. */
    readonly detail: string | undefined = undefined,
  ) {
    super(description)
  }
}

const parameterNames = [
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
  'access_token',
  'client_assertion',
  'client_assertion_type',
] as const

/** The names of the parameters that authorization servers read. */
type TokenParameterName = (typeof parameterNames)[number]

/** The parameters of a request. A parameter that was not sent is absent. */
export type TokenParameters = Readonly<Partial<Record<TokenParameterName, string>>>

/** The supported formats of a body. */
type BodyFormat = 'json' | 'form'

const mediaTypes: Readonly<Record<BodyFormat, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
}
const bodyLimit = 64 * 1024

/**
 * Reads the body of a request to an authorization server. Parameters of the media type are ignored, since some
 * clients send invalid ones.
 *
 * @throws {OAuthError} if the body cannot be read
 */
export async function readTokenParameters(
  request: Request,
  formats: readonly BodyFormat[],
): Promise<TokenParameters> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const format = formats.find((known) => mediaTypes[known] === type)
  if (format === undefined)
    throw new OAuthError(
      400,
      'invalid_request',
      `Content-Type must be ${formats.map((known) => mediaTypes[known]).join(' or ')}`,
    )
  const text = await readLimitedText(request, bodyLimit)
  if (text === undefined)
    throw new OAuthError(413, 'invalid_request', `The body is larger than ${bodyLimit} bytes`)
  return format === 'json' ? parseJsonParameters(text) : parseFormParameters(text)
}

function parseJsonParameters(text: string): TokenParameters {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new OAuthError(400, 'invalid_request', 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new OAuthError(400, 'invalid_request', 'The body is not a JSON object')
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of parameterNames) {
    const value: unknown = Object.hasOwn(body, name) ? body[name as keyof typeof body] : undefined
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw new OAuthError(400, 'invalid_request', `${name} is not a string`)
    parameters[name] = value
  }
  return parameters
}

function parseFormParameters(text: string): TokenParameters {
  const form = new URLSearchParams(text)
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of parameterNames) {
    const value = form.get(name)
    if (value !== null) parameters[name] = value
  }
  return parameters
}

/**
 * Returns the PKCE challenge (RFC 7636) at the start of a flow; undefined without PKCE.
 *
 * @throws {OAuthError} for a method other than S256, and for a challenge that is not a SHA-256 hash
 */
export function parseCodeChallenge(parameters: TokenParameters): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters
  if (challenge === undefined && method === undefined) return undefined
  if (method !== 'S256')
    throw new OAuthError(400, 'invalid_request', 'Invalid parameter: code_challenge_method must be S256')
  if (challenge === undefined || !/^[\w-]{43}$/.test(challenge))
    throw new OAuthError(400, 'invalid_request', 'Invalid parameter: code_challenge')
  return challenge
}

/**
 * Checks that the client that ends a flow is the one that started it.
 *
 * @throws {OAuthError} if the verifier does not match the challenge
 */
export async function checkCodeVerifier(
  challenge: string | undefined,
  verifier: string | undefined,
): Promise<void> {
  if (challenge === undefined && verifier === undefined) return
  if (verifier === undefined) throw new OAuthError(400, 'invalid_grant', 'PKCE code verifier not specified')
  if (challenge === undefined)
    throw new OAuthError(
      400,
      'invalid_grant',
      'PKCE code verifier specified but challenge not present in authorization',
    )
  if ((await sha256(verifier)) !== challenge)
    throw new OAuthError(400, 'invalid_grant', 'PKCE verification failed: Code mismatch')
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return encodeBase64Url(digest)
}

const invalidToken = 'Token verification failed'
const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
const allowHeader = { Allow: 'OPTIONS, POST' }

function bearerError(status: 401 | 403, error: string, description: string, detail?: string): OAuthError {
  const challenge = `Bearer error="${error}", error_description="${description}"`
  return new OAuthError(status, error, description, { 'WWW-Authenticate': challenge }, detail)
}
