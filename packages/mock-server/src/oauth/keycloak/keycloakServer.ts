import type { OpenIdConfiguration, TokenResponse, UserInfo } from '@personctl/openapi/cern'
import type { JWTPayload } from 'jose'
import { baseUrlOf, pathOf } from '../../http/request.ts'
import type { Handler } from '../../http/response.ts'
import { serialise } from '../../text/json.ts'
import type { ClientRegistration } from '../clients.ts'
import {
  addTokenRoute,
  addUserInfoRoute,
  checkCodeVerifier,
  createServerRoutes,
  readTokenParameters,
  type ServerRoutes,
  type TokenParameters,
  TokenRefusal,
} from '../endpoints.ts'
import { keySet, signedToken } from '../keys.ts'
import { AuthRefusal, type VerifiedClaims } from '../verify.ts'
import {
  addDeviceRoutes,
  afterPoll,
  authenticateClient,
  type Device,
  type KeycloakParts,
} from './deviceFlow.ts'
import {
  authorizationService,
  identityClaims,
  identityIn,
  idTokenClaims,
  openIdPath,
  type RealmDirectory,
  realmPath,
  refreshLifetimeSeconds,
  refreshTokenClaims,
  type SignedIn,
  serviceTokenClaims,
  type TokenFrame,
  userTokenClaims,
} from './realm.ts'

/** A request for a token, by a client that is who it says it is. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case, the scope as it was asked for. */
  readonly frame: TokenFrame
}

/** The claims of the tokens that are given. */
interface Granted {
  readonly access: JWTPayload
  readonly refresh?: JWTPayload
  readonly id?: JWTPayload
  /** What the access token is called in the answer to an exchange. */
  readonly issuedTokenType?: string
}

/** Decides on a token request; throws or rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: KeycloakParts) => Granted | Promise<Granted>

/** All the tokens of a person who signed in: an ID token only where the scope says so. */
function grantedTo(person: SignedIn, frame: TokenFrame): Granted {
  const signsIn = frame.scope.split(/\s+/).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}

