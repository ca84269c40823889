import type { OpenIdConfiguration, operations, TokenResponse, UserInfo } from '@personctl/openapi/cern'
import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { baseUrlOf } from '../../http/request.ts'
import type { ServiceHandler } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import {
  checkCodeVerifier,
  createServer,
  createTokenHandler,
  createUserInfoHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from '../endpoints.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'
import {
  authenticateClient,
  confirmDevice,
  type Device,
  type KeycloakDeps,
  recordPoll,
  startDeviceFlow,
} from './deviceFlow.ts'
import {
  authorizationService,
  idTokenClaims,
  openIdPath,
  pickIdentityClaims,
  type RealmDirectory,
  realmIdentityClaims,
  realmPath,
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
  | 'getUserInfo'
  | 'postUserInfo'
  | 'getSigningKeys'
  | 'getOpenIdConfiguration'
>

const handleUserInfo = createUserInfoHandler<KeycloakDeps>(async (token, { verify }) =>
  readUserInfo(await verify(token)),
)

const server = createServer<KeycloakOperation, KeycloakDeps>({
  requestApiToken: createTokenHandler((request, deps) => issueTokens(request, apiAccessGrants, deps)),
  requestToken: createTokenHandler((request, deps) => issueTokens(request, openIdGrants, deps)),
  requestDeviceCode: createTokenHandler(startDeviceFlow),
  confirmDevice,
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url)))),
})

/** Creates the mock of Keycloak with the realm of CERN. */
export function createKeycloak(deps: KeycloakDeps): ServiceHandler {
  return (call) => server(call, deps)
}

async function issueTokens(request: Request, grants: Grants, deps: KeycloakDeps): Promise<TokenResponse> {
  const { clients, keys, tokenTtlSeconds, clock, identifiers } = deps
  const parameters = await readTokenParameters(request, ['form'])
  const grant = findGrant(parameters.grant_type, grants)
  const client = authenticateClient(clients, request.headers.get('authorization'), parameters)
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
  const signsIn = frame.scope.split(/\s+/).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}

/** Device code grant (RFC 8628): issues the tokens of the person who confirmed the device. */
async function deviceCodeGrant(
  { parameters, client, frame }: TokenRequest,
  { directory, state }: KeycloakDeps,
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
  const person = findConfirmingPerson(device, directory)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // A concurrent request may have used the code in the meantime.
  if (!devices.delete(code)) throw new OAuthError(400, 'invalid_grant', 'Device code not valid')
  return userTokenResponse(
    {
      identity: realmIdentityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: directory.rolesOf(person.upn, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function findConfirmingPerson(device: Device, directory: RealmDirectory) {
  if (device.decision === undefined)
    throw new OAuthError(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : directory.person(device.decision.upn)
  if (person === undefined)
    throw new OAuthError(400, 'access_denied', 'The end user denied the authorization request')
  return person
}

/** Refresh token grant: issues new tokens to a person who signed in before. */
async function refreshTokenGrant(
  { parameters, client, frame }: TokenRequest,
  { directory, verify }: KeycloakDeps,
): Promise<TokenClaims> {
  const { refresh_token: token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'No refresh token')
  const claims = await verifyRefreshToken(token, verify)
  if (claims['azp'] !== client.id)
    throw new OAuthError(
      400,
      'invalid_grant',
      "Invalid refresh token. Token client and authorized client don't match",
    )
  const audience = String(claims['renewed_audience'])
  return userTokenResponse(
    {
      identity: pickIdentityClaims(claims),
      session: String(claims['sid']),
      audience,
      roles: directory.rolesOf(String(claims.sub), audience),
    },
    { ...frame, scope: String(claims['scope']) },
  )
}

async function verifyRefreshToken(token: string, verify: KeycloakDeps['verify']): Promise<VerifiedClaims> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh') return claims
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    const description = error.code === 'token_expired' ? 'Token is not active' : 'Invalid refresh token'
    throw new OAuthError(400, 'invalid_grant', description, {}, error.refusal.description)
  }
  throw new OAuthError(400, 'invalid_grant', 'Invalid refresh token', {}, 'it is not a refresh token')
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
  const subject = await verifySubjectToken(subjectToken, deps.verify)
  checkHolder(subject, client)
  checkTarget(audience, client, deps)
  const upn = String(subject.sub)
  return {
    access: userTokenClaims(frame, {
      identity: pickIdentityClaims(subject),
      session: String(subject['sid'] ?? frame.id),
      audience,
      roles: deps.directory.rolesOf(upn, audience),
    }),
    issuedTokenType: accessTokenType,
  }
}

function checkTarget(
  audience: string,
  client: ClientRegistration,
  { clients, directory }: KeycloakDeps,
): void {
  if (client.exchangesFor !== undefined && !client.exchangesFor.includes(audience))
    throw new OAuthError(403, 'access_denied', 'Client not allowed to exchange')
  const exists =
    audience === authorizationService ||
    audience === client.id ||
    clients.find(audience) !== undefined ||
    directory.hasApplication(audience)
  if (!exists) throw new OAuthError(400, 'invalid_client', 'Audience not found')
}

function checkTokenType(name: string, type: string | undefined): void {
  if (type !== undefined && type !== accessTokenType)
    throw new OAuthError(400, 'invalid_request', `${name} must be ${accessTokenType}`)
}

async function verifySubjectToken(
  token: string,
  verify: KeycloakDeps['verify'],
): Promise<VerifiedClaims & JWTPayload> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh' || claims.sub === undefined)
      throw new InvalidTokenError('invalid_claims', 'it is not an access token of somebody')
    return claims
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    throw new OAuthError(400, 'invalid_token', 'Invalid token', {}, error.refusal.description)
  }
}

/** Checks that the client received the subject token, or is in its audience. */
function checkHolder(subject: VerifiedClaims, client: ClientRegistration): void {
  if (subject['azp'] === client.id) return
  if (client.secret === null)
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
  if (client.secret === null)
    throw new OAuthError(401, 'unauthorized_client', 'Public client not allowed to retrieve service account')
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
function readUserInfo(claims: JWTPayload): UserInfo | undefined {
  const { scope, cern_roles: roles } = claims
  if (typeof scope !== 'string' || !scope.split(/\s+/).includes('openid')) return undefined
  return {
    ...pickIdentityClaims(claims),
    sub: String(claims.sub),
    ...(Array.isArray(roles) ? { cern_roles: roles } : {}),
  }
}

function buildOpenIdConfiguration(origin: string): OpenIdConfiguration {
  const endpoints = `${origin}${openIdPath}`
  return {
    issuer: `${origin}${realmPath}`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/auth/device`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: Object.keys(openIdGrants),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  }
}
