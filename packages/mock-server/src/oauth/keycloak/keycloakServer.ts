import type {
  Introspection,
  OpenIdConfiguration,
  operations,
  TokenResponse,
  UserInfo,
} from '@personctl/generated/cern'
import { baseUrlOf } from '../../http/request.ts'
import type { CallOutcome, ServiceCall } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import { isPublicClient, parseScope } from '../clients.ts'
import {
  createServer,
  createTokenHandler,
  createUserInfoHandler,
  type EndpointHandler,
  OAuthError,
  readTokenParameters,
  reportInactiveToken,
} from '../endpoints.ts'
import { invalidGrant } from '../signIn/authorizations.ts'
import { assertionAlgorithms } from '../signIn/clientAssertion.ts'
import { serveLogout } from '../signIn/logout.ts'
import { promptValues, readParameters, responseModes, serveSignIn } from '../signIn/signInRequest.ts'
import type { SignInServer } from '../signIn/signInServer.ts'
import { revoke } from '../signIn/signInState.ts'
import { InvalidTokenError } from '../verify.ts'
import {
  authenticateClient,
  confirmDevice,
  grantRealmScopes,
  type KeycloakDeps,
  startDeviceFlow,
} from './deviceFlow.ts'
import {
  apiAccessGrants,
  clientSession,
  type Grant,
  type Grants,
  openIdGrants,
  readActiveClaims,
  tokenId,
  verifyRefreshToken,
} from './keycloakGrants.ts'
import {
  identityClaimNames,
  openIdPath,
  pickIdentityClaims,
  realmPath,
  realmScopes,
  refreshLifetimeSeconds,
} from './realm.ts'

/** The operations in the description of the Authorization Service that Keycloak serves. */
export type KeycloakOperation = Extract<
  keyof operations,
  | 'requestApiToken'
  | 'requestToken'
  | 'requestDeviceCode'
  | 'confirmDevice'
  | 'authorize'
  | 'postAuthorize'
  | 'introspectToken'
  | 'revokeToken'
  | 'logout'
  | 'postLogout'
  | 'getUserInfo'
  | 'postUserInfo'
  | 'getSigningKeys'
  | 'getOpenIdConfiguration'
>

const handleUserInfo = createUserInfoHandler<KeycloakDeps>((_, token, deps) => readUserInfo(token, deps))

/** Serves the requests to Keycloak with the realm of CERN. */
export const serveKeycloak: EndpointHandler<KeycloakDeps> = createServer<KeycloakOperation, KeycloakDeps>({
  requestApiToken: createTokenHandler((request, deps) => issueTokens(request, apiAccessGrants, deps)),
  requestToken: createTokenHandler((request, deps) => issueTokens(request, openIdGrants, deps)),
  requestDeviceCode: createTokenHandler(startDeviceFlow),
  confirmDevice,
  authorize: (call, deps) => serveSignIn(call, server, deps),
  postAuthorize: (call, deps) => serveSignIn(call, server, deps),
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  introspectToken: createTokenHandler(introspect),
  revokeToken,
  logout: (call, deps) => serveLogout(call, server, deps),
  postLogout,
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url)))),
})

/** The rules of a sign-in at the realm. */
const server: SignInServer<KeycloakDeps> = {
  title: 'the Keycloak of CERN',
  issuerPath: realmPath,
  cookie: { name: 'personctl-mock-keycloak', path: `${realmPath}/` },
  sendsIssuer: true,
  sendsSession: true,
  needsClientAtLogout: true,
  grantScopes: (client, parameters, { clients }) =>
    grantRealmScopes(client, parameters.get('scope') ?? undefined, clients),
  matchesUri(registered, requested) {
    if (registered.endsWith('*')) return matchesWildcard(registered.slice(0, -1), new URL(requested))
    return registered === requested || registered === withoutLoopbackPort(requested)
  },
}

/** Credentials do not match: in `https://app.test@evil.test`, the application would be the name of a user. */
const matchesWildcard = (prefix: string, { href, username, password }: URL): boolean =>
  username === '' && password === '' && (href.startsWith(prefix) || `${href}/` === prefix)

/** Returns a URI on the loopback interface without its port: a program listens on any that is free (RFC 8252). */
const withoutLoopbackPort = (uri: string): string =>
  uri.replace(/^(http:\/\/127\.0\.0\.1):\d+(?=[/?]|$)/, '$1')

