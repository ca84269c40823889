import { isTokenString } from '@personctl/shared/guards'
import * as oauth from 'oauth4webapi'
import {
  AuthenticationError,
  type ErrorDetails,
  InvalidResponseError,
  type PersonctlError,
} from '../errors.ts'
import { orAborted } from '../http/abort.ts'
import { createExchange } from '../http/httpClient.ts'
import { OutgoingRequest, type TokenSource } from '../http/request.ts'
import type { ReceivedAnswer } from '../http/response.ts'
import { checkedAddress } from '../http/url.ts'
import type {
  AccessToken,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
  TokenRequestFormat,
} from './authentication.ts'

/** How a client names itself. A public one has no secret. */
export interface ClientIdentity {
  clientId: string
  clientSecret: string | undefined
  clientAuthentication: ClientAuthentication
  format: TokenRequestFormat
}

/** A request of a client to its authorization server, and the texts in it that must not be shown. */
interface ClientRequest {
  request: OutgoingRequest
  secrets: readonly string[]
}

/** The request with these fields. The secret is in its body or in a header, never in its URL. */
function clientRequest(
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  { clientId, clientSecret, clientAuthentication, format }: ClientIdentity,
): ClientRequest {
  const headers = new Headers()
  const inBody: Record<string, string> = {}
  const secrets: string[] = clientSecret === undefined ? [] : [clientSecret]
  if (clientSecret !== undefined && clientAuthentication === 'basic') {
    const basic = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)
    headers.set('authorization', `Basic ${basic}`)
    secrets.push(basic)
  } else {
    inBody['client_id'] = clientId
    if (clientSecret !== undefined) inBody['client_secret'] = clientSecret
  }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) inBody[name] = value
  const [contentType, body] =
    format === 'json'
      ? ['application/json', JSON.stringify(inBody)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(inBody).toString()]
  headers.set('content-type', contentType)
  return { request: new OutgoingRequest(url, { method: 'POST', headers, body }), secrets }
}

// RFC 6749 has both encoded as in a form. Not one character more: many servers do not decode them, and with most ids
// and secrets that then makes no difference.
function formEncoded(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1)
}

/**
 * The same authentication at the token endpoint that an issuer names in its OpenID Connect discovery document. The
 * document is asked for when the first token is needed, and not again.
 */
export function discovering(auth: Authentication, issuer: string): Authentication {
  return {
    connect(context) {
      let finding: Promise<TokenSource> | undefined
      let found: TokenSource | undefined
      const find = async () => {
        try {
          found = auth.connect({ ...context, tokenUrl: await tokenEndpointOf(issuer, context) })
          return found
        } finally {
          finding = undefined
        }
      }
      return {
        async token(signal) {
          if (found === undefined) finding ??= find()
          const source = found ?? (await orAborted(finding as Promise<TokenSource>, signal))
          return source.token(signal)
        },
        reject: (token) => found?.reject(token) ?? false,
      }
    },
  }
}

async function tokenEndpointOf(issuer: string, context: AuthenticationContext): Promise<string> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const exchange = createExchange({ ...context, origin: new URL(issuer).origin })
  const answer = await exchange(new OutgoingRequest(url, { method: 'GET' }))
  const document = answer.parsed()
  const named =
    typeof document === 'object' && document !== null && 'token_endpoint' in document
      ? document.token_endpoint
      : undefined
  const isUrl = typeof named === 'string' && /^https?:/i.test(named) && URL.canParse(named)
  // The secret goes there: not in the clear where it was to be encrypted.
  if (isUrl && (/^https:/i.test(named) || !/^https:/i.test(issuer)))
    return checkedAddress('token_endpoint', named)
  throw new InvalidResponseError(`${url} names no token endpoint that can be used.`, {
    service: context.service,
    status: answer.status,
    attempts: 1,
    hint: 'Check the issuer, or give tokenUrl in its place.',
  })
}

/** Whom a token is asked of, by whom, and for what. */
export interface TokenGrant {
  tokenUrl: string
  clientId: string
  audience: string | undefined
  scope: string | undefined
}

// RFC 6749 leaves the lifetime optional. Short enough to do no harm, long enough to be worth keeping.
const assumedLifetimeMs = 5 * 60 * 1000

