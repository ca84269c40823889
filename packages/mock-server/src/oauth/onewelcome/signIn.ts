import type { TokenResponse, UserInfo } from '@personctl/openapi/dabp'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { queryOf } from '../../http/request.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { setBounded } from '../../text/boundedMap.ts'
import { grantScopes, readScopes } from '../clients.ts'
import { checkCodeVerifier, OAuthError, parseCodeChallenge, type TokenParameters } from '../endpoints.ts'
import type { SigningKeys } from '../keys.ts'
import {
  type AccessTokens,
  type AuthorizationCode,
  identityClaims,
  idTokenClaims,
  machineScopes,
  type OneWelcomeDeps,
  oneWelcomeTokenClaims,
  personScopes,
  reportClaim,
  reportInAccessToken,
  type TenantDirectory,
  type TokenFrame,
} from './tenant.ts'

/** Serves the authorization endpoint. */
export function authorize({ request }: ServiceCall, deps: OneWelcomeDeps): Response {
  return deps.responses.empty(302, { Location: buildRedirect(queryOf(request.url), deps) })
}

/**
 * Returns the URL to redirect the browser to, with a code or an error.
 *
 * @throws {OAuthError} if the client or the redirect URI is invalid, which makes every redirect unsafe
 */
function buildRedirect(query: URLSearchParams, deps: OneWelcomeDeps): string {
  const { clients, clock, directory, identifiers, state } = deps
  const client = clients.find(query.get('client_id') ?? '')
  if (client === undefined) throw new OAuthError(400, 'invalid_client', 'Nobody has this client_id')
  const target = parseRedirectUri(query)
  const clientState = query.get('state')
  try {
    const code = identifiers.hexadecimal(64)
    setBounded(state.codes, code, {
      ...signIn(query, client, directory),
      expiresAt: clock.now() + codeLifetimeSeconds * 1000,
    })
    target.searchParams.set('code', code)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    target.searchParams.set('error', error.error)
    target.searchParams.set('error_description', error.description)
  }
  if (clientState !== null) target.searchParams.set('state', clientState)
  return target.href
}

/**
 * Returns the redirect URI. URIs are not registered, so that any URI is accepted.
 *
 * @throws {OAuthError} if it is not an absolute URL, or one that a browser would execute
 */
function parseRedirectUri(query: URLSearchParams): URL {
  const text = query.get('redirect_uri') ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.hash !== '' || scriptSchemes.includes(url.protocol))
    throw new OAuthError(400, 'invalid_request', 'redirect_uri must be an absolute URL without a fragment')
  return url
}

const scriptSchemes = ['javascript:', 'data:', 'vbscript:']

/**
 * Signs in the requested person. No password is needed.
 *
 * @throws {OAuthError} which the browser passes to the application
 */
function signIn(
  query: URLSearchParams,
  client: ClientRegistration,
  directory: TenantDirectory,
): Omit<AuthorizationCode, 'expiresAt'> {
  const parameter = (name: string): string | undefined => query.get(name) ?? undefined
  if (parameter('response_type') !== 'code')
    throw new OAuthError(400, 'unsupported_response_type', 'response_type must be code')
  const [challenge, method] = [parameter('code_challenge'), parameter('code_challenge_method')]
  const codeChallenge = parseCodeChallenge({
    ...(challenge === undefined ? {} : { code_challenge: challenge }),
    ...(method === undefined ? {} : { code_challenge_method: method }),
  })
  const login = parameter('login_hint')
  const person = login === undefined ? directory.defaultPerson : directory.person(login)
  if (person === undefined) throw new OAuthError(400, 'login_required', 'Nobody has this account')
  return {
    clientId: client.id,
    redirectUri: parameter('redirect_uri') ?? '',
    referenceId: person.referenceId,
    scopes: grantPersonScopes(client, parameter('scope') ?? 'openid'),
    nonce: parameter('nonce'),
    codeChallenge,
  }
}

function grantPersonScopes(client: ClientRegistration, requested: string): readonly string[] {
  const allowedScopes = client.scopes && { ...client, scopes: [...client.scopes, ...personScopes] }
  const { granted, rejected } = grantScopes(allowedScopes ?? client, requested, personScopes)
  const invalidScopes = [...rejected, ...granted.filter((scope) => machineScopes.includes(scope))]
  if (invalidScopes.length > 0)
    throw new OAuthError(400, 'invalid_scope', `Nobody signs in with the scope ${invalidScopes.join(' ')}`)
  return granted
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
export async function readUserInfo(
  token: string,
  { clients, directory, tokens }: OneWelcomeDeps,
): Promise<UserInfo | undefined> {
  const claims = await tokens.commonClaims(token)
  const scopes = readScopes(claims)
  const person = scopes.includes('openid') ? directory.person(String(claims.sub)) : undefined
  if (person === undefined) return undefined
  const client = clients.find(String(claims['cid']))
  return { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
}

/** A token request of an authenticated client. */
export interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** Values that all tokens of the response share. */
  readonly frame: TokenFrame
}

/** The dependencies of the grants. */
export interface GrantDeps {
  readonly directory: TenantDirectory
  readonly keys: SigningKeys
  readonly tokens: AccessTokens
  readonly codes: Map<string, AuthorizationCode>
}

/** Handles a token request of one grant type. Rejects with OAuthError. */
export type Grant = (request: TokenRequest, deps: GrantDeps) => Promise<TokenResponse>

/** The lifetime of an authorization code, in seconds. */
export const codeLifetimeSeconds = 60

/** Authorization code grant: issues the tokens of a person who signed in. A code can be used once. */
export const authorizationCodeGrant: Grant = async (request, { directory, keys, tokens, codes }) => {
  const { parameters, client, frame } = request
  const authorization = codes.get(parameters.code ?? '')
  if (authorization === undefined || authorization.clientId !== client.id) throw invalidGrant('Unknown code')
  codes.delete(parameters.code ?? '')
  if (authorization.expiresAt <= frame.now) throw invalidGrant('The code has expired')
  if (authorization.redirectUri !== parameters.redirect_uri)
    throw invalidGrant('Another redirect_uri than before')
  await checkCodeVerifier(authorization.codeChallenge, parameters.code_verifier)
  const person = directory.person(authorization.referenceId)
  if (person === undefined) throw invalidGrant('Nobody has this account any more')
  const { scopes } = authorization
  const access = {
    ...oneWelcomeTokenClaims(frame, person.referenceId, client.id, scopes),
    ...reportInAccessToken(person, directory, client),
  }
  const identity = { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
  return {
    access_token: await tokens.issue(access, client),
    ...(scopes.includes('openid')
      ? { id_token: await keys.sign(idTokenClaims(frame, identity, authorization.nonce)) }
      : {}),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
}

const invalidGrant = (reason: string) => new OAuthError(400, 'invalid_grant', reason)
