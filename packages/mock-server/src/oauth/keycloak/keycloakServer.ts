import type {
  Introspection,
  OpenIdConfiguration,
  operations,
  TokenResponse,
  UserInfo,
} from '@personctl/openapi/cern'
import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { baseUrlOf } from '../../http/request.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import { isPublicClient, parseScope } from '../clients.ts'
import {
  checkCodeVerifier,
  createServer,
  createTokenHandler,
  createUserInfoHandler,
  type EndpointHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from '../endpoints.ts'
import { invalidGrant, narrowScopes, redeemCode } from '../signIn/authorizations.ts'
import { assertionAlgorithms } from '../signIn/clientAssertion.ts'
import { serveLogout } from '../signIn/logout.ts'
import { promptValues, readParameters, responseModes, serveSignIn } from '../signIn/signInRequest.ts'
import type { SignInServer } from '../signIn/signInServer.ts'
import { authorizationId, isRevoked, revoke } from '../signIn/signInState.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'
import {
  authenticateClient,
  confirmDevice,
  type Device,
  grantRealmScopes,
  type KeycloakDeps,
  recordPoll,
  startDeviceFlow,
} from './deviceFlow.ts'
import {
  authorizationService,
  identityClaimNames,
  idTokenClaims,
  openIdPath,
  pickIdentityClaims,
  type RealmDirectory,
  realmIdentityClaims,
  realmPath,
  realmScopes,
  refreshLifetimeSeconds,
  refreshTokenClaims,
  type SignIn,
  serviceTokenClaims,
  type TokenFrame,
  userTokenClaims,
} from './realm.ts'

type Grants = Readonly<Record<string, Grant>>

const apiAccessGrants: Grants = { client_credentials: apiAccessGrant }
const openIdGrants: Grants = {
  authorization_code: authorizationCodeGrant,
  client_credentials: clientCredentialsGrant,
  refresh_token: refreshTokenGrant,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCodeGrant,
  'urn:ietf:params:oauth:grant-type:token-exchange': tokenExchangeGrant,
}

/** The operations in the description of the Authorization Service that Keycloak serves. */
export type KeycloakOperation = Extract<
  keyof operations,
  | 'requestApiToken'
  | 'requestToken'
  | 'requestDeviceCode'
  | 'confirmDevice'
  | 'authorize'
  | 'postAuthorize'
  | 'introspectToken'
  | 'revokeToken'
  | 'logout'
  | 'postLogout'
  | 'getUserInfo'
  | 'postUserInfo'
  | 'getSigningKeys'
  | 'getOpenIdConfiguration'
>

const handleUserInfo = createUserInfoHandler<KeycloakDeps>((_, token, deps) => readUserInfo(token, deps))

/** Serves the requests to Keycloak with the realm of CERN. */
export const serveKeycloak: EndpointHandler<KeycloakDeps> = createServer<KeycloakOperation, KeycloakDeps>({
  requestApiToken: createTokenHandler((request, deps) => issueTokens(request, apiAccessGrants, deps)),
  requestToken: createTokenHandler((request, deps) => issueTokens(request, openIdGrants, deps)),
  requestDeviceCode: createTokenHandler(startDeviceFlow),
  confirmDevice,
  authorize: (call, deps) => serveSignIn(call, server, deps),
  postAuthorize: (call, deps) => serveSignIn(call, server, deps),
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  introspectToken: createTokenHandler(introspect),
  revokeToken,
  logout: (call, deps) => serveLogout(call, server, deps),
  postLogout,
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url)))),
})

/** The rules of a sign-in at the realm. */
const server: SignInServer<KeycloakDeps> = {
  title: 'the Keycloak of CERN',
  issuerPath: realmPath,
  cookie: { name: 'personctl-mock-keycloak', path: `${realmPath}/` },
  sendsIssuer: true,
  sendsSession: true,
  needsClientAtLogout: true,
  grantScopes: (client, parameters, { clients }) =>
    grantRealmScopes(client, parameters.get('scope') ?? undefined, clients),
  matchesUri(registered, requested) {
    if (registered.endsWith('*')) return matchesWildcard(registered.slice(0, -1), new URL(requested))
    return registered === requested || registered === withoutLoopbackPort(requested)
  },
}

/** Credentials do not match: in `https://app.test@evil.test`, the application would be the name of a user. */
const matchesWildcard = (prefix: string, { href, username, password }: URL): boolean =>
  username === '' && password === '' && (href.startsWith(prefix) || `${href}/` === prefix)

/** Returns a URI on the loopback interface without its port: a program listens on any that is free (RFC 8252). */
const withoutLoopbackPort = (uri: string): string =>
  uri.replace(/^(http:\/\/127\.0\.0\.1):\d+(?=[/?]|$)/, '$1')

