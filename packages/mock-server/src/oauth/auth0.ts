import type { operations, TokenResponse } from '@personctl/generated/cis'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { baseUrlOf } from '../http/request.ts'
import { serialise } from '../text/json.ts'
import {
  type Auth0Deps,
  type Auth0Grant,
  auth0IssuerPath,
  auth0TokenClaims,
  checkAudience,
} from './auth0Tenant.ts'
import { type Authentication, isPublicClient } from './clients.ts'
import {
  createServer,
  createTokenHandler,
  type EndpointHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from './endpoints.ts'

/** The operations in the description of CIS that Auth0 serves. */
export type Auth0Operation = Extract<
  keyof operations,
  'requestToken' | 'getSigningKeys' | 'getOpenIdConfiguration' | SignInOperation
>

/** The operations that nobody needs who does not sign in people. */
type SignInOperation =
  | 'authorize'
  | 'postAuthorize'
  | 'getUserInfo'
  | 'postUserInfo'
  | 'revokeToken'
  | 'logout'
  | 'postLogout'
  | 'logoutByReturnTo'

const signIn: EndpointHandler<Auth0Deps> = async (call, deps) =>
  (await import('./auth0SignIn.ts')).serveAuth0SignIn(call, deps)

/** Serves the requests to Auth0. */
export const serveAuth0: EndpointHandler<Auth0Deps> = createServer<Auth0Operation, Auth0Deps>({
  requestToken: createTokenHandler(issueToken),
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  async getOpenIdConfiguration({ request }, { responses, knownScopes }) {
    const { buildOpenIdConfiguration } = await import('./auth0SignIn.ts')
    return responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url), knownScopes)))
  },
  authorize: signIn,
  postAuthorize: signIn,
  getUserInfo: signIn,
  postUserInfo: signIn,
  revokeToken: signIn,
  logout: signIn,
  postLogout: signIn,
  logoutByReturnTo: signIn,
})

async function issueToken(request: Request, deps: Auth0Deps): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, keys } = deps
  const parameters = await readTokenParameters(request, ['json', 'form'])
  const authentication = clients.authenticate(request.headers.get('authorization'), parameters)
  const { client, failure } = authentication
  const issuer = `${baseUrlOf(request.url)}${auth0IssuerPath}`
  const { grant_type: grantType } = parameters
  if (grantType === 'authorization_code' || grantType === 'refresh_token') {
    const { issuePersonTokens } = await import('./auth0SignIn.ts')
    if (client === undefined) throw unauthorized(failure)
    return issuePersonTokens(grantType, { parameters, client, issuer }, deps)
  }
  const grant = authorizeGrant(parameters, authentication, deps)
  return {
    access_token: await keys.sign(auth0TokenClaims(grant, issuer, clock.now(), tokenTtlSeconds)),
    // OAuth cannot express an empty scope.
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    expires_in: tokenTtlSeconds,
    token_type: 'Bearer',
  }
}

/**
 * Decides on a request for client credentials, as Auth0 does.
 *
 * @throws {OAuthError} with the reason, never with a secret
 */
function authorizeGrant(
  parameters: TokenParameters,
  { client, failure }: Authentication,
  rules: Auth0Deps,
): Auth0Grant {
  checkGrantType(parameters.grant_type)
  const { audience = rules.audiences[0] ?? '' } = parameters
  if (client === undefined || isPublicClient(client)) throw unauthorized(failure ?? 'the client is public')
  checkAudience(audience, rules)
  return { clientId: client.id, audience, scope: grantScope(client, parameters.scope, rules) }
}

/** Returns the error of a client that is unknown, or sends another secret. */
const unauthorized = (failure: string | undefined): OAuthError =>
  new OAuthError(401, 'access_denied', 'Unauthorized', {}, failure)

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

function grantScope(
  client: ClientRegistration,
  requested: string | undefined,
  { clients, knownScopes, ignoresUngrantedScopes }: Auth0Deps,
): string {
  const { granted, rejected } = clients.grantScopes(client, requested, knownScopes)
  if (ignoresUngrantedScopes) return granted.filter((scope) => !rejected.includes(scope)).join(' ')
  if (rejected.length > 0)
    throw new OAuthError(
      403,
      'access_denied',
      `Client ${client.id} may not ask for ${rejected.join(' ')}: it may ask for ${(client.scopes ?? knownScopes).join(' ') || 'no scope'}`,
    )
  return granted.join(' ')
}