/** RFC 8628: tokens of the person who confirmed the device, once they have. */
export const deviceCodeGrant: Grant = async ({ parameters, client, frame }, { directory, state }) => {
  const { devices } = state
  const { device_code: code = '' } = parameters
  const known = devices.get(code)
  if (known === undefined) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  if (known.clientId !== client.id) throw new TokenRefusal(400, 'invalid_grant', 'unauthorized client')
  if (known.expiresAt <= frame.now) throw new TokenRefusal(400, 'expired_token', 'Device code is expired')
  const { device, tooEarly } = afterPoll(known, frame.now)
  devices.set(code, device)
  if (tooEarly) throw new TokenRefusal(400, 'slow_down', 'Slow down')
  const person = personWhoConfirmed(device, directory)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // It is gone now, also for a request that came meanwhile.
  if (!devices.delete(code)) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  return grantedTo(
    {
      identity: identityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: directory.rolesOf(person.upn, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function personWhoConfirmed(device: Device, directory: RealmDirectory) {
  if (device.decision === undefined)
    throw new TokenRefusal(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : directory.person(device.decision.upn)
  if (person === undefined)
    throw new TokenRefusal(400, 'access_denied', 'The end user denied the authorization request')
  return person
}

/** New tokens for a person who signed in before. */
export const refreshTokenGrant: Grant = async ({ parameters, client, frame }, { directory, verify }) => {
  const { refresh_token: token } = parameters
  if (token === undefined) throw new TokenRefusal(400, 'invalid_request', 'No refresh token')
  const claims = await verifiedRefreshToken(token, verify)
  if (claims['azp'] !== client.id)
    throw new TokenRefusal(
      400,
      'invalid_grant',
      "Invalid refresh token. Token client and authorized client don't match",
    )
  const audience = String(claims['renewed_audience'])
  return grantedTo(
    {
      identity: identityIn(claims),
      session: String(claims['sid']),
      audience,
      roles: directory.rolesOf(String(claims.sub), audience),
    },
    { ...frame, scope: String(claims['scope']) },
  )
}

async function verifiedRefreshToken(token: string, verify: KeycloakParts['verify']): Promise<VerifiedClaims> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh') return claims
  } catch (error) {
    if (!(error instanceof AuthRefusal)) throw error
    if (error.code === 'token_expired') throw new TokenRefusal(400, 'invalid_grant', 'Token is not active')
  }
  throw new TokenRefusal(400, 'invalid_grant', 'Invalid refresh token')
}

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** RFC 8693: a person's token for one of the same person, for another application. */
export const tokenExchangeGrant: Grant = async ({ parameters, client, frame }, parts) => {
  const { subject_token: subjectToken, audience = client.id } = parameters
  if (subjectToken === undefined)
    throw new TokenRefusal(400, 'invalid_request', 'Missing parameter: subject_token')
  checkType('subject_token_type', parameters.subject_token_type)
  checkType('requested_token_type', parameters.requested_token_type)
  const subject = await verifiedSubject(subjectToken, parts.verify)
  checkHolder(subject, client)
  checkTarget(audience, client, parts)
  const upn = String(subject.sub)
  return {
    access: userTokenClaims(frame, {
      identity: identityIn(subject),
      session: String(subject['sid'] ?? frame.id),
      audience,
      roles: parts.directory.rolesOf(upn, audience),
    }),
    issuedTokenType: accessTokenType,
  }
}

function checkTarget(
  audience: string,
  client: ClientRegistration,
  { clients, directory }: KeycloakParts,
): void {
  if (client.exchangesFor !== undefined && !client.exchangesFor.includes(audience))
    throw new TokenRefusal(403, 'access_denied', 'Client not allowed to exchange')
  const exists =
    audience === authorizationService ||
    audience === client.id ||
    clients.find(audience) !== undefined ||
    directory.hasApplication(audience)
  if (!exists) throw new TokenRefusal(400, 'invalid_client', 'Audience not found')
}

function checkType(name: string, type: string | undefined): void {
  if (type !== undefined && type !== accessTokenType)
    throw new TokenRefusal(400, 'invalid_request', `${name} must be ${accessTokenType}`)
}

async function verifiedSubject(
  token: string,
  verify: KeycloakParts['verify'],
): Promise<VerifiedClaims & JWTPayload> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh' || claims.sub === undefined) throw new AuthRefusal('invalid_claims', '')
    return claims
  } catch (error) {
    if (error instanceof AuthRefusal) throw new TokenRefusal(400, 'invalid_token', 'Invalid token')
    throw error
  }
}

/** Who shows somebody's token must be the client it was given to, or one it is for. */
function checkHolder(subject: VerifiedClaims, client: ClientRegistration): void {
  if (subject['azp'] === client.id) return
  if (client.secret === null)
    throw new TokenRefusal(403, 'access_denied', 'Client is not the holder of the token')
  if (![subject.aud].flat().includes(client.id))
    throw new TokenRefusal(403, 'access_denied', 'Client is not within the token audience')
}

/**
 * The grant for programs of their own where CERN has its own endpoint: for the application that is named. Nobody asks
 * whether it makes sense: the application that is shown the token does.
 */
export const apiAccessGrant: Grant = ({ parameters, client, frame }) => {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, parameters.audience ?? client.id) }
}

/** The same grant where Keycloak has it: the audience is passed over, and the token is for the client itself. */
export const clientCredentialsGrant: Grant = ({ client, frame }) => {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, client.id) }
}

function checkHasServiceAccount(client: ClientRegistration): void {
  if (client.secret === null)
    throw new TokenRefusal(
      401,
      'unauthorized_client',
      'Public client not allowed to retrieve service account',
    )
}

