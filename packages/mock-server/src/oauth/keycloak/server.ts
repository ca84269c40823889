import type { OpenIdConfiguration, TokenResponse, UserInfo } from '@personctl/openapi/cern'
import type { JWTPayload } from 'jose'
import { baseUrlOf, pathOf } from '../../http/request.ts'
import type { Handler } from '../../http/response.ts'
import { serialise } from '../../text/json.ts'
import { keySet, signedToken } from '../keys.ts'
import {
  addTokenRoute,
  createServerRoutes,
  readTokenParameters,
  type ServerRoutes,
  TokenRefusal,
} from '../tokenEndpoint.ts'
import { addUserInfoRoute } from '../userInfoRoute.ts'
import { addDeviceRoutes, knownClient } from './device.ts'
import {
  apiAccessGrant,
  clientCredentialsGrant,
  deviceCodeGrant,
  type Grant,
  refreshTokenGrant,
  tokenExchangeGrant,
} from './grants.ts'
import type { KeycloakParts } from './parts.ts'
import { identityIn, openIdPath, realmPath, refreshLifetimeSeconds } from './realm.ts'

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
  const client = knownClient(clients, request.headers.get('authorization'), parameters)
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
