import { isObject, isTokenString } from '@personctl/shared/guards'
import * as oauth from 'oauth4webapi'
import { parseHttpUrl } from '../arguments.ts'
import {
  AuthenticationError,
  type ErrorCode,
  type ErrorDetails,
  InvalidRequestError,
  InvalidResponseError,
  type PersonctlError,
} from '../errors.ts'
import { raceAbort } from '../http/abort.ts'
import { HttpClient } from '../http/httpClient.ts'
import { ApiRequest, type TokenSource } from '../http/request.ts'
import type { BufferedResponse } from '../http/response.ts'
import type {
  AccessToken,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'

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

/** Fields of a token request. Undefined ones are omitted. */
export type TokenRequestFields = Readonly<Record<string, string | undefined>>

/**
 * Sends a request to a token endpoint, with the retries and time limits of the client that needs the token.
 *
 * @param context.secrets strings that must not appear in an error, beside the secret of the client
 * @throws {AuthenticationError} when the endpoint refuses the request
 */
export function requestToken(
  grant: TokenGrant,
  fields: TokenRequestFields,
  client: ClientIdentity,
  context: AuthenticationContext & { secrets?: readonly string[] },
): Promise<BufferedResponse> {
  const { request, secrets } = createTokenRequest(grant.tokenUrl, fields, client)
  const http = new HttpClient({
    ...context,
    during: 'token',
    subject: `The token endpoint ${grant.tokenUrl}`,
    origin: new URL(grant.tokenUrl).origin,
    secrets: [...secrets, ...(context.secrets ?? [])],
    isRetryable: () => true,
    mapError: (response, message, details) => mapTokenError(response, message, details, grant),
  })
  return http.request(request)
}

/** Creates the request. The secret is in its body or in a header, never in its URL. */
function createTokenRequest(
  url: string,
  fields: TokenRequestFields,
  { clientId, clientSecret, clientAuthentication, format }: ClientIdentity,
): { request: ApiRequest; secrets: readonly string[] } {
  const headers: Record<string, string> = {}
  const body: Record<string, string> = {}
  const secrets: string[] = clientSecret === undefined ? [] : [clientSecret]
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
  const text = isJson ? JSON.stringify(body) : new URLSearchParams(body).toString()
  return { request: new ApiRequest(url, { method: 'POST', headers, body: text }), secrets }
}

// RFC 6749 requires the encoding of forms. No other character is encoded: many servers do not decode them, and with most
// ids and secrets that makes no difference then.
function encodeForm(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1)
}

function mapTokenError(
  response: BufferedResponse,
  message: string,
  details: ErrorDetails,
  grant: TokenGrant,
): PersonctlError | undefined {
  const { status } = response
  const sentence = `The token endpoint ${grant.tokenUrl} responded with ${status}${message === '' ? '' : `: ${message}`}`
  if (status === 404 || status === 405)
    return new InvalidResponseError(sentence, { ...details, hint: checkTokenUrl })
  if (status !== 400 && status !== 401 && status !== 403) return undefined
  return new AuthenticationError(sentence, {
    ...details,
    code: tokenErrorCode(response),
    hint: `Check the id and the secret of client ${JSON.stringify(grant.clientId)}, and that it may request ${describeGrant(grant)}.`,
  })
}

const checkTokenUrl = 'Check the token URL.'

// A device that polls must tell these apart. Any other error means that the token was refused.
const pollErrors: readonly ErrorCode[] = [
  'authorization_pending',
  'slow_down',
  'expired_token',
  'access_denied',
]

function tokenErrorCode(response: BufferedResponse): ErrorCode {
  const body = response.tryParse()
  const error = isObject(body) ? body['error'] : undefined
  const pollError = pollErrors.find((code) => code === error)
  return response.status === 400 && pollError !== undefined ? pollError : 'token_refused'
}

function describeGrant({ audience, scope }: TokenGrant): string {
  const parts = [
    audience === undefined ? [] : [`the audience ${JSON.stringify(audience)}`],
    scope === undefined ? [] : [`the scope ${JSON.stringify(scope)}`],
  ].flat()
  return parts.length === 0 ? 'a token' : parts.join(' and ')
}

/**
 * Returns the token in a response of a token endpoint.
 *
 * @param now the time at which the token was issued, in milliseconds since the epoch
 * @throws {InvalidResponseError} if the response has no usable token
 */
