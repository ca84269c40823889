import {
  type Introspection,
  type OpenIdConfiguration,
  reportClaimValues,
  type TokenResponse,
} from '@personctl/openapi/dabp'
import { baseUrlOf, pathOf } from '../../http/request.ts'
import type { Handler } from '../../http/response.ts'
import { serialise } from '../../text/json.ts'
import { type ClientRegistration, type ClientRegistry, presentedCredentials } from '../clients.ts'
import {
  addTokenRoute,
  createServerRoutes,
  readTokenParameters,
  type ServerRoutes,
  type TokenParameters,
  TokenRefusal,
} from '../endpoints.ts'
import { keySet } from '../keys.ts'
import { AuthRefusal, type VerifiedClaims } from '../verify.ts'
import { addSignInRoutes, authorizationCodeGrant, clientCredentialsGrant, type Grant } from './signIn.ts'
import {
  type AccessTokens,
  endpoints,
  issuerPath,
  machineScopes,
  type OneWelcomeParts,
  personScopes,
  reportClaim,
  type TenantDirectory,
} from './tenant.ts'

interface IntrospectionParts {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
}

/** What an access token stands for, opaque or not; of one that is not valid only that. RFC 7662. */
async function introspectionOf(token: string, parts: IntrospectionParts): Promise<Introspection> {
  try {
    return described(await parts.tokens.claimsOf(token), parts)
  } catch (error) {
    if (error instanceof AuthRefusal) return { active: false }
    throw error
  }
}

function described(claims: VerifiedClaims, { clients, directory }: IntrospectionParts): Introspection {
  const { scope, cid, sub, exp, iat, nbf } = claims
  const clientId = typeof cid === 'string' ? cid : undefined
  const person = sub === undefined || sub === clientId ? undefined : directory.person(sub)
  return {
    active: true,
    token_type: 'bearer',
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(sub === undefined ? {} : { sub }),
    ...(exp === undefined ? {} : { exp }),
    ...(iat === undefined ? {} : { iat }),
    ...(nbf === undefined ? {} : { nbf }),
    ...(person === undefined ? {} : reportClaim(person, directory, clients.find(clientId ?? ''))),
  }
}

/**
 * The client a request is of.
 *
 * @throws TokenRefusal with 401 where it named itself in a header, else with 400, as RFC 6749 has it
 */
function authenticateClient(
  clients: ClientRegistry,
  authorization: string | null,
  parameters: TokenParameters,
): ClientRegistration {
  const client = clients.identify(presentedCredentials(authorization, parameters))
  if (client !== undefined) return client
  if (authorization === null)
    throw new TokenRefusal(400, 'invalid_client', 'Unknown client, or another secret')
  throw new TokenRefusal(401, 'invalid_client', 'Unknown client, or another secret', {
    'WWW-Authenticate': 'Basic realm="oauth"',
  })
}

const grants: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentialsGrant,
  authorization_code: authorizationCodeGrant,
}

/** Whether a path is one of OneWelcome's Access. */
export const isOneWelcomePath = (path: string): boolean => path.startsWith(`${issuerPath}/`)

const routes = oneWelcomeRoutes()

/** OneWelcome: the Access component of a tenant. */
export function createOneWelcome(parts: OneWelcomeParts): Handler {
  return (request) => routes.fetch(request, parts)
}

function oneWelcomeRoutes(): ServerRoutes<OneWelcomeParts> {
  const routes = createServerRoutes<OneWelcomeParts>(pathOf)
  addTokenRoute(routes, endpoints.token, tokenAnswer)
  addTokenRoute(routes, endpoints.introspect, introspected)
  addSignInRoutes(routes)
  routes.get(endpoints.keys, ({ env: { responses } }) => responses.json(serialise(keySet)))
  routes.get(endpoints.discovery, ({ req, env: { responses } }) =>
    responses.json(serialise(configurationAt(baseUrlOf(req.url)))),
  )
  return routes
}

async function introspected(request: Request, parts: OneWelcomeParts): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = authenticateClient(parts.clients, request.headers.get('authorization'), parameters)
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
  const client = authenticateClient(clients, request.headers.get('authorization'), parameters)
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
