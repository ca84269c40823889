import type { OpenIdConfiguration, operations, TokenResponse } from '@personctl/openapi/cis'
import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { baseUrlOf } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import type { ServiceHandler } from '../routing/router.ts'
import { serialise } from '../text/json.ts'
import { type Authentication, type ClientRegistry, grantScopes } from './clients.ts'
import {
  createServer,
  createTokenHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from './endpoints.ts'
import type { SigningKeys } from './keys.ts'

interface Auth0Deps extends GrantRules {
  readonly clients: ClientRegistry
  readonly keys: SigningKeys
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
}

/** The tokens that Auth0 issues. */
interface GrantRules {
  /** The audiences of the tokens. The first is the default. */
  readonly audiences: readonly string[]
  /** The scopes of a client without a list of scopes, if it requests none. */
  readonly knownScopes: readonly string[]
  /** True if the token lacks scopes that the client may not have; otherwise the request for them is denied. */
  readonly ignoresUngrantedScopes: boolean
}

/** The path of the issuer URL. */
export const auth0IssuerPath = '/'

/** The default lifetime of an access token, in seconds. */
export const auth0TokenTtlSeconds = 86_400

const endpoints = {
  token: '/oauth/token',
  keys: '/.well-known/jwks.json',
  discovery: '/.well-known/openid-configuration',
}
/** The operations in the description of CIS that Auth0 serves. */
export type Auth0Operation = Extract<
  keyof operations,
  'requestToken' | 'getSigningKeys' | 'getOpenIdConfiguration'
>

const server = createServer<Auth0Operation, Auth0Deps>({
  requestToken: createTokenHandler(issueToken),
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses, knownScopes }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url), knownScopes))),
})

/** Creates the mock of Auth0: the token endpoint, the key set and OpenID Connect discovery. */
export function createAuth0(deps: Auth0Deps): ServiceHandler {
  return (call) => server(call, deps)
}

async function issueToken(request: Request, deps: Auth0Deps): Promise<TokenResponse> {
  const { clients, keys, tokenTtlSeconds, clock } = deps
  const parameters = await readTokenParameters(request, ['json', 'form'])
  const authentication = clients.authenticate(request.headers.get('authorization'), parameters)
  const grant = authorizeGrant(parameters, authentication, deps)
  const issuer = `${baseUrlOf(request.url)}${auth0IssuerPath}`
  return {
    access_token: await keys.sign(auth0TokenClaims(grant, issuer, clock.now(), tokenTtlSeconds)),
    // OAuth cannot express an empty scope.
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

/** The claims of a token that depend on the request. */
interface Grant {
  readonly clientId: string
  readonly audience: string
  readonly scope: string
}

/**
 * Decides on a request for client credentials, as Auth0 does.
 *
 * @throws {OAuthError} with the reason, never with a secret
 */
function authorizeGrant(
  parameters: TokenParameters,
  { client, failure }: Authentication,
  rules: GrantRules,
): Grant {
  checkGrantType(parameters.grant_type)
  const { audience = rules.audiences[0] ?? '' } = parameters
  if (client === undefined || client.secret === null)
    throw new OAuthError(401, 'access_denied', 'Unauthorized', {}, failure ?? 'the client is public')
  if (!rules.audiences.includes(audience))
    throw new OAuthError(
      403,
      'access_denied',
      `Service not found: ${audience}`,
      {},
      `known is ${rules.audiences.join(' or ')}`,
    )
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
  if (rules.ignoresUngrantedScopes) return granted.filter((scope) => !rejected.includes(scope)).join(' ')
  if (rejected.length > 0)
    throw new OAuthError(
      403,
      'access_denied',
      `Client ${client.id} may not ask for ${rejected.join(' ')}: it may ask for ${client.scopes?.join(' ') || 'no scope'}`,
    )
  return granted.join(' ')
}

/**
 * Returns the claims of a token from Auth0's client credentials grant. A grant without scopes has no claim `scope`.
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
