import type { Clock } from '../../clock.ts'
import type { Answerer } from '../../http/answerer.ts'
import { baseUrlOf, decodedPathOf } from '../../http/requestTarget.ts'
import type { Responder } from '../../http/responder.ts'
import { unquote } from '../../http/unquote.ts'
import type { OpenIdConfiguration, TokenResponse } from '../../openapi/cis.generated.ts'
import { serialise } from '../../text/serialise.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import { keySet } from '../keySet.ts'
import { presentedCredentials } from '../presentedCredentials.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { createServerRoutes } from '../serverRoutes.ts'
import { signedToken } from '../signedToken.ts'
import { readTokenParameters } from '../tokenParameters.ts'
import { addTokenRoute } from '../tokenRoute.ts'
import { accessTokenClaims, issuerPath } from './accessToken.ts'
import type { GrantRules } from './grant.ts'
import { grantOf } from './grant.ts'

export interface Auth0Parts extends GrantRules {
  readonly clients: ClientRegistry
  readonly responder: Responder
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
export const isAuth0Path = (path: string): boolean => paths.has(unquote(path))

const routes = auth0Routes()

/** Auth0: the token endpoint, the keys that verify its tokens, and OpenID Connect discovery. */
export function createAuth0(parts: Auth0Parts): Answerer {
  return (request) => routes.fetch(request, parts)
}

function auth0Routes(): ServerRoutes<Auth0Parts> {
  const routes = createServerRoutes<Auth0Parts>(decodedPathOf)
  addTokenRoute(routes, endpoints.token, tokenAnswer)
  routes.get(endpoints.keys, ({ env: { responder } }) => responder.json(serialise(keySet)))
  routes.get(endpoints.discovery, ({ req, env: { responder, knownScopes } }) =>
    responder.json(serialise(openIdConfiguration(baseUrlOf(req.url), knownScopes))),
  )
  return routes
}

async function tokenAnswer(request: Request, parts: Auth0Parts): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock } = parts
  const parameters = await readTokenParameters(request, ['json', 'form'])
  const client = clients.identify(presentedCredentials(request.headers.get('authorization'), parameters))
  const grant = grantOf(parameters, client, parts)
  const issuer = `${baseUrlOf(request.url)}${issuerPath}`
  return {
    access_token: await signedToken(accessTokenClaims(grant, issuer, clock.now(), tokenTtlSeconds)),
    // OAuth has no way to write an empty scope.
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    expires_in: tokenTtlSeconds,
    token_type: 'Bearer',
  }
}

function openIdConfiguration(origin: string, knownScopes: readonly string[]): OpenIdConfiguration {
  return {
    issuer: `${origin}${issuerPath}`,
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
