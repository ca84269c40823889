import type { Hono } from 'hono'
import type { Clock } from '../../clock.ts'
import { originOf } from '../../http/requestTarget.ts'
import type { Responder } from '../../http/responder.ts'
import type { TokenResponse } from '../../openapi/cern.generated.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import type { IdentifierSource } from '../identifierSource.ts'
import { signedToken } from '../signedToken.ts'
import { readTokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import { addTokenRoute } from '../tokenRoute.ts'
import type { Grant } from './grant.ts'
import { clientCredentialsGrant } from './grant.ts'
import { knownClient } from './knownClient.ts'
import { realmPath } from './realm.ts'

export interface KeycloakParts {
  readonly clients: ClientRegistry
  readonly responder: Responder
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
}

/** Keycloak's part: the realm of CERN. */
export function addKeycloakRoutes(app: Hono, parts: KeycloakParts): void {
  addTokenRoute(app, `${realmPath}/api-access/token`, parts.responder, (request) =>
    tokenAnswer(request, { client_credentials: clientCredentialsGrant }, parts),
  )
}

async function tokenAnswer(
  request: Request,
  grants: Readonly<Record<string, Grant>>,
  { clients, tokenTtlSeconds, clock, identifiers }: KeycloakParts,
): Promise<TokenResponse> {
  const parameters = await readTokenParameters(request, ['form'])
  const grant = grantNamed(parameters.grant_type, grants)
  const client = knownClient(clients, request.headers.get('authorization'), parameters)
  const { audience = client.id, scope = '' } = parameters
  const frame = {
    issuer: `${originOf(request.url)}${realmPath}`,
    clientId: client.id,
    audience,
    scope,
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  const token = await signedToken(grant({ parameters, client, frame }))
  return {
    access_token: token,
    expires_in: tokenTtlSeconds,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope,
  }
}

function grantNamed(name: string | undefined, grants: Readonly<Record<string, Grant>>): Grant {
  if (name === undefined) throw new TokenRefusal(400, 'invalid_request', 'Missing form parameter: grant_type')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new TokenRefusal(
    400,
    'unsupported_grant_type',
    `Unsupported grant_type: ${name}; known here are ${Object.keys(grants).join(', ')}`,
  )
}