async function issueTokens(request: Request, grants: Grants, deps: KeycloakDeps): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, identifiers, keys } = deps
  const parameters = await readTokenParameters(request, ['form'])
  const grant = findGrant(parameters.grant_type, grants)
  const client = await authenticateClient(request, parameters, deps)
  grantRealmScopes(client, parameters.scope, clients)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${realmPath}`,
    clientId: client.id,
    scope: parameters.scope ?? '',
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  const { access, refresh, id, issuedTokenType } = await grant({ parameters, client, frame }, deps)
  const session = access['sid']
  return {
    access_token: await keys.sign(access),
    expires_in: tokenTtlSeconds,
    refresh_expires_in: refresh === undefined ? 0 : refreshLifetimeSeconds,
    ...(refresh === undefined ? {} : { refresh_token: await keys.sign(refresh) }),
    ...(id === undefined ? {} : { id_token: await keys.sign(id) }),
    ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
    ...(typeof session === 'string' ? { session_state: session } : {}),
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: String(access['scope'] ?? ''),
  }
}

function findGrant(name: string | undefined, grants: Grants): Grant {
  if (name === undefined) throw new OAuthError(400, 'invalid_request', 'Missing form parameter: grant_type')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new OAuthError(
    400,
    'unsupported_grant_type',
    `Unsupported grant_type ${name}: known here are ${Object.keys(grants).join(', ')}`,
  )
}

/** A token request of an authenticated client. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** Values that all tokens of the response share, with the requested scope. */
  readonly frame: TokenFrame
}

/** The claims of the tokens to issue. */
interface TokenClaims {
  readonly access: JWTPayload
  readonly refresh?: JWTPayload
  readonly id?: JWTPayload
  /** The `issued_token_type` of a token exchange. */
  readonly issuedTokenType?: string
}

/** Handles a token request of one grant type. Throws OAuthError, or rejects with it. */
type Grant = (request: TokenRequest, deps: KeycloakDeps) => TokenClaims | Promise<TokenClaims>

/** Returns the tokens of a person who signed in. The scope `openid` adds an ID token. */
function userTokenResponse(person: SignIn, frame: TokenFrame): TokenClaims {
  const signsIn = parseScope(frame.scope).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}

/** Authorization code grant: issues the tokens of a person who signed in. */
async function authorizationCodeGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const authorization = await redeemCode(parameters, client, deps)
  const { login, session, audience = client.id, scopes, signedInAt, nonce } = authorization
  const person = deps.people.find(login)
  if (person === undefined) throw invalidGrant('User disabled')
  return userTokenResponse(
    {
      identity: realmIdentityClaims(person),
      session,
      audience,
      roles: deps.people.rolesOf(login, audience),
      signedInAt,
      nonce,
    },
    { ...frame, scope: scopes.join(' ') },
  )
}

/** Device code grant (RFC 8628): issues the tokens of the person who confirmed the device. */
async function deviceCodeGrant(
  { parameters, client, frame }: TokenRequest,
  { people, state }: KeycloakDeps,
): Promise<TokenClaims> {
  const { devices } = state
  const { device_code: code = '' } = parameters
  const known = devices.get(code)
  if (known === undefined) throw new OAuthError(400, 'invalid_grant', 'Device code not valid')
  if (known.clientId !== client.id) throw new OAuthError(400, 'invalid_grant', 'unauthorized client')
  if (known.expiresAt <= frame.now) throw new OAuthError(400, 'expired_token', 'Device code is expired')
  const { device, tooEarly } = recordPoll(known, frame.now)
  devices.set(code, device)
  if (tooEarly) throw new OAuthError(400, 'slow_down', 'Slow down')
  const person = findConfirmingPerson(device, people)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // A concurrent request may have used the code in the meantime.
  if (!devices.delete(code)) throw new OAuthError(400, 'invalid_grant', 'Device code not valid')
  return userTokenResponse(
    {
      identity: realmIdentityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: people.rolesOf(person.login, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function findConfirmingPerson(device: Device, people: RealmDirectory) {
  if (device.decision === undefined)
    throw new OAuthError(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : people.find(device.decision.upn)
  if (person === undefined)
    throw new OAuthError(400, 'access_denied', 'The end user denied the authorization request')
  return person
}

/**
 * Refresh token grant: issues new tokens to a person who signed in before. A client that rotates its refresh tokens can use each
 * of them once; one that comes a second time ends the session of the client.
 */
async function refreshTokenGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const { people, state } = deps
  const { refresh_token: token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'No refresh token')
  const claims = await verifyRefreshToken(token, deps)
  if (claims['azp'] !== client.id)
    throw invalidGrant("Invalid refresh token. Token client and authorized client don't match")
  if (state.revoked.has(tokenId(claims))) {
    revoke(state, clientSession(claims))
    throw invalidGrant('Maximum allowed refresh token reuse exceeded')
  }
  if (people.find(String(claims.sub)) === undefined) throw invalidGrant('User disabled')
  const scopes = narrowScopes(parseScope(String(claims['scope'])), parameters.scope)
  if (client.rotateRefreshTokens === true) revoke(state, tokenId(claims))
  const audience = String(claims['renewed_audience'])
  const signedInAt = claims['auth_time']
  const person = {
    identity: pickIdentityClaims(claims),
    session: String(claims['sid']),
    audience,
    roles: people.rolesOf(String(claims.sub), audience),
    signedInAt: typeof signedInAt === 'number' ? signedInAt : undefined,
  }
  const refreshed = userTokenResponse(person, { ...frame, scope: scopes.join(' ') })
  // A refresh token keeps the whole scope, also if this access token has less.
  return { ...refreshed, refresh: { ...refreshed.refresh, scope: claims['scope'] } }
}

async function verifyRefreshToken(token: string, { state, verify }: KeycloakDeps): Promise<VerifiedClaims> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh') {
      if (isRevoked(state, sessionIds(claims))) throw invalidGrant('Session not active')
      return claims
    }
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    const description = error.code === 'token_expired' ? 'Token is not active' : 'Invalid refresh token'
    throw invalidGrant(description, error.refusal.description)
  }
  throw invalidGrant('Invalid refresh token', 'it is not a refresh token')
}

/** The id under which one token is revoked. All tokens of a response have the same `jti`. */
const tokenId = ({ typ, jti }: VerifiedClaims): string => `${typ} ${jti}`

/** The id under which everything is revoked that a client has of a sign-in. */
const clientSession = ({ sid, azp }: VerifiedClaims): string =>
  authorizationId({ session: String(sid), clientId: String(azp) })

/** The ids under which the sign-in of a token is revoked, for all clients or for its own. */
const sessionIds = (claims: VerifiedClaims): readonly string[] =>
  claims['sid'] === undefined ? [] : [String(claims['sid']), clientSession(claims)]

/**
 * Returns the claims of a token of the given types that is active: neither revoked nor of a sign-in that ended, nor of
 * somebody who may no longer sign in.
 */
async function readActiveClaims(
  token: string,
  types: readonly string[],
  { people, state, verify }: KeycloakDeps,
): Promise<VerifiedClaims> {
  const claims = await verify(token)
  const subject = String(claims.sub)
  const isGone = claims['sid'] !== undefined && people.find(subject) === undefined
  if (
    !types.includes(String(claims['typ'])) ||
    isGone ||
    isRevoked(state, [tokenId(claims), ...sessionIds(claims)])
  )
    throw new InvalidTokenError('invalid_claims', 'not an active token')
  return claims
}

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** Token exchange (RFC 8693): issues a token of the same person for another application. */
async function tokenExchangeGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const { subject_token: subjectToken, audience = client.id } = parameters
  if (subjectToken === undefined)
    throw new OAuthError(400, 'invalid_request', 'Missing parameter: subject_token')
  checkTokenType('subject_token_type', parameters.subject_token_type)
  checkTokenType('requested_token_type', parameters.requested_token_type)
  const subject = await verifySubjectToken(subjectToken, deps)
  checkHolder(subject, client)
  checkTarget(audience, client, deps)
  const upn = String(subject.sub)
  return {
    access: userTokenClaims(frame, {
      identity: pickIdentityClaims(subject),
      session: String(subject['sid'] ?? frame.id),
      audience,
      roles: deps.people.rolesOf(upn, audience),
    }),
    issuedTokenType: accessTokenType,
  }
}

function checkTarget(audience: string, client: ClientRegistration, { clients, people }: KeycloakDeps): void {
  if (client.exchangesFor !== undefined && !client.exchangesFor.includes(audience))
    throw new OAuthError(403, 'access_denied', 'Client not allowed to exchange')
  const exists =
    audience === authorizationService ||
    audience === client.id ||
    clients.find(audience) !== undefined ||
    people.hasApplication(audience)
  if (!exists) throw new OAuthError(400, 'invalid_client', 'Audience not found')
}

function checkTokenType(name: string, type: string | undefined): void {
  if (type !== undefined && type !== accessTokenType)
    throw new OAuthError(400, 'invalid_request', `${name} must be ${accessTokenType}`)
}

async function verifySubjectToken(token: string, deps: KeycloakDeps): Promise<VerifiedClaims & JWTPayload> {
  try {
    const claims = await readActiveClaims(token, ['Bearer'], deps)
    if (claims.sub === undefined) throw new InvalidTokenError('invalid_claims', '')
    return claims
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    throw new OAuthError(400, 'invalid_token', 'Invalid token', {}, error.refusal.description)
  }
}

/** Checks that the client received the subject token, or is in its audience. */
function checkHolder(subject: VerifiedClaims, client: ClientRegistration): void {
  if (subject['azp'] === client.id) return
  if (isPublicClient(client))
    throw new OAuthError(403, 'access_denied', 'Client is not the holder of the token')
  if (![subject.aud].flat().includes(client.id))
    throw new OAuthError(403, 'access_denied', 'Client is not within the token audience')
}

/**
 * Client credentials grant of CERN's own endpoint. The audience is not checked here, but by the application that
 * receives the token.
 */
function apiAccessGrant({ parameters, client, frame }: TokenRequest): TokenClaims {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, parameters.audience ?? client.id) }
}

/** Client credentials grant of Keycloak. It ignores the audience and issues a token for the client itself. */
function clientCredentialsGrant({ client, frame }: TokenRequest): TokenClaims {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, client.id) }
}

function checkHasServiceAccount(client: ClientRegistration): void {
  if (isPublicClient(client))
    throw new OAuthError(401, 'unauthorized_client', 'Public client not allowed to retrieve service account')
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
async function readUserInfo(token: string, deps: KeycloakDeps): Promise<UserInfo | undefined> {
  const claims = await readActiveClaims(token, ['Bearer'], deps)
  const { scope, cern_roles: roles } = claims
  if (typeof scope !== 'string' || !parseScope(scope).includes('openid')) return undefined
  return {
    ...pickIdentityClaims(claims),
    sub: String(claims.sub),
    ...(Array.isArray(roles) ? { cern_roles: roles } : {}),
  }
}

/** Introspects an access or a refresh token (RFC 7662). The response for any other token says only that it is not active. */
async function introspect(request: Request, deps: KeycloakDeps): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  if (isPublicClient(client)) throw new OAuthError(403, 'invalid_request', 'Client not allowed')
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Token not provided')
  try {
    const claims = await readActiveClaims(token, ['Bearer', 'Refresh'], deps)
    const username = claims['preferred_username']
    return {
      ...claims,
      active: true,
      client_id: String(claims['azp']),
      token_type: String(claims['typ']),
      ...(typeof username === 'string' ? { username } : {}),
    }
  } catch (error) {
    if (error instanceof InvalidTokenError) return { active: false }
    throw error
  }
}

/**
 * Revokes a token (RFC 7009): an access token alone, with a refresh token all that the client has of the sign-in. The response
 * for a token that is not valid is the same.
 */
async function revokeToken({ request }: ServiceCall, deps: KeycloakDeps): Promise<Response> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Token not provided')
  try {
    const claims = await deps.verify(token)
    if (claims['azp'] !== client.id) throw new OAuthError(400, 'invalid_token', 'Unmatching clients')
    if (claims['typ'] === 'ID') throw new OAuthError(400, 'unsupported_token_type', 'Unsupported token type')
    revoke(deps.state, claims['typ'] === 'Refresh' ? clientSession(claims) : tokenId(claims))
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
  }
  return deps.responses.empty(200, { 'Cache-Control': 'no-store' })
}

/** Ends a sign-in: by the refresh token of a client, as Keycloak's own adapters do, or as the end session endpoint does. */
async function postLogout(call: ServiceCall, deps: KeycloakDeps): Promise<Response> {
  const { request } = call
  const token = (await readParameters(request.clone())).get('refresh_token')
  if (token === null) return serveLogout(call, server, deps)
  const client = await authenticateClient(request, await readTokenParameters(request, ['form']), deps)
  const claims = await verifyRefreshToken(token, deps)
  if (claims['azp'] !== client.id)
    throw invalidGrant("Invalid refresh token. Token client and authorized client don't match")
  revoke(deps.state, String(claims['sid']))
  return deps.responses.empty(204)
}

function buildOpenIdConfiguration(origin: string): OpenIdConfiguration {
  const endpoints = `${origin}${openIdPath}`
  const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
  return {
    issuer: `${origin}${realmPath}`,
    authorization_endpoint: `${endpoints}/auth`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/auth/device`,
    introspection_endpoint: `${endpoints}/token/introspect`,
    revocation_endpoint: `${endpoints}/revoke`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: Object.keys(openIdGrants),
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    scopes_supported: realmScopes,
    claims_supported: [...identityClaimNames, 'cern_roles', 'auth_time', 'sid'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    response_modes_supported: responseModes,
    prompt_values_supported: promptValues,
    subject_types_supported: ['public'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
  }
}
