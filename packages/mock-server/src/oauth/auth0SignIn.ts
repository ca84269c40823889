// What Auth0 serves to applications that sign people in. Programs do without it, so that it is loaded when it is needed.
import type { OpenIdConfiguration, TokenResponse, UserInfo } from '@personctl/generated/cis'
import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { readStringAttribute } from '../directory/profile.ts'
import type { ServiceCall } from '../routing/router.ts'
import { type AccessTokens, createAccessTokens } from './accessTokens.ts'
import { type Auth0Deps, auth0Endpoints, auth0IssuerPath, checkAudience } from './auth0Tenant.ts'
import { readScopes } from './clients.ts'
import {
  createUserInfoHandler,
  type EndpointHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from './endpoints.ts'
import { narrowScopes, redeemCode, redeemRefreshToken, storeRefreshToken } from './signIn/authorizations.ts'
import { serveLogout } from './signIn/logout.ts'
import { createProfilePeople, type ProfilePerson } from './signIn/profilePeople.ts'
import type { SignInPeople } from './signIn/signInPeople.ts'
import { promptValues, responseModes, serveSignIn } from './signIn/signInRequest.ts'
import type { SignInServer } from './signIn/signInServer.ts'
import { type Authorization, authorizationId, revoke } from './signIn/signInState.ts'
import { InvalidTokenError } from './verify.ts'

/** The scopes of people. */
const personScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access']

/** The lifetime of an ID token, in seconds: that of a new application of Auth0. */
const idTokenTtlSeconds = 36_000

/** The lifetime of a refresh token, in seconds. */
export const auth0RefreshTtlSeconds: number = 30 * 86_400

/** The dependencies of sign-ins. */
interface PersonDeps extends Auth0Deps {
  readonly people: SignInPeople<ProfilePerson>
  readonly tokens: AccessTokens
}

function createPersonDeps(deps: Auth0Deps): PersonDeps {
  return {
    ...deps,
    people: createProfilePeople(deps.directory, 'user_id'),
    tokens: createAccessTokens(deps),
  }
}

/** The rules of a sign-in at the tenant. */
const server: SignInServer<PersonDeps> = {
  title: 'the Auth0 of Mozilla',
  issuerPath: auth0IssuerPath,
  cookie: { name: 'personctl-mock-auth0', path: auth0IssuerPath },
  sendsIssuer: false,
  sendsSession: false,
  needsClientAtLogout: false,
  // Auth0 leaves out the scopes that an API or a client does not have. The response says which ones it granted.
  grantScopes(client, parameters, deps) {
    const audience = parameters.get('audience')
    if (audience !== null) checkAudience(audience, deps)
    const known = audience === null ? personScopes : [...personScopes, ...deps.knownScopes]
    const allowed = client.scopes && { ...client, scopes: [...client.scopes, ...personScopes] }
    const { granted, rejected } = deps.clients.grantScopes(
      allowed ?? client,
      parameters.get('scope') ?? '',
      known,
    )
    return granted.filter(
      (scope) => !rejected.includes(scope) && (audience !== null || known.includes(scope)),
    )
  },
}

const handleUserInfo = createUserInfoHandler<PersonDeps>((_, token, deps) => readUserInfo(token, deps))

const handlers: Readonly<Record<string, EndpointHandler<PersonDeps>>> = {
  authorize: (call, deps) => serveSignIn(call, server, deps),
  postAuthorize: (call, deps) => serveSignIn(call, server, deps),
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  revokeToken,
  logout: (call, deps) => serveLogout(call, server, deps),
  postLogout: (call, deps) => serveLogout(call, server, deps),
  logoutByReturnTo: (call, deps) => serveLogout(call, server, deps, 'returnTo'),
}

/** Serves an operation of sign-ins. */
export async function serveAuth0SignIn(call: ServiceCall, deps: Auth0Deps): Promise<Response> {
  const handle = handlers[call.operation?.operation ?? '']
  if (handle === undefined) throw new OAuthError(404, 'not_found', `There is nothing at ${call.path}`)
  return handle(call, createPersonDeps(deps))
}

/** A token request for a person. */
interface PersonTokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  readonly issuer: string
}

