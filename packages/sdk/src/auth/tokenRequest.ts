import { isObject, isTokenString } from '@personctl/shared/guards'
import { checkCredential, invalidArgument, invalidRequest, parseHttpUrl } from '../arguments.ts'
import {
  AuthenticationError,
  type ErrorCode,
  type ErrorDetails,
  InvalidResponseError,
  TimeoutError,
} from '../errors.ts'
import { withTimeout } from '../http/abort.ts'
import { HttpClient } from '../http/httpClient.ts'
import { ApiRequest, type TokenSource } from '../http/request.ts'
import { type BufferedResponse, describeStatus } from '../http/response.ts'
import type {
  AccessToken,
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'
import { SharedRequest } from './sharedRequest.ts'

/** The token that is requested, and the token endpoint. */
export interface TokenGrant {
  tokenUrl: string
  clientId: string
  audience: string | undefined
  scope: string | undefined
}

/** The identity of a client, and the form in which it is sent. A public client has no secret. */
export interface ClientIdentity {
  clientId: string
  clientSecret: string | undefined
  clientAuthentication: ClientAuthentication
  format: TokenRequestFormat
}

/** The client that needs a token, and the limits of the request. */
export interface TokenNeed {
  readonly context: AuthenticationContext
  /** Aborts the request when nobody waits for it. */
  readonly signal: AbortSignal
  /** True if no caller waits for the token yet: one attempt is enough, and nobody must be prompted. */
  readonly isBackground: boolean
}

/** A request to a token endpoint. */
export interface TokenRequest {
  grant: TokenGrant
  client: ClientIdentity
  /** The endpoint, for errors. @default the token endpoint */
  endpoint?: { name: string; result: string; hint: string }
  /** The fields beside id and secret of the client. Undefined ones are omitted. */
  fields: Readonly<Record<string, string | undefined>>
  /** Strings that must not appear in an error, beside the secret of the client. */
  secrets?: readonly string[]
  /** False for a request that must not be sent twice. @default true */
  isRepeatable?: boolean
  /** Errors that are the code of the AuthenticationError with any status. Others mean that the token was refused. */
  ownCodes?: readonly ErrorCode[]
  /** Returns advice about an error of the endpoint. By default, it is about the client. */
  adviseOn?(error: string): string | undefined
}

/** A response of a token endpoint: the members that have a value. */
export interface TokenResponse {
  readonly members: Readonly<Record<string, unknown>>
  /** Creates the error for a response that cannot be used. The reason must not hold a value of the response. */
  fail(reason: string): InvalidResponseError
}

/**
 * Sends a request to a token endpoint, with the retries and time limits of the client that needs the token.
 *
 * @throws {AuthenticationError} when the endpoint refuses the request, with any status
 * @throws {InvalidResponseError} when the response is not an object
 */
export async function sendTokenRequest(
  tokenRequest: TokenRequest,
  { context, signal }: TokenNeed,
): Promise<TokenResponse> {
  const { tokenUrl } = tokenRequest.grant
  const { name, result, hint } = tokenRequest.endpoint ?? tokenEndpoint
  const { headers, body, secrets } = encodeTokenRequest(tokenRequest)
  const subject = `The ${name} ${tokenUrl}`
  const ownCodeOf = (response: BufferedResponse) =>
    tokenRequest.ownCodes?.find((code) => code === errorOf(response))
  const refuse = (response: BufferedResponse, sentence: string, details: ErrorDetails) =>
    new AuthenticationError(sentence, {
      ...details,
      code: ownCodeOf(response) ?? 'token_refused',
      hint: tokenRequest.adviseOn?.(errorOf(response)) ?? checkClient(tokenRequest.grant),
    })
  const http = new HttpClient({
    ...context,
    during: 'token',
    subject,
    origin: new URL(tokenUrl).origin,
    secrets,
    isRetryable: () => tokenRequest.isRepeatable ?? true,
    mapError(response, sentence, details) {
      if ([400, 401, 403].includes(response.status) || ownCodeOf(response) !== undefined)
        return refuse(response, sentence, details)
      return [404, 405].includes(response.status)
        ? new InvalidResponseError(sentence, { ...details, hint })
        : undefined
    },
  })
  const response = await http.request(new ApiRequest(tokenUrl, { method: 'POST', headers, body, signal }))
  const { details } = response
  const content = response.tryParse()
  const members = isObject(content) ? definedMembers(content) : {}
  if (members['error'] !== undefined && members['access_token'] === undefined)
    throw refuse(response, describeStatus(subject, response), details)
  return {
    members,
    fail: (reason) =>
      new InvalidResponseError(`${subject} sent no usable ${result}: ${reason}.`, { ...details, hint }),
  }
}

/** Null and the empty string stand for a member that is missing. */
function definedMembers(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null && value !== ''))
}

