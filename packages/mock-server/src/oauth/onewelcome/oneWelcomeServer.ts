import {
  type Introspection,
  type OpenIdConfiguration,
  type operations,
  reportClaimValues,
  type TokenResponse,
  type UserInfo,
} from '@personctl/generated/dabp'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import type { DelegationDirectory } from '../../directory/delegationDirectory.ts'
import type { Directory } from '../../directory/directory.ts'
import { baseUrlOf } from '../../http/request.ts'
import type { CallOutcome, ServiceCall } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import { isPublicClient, readScopes } from '../clients.ts'
import {
  createServer,
  createTokenHandler,
  createUserInfoHandler,
  OAuthError,
  readTokenParameters,
  reportInactiveToken,
  type TokenParameters,
} from '../endpoints.ts'
import { assertionAlgorithms, assertionFailure, authenticateByAssertion } from '../signIn/clientAssertion.ts'
import { serveLogout } from '../signIn/logout.ts'
import { promptValues, responseModes, serveSignIn } from '../signIn/signInRequest.ts'
import type { SignInServer } from '../signIn/signInServer.ts'
import { authorizationId, revoke } from '../signIn/signInState.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'
import {
  delegationAudience,
  idTokenPrefix,
  machineScopes,
  oneWelcomeEndpoints,
  oneWelcomeIssuerPath,
  oneWelcomeTokenClaims,
  personScopes,
} from './tenant.ts'
import {
  authorizationCodeGrant,
  createTenantDirectory,
  type Grant,
  grantPersonScopes,
  type OneWelcomeDeps,
  refreshTokenGrant,
  reportClaim,
  type TokenRequest,
  tenantIdentityClaims,
} from './tenantPeople.ts'

const handleUserInfo = createUserInfoHandler<OneWelcomeDeps>((_, token, deps) => readUserInfo(token, deps))

/** The operations in the description of DABP that its authorization server serves. */
type OneWelcomeOperation = Exclude<
  keyof operations,
  'getReport' | 'getVersion1Report' | 'getVersion1ReportWithoutIdentity'
>

const serve = createServer<OneWelcomeOperation, OneWelcomeDeps>({
  requestToken: createTokenHandler(issueToken),
  introspectToken: createTokenHandler(introspect),
  revokeToken,
  authorize: (call, deps) => serveSignIn(call, server, deps),
  postAuthorize: (call, deps) => serveSignIn(call, server, deps),
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  logout: (call, deps) => serveLogout(call, server, deps),
  postLogout: (call, deps) => serveLogout(call, server, deps),
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url)))),
})

/** The parts of a session that OneWelcome depends on. */
interface OneWelcomeParts extends Omit<OneWelcomeDeps, 'people'> {
  readonly directory: Directory
  readonly delegation: DelegationDirectory
}

/** Serves the requests to OneWelcome's Access component. */
export function serveOneWelcome(
  call: ServiceCall,
  { directory, delegation, ...deps }: OneWelcomeParts,
): Response | Promise<Response> {
  return serve(call, { ...deps, people: createTenantDirectory(directory, delegation) })
}

/** The rules of a sign-in at the tenant. */
const server: SignInServer<OneWelcomeDeps> = {
  title: 'OneWelcome',
  issuerPath: oneWelcomeIssuerPath,
  cookie: { name: 'personctl-mock-onewelcome', path: `${oneWelcomeIssuerPath}/` },
  sendsIssuer: false,
  sendsSession: false,
  needsClientAtLogout: false,
  grantScopes: grantPersonScopes,
}

const grants: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentialsGrant,
  authorization_code: authorizationCodeGrant,
  refresh_token: refreshTokenGrant,
}

