import type { OpenIdConfiguration, TokenResponse } from '@personctl/openapi/cis'
import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import { baseUrlOf, decodedPathOf, percentDecode } from '../http/request.ts'
import type { Handler, ResponseFactory } from '../http/response.ts'
import { serialise } from '../text/json.ts'
import { type ClientRegistration, type ClientRegistry, grantScopes, parseCredentials } from './clients.ts'
import {
  addTokenRoute,
  createServerRoutes,
  OAuthError,
  readTokenParameters,
  type ServerRoutes,
  type TokenParameters,
} from './endpoints.ts'
import { keySet, signToken } from './keys.ts'

/** What tokens there are to be had. */
interface GrantRules {
  /** The services there are tokens for; the first is the one a request means that names none. */
  readonly audiences: readonly string[]
  /** What a client that may have every scope gets when it asks for none. */
  readonly knownScopes: readonly string[]
}

/** What a token is to say about its bearer. */
interface Grant {
  readonly clientId: string
  readonly audience: string
  readonly scope: string
}

/**
 * Decides on a token request, as Auth0 does for client credentials.
 *
 * @param client whose credentials came with it, if anybody's
 * @throws OAuthError naming what is wrong, never a secret
 */
function authorizeGrant(
  parameters: TokenParameters,
  client: ClientRegistration | undefined,
  rules: GrantRules,
): Grant {
  checkGrantType(parameters.grant_type)
  const { audience = rules.audiences[0] ?? '' } = parameters
  if (client === undefined || client.secret === null)
    throw new OAuthError(401, 'access_denied', 'Unauthorized')
  if (!rules.audiences.includes(audience))
    throw new OAuthError(403, 'access_denied', `Service not found: ${audience}`)
  return { clientId: client.id, audience, scope: grantScope(client, parameters.scope, rules) }
}

function checkGrantType(grantType: string | undefined): void {
  if (grantType === 'client_credentials') return
  if (grantType === undefined)
    throw new OAuthError(
      403,
      'unauthorized_client',
      'grant_type is missing: send grant_type=client_credentials',
    )
  throw new OAuthError(
    403,
    'unsupported_grant_type',
    `grant_type ${grantType} is not supported: send grant_type=client_credentials`,
  )
}

function grantScope(client: ClientRegistration, requested: string | undefined, rules: GrantRules): string {
  const { granted, rejected } = grantScopes(client, requested, rules.knownScopes)
  if (rejected.length > 0)
    throw new OAuthError(
      403,
      'access_denied',
      `Client ${client.id} may not ask for ${rejected.join(' ')}: it may ask for ${client.scopes?.join(' ') || 'no scope'}`,
    )
  return granted.join(' ')
}

/** What follows the origin in the name Auth0 has for itself. */
export const auth0IssuerPath = '/'

/** How long an access token is valid unless told otherwise, in seconds. */
export const auth0TokenTtlSeconds = 86_400

/**
 * The claims of Auth0's client credentials grant. Without scopes there is no `scope` among them.
 *
 * @param now in milliseconds since 1970
 */
export function auth0TokenClaims(
  grant: Grant,
  issuer: string,
  now: number,
  lifetimeSeconds: number,
): JWTPayload {
  const issuedAt = Math.floor(now / 1000)
  return {
    iss: issuer,
    sub: `${grant.clientId}@clients`,
    aud: grant.audience,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    azp: grant.clientId,
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    gty: 'client-credentials',
  }
}

interface Auth0Deps extends GrantRules {
  readonly clients: ClientRegistry
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
}

const endpoints = {
  token: '/oauth/token',
  keys: '/.well-known/jwks.json',
  discovery: '/.well-known/openid-configuration',
}
const paths = new Set(Object.values(endpoints))

/** Whether a path is one of Auth0. */
export const isAuth0Path = (path: string): boolean => paths.has(percentDecode(path))

const routes = createAuth0Routes()

/** Auth0: the token endpoint, the keys that verify its tokens, and OpenID Connect discovery. */
export function createAuth0(deps: Auth0Deps): Handler {
  return (request) => routes.fetch(request, deps)
}

function createAuth0Routes(): ServerRoutes<Auth0Deps> {
  const routes = createServerRoutes<Auth0Deps>(decodedPathOf)
  addTokenRoute(routes, endpoints.token, issueToken)
  routes.get(endpoints.keys, ({ env: { responses } }) => responses.json(serialise(keySet)))
  routes.get(endpoints.discovery, ({ req, env: { responses, knownScopes } }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(req.url), knownScopes))),
  )
  return routes
}

async function issueToken(request: Request, deps: Auth0Deps): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock } = deps
  const parameters = await readTokenParameters(request, ['json', 'form'])
  const client = clients.identify(parseCredentials(request.headers.get('authorization'), parameters))
  const grant = authorizeGrant(parameters, client, deps)
  const issuer = `${baseUrlOf(request.url)}${auth0IssuerPath}`
  return {
    access_token: await signToken(auth0TokenClaims(grant, issuer, clock.now(), tokenTtlSeconds)),
    // OAuth has no way to write an empty scope.
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    expires_in: tokenTtlSeconds,
    token_type: 'Bearer',
  }
}

function buildOpenIdConfiguration(origin: string, knownScopes: readonly string[]): OpenIdConfiguration {
  return {
    issuer: `${origin}${auth0IssuerPath}`,
    token_endpoint: `${origin}${endpoints.token}`,
    jwks_uri: `${origin}${endpoints.keys}`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    scopes_supported: knownScopes,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  }
}
