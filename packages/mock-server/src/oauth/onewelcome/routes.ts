import type { Answerer } from '../../http/answerer.ts'
import { baseUrlOf, pathOf } from '../../http/requestTarget.ts'
import type { Introspection, OpenIdConfiguration, TokenResponse } from '../../openapi/dabp.generated.ts'
import { reportClaimValues } from '../../openapi/dabp.generated.ts'
import { serialise } from '../../text/serialise.ts'
import { keySet } from '../keySet.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { createServerRoutes } from '../serverRoutes.ts'
import { readTokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import { addTokenRoute } from '../tokenRoute.ts'
import { authorizationCodeGrant } from './authorizationCode.ts'
import { clientCredentialsGrant } from './clientCredentials.ts'
import type { Grant } from './grant.ts'
import { introspectionOf } from './introspection.ts'
import { knownClient } from './knownClient.ts'
import type { OneWelcomeParts } from './parts.ts'
import { addSignInRoutes } from './signInRoutes.ts'
import { endpoints, issuerPath, machineScopes, personScopes } from './tenant.ts'

const grants: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentialsGrant,
  authorization_code: authorizationCodeGrant,
}

/** Whether a path is one of OneWelcome's Access. */
export const isOneWelcomePath = (path: string): boolean => path.startsWith(`${issuerPath}/`)

const routes = oneWelcomeRoutes()

/** OneWelcome: the Access component of a tenant. */
export function createOneWelcome(parts: OneWelcomeParts): Answerer {
  return (request) => routes.fetch(request, parts)
}

function oneWelcomeRoutes(): ServerRoutes<OneWelcomeParts> {
  const routes = createServerRoutes<OneWelcomeParts>(pathOf)
  addTokenRoute(routes, endpoints.token, tokenAnswer)
  addTokenRoute(routes, endpoints.introspect, introspected)
  addSignInRoutes(routes)
  routes.get(endpoints.keys, ({ env: { responder } }) => responder.json(serialise(keySet)))
  routes.get(endpoints.discovery, ({ req, env: { responder } }) =>
    responder.json(serialise(configurationAt(baseUrlOf(req.url)))),
  )
  return routes
}

async function introspected(request: Request, parts: OneWelcomeParts): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = knownClient(parts.clients, request.headers.get('authorization'), parameters)
  if (client.secret === null)
    throw new TokenRefusal(401, 'invalid_client', 'A public client may not look into tokens')
  const { token } = parameters
  if (token === undefined) throw new TokenRefusal(400, 'invalid_request', 'token is missing')
  return introspectionOf(token, parts)
}

async function tokenAnswer(request: Request, parts: OneWelcomeParts): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, identifiers, directory, tokens, state } = parts
  const parameters = await readTokenParameters(request, ['form'])
  const grant = grantNamed(parameters.grant_type)
  const client = knownClient(clients, request.headers.get('authorization'), parameters)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${issuerPath}`,
    clientId: client.id,
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  return grant({ parameters, client, frame }, { directory, tokens, codes: state.codes })
}

function grantNamed(name: string | undefined): Grant {
  if (name === undefined) throw new TokenRefusal(400, 'invalid_request', 'grant_type is missing')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new TokenRefusal(
    400,
    'unsupported_grant_type',
    `grant_type ${name} is not supported: known are ${Object.keys(grants).join(', ')}`,
  )
}

function configurationAt(origin: string): OpenIdConfiguration {
  return {
    issuer: `${origin}${issuerPath}`,
    token_endpoint: `${origin}${endpoints.token}`,
    authorization_endpoint: `${origin}${endpoints.authorize}`,
    userinfo_endpoint: `${origin}${endpoints.userInfo}`,
    introspection_endpoint: `${origin}${endpoints.introspect}`,
    jwks_uri: `${origin}${endpoints.keys}`,
    grant_types_supported: Object.keys(grants),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...personScopes, ...machineScopes],
    claims_supported: ['sub', 'name', 'given_name', 'family_name', 'email', ...reportClaimValues],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
  }
}