/** What a person's access token tells of them, or undefined where it was not asked for with the scope `openid`. */
function userInfoOf(claims: JWTPayload): UserInfo | undefined {
  const { scope, cern_roles: roles } = claims
  if (typeof scope !== 'string' || !scope.split(/\s+/).includes('openid')) return undefined
  return {
    ...identityIn(claims),
    sub: String(claims.sub),
    ...(Array.isArray(roles) ? { cern_roles: roles } : {}),
  }
}

/** What is open to everybody: discovery and keys; and what a person's token tells of them. */
function addOpenIdRoutes(routes: ServerRoutes<KeycloakParts>, grantTypes: readonly string[]): void {
  routes.get(`${openIdPath}/certs`, ({ env: { responses } }) => responses.json(serialise(keySet)))
  routes.get(`${realmPath}/.well-known/openid-configuration`, ({ req, env: { responses } }) =>
    responses.json(serialise(configurationAt(baseUrlOf(req.url), grantTypes))),
  )
  addUserInfoRoute(routes, `${openIdPath}/userinfo`, async (token, { verify }) =>
    userInfoOf(await verify(token)),
  )
}

function configurationAt(origin: string, grantTypes: readonly string[]): OpenIdConfiguration {
  const endpoints = `${origin}${openIdPath}`
  return {
    issuer: `${origin}${realmPath}`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/auth/device`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  }
}

type Grants = Readonly<Record<string, Grant>>

const ofApiAccess: Grants = { client_credentials: apiAccessGrant }
const ofOpenId: Grants = {
  client_credentials: clientCredentialsGrant,
  refresh_token: refreshTokenGrant,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCodeGrant,
  'urn:ietf:params:oauth:grant-type:token-exchange': tokenExchangeGrant,
}

/** Whether a path is one of Keycloak. */
export const isKeycloakPath = (path: string): boolean => path.startsWith('/auth/')

const routes = keycloakRoutes()

/** Keycloak: the realm of CERN. */
export function createKeycloak(parts: KeycloakParts): Handler {
  return (request) => routes.fetch(request, parts)
}

function keycloakRoutes(): ServerRoutes<KeycloakParts> {
  const routes = createServerRoutes<KeycloakParts>(pathOf)
  addTokenRoute(routes, `${realmPath}/api-access/token`, (request, parts) =>
    tokenAnswer(request, ofApiAccess, parts),
  )
  addTokenRoute(routes, `${openIdPath}/token`, (request, parts) => tokenAnswer(request, ofOpenId, parts))
  addDeviceRoutes(routes)
  addOpenIdRoutes(routes, Object.keys(ofOpenId))
  return routes
}

async function tokenAnswer(request: Request, grants: Grants, parts: KeycloakParts): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, identifiers } = parts
  const parameters = await readTokenParameters(request, ['form'])
  const grant = grantNamed(parameters.grant_type, grants)
  const client = authenticateClient(clients, request.headers.get('authorization'), parameters)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${realmPath}`,
    clientId: client.id,
    scope: parameters.scope ?? '',
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  const { access, refresh, id, issuedTokenType } = await grant({ parameters, client, frame }, parts)
  const session = access['sid']
  return {
    access_token: await signedToken(access),
    expires_in: tokenTtlSeconds,
    refresh_expires_in: refresh === undefined ? 0 : refreshLifetimeSeconds,
    ...(refresh === undefined ? {} : { refresh_token: await signedToken(refresh) }),
    ...(id === undefined ? {} : { id_token: await signedToken(id) }),
    ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
    ...(typeof session === 'string' ? { session_state: session } : {}),
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: String(access['scope'] ?? ''),
  }
}

function grantNamed(name: string | undefined, grants: Grants): Grant {
  if (name === undefined) throw new TokenRefusal(400, 'invalid_request', 'Missing form parameter: grant_type')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new TokenRefusal(
    400,
    'unsupported_grant_type',
    `Unsupported grant_type ${name}: known here are ${Object.keys(grants).join(', ')}`,
  )
}