async function issueToken(request: Request, deps: OneWelcomeDeps): Promise<TokenResponse> {
  const parameters = await readTokenParameters(request, ['form'])
  const grant = findGrant(parameters.grant_type)
  const client = await authenticateClient(request, parameters, deps)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${oneWelcomeIssuerPath}`,
    clientId: client.id,
    id: deps.identifiers.uuid(),
    now: deps.clock.now(),
    lifetimeSeconds: deps.tokenTtlSeconds,
  }
  return grant({ parameters, client, frame }, deps)
}

function findGrant(name: string | undefined): Grant {
  if (name === undefined) throw new OAuthError(400, 'invalid_request', 'grant_type is missing')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant !== undefined) return grant
  throw new OAuthError(
    400,
    'unsupported_grant_type',
    `grant_type ${name} is not supported: known are ${Object.keys(grants).join(', ')}`,
  )
}

/**
 * Returns the client that sent a request.
 *
 * @throws {OAuthError} with 401 if the request has an Authorization header, else with 400, as in RFC 6749
 */
async function authenticateClient(
  request: Request,
  parameters: TokenParameters,
  deps: OneWelcomeDeps,
): Promise<ClientRegistration> {
  const authorization = request.headers.get('authorization')
  const origin = baseUrlOf(request.url)
  const audiences = [oneWelcomeIssuerPath, oneWelcomeEndpoints.token].map((path) => `${origin}${path}`)
  const { client, failure } =
    parameters.client_assertion === undefined
      ? deps.clients.authenticate(authorization, parameters)
      : { client: await authenticateByAssertion(parameters, audiences, deps), failure: assertionFailure }
  if (client !== undefined) return client
  const [status, headers] =
    authorization === null
      ? ([400, {}] as const)
      : ([401, { 'WWW-Authenticate': 'Basic realm="oauth"' }] as const)
  throw new OAuthError(status, 'invalid_client', 'Unknown client, or another secret', headers, failure)
}

/** Client credentials grant: issues a token to a program. */
async function clientCredentialsGrant(
  { parameters, client, frame }: TokenRequest,
  { clients, tokens, areOpaque }: OneWelcomeDeps,
): Promise<TokenResponse> {
  if (isPublicClient(client))
    throw new OAuthError(400, 'unauthorized_client', 'A public client has no tokens of its own')
  const { granted, rejected } = clients.grantScopes(client, parameters.scope, machineScopes)
  const invalidScopes = [...rejected, ...granted.filter((scope) => personScopes.includes(scope))]
  if (invalidScopes.length > 0)
    throw new OAuthError(
      400,
      'invalid_scope',
      `Client ${client.id} may not ask for ${invalidScopes.join(' ')}`,
    )
  const claims = oneWelcomeTokenClaims(frame, client.id, delegationAudience, granted)
  return {
    access_token: await tokens.issue(claims, client.opaqueTokens ?? areOpaque),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(granted.length === 0 ? {} : { scope: granted.join(' ') }),
  }
}

/** Revokes an access or a refresh token (RFC 7009). The response for a token that is not valid is the same. */
async function revokeToken({ request }: ServiceCall, deps: OneWelcomeDeps): Promise<Response> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'token is missing')
  const { state } = deps
  const refreshToken = state.refreshTokens.get(token)
  const claims = refreshToken === undefined ? await readActiveClaims(token, deps) : undefined
  const owner = refreshToken?.authorization.clientId ?? claims?.['cid']
  if (owner !== undefined && owner !== client.id)
    throw new OAuthError(400, 'unauthorized_client', 'The token was issued to another client')
  const id = refreshToken === undefined ? claims?.jti : authorizationId(refreshToken.authorization)
  if (id !== undefined) revoke(state, id)
  return deps.responses.empty(200, { 'Cache-Control': 'no-store' })
}

async function introspect(
  request: Request,
  deps: OneWelcomeDeps,
  outcome: CallOutcome,
): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  if (isPublicClient(client))
    throw new OAuthError(401, 'invalid_client', 'A public client may not look into tokens')
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'token is missing')
  try {
    return describeToken(await verifyAccessToken(token, deps), deps)
  } catch (error) {
    return reportInactiveToken(error, outcome)
  }
}

/** Returns the claims of an access token; undefined for one that is not active, and for any other token. */
async function readActiveClaims(token: string, deps: OneWelcomeDeps): Promise<VerifiedClaims | undefined> {
  try {
    return await verifyAccessToken(token, deps)
  } catch (error) {
    if (error instanceof InvalidTokenError) return undefined
    throw error
  }
}

/** Returns the claims of an active access token. Rejects with InvalidTokenError for any other. */
async function verifyAccessToken(token: string, { tokens }: OneWelcomeDeps): Promise<VerifiedClaims> {
  const claims = await tokens.activeClaims(token)
  if (claims.jti?.startsWith(idTokenPrefix))
    throw new InvalidTokenError('invalid_claims', 'it is an ID token')
  return claims
}

/**
 * Describes an active token (RFC 7662).
 *
 * @throws {InvalidTokenError} for a person who may no longer sign in
 */
function describeToken(claims: VerifiedClaims, { clients, people }: OneWelcomeDeps): Introspection {
  const { scope, cid, sub, exp, iat, nbf } = claims
  const clientId = typeof cid === 'string' ? cid : undefined
  const person = sub === undefined || sub === clientId ? undefined : people.find(sub)
  if (person === undefined && clientId !== undefined && sub !== clientId)
    throw new InvalidTokenError('invalid_claims', `${sub} may no longer sign in`)
  return {
    active: true,
    token_type: 'bearer',
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(sub === undefined ? {} : { sub }),
    ...(exp === undefined ? {} : { exp }),
    ...(iat === undefined ? {} : { iat }),
    ...(nbf === undefined ? {} : { nbf }),
    ...(person === undefined ? {} : reportClaim(person, people, clients.find(clientId ?? ''))),
  }
}

/** Returns the userinfo of an access token; undefined if it lacks the scope `openid`. */
async function readUserInfo(token: string, deps: OneWelcomeDeps): Promise<UserInfo | undefined> {
  const claims = await verifyAccessToken(token, deps)
  const scopes = readScopes(claims)
  if (!scopes.includes('openid')) return undefined
  const person = deps.people.find(String(claims.sub))
  if (person === undefined) throw new InvalidTokenError('invalid_claims', 'nobody has this account any more')
  const client = deps.clients.find(String(claims['cid']))
  return { ...tenantIdentityClaims(person, scopes), ...reportClaim(person, deps.people, client) }
}

function buildOpenIdConfiguration(origin: string): OpenIdConfiguration {
  const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
  return {
    issuer: `${origin}${oneWelcomeIssuerPath}`,
    token_endpoint: `${origin}${oneWelcomeEndpoints.token}`,
    authorization_endpoint: `${origin}${oneWelcomeEndpoints.authorize}`,
    userinfo_endpoint: `${origin}${oneWelcomeEndpoints.userInfo}`,
    introspection_endpoint: `${origin}${oneWelcomeEndpoints.introspect}`,
    revocation_endpoint: `${origin}${oneWelcomeEndpoints.revoke}`,
    end_session_endpoint: `${origin}${oneWelcomeEndpoints.logout}`,
    jwks_uri: `${origin}${oneWelcomeEndpoints.keys}`,
    grant_types_supported: Object.keys(grants),
    token_endpoint_auth_methods_supported: [...methods, 'none'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: [...methods, 'none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...personScopes, ...machineScopes],
    claims_supported: ['sub', 'name', 'given_name', 'family_name', 'email', ...reportClaimValues],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    response_modes_supported: responseModes,
    prompt_values_supported: promptValues,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    subject_types_supported: ['public'],
  }
}