export async function readTokenResponse(
  response: BufferedResponse,
  grant: TokenGrant,
  service: string,
  now: number,
): Promise<AccessToken> {
  const fail = (reason: string) =>
    new InvalidResponseError(`The token endpoint ${grant.tokenUrl} sent no usable token: ${reason}.`, {
      service,
      ...response.details,
      hint: checkTokenUrl,
    })
  let token: oauth.TokenEndpointResponse
  try {
    token = await oauth.processClientCredentialsResponse(
      { issuer: grant.tokenUrl },
      { client_id: grant.clientId },
      Response.json(repairTokenResponse(response.parse()), { status: response.status }),
    )
  } catch (error) {
    // The cause may hold the body of the response, and that the token: only the sentence is used.
    throw fail(error instanceof Error ? error.message : String(error))
  }
  if (token.token_type !== 'bearer') throw fail(`the token is of type ${token.token_type}`)
  if (!isTokenString(token.access_token)) throw fail('a header cannot carry the token')
  const lifetimeMs = token.expires_in === undefined ? assumedLifetimeMs : token.expires_in * 1000
  return {
    accessToken: token.access_token,
    issuedAt: now,
    expiresAt: now + lifetimeMs,
    ...(token.scope !== undefined && { scope: token.scope }),
  }
}

// RFC 6749 makes the lifetime optional. Short enough to do no harm, long enough to be worth caching.
const assumedLifetimeMs = 5 * 60 * 1000

/** Supplies what careless endpoints omit or spell wrongly, if the meaning is not in doubt. */
function repairTokenResponse(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  // An ID token is for the application that signs its user in: it would be checked here and used for nothing.
  const { token_type = 'Bearer', expires_in, id_token: _idToken, ...rest } = body as Record<string, unknown>
  const lifetime = typeof expires_in === 'string' ? Number.parseFloat(expires_in) : expires_in
  const hasLifetime = typeof lifetime === 'number' && Number.isFinite(lifetime) && lifetime >= 0
  return { ...rest, token_type, ...(hasLifetime && { expires_in: lifetime }) }
}

/**
 * Returns the same authentication, at the token endpoint that an issuer names in its OpenID Connect discovery document.
 * The document is requested once, when the first token is needed.
 */
export function withDiscovery(auth: Authentication, issuer: string): Authentication {
  return {
    connect(context) {
      let pending: Promise<TokenSource> | undefined
      let source: TokenSource | undefined
      const discover = async () => {
        try {
          source = auth.connect({ ...context, tokenUrl: await discoverTokenUrl(issuer, context) })
          return source
        } finally {
          pending = undefined
        }
      }
      return {
        async token(signal) {
          if (source !== undefined) return source.token(signal)
          pending ??= discover()
          return (await raceAbort(pending, signal)).token(signal)
        },
        reject: (token) => source?.reject(token) ?? 'fixed',
      }
    },
  }
}

async function discoverTokenUrl(issuer: string, context: AuthenticationContext): Promise<string> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const http = new HttpClient({
    ...context,
    during: 'token',
    subject: `The issuer ${issuer}`,
    origin: new URL(issuer).origin,
  })
  const response = await http.request(new ApiRequest(url, { method: 'GET' }))
  const document = response.parse()
  const tokenUrl = isObject(document) ? document['token_endpoint'] : undefined
  const isUrl = typeof tokenUrl === 'string' && /^https?:/i.test(tokenUrl) && URL.canParse(tokenUrl)
  // The secret goes there: not in plain text if the issuer uses encryption.
  if (isUrl && (/^https:/i.test(tokenUrl) || !/^https:/i.test(issuer)))
    return parseHttpUrl('token_endpoint', tokenUrl)
  throw new InvalidResponseError(`${url} names no usable token endpoint.`, {
    service: context.service,
    ...response.details,
    hint: 'Check the issuer, or pass tokenUrl instead.',
  })
}

/** Checks the `clientAuthentication` option of a grant. Throws InvalidRequestError for an unknown value. */
export function checkClientAuthentication(value: unknown): void {
  if (value === 'body' || value === 'basic') return
  throw new InvalidRequestError(`clientAuthentication is ${JSON.stringify(value)}; it takes body or basic.`, {
    param: 'clientAuthentication',
  })
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
  throw new InvalidRequestError(`${param} is missing, and the client's environment has none.`, { param })
}