/**
 * Issues the tokens of a person, for a code or for a refresh token.
 *
 * @throws {OAuthError} if the code or the refresh token is not valid
 */
export async function issuePersonTokens(
  grantType: 'authorization_code' | 'refresh_token',
  request: PersonTokenRequest,
  auth0Deps: Auth0Deps,
): Promise<TokenResponse> {
  const deps = createPersonDeps(auth0Deps)
  const { parameters, client } = request
  try {
    if (grantType === 'refresh_token') {
      const authorization = redeemRefreshToken(parameters.refresh_token, client, deps)
      const scopes = narrowScopes(authorization.scopes, parameters.scope)
      return await createTokens(authorization, scopes, client.rotateRefreshTokens === true, request, deps)
    }
    const authorization = await redeemCode(parameters, client, deps)
    const isOffline = authorization.scopes.includes('offline_access')
    return await createTokens(authorization, authorization.scopes, isOffline, request, deps)
  } catch (error) {
    // Auth0 says 403 where the standard says 400.
    if (error instanceof OAuthError && error.error === 'invalid_grant')
      throw new OAuthError(403, error.error, error.description)
    throw error
  }
}

async function createTokens(
  authorization: Authorization,
  scopes: readonly string[],
  withRefreshToken: boolean,
  { client, issuer }: PersonTokenRequest,
  { people, tokens, state, identifiers, clock, tokenTtlSeconds, keys }: PersonDeps,
): Promise<TokenResponse> {
  const person = people.find(authorization.login)
  if (person === undefined) throw new OAuthError(403, 'invalid_grant', 'user is blocked')
  const { audience } = authorization
  const now = clock.now()
  const issuedAt = Math.floor(now / 1000)
  const scope = scopes.join(' ')
  const frame = { iss: issuer, sub: person.login, iat: issuedAt }
  const userInfoAudience = `${issuer}userinfo`
  const audiences = scopes.includes('openid')
    ? [audience ?? [], userInfoAudience].flat()
    : [audience ?? userInfoAudience]
  const access: JWTPayload = {
    ...frame,
    aud: audiences.length === 1 ? String(audiences[0]) : audiences,
    exp: issuedAt + tokenTtlSeconds,
    azp: client.id,
    ...(scope === '' ? {} : { scope }),
  }
  // Without an audience, a token is good for nothing but userinfo, and nobody has to read it.
  const accessToken = await tokens.issue(access, audience === undefined)
  const refreshToken = withRefreshToken
    ? issueRefreshToken(authorization, now + auth0RefreshTtlSeconds * 1000, { state, identifiers })
    : undefined
  return {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scopes.includes('openid')
      ? { id_token: await keys.sign(idTokenClaims(person, { ...authorization, scopes }, issuer, now)) }
      : {}),
    ...(scope === '' ? {} : { scope }),
    expires_in: tokenTtlSeconds,
    token_type: 'Bearer',
  }
}

/**
 * Returns the claims of an ID token.
 *
 * @param now in milliseconds since 1970
 */
export function idTokenClaims(
  person: ProfilePerson,
  { clientId, scopes, session, signedInAt, nonce }: Authorization,
  issuer: string,
  now: number,
  lifetimeSeconds: number = idTokenTtlSeconds,
): JWTPayload {
  const issuedAt = Math.floor(now / 1000)
  return {
    ...identityClaims(person, scopes),
    iss: issuer,
    iat: issuedAt,
    aud: clientId,
    exp: issuedAt + lifetimeSeconds,
    auth_time: signedInAt,
    ...(nonce === undefined ? {} : { nonce }),
    sid: session,
  }
}