/** Encodes a request. The secret is in its body or in a header, never in its URL. */
function encodeTokenRequest({ client, fields, secrets: others = [] }: TokenRequest): {
  headers: Record<string, string>
  body: string
  secrets: readonly string[]
} {
  const { clientId, clientSecret, clientAuthentication, format } = client
  const headers: Record<string, string> = {}
  const body: Record<string, string> = {}
  const secrets: string[] = clientSecret === undefined ? [...others] : [clientSecret, ...others]
  if (clientSecret !== undefined && clientAuthentication === 'basic') {
    const basic = btoa(`${encodeForm(clientId)}:${encodeForm(clientSecret)}`)
    headers['authorization'] = `Basic ${basic}`
    secrets.push(basic)
  } else {
    body['client_id'] = clientId
    if (clientSecret !== undefined) body['client_secret'] = clientSecret
  }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body[name] = value
  const isJson = format === 'json'
  headers['content-type'] = isJson ? 'application/json' : 'application/x-www-form-urlencoded'
  return { headers, body: isJson ? JSON.stringify(body) : new URLSearchParams(body).toString(), secrets }
}

// RFC 6749 requires the encoding of forms. No other character is encoded: many servers do not decode them, and with most
// ids and secrets that makes no difference then.
function encodeForm(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1)
}

const tokenEndpoint = { name: 'token endpoint', result: 'token', hint: 'Check the token URL.' }

/** Returns the error that the endpoint names (RFC 6749, 5.2). */
function errorOf(response: BufferedResponse): string {
  const body = response.tryParse()
  return isObject(body) && typeof body['error'] === 'string' ? body['error'] : ''
}

function checkClient({ clientId, audience, scope }: TokenGrant): string {
  const parts = Object.entries({ audience, scope })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `the ${name} ${JSON.stringify(value)}`)
  const token = parts.join(' and ') || 'a token'
  return `Check the id and the secret of client ${JSON.stringify(clientId)}, and that it may request ${token}.`
}

/**
 * Returns the token in a response of a token endpoint (RFC 6749, 5.1). What careless endpoints omit is supplied where the
 * meaning is not in doubt; anything else is an error.
 *
 * @throws {InvalidResponseError} if the response has no usable token
 */
export function readAccessToken({ members, fail }: TokenResponse): AccessToken {
  const { access_token: accessToken, token_type: type = 'Bearer', scope } = members
  if (accessToken === undefined) throw fail('it has no access_token')
  if (typeof accessToken !== 'string') throw fail('its access_token is not a string')
  if (!isTokenString(accessToken)) throw fail('a header cannot carry its access_token')
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw fail('its token_type is not Bearer')
  if (scope !== undefined && typeof scope !== 'string') throw fail('its scope is not a string')
  const issuedAt = Date.now()
  return {
    accessToken,
    issuedAt,
    expiresAt: issuedAt + readLifetimeMs(members['expires_in'], assumedLifetimeMs),
    ...(scope !== undefined && { scope }),
  }
}

// RFC 6749 makes the lifetime optional. Short enough to do no harm, long enough to be worth caching.
const assumedLifetimeMs = 5 * 60 * 1000

/** The longest lifetime that is believed: ten years. Much longer ones are beyond the range of dates. */
export const longestLifetimeMs: number = 10 * 365 * 24 * 60 * 60 * 1000

/** Returns a lifetime, which a response has in seconds, in milliseconds. */
export function readLifetimeMs(value: unknown, otherwiseMs: number): number {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && seconds >= 0
    ? Math.min(seconds * 1000, longestLifetimeMs)
    : otherwiseMs
}

/**
 * Calls a function that returns a credential. It gets ten seconds, or less if the client has a shorter deadline.
 *
 * @param param the option that the function was passed as, for errors
 * @throws {TimeoutError} if it takes longer
 * @throws {InvalidRequestError} if it returns nothing
 */
export async function callForCredential(
  param: string,
  call: () => string | Promise<string>,
  { context, signal }: Pick<TokenNeed, 'context'> & { signal: AbortSignal | undefined },
): Promise<string> {
  // The error names the function only if it comes before that of the deadline.
  const limitMs = Math.min(credentialLimitMs, context.deadlineMs * 0.9)
  const lateError = () =>
    new TimeoutError(`The function ${param} did not return within ${limitMs / 1000} s.`, {
      service: context.service,
      during: 'token',
      param,
      hint: `Check what ${param} waits for.`,
    })
  const credential = await withTimeout(limitMs, lateError, signal, async () => call())
  checkCredential(param, credential, `Check what the function that was passed as ${param} returns.`)
  return credential
}

