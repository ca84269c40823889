import type { Answerer } from '../../http/answerer.ts'
import { baseUrlOf, pathOf } from '../../http/requestTarget.ts'
import type { TokenResponse } from '../../openapi/cern.generated.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { createServerRoutes } from '../serverRoutes.ts'
import { signedToken } from '../signedToken.ts'
import { readTokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import { addTokenRoute } from '../tokenRoute.ts'
import { addDeviceRoutes } from './deviceRoutes.ts'
import { apiAccessGrant, clientCredentialsGrant } from './grants/clientCredentials.ts'
import { deviceCodeGrant } from './grants/deviceCode.ts'
import type { Grant } from './grants/grant.ts'
import { refreshTokenGrant } from './grants/refreshToken.ts'
import { tokenExchangeGrant } from './grants/tokenExchange.ts'
import { knownClient } from './knownClient.ts'
import { addOpenIdRoutes } from './openIdRoutes.ts'
import type { KeycloakParts } from './parts.ts'
import { openIdPath, realmPath } from './realm.ts'
import { refreshLifetimeSeconds } from './tokenClaims.ts'

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
export function createKeycloak(parts: KeycloakParts): Answerer {
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
