import type { Hono } from 'hono'
import type { Clock } from '../../clock.ts'
import { baseUrlOf } from '../../http/requestTarget.ts'
import type { Responder } from '../../http/responder.ts'
import type { OpenIdConfiguration, TokenResponse } from '../../openapi/cis.generated.ts'
import { serialise } from '../../text/serialise.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import { keySet } from '../keySet.ts'
import { presentedCredentials } from '../presentedCredentials.ts'
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

/** Auth0's part: the token endpoint, the keys that verify its tokens, and OpenID Connect discovery. */
export function addAuth0Routes(app: Hono, parts: Auth0Parts): void {
  const { clients, responder, tokenTtlSeconds, clock } = parts
  addTokenRoute(app, '/oauth/token', responder, async (request): Promise<TokenResponse> => {
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
  })
  app.get('/.well-known/jwks.json', () => responder.json(serialise(keySet)))
  app.get('/.well-known/openid-configuration', ({ req }) =>
    responder.json(serialise(openIdConfiguration(baseUrlOf(req.url), parts.knownScopes))),
  )
}

function openIdConfiguration(origin: string, knownScopes: readonly string[]): OpenIdConfiguration {
  return {
    issuer: `${origin}${issuerPath}`,
    token_endpoint: `${origin}/oauth/token`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    scopes_supported: knownScopes,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  }
}