/** Issues a refresh token. @param expiresAt in milliseconds since 1970 */
export function issueRefreshToken(
  authorization: Authorization,
  expiresAt: number,
  { state, identifiers }: Pick<Auth0Deps, 'state' | 'identifiers'>,
): string {
  const token = `v1.${identifiers.hexadecimal(64)}`
  storeRefreshToken(state, token, authorization, expiresAt)
  return token
}

/** Returns the claims that identify a person, as far as the scopes permit. */
function identityClaims(person: ProfilePerson, scopes: readonly string[]): JWTPayload & { sub: string } {
  const { login, name, firstName, lastName, email, profile } = person
  const readString = (attribute: string): string | undefined =>
    readStringAttribute(profile, attribute) || undefined
  const ofProfile = {
    name,
    given_name: firstName || undefined,
    family_name: lastName || undefined,
    nickname: readString('primary_username'),
    picture: readString('picture'),
    updated_at: readString('last_modified'),
  }
  const claims = {
    ...(scopes.includes('profile') ? ofProfile : {}),
    ...(scopes.includes('email') && email !== undefined ? { email, email_verified: true } : {}),
  }
  return {
    ...Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)),
    sub: login,
  }
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
async function readUserInfo(token: string, { people, tokens }: PersonDeps): Promise<UserInfo | undefined> {
  const claims = await tokens.activeClaims(token)
  // An ID token, and a token for an API alone, do not name the endpoint as their audience.
  if (![claims.aud].flat().includes(`${claims.iss}userinfo`))
    throw new InvalidTokenError('invalid_claims', 'the token is not for userinfo')
  const scopes = readScopes(claims)
  if (!scopes.includes('openid')) return undefined
  const person = people.find(String(claims.sub))
  if (person === undefined) throw new InvalidTokenError('invalid_claims', 'user is blocked')
  return identityClaims(person, scopes)
}

/**
 * Revokes a refresh token, and with it all of its authorization (RFC 7009). Auth0 cannot revoke access tokens: the response
 * for any other token is the same.
 */
async function revokeToken({ request }: ServiceCall, deps: PersonDeps): Promise<Response> {
  const parameters = await readTokenParameters(request, ['json', 'form'])
  const { client, failure } = deps.clients.authenticate(request.headers.get('authorization'), parameters)
  if (client === undefined)
    throw new OAuthError(401, 'invalid_client', 'Client authentication failed', {}, failure)
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Missing required parameter: token')
  const authorization = deps.state.refreshTokens.get(token)?.authorization
  if (authorization !== undefined && authorization.clientId !== client.id)
    throw new OAuthError(403, 'access_denied', 'The token was issued to another client')
  if (authorization !== undefined) revoke(deps.state, authorizationId(authorization))
  return deps.responses.empty(200)
}

/** Returns the discovery document. */
export function buildOpenIdConfiguration(
  origin: string,
  knownScopes: readonly string[],
): OpenIdConfiguration {
  return {
    issuer: `${origin}${auth0IssuerPath}`,
    authorization_endpoint: `${origin}${auth0Endpoints.authorize}`,
    token_endpoint: `${origin}${auth0Endpoints.token}`,
    userinfo_endpoint: `${origin}${auth0Endpoints.userInfo}`,
    revocation_endpoint: `${origin}${auth0Endpoints.revoke}`,
    end_session_endpoint: `${origin}${auth0Endpoints.logout}`,
    jwks_uri: `${origin}${auth0Endpoints.keys}`,
    grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...personScopes, ...knownScopes],
    claims_supported: claimNames,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    response_modes_supported: responseModes,
    prompt_values_supported: promptValues,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    subject_types_supported: ['public'],
  }
}

const claimNames: readonly string[] = [
  'aud',
  'auth_time',
  'email',
  'email_verified',
  'exp',
  'family_name',
  'given_name',
  'iat',
  'iss',
  'name',
  'nickname',
  'nonce',
  'picture',
  'sid',
  'sub',
  'updated_at',
]