async function issueTokens(request: Request, grants: Grants, deps: KeycloakDeps): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, identifiers, keys } = deps
  const parameters = await readTokenParameters(request, ['form'])
  const grant = findGrant(parameters.grant_type, grants)
  const client = await authenticateClient(request, parameters, deps)
  grantRealmScopes(client, parameters.scope, clients)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${realmPath}`,
    clientId: client.id,
    scope: parameters.scope ?? '',
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  const { access, refresh, id, issuedTokenType } = await grant({ parameters, client, frame }, deps)
  const session = access['sid']
  return {
    access_token: await keys.sign(access),
    expires_in: tokenTtlSeconds,
    refresh_expires_in: refresh === undefined ? 0 : refreshLifetimeSeconds,
    ...(refresh === undefined ? {} : { refresh_token: await keys.sign(refresh) }),
    ...(id === undefined ? {} : { id_token: await keys.sign(id) }),
    ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
    ...(typeof session === 'string' ? { session_state: session } : {}),
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: String(access['scope'] ?? ''),
  }
}

function findGrant(name: string | undefined, grants: Grants): Grant {
  if (name === undefined) throw new OAuthError(400, 'invalid_request', 'Missing form parameter: grant_type')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new OAuthError(
    400,
    'unsupported_grant_type',
    `Unsupported grant_type ${name}: known here are ${Object.keys(grants).join(', ')}`,
  )
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
async function readUserInfo(token: string, deps: KeycloakDeps): Promise<UserInfo | undefined> {
  const claims = await readActiveClaims(token, ['Bearer'], deps)
  const { scope, cern_roles: roles } = claims
  if (typeof scope !== 'string' || !parseScope(scope).includes('openid')) return undefined
  return {
    ...pickIdentityClaims(claims),
    sub: String(claims.sub),
    ...(Array.isArray(roles) ? { cern_roles: roles } : {}),
  }
}

/** Introspects an access or a refresh token (RFC 7662). The response for any other token says only that it is not active. */
async function introspect(
  request: Request,
  deps: KeycloakDeps,
  outcome: CallOutcome,
): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  if (isPublicClient(client)) throw new OAuthError(403, 'invalid_request', 'Client not allowed')
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Token not provided')
  try {
    const claims = await readActiveClaims(token, ['Bearer', 'Refresh'], deps)
    const username = claims['preferred_username']
    return {
      ...claims,
      active: true,
      client_id: String(claims['azp']),
      token_type: String(claims['typ']),
      ...(typeof username === 'string' ? { username } : {}),
    }
  } catch (error) {
    return reportInactiveToken(error, outcome)
  }
}

/**
 * Revokes a token (RFC 7009): an access token alone, with a refresh token all that the client has of the sign-in. The response
 * for a token that is not valid is the same.
 */
async function revokeToken({ request }: ServiceCall, deps: KeycloakDeps): Promise<Response> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Token not provided')
  try {
    const claims = await deps.verify(token)
    if (claims['azp'] !== client.id) throw new OAuthError(400, 'invalid_token', 'Unmatching clients')
    if (claims['typ'] === 'ID') throw new OAuthError(400, 'unsupported_token_type', 'Unsupported token type')
    revoke(deps.state, claims['typ'] === 'Refresh' ? clientSession(claims) : tokenId(claims))
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
  }
  return deps.responses.empty(200, { 'Cache-Control': 'no-store' })
}

/** Ends a sign-in: by the refresh token of a client, as Keycloak's own adapters do, or as the end session endpoint does. */
async function postLogout(call: ServiceCall, deps: KeycloakDeps): Promise<Response> {
  const { request } = call
  const token = (await readParameters(request.clone())).get('refresh_token')
  if (token === null) return serveLogout(call, server, deps)
  const client = await authenticateClient(request, await readTokenParameters(request, ['form']), deps)
  const claims = await verifyRefreshToken(token, deps)
  if (claims['azp'] !== client.id)
    throw invalidGrant("Invalid refresh token. Token client and authorized client don't match")
  revoke(deps.state, String(claims['sid']))
  return deps.responses.empty(204)
}

function buildOpenIdConfiguration(origin: string): OpenIdConfiguration {
  const endpoints = `${origin}${openIdPath}`
  const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
  return {
    issuer: `${origin}${realmPath}`,
    authorization_endpoint: `${endpoints}/auth`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/auth/device`,
    introspection_endpoint: `${endpoints}/token/introspect`,
    revocation_endpoint: `${endpoints}/revoke`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: Object.keys(openIdGrants),
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    scopes_supported: realmScopes,
    claims_supported: [...identityClaimNames, 'cern_roles', 'auth_time', 'sid'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    response_modes_supported: responseModes,
    prompt_values_supported: promptValues,
    subject_types_supported: ['public'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
  }
}
