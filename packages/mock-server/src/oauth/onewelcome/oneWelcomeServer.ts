import {
  type Introspection,
  type OpenIdConfiguration,
  type operations,
  reportClaimValues,
  type TokenResponse,
} from '@personctl/openapi/dabp'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { baseUrlOf } from '../../http/request.ts'
import type { ServiceHandler } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import { type ClientRegistry, grantScopes } from '../clients.ts'
import {
  createServer,
  createTokenHandler,
  createUserInfoHandler,
  OAuthError,
  readTokenParameters,
  type TokenParameters,
} from '../endpoints.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'
import {
  authorizationCodeGrant,
  authorize,
  type Grant,
  type GrantDeps,
  readUserInfo,
  type TokenRequest,
} from './signIn.ts'
import {
  type AccessTokens,
  delegationAudience,
  machineScopes,
  type OneWelcomeDeps,
  oneWelcomeEndpoints,
  oneWelcomeIssuerPath,
  oneWelcomeTokenClaims,
  personScopes,
  reportClaim,
  type TenantDirectory,
} from './tenant.ts'

const grants: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentialsGrant,
  authorization_code: authorizationCodeGrant,
}

const handleUserInfo = createUserInfoHandler(readUserInfo)

/** The operations in the description of DABP that its authorization server serves. */
type OneWelcomeOperation = Exclude<
  keyof operations,
  'getReport' | 'getVersion1Report' | 'getVersion1ReportWithoutIdentity'
>

const server = createServer<OneWelcomeOperation, OneWelcomeDeps>({
  requestToken: createTokenHandler(issueToken),
  introspectToken: createTokenHandler(introspect),
  authorize,
  getUserInfo: handleUserInfo,
  postUserInfo: handleUserInfo,
  getSigningKeys: (_, { responses, keys }) => responses.json(serialise(keys.keySet())),
  getOpenIdConfiguration: ({ request }, { responses }) =>
    responses.json(serialise(buildOpenIdConfiguration(baseUrlOf(request.url)))),
})

/** Creates the mock of OneWelcome's Access component. */
export function createOneWelcome(deps: OneWelcomeDeps): ServiceHandler {
  return (call) => server(call, deps)
}

async function issueToken(request: Request, deps: OneWelcomeDeps): Promise<TokenResponse> {
  const { clients, tokenTtlSeconds, clock, identifiers, directory, keys, tokens, state } = deps
  const parameters = await readTokenParameters(request, ['form'])
  const grant = findGrant(parameters.grant_type)
  const client = authenticateClient(clients, request.headers.get('authorization'), parameters)
  const frame = {
    issuer: `${baseUrlOf(request.url)}${oneWelcomeIssuerPath}`,
    clientId: client.id,
    id: identifiers.uuid(),
    now: clock.now(),
    lifetimeSeconds: tokenTtlSeconds,
  }
  return grant({ parameters, client, frame }, { directory, keys, tokens, codes: state.codes })
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
function authenticateClient(
  clients: ClientRegistry,
  authorization: string | null,
  parameters: TokenParameters,
): ClientRegistration {
  const { client, failure } = clients.authenticate(authorization, parameters)
  if (client !== undefined) return client
  const [status, headers] =
    authorization === null
      ? ([400, {}] as const)
      : ([401, { 'WWW-Authenticate': 'Basic realm="oauth"' }] as const)
  throw new OAuthError(status, 'invalid_client', 'Unknown client, or another secret', headers, failure)
}

async function introspect(request: Request, deps: OneWelcomeDeps): Promise<Introspection> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = authenticateClient(deps.clients, request.headers.get('authorization'), parameters)
  if (client.secret === null)
    throw new OAuthError(401, 'invalid_client', 'A public client may not look into tokens')
  const { token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'token is missing')
  return introspectToken(token, deps)
}

interface IntrospectionDeps {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
}

/**
 * Introspects an opaque token or a JWT (RFC 7662). The response for an invalid token says only that it is not active.
 */
async function introspectToken(token: string, deps: IntrospectionDeps): Promise<Introspection> {
  try {
    return describeToken(await deps.tokens.commonClaims(token), deps)
  } catch (error) {
    if (error instanceof InvalidTokenError) return { active: false }
    throw error
  }
}

function describeToken(claims: VerifiedClaims, { clients, directory }: IntrospectionDeps): Introspection {
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

function buildOpenIdConfiguration(origin: string): OpenIdConfiguration {
  return {
    issuer: `${origin}${oneWelcomeIssuerPath}`,
    token_endpoint: `${origin}${oneWelcomeEndpoints.token}`,
    authorization_endpoint: `${origin}${oneWelcomeEndpoints.authorize}`,
    userinfo_endpoint: `${origin}${oneWelcomeEndpoints.userInfo}`,
    introspection_endpoint: `${origin}${oneWelcomeEndpoints.introspect}`,
    jwks_uri: `${origin}${oneWelcomeEndpoints.keys}`,
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

/** Client credentials grant: issues a token to a program. */
async function clientCredentialsGrant(
  { parameters, client, frame }: TokenRequest,
  { tokens }: GrantDeps,
): Promise<TokenResponse> {
  if (client.secret === null)
    throw new OAuthError(400, 'unauthorized_client', 'A public client has no tokens of its own')
  const { granted, rejected } = grantScopes(client, parameters.scope, machineScopes)
  const invalidScopes = [...rejected, ...granted.filter((scope) => personScopes.includes(scope))]
  if (invalidScopes.length > 0)
    throw new OAuthError(
      400,
      'invalid_scope',
      `Client ${client.id} may not ask for ${invalidScopes.join(' ')}`,
    )
  const claims = oneWelcomeTokenClaims(frame, client.id, delegationAudience, granted)
  const response: TokenResponse = {
    access_token: await tokens.issue(claims, client),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(granted.length === 0 ? {} : { scope: granted.join(' ') }),
  }
  return response
}