/** The token in an answer of a token endpoint. Throws InvalidResponseError where there is none. */
export async function readTokenAnswer(
  answer: { status: number; json(): Promise<unknown> },
  grant: TokenGrant,
  service: string,
  now: number,
): Promise<AccessToken> {
  const response = Response.json(completed(await answer.json()), { status: answer.status })
  let token: oauth.TokenEndpointResponse
  try {
    token = await oauth.processClientCredentialsResponse(
      { issuer: grant.tokenUrl },
      { client_id: grant.clientId },
      response,
    )
  } catch (error) {
    // Its cause may hold the answer's body, and that the token: only the sentence is taken over.
    throw noToken(error instanceof Error ? error.message : String(error), grant, service)
  }
  if (token.token_type !== 'bearer') throw noToken(`the token is of type ${token.token_type}`, grant, service)
  if (!isTokenString(token.access_token)) throw noToken('the token cannot be put in a header', grant, service)
  const lifetimeMs = token.expires_in === undefined ? assumedLifetimeMs : token.expires_in * 1000
  return {
    accessToken: token.access_token,
    issuedAt: now,
    expiresAt: now + lifetimeMs,
    ...(token.scope !== undefined && { scope: token.scope }),
  }
}

/** With what careless endpoints leave out, or fill in with nonsense, put right where its meaning is not in doubt. */
function completed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  // An ID token is for the application that signs its user in: it would be checked here, and used for nothing.
  const { token_type = 'Bearer', expires_in, id_token: _idToken, ...rest } = body as Record<string, unknown>
  const lifetime = typeof expires_in === 'string' ? Number.parseFloat(expires_in) : expires_in
  const hasLifetime = typeof lifetime === 'number' && Number.isFinite(lifetime) && lifetime >= 0
  return { ...rest, token_type, ...(hasLifetime && { expires_in: lifetime }) }
}

/**
 * Asks a token endpoint, with the retries and time limits of the client it is for.
 *
 * @param context.secrets texts that must not appear in any error, beside those of the client
 */
export function askTokenEndpoint(
  grant: TokenGrant,
  fields: Readonly<Record<string, string | undefined>>,
  client: ClientIdentity,
  context: AuthenticationContext & { secrets?: readonly string[] },
): Promise<ReceivedAnswer> {
  const { request, secrets } = clientRequest(grant.tokenUrl, fields, client)
  const exchange = createExchange({
    ...context,
    origin: new URL(grant.tokenUrl).origin,
    secrets: [...secrets, ...(context.secrets ?? [])],
    isRepeatable: () => true,
    explain: (answer, said, details) => explainRefusal(answer, said, details, grant),
  })
  return exchange(request)
}

function explainRefusal(
  answer: ReceivedAnswer,
  said: string,
  details: ErrorDetails,
  grant: TokenGrant,
): PersonctlError | undefined {
  const asked = `The token endpoint ${grant.tokenUrl} answered ${answer.status}${said === '' ? '' : `: ${said}`}`
  if (answer.status === 404 || answer.status === 405) {
    return new InvalidResponseError(asked, { ...details, hint: 'Check the token URL.' })
  }
  if (answer.status !== 400 && answer.status !== 401 && answer.status !== 403) return undefined
  return new AuthenticationError(asked, {
    ...details,
    code: codeOf(answer),
    hint: `Check the id and the secret of client ${JSON.stringify(grant.clientId)}, ${askedFor(grant)}.`,
  })
}

// What the answers to a device's polls tell apart; everything else is a plain refusal.
const pollAnswers = ['authorization_pending', 'slow_down', 'expired_token', 'access_denied']

function codeOf(answer: ReceivedAnswer): string {
  const body = answer.parsedOrUndefined()
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  return answer.status === 400 && pollAnswers.includes(error as string) ? String(error) : 'token_refused'
}

function askedFor({ audience, scope }: TokenGrant): string {
  const parts = [
    audience === undefined ? [] : [`the audience ${JSON.stringify(audience)}`],
    scope === undefined ? [] : [`the scope ${JSON.stringify(scope)}`],
  ].flat()
  return parts.length === 0 ? 'and what it may ask for' : `and that it may ask for ${parts.join(' and ')}`
}

function noToken(reason: string, grant: TokenGrant, service: string): InvalidResponseError {
  return new InvalidResponseError(`The token endpoint ${grant.tokenUrl} gave no usable token: ${reason}.`, {
    service,
    attempts: 1,
    hint: 'Check the token URL.',
  })
}
