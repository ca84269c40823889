import type { Hono } from 'hono'
import type { Clock } from '../clock.ts'
import { originOf } from '../http/requestTarget.ts'
import type { Responder } from '../http/responder.ts'
import type { KeySet, OpenIdConfiguration, TokenError, TokenResponse } from '../openapi/cis.generated.ts'
import { serialise } from '../text/serialise.ts'
import type { GrantRules } from './grant.ts'
import { grantOf } from './grant.ts'
import { signingKey, signingKeyId } from './signingKey.ts'
import { issueToken } from './tokenIssuer.ts'
import { TokenRefusal } from './tokenRefusal.ts'
import { readTokenRequest } from './tokenRequest.ts'

export interface OAuthOptions extends GrantRules {
  readonly tokenTtlSeconds: number
  readonly clock: Clock
}

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

/** Auth0's part: the token endpoint, the keys that verify its tokens, and OpenID Connect discovery. */
export function addOAuthRoutes(app: Hono, responder: Responder, options: OAuthOptions): void {
  app.post('/oauth/token', async (context) => {
    try {
      const grant = grantOf(await readTokenRequest(context.req.raw), options)
      const answer: TokenResponse = {
        access_token: await issueToken({
          ...grant,
          issuer: `${originOf(context.req.url)}/`,
          lifetimeSeconds: options.tokenTtlSeconds,
          issuedAt: options.clock.now(),
        }),
        // OAuth has no way to write an empty scope.
        ...(grant.scope === '' ? {} : { scope: grant.scope }),
        expires_in: options.tokenTtlSeconds,
        token_type: 'Bearer',
      }
      return responder.json(serialise(answer), 200, noStore)
    } catch (error) {
      if (error instanceof TokenRefusal) return refusal(responder, error)
      throw error
    }
  })
  app.options('/oauth/token', () => responder.empty(200, { Allow: 'OPTIONS, POST' }))
  app.all('/oauth/token', (context) =>
    refusal(
      responder,
      new TokenRefusal(405, 'invalid_request', `Ask for a token with POST, not ${context.req.method}`),
      { Allow: 'OPTIONS, POST' },
    ),
  )
  app.get('/.well-known/jwks.json', () => responder.json(serialise(keySet)))
  app.get('/.well-known/openid-configuration', (context) =>
    responder.json(serialise(openIdConfiguration(originOf(context.req.url), options.knownScopes))),
  )
}

function refusal(responder: Responder, { status, error, description }: TokenRefusal, headers = {}): Response {
  const body: TokenError = { error, error_description: description }
  return responder.json(serialise(body), status, { ...noStore, ...headers })
}

const keySet: KeySet = {
  keys: [
    {
      kty: 'RSA',
      kid: signingKeyId,
      use: 'sig',
      alg: 'RS256',
      n: signingKey.n,
      e: signingKey.e,
    },
  ],
}

function openIdConfiguration(origin: string, knownScopes: readonly string[]): OpenIdConfiguration {
  return {
    issuer: `${origin}/`,
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