const credentialLimitMs = 10_000

/**
 * Returns the same authentication, at the token endpoint that an issuer names in its OpenID Connect discovery document.
 * The document is requested once, when the first token is needed.
 */
export function withDiscovery(auth: Authentication, issuer: string): Authentication {
  return {
    connect(context): DiscoveredSource {
      const requests = new SharedRequest<TokenSource>()
      let source: (TokenSource & Partial<AccessTokenSource>) | undefined
      const discover = async (signal: AbortSignal | undefined) =>
        source ??
        requests.join({
          owner: context,
          limitMs: context.deadlineMs,
          signal,
          find: () => source,
          async send(ending) {
            const tokenUrl = await discoverTokenUrl(issuer, context, ending)
            source ??= auth.connect({ ...context, tokenUrl })
            return source
          },
        })
      return {
        get url() {
          return source?.url
        },
        current: () => source?.current?.(),
        async token(signal) {
          return (await discover(signal)).token(signal)
        },
        async accessToken(signal) {
          await discover(signal)
          return source?.accessToken?.(signal)
        },
        reject: (token, isLastResort) => source?.reject(token, isLastResort) ?? 'fixed',
        accept: (token) => source?.accept?.(token),
        close() {
          requests.close(context)
          source?.close?.()
        },
      }
    },
  }
}

interface DiscoveredSource extends TokenSource {
  /** Returns the token with its lifetime; undefined if the authentication does not know it. */
  accessToken(signal?: AbortSignal): Promise<AccessToken | undefined>
}

/**
 * Returns the token endpoint that an issuer names.
 *
 * @throws {InvalidResponseError} if the document is that of another issuer (OpenID Connect Discovery 4.3), or names no
 * usable endpoint
 */
async function discoverTokenUrl(
  issuer: string,
  context: AuthenticationContext,
  signal: AbortSignal,
): Promise<string> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const subject = `The issuer ${issuer}`
  const hint = 'Check the issuer, or pass tokenUrl instead.'
  const http = new HttpClient({
    ...context,
    during: 'token',
    subject,
    origin: new URL(issuer).origin,
    // Not a NotFoundError, which would say that a person does not exist.
    mapError: ({ status }, _sentence, details) =>
      status === 404 || status === 405
        ? new InvalidResponseError(`${subject} has no discovery document.`, { ...details, hint })
        : undefined,
  })
  const response = await http.request(new ApiRequest(url, { method: 'GET', signal }))
  const document = response.tryParse()
  const fail = (message: string) => new InvalidResponseError(message, { ...response.details, hint })
  const { issuer: named, token_endpoint: tokenUrl } = isObject(document) ? document : {}
  if (!isSameIssuer(named, issuer))
    throw fail(`${url} names another issuer: ${String(JSON.stringify(named)).slice(0, 200)}.`)
  const endpoint = typeof tokenUrl === 'string' && URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined
  // The secret goes there: not in plain text if the issuer uses encryption.
  const isSafe =
    endpoint?.protocol === 'https:' || (endpoint?.protocol === 'http:' && !/^https:/i.test(issuer))
  if (isSafe && !/[@?#]/.test(endpoint.href)) return endpoint.href
  throw fail(`${url} names no usable token endpoint.`)
}

// The specification requires equal strings. A slash at the end makes no difference here: the URL of the document is the
// same with and without, so it cannot be the document of somebody else.
function isSameIssuer(named: unknown, issuer: string): boolean {
  if (typeof named !== 'string' || !URL.canParse(named)) return false
  const normalize = (url: string) => new URL(url).href.replace(/\/+$/, '')
  return normalize(named) === normalize(issuer)
}

/** Checks the `clientAuthentication` option of a grant. Throws InvalidRequestError for an unknown value. */
export function checkClientAuthentication(value: unknown): void {
  if (value === 'body' || value === 'basic') return
  throw invalidArgument(undefined, 'clientAuthentication', value, 'body or basic')
}

/** Returns the URL in an option of a grant. Throws InvalidRequestError if it is not a URL. */
export function parseOptionalUrl(param: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : parseHttpUrl(param, value)
}

/** Returns the URL in an option or in the client's environment. Throws InvalidRequestError if neither has one. */
export function requireUrl(
  param: string,
  option: string | undefined,
  ofEnvironment: string | undefined,
): string {
  const url = option ?? ofEnvironment
  if (url !== undefined) return url
  throw invalidRequest(undefined, param, `${param} is missing, and the client's environment has none.`)
}
