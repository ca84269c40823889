import type { TokenResponse, UserInfo } from '@personctl/openapi/dabp'
import { queryOf } from '../../http/request.ts'
import { type Memory, remember } from '../boundedMap.ts'
import { askedScopes, type ClientRegistration, scopesOf } from '../clients.ts'
import {
  addUserInfoRoute,
  checkCodeVerifier,
  codeChallengeOf,
  refusalAnswer,
  type ServerRoutes,
  type TokenParameters,
  TokenRefusal,
} from '../endpoints.ts'
import { signedToken } from '../keys.ts'
import {
  type AccessTokens,
  type AuthorizationCode,
  accessTokenClaims,
  delegationAudience,
  endpoints,
  identityClaims,
  idTokenClaims,
  machineScopes,
  type OneWelcomeParts,
  personScopes,
  reportClaim,
  reportInAccessToken,
  type TenantDirectory,
  type TokenFrame,
} from './tenant.ts'

/** A request for a token, by a client that is who it says it is. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case. */
  readonly frame: TokenFrame
}

/** What grants draw on. */
interface GrantParts {
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
  readonly codes: Memory<AuthorizationCode>
}

/** Decides on a token request; rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: GrantParts) => Promise<TokenResponse>

/** How long a code is good, in seconds. */
export const codeLifetimeSeconds = 60

/** The tokens of a person who signed in, for the code that their browser brought back. A code is good once. */
export const authorizationCodeGrant: Grant = async (request, { directory, tokens, codes }) => {
  const { parameters, client, frame } = request
  const known = codes.get(parameters.code ?? '')
  if (known === undefined || known.clientId !== client.id) throw invalidGrant('Unknown code')
  codes.delete(parameters.code ?? '')
  if (known.expiresAt <= frame.now) throw invalidGrant('The code has expired')
  if (known.redirectUri !== parameters.redirect_uri) throw invalidGrant('Another redirect_uri than before')
  await checkCodeVerifier(known.codeChallenge, parameters.code_verifier)
  const person = directory.person(known.referenceId)
  if (person === undefined) throw invalidGrant('Nobody has this account any more')
  const { scopes } = known
  const access = {
    ...accessTokenClaims(frame, person.referenceId, client.id, scopes),
    ...reportInAccessToken(person, directory, client),
  }
  const identity = { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
  return {
    access_token: await tokens.issue(access, client),
    ...(scopes.includes('openid')
      ? { id_token: await signedToken(idTokenClaims(frame, identity, known.nonce)) }
      : {}),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
}

const invalidGrant = (reason: string) => new TokenRefusal(400, 'invalid_grant', reason)

/** The grant for programs of their own. */
export const clientCredentialsGrant: Grant = async ({ parameters, client, frame }, { tokens }) => {
  if (client.secret === null)
    throw new TokenRefusal(400, 'unauthorized_client', 'A public client has no tokens of its own')
  const { granted, refused } = askedScopes(client, parameters.scope, machineScopes)
  const impossible = [...refused, ...granted.filter((scope) => personScopes.includes(scope))]
  if (impossible.length > 0)
    throw new TokenRefusal(
      400,
      'invalid_scope',
      `Client ${client.id} may not ask for ${impossible.join(' ')}`,
    )
  const claims = accessTokenClaims(frame, client.id, delegationAudience, granted)
  const answer: TokenResponse = {
    access_token: await tokens.issue(claims, client),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(granted.length === 0 ? {} : { scope: granted.join(' ') }),
  }
  return answer
}

const scriptSchemes = ['javascript:', 'data:', 'vbscript:']

/**
 * Where an application wants its user back. Applications are not registered with their addresses: any will do.
 *
 * @throws TokenRefusal where it is none, or one that a browser runs
 */
function redirectUriOf(query: URLSearchParams): URL {
  const text = query.get('redirect_uri') ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.hash !== '' || scriptSchemes.includes(url.protocol))
    throw new TokenRefusal(400, 'invalid_request', 'redirect_uri must be an absolute URL without a fragment')
  return url
}

/**
 * Decides on a sign-in: whoever is named is in at once.
 *
 * @throws TokenRefusal, which the application gets to know through the browser
 */
function signedIn(
  query: URLSearchParams,
  client: ClientRegistration,
  directory: TenantDirectory,
): Omit<AuthorizationCode, 'expiresAt'> {
  const of = (name: string): string | undefined => query.get(name) ?? undefined
  if (of('response_type') !== 'code')
    throw new TokenRefusal(400, 'unsupported_response_type', 'response_type must be code')
  const [challenge, method] = [of('code_challenge'), of('code_challenge_method')]
  const codeChallenge = codeChallengeOf({
    ...(challenge === undefined ? {} : { code_challenge: challenge }),
    ...(method === undefined ? {} : { code_challenge_method: method }),
  })
  const login = of('login_hint')
  const person = login === undefined ? directory.defaultPerson : directory.person(login)
  if (person === undefined) throw new TokenRefusal(400, 'login_required', 'Nobody has this account')
  return {
    clientId: client.id,
    redirectUri: of('redirect_uri') ?? '',
    referenceId: person.referenceId,
    scopes: scopesOfPerson(client, of('scope') ?? 'openid'),
    nonce: of('nonce'),
    codeChallenge,
  }
}

function scopesOfPerson(client: ClientRegistration, wanted: string): readonly string[] {
  const everybodys = client.scopes && { ...client, scopes: [...client.scopes, ...personScopes] }
  const { granted, refused } = askedScopes(everybodys ?? client, wanted, personScopes)
  const impossible = [...refused, ...granted.filter((scope) => machineScopes.includes(scope))]
  if (impossible.length > 0)
    throw new TokenRefusal(400, 'invalid_scope', `Nobody signs in with the scope ${impossible.join(' ')}`)
  return granted
}

/** Where a person signs in to an application, and where it asks who they are. */
export function addSignInRoutes(routes: ServerRoutes<OneWelcomeParts>): void {
  routes.get(endpoints.authorize, ({ req, env }) => {
    const { responses } = env
    try {
      return responses.empty(302, { Location: wayBack(queryOf(req.url), env) })
    } catch (error) {
      if (error instanceof TokenRefusal) return refusalAnswer(responses, error)
      throw error
    }
  })
  addUserInfoRoute(routes, endpoints.userInfo, userInfoOf)
}

/** Where the browser is sent: to the application, unless nobody can tell which that is. */
function wayBack(query: URLSearchParams, parts: OneWelcomeParts): string {
  const { clients, clock, directory, identifiers, state } = parts
  const client = clients.find(query.get('client_id') ?? '')
  if (client === undefined) throw new TokenRefusal(400, 'invalid_client', 'Nobody has this client_id')
  const target = redirectUriOf(query)
  const mark = query.get('state')
  try {
    const code = identifiers.hexadecimal(64)
    remember(state.codes, code, {
      ...signedIn(query, client, directory),
      expiresAt: clock.now() + codeLifetimeSeconds * 1000,
    })
    target.searchParams.set('code', code)
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error
    target.searchParams.set('error', error.error)
    target.searchParams.set('error_description', error.description)
  }
  if (mark !== null) target.searchParams.set('state', mark)
  return target.href
}

async function userInfoOf(
  token: string,
  { clients, directory, tokens }: OneWelcomeParts,
): Promise<UserInfo | undefined> {
  const claims = await tokens.claimsOf(token)
  const scopes = scopesOf(claims)
  const person = scopes.includes('openid') ? directory.person(String(claims.sub)) : undefined
  if (person === undefined) return undefined
  const client = clients.find(String(claims['cid']))
  return { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
}
