import * as oauth from 'oauth4webapi'
import {
  AuthenticationError,
  type ErrorDetails,
  InvalidResponseError,
  type PersonctlError,
} from '../http/errors/index.ts'
import { createExchange } from '../http/exchange.ts'
import type { ReceivedAnswer } from '../http/receivedAnswer.ts'
import type { AccessToken } from './accessToken.ts'
import type { AuthenticationContext } from './authentication.ts'
import { type ClientIdentity, clientRequest } from './clientRequest.ts'

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
  if (!/^[\x21-\x7e]+$/.test(token.access_token))
    throw noToken('the token cannot be put in a header', grant, service)
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
