import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { isPublicClient, parseScope } from '../clients.ts'
import { checkCodeVerifier, OAuthError, type TokenParameters } from '../endpoints.ts'
import { invalidGrant, narrowScopes, redeemCode } from '../signIn/authorizations.ts'
import { authorizationId, isRevoked, revoke } from '../signIn/signInState.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'
import { type Device, type KeycloakDeps, recordPoll } from './deviceFlow.ts'
import {
  authorizationService,
  idTokenClaims,
  pickIdentityClaims,
  type RealmDirectory,
  realmIdentityClaims,
  refreshTokenClaims,
  type SignIn,
  serviceTokenClaims,
  type TokenFrame,
  userTokenClaims,
} from './realm.ts'

/** The grants of an endpoint by their types. */
export type Grants = Readonly<Record<string, Grant>>

/** The grants of CERN's own endpoint. */
export const apiAccessGrants: Grants = { client_credentials: apiAccessGrant }
/** The grants of Keycloak. */
export const openIdGrants: Grants = {
  authorization_code: authorizationCodeGrant,
  client_credentials: clientCredentialsGrant,
  refresh_token: refreshTokenGrant,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCodeGrant,
  'urn:ietf:params:oauth:grant-type:token-exchange': tokenExchangeGrant,
}

/** A token request of an authenticated client. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** Values that all tokens of the response share, with the requested scope. */
  readonly frame: TokenFrame
}

/** The claims of the tokens to issue. */
interface TokenClaims {
  readonly access: JWTPayload
  readonly refresh?: JWTPayload
  readonly id?: JWTPayload
  /** The `issued_token_type` of a token exchange. */
  readonly issuedTokenType?: string
}

/** Handles a token request of one grant type. Throws OAuthError, or rejects with it. */
export type Grant = (request: TokenRequest, deps: KeycloakDeps) => TokenClaims | Promise<TokenClaims>

/** Returns the tokens of a person who signed in. The scope `openid` adds an ID token. */
function userTokenResponse(person: SignIn, frame: TokenFrame): TokenClaims {
  const signsIn = parseScope(frame.scope).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}

/** Authorization code grant: issues the tokens of a person who signed in. */
async function authorizationCodeGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const authorization = await redeemCode(parameters, client, deps)
  const { login, session, audience = client.id, scopes, signedInAt, nonce } = authorization
  const person = deps.people.find(login)
  if (person === undefined) throw invalidGrant('User disabled')
  return userTokenResponse(
    {
      identity: realmIdentityClaims(person),
      session,
      audience,
      roles: deps.people.rolesOf(login, audience),
      signedInAt,
      nonce,
    },
    { ...frame, scope: scopes.join(' ') },
  )
}

/** Device code grant (RFC 8628): issues the tokens of the person who confirmed the device. */
async function deviceCodeGrant(
  { parameters, client, frame }: TokenRequest,
  { people, state }: KeycloakDeps,
): Promise<TokenClaims> {
  const { devices } = state
  const { device_code: code = '' } = parameters
  const known = devices.get(code)
  if (known === undefined) throw new OAuthError(400, 'invalid_grant', 'Device code not valid')
  if (known.clientId !== client.id) throw new OAuthError(400, 'invalid_grant', 'unauthorized client')
  if (known.expiresAt <= frame.now) throw new OAuthError(400, 'expired_token', 'Device code is expired')
  const { device, tooEarly } = recordPoll(known, frame.now)
  devices.set(code, device)
  if (tooEarly) throw new OAuthError(400, 'slow_down', 'Slow down')
  const person = findConfirmingPerson(device, people)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // A concurrent request may have used the code in the meantime.
  if (!devices.delete(code)) throw new OAuthError(400, 'invalid_grant', 'Device code not valid')
  return userTokenResponse(
    {
      identity: realmIdentityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: people.rolesOf(person.login, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function findConfirmingPerson(device: Device, people: RealmDirectory) {
  if (device.decision === undefined)
    throw new OAuthError(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : people.find(device.decision.upn)
  if (person === undefined)
    throw new OAuthError(400, 'access_denied', 'The end user denied the authorization request')
  return person
}

/**
 * Refresh token grant: issues new tokens to a person who signed in before. A client that rotates its refresh tokens can use each
 * of them once; one that comes a second time ends the session of the client.
 */
async function refreshTokenGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const { people, state } = deps
  const { refresh_token: token } = parameters
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'No refresh token')
  const claims = await verifyRefreshToken(token, deps)
  if (claims['azp'] !== client.id)
    throw invalidGrant("Invalid refresh token. Token client and authorized client don't match")
  if (state.revoked.has(tokenId(claims))) {
    revoke(state, clientSession(claims))
    throw invalidGrant('Maximum allowed refresh token reuse exceeded')
  }
  if (people.find(String(claims.sub)) === undefined) throw invalidGrant('User disabled')
  const scopes = narrowScopes(parseScope(String(claims['scope'])), parameters.scope)
  if (client.rotateRefreshTokens === true) revoke(state, tokenId(claims))
  const audience = String(claims['renewed_audience'])
  const signedInAt = claims['auth_time']
  const person = {
    identity: pickIdentityClaims(claims),
    session: String(claims['sid']),
    audience,
    roles: people.rolesOf(String(claims.sub), audience),
    signedInAt: typeof signedInAt === 'number' ? signedInAt : undefined,
  }
  const refreshed = userTokenResponse(person, { ...frame, scope: scopes.join(' ') })
  // A refresh token keeps the whole scope, also if this access token has less.
  return { ...refreshed, refresh: { ...refreshed.refresh, scope: claims['scope'] } }
}

/**
 * Verifies a refresh token whose sign-in has not ended.
 *
 * @returns rejects with OAuthError
 */
export async function verifyRefreshToken(
  token: string,
  { state, verify }: KeycloakDeps,
): Promise<VerifiedClaims> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh') {
      if (isRevoked(state, sessionIds(claims))) throw invalidGrant('Session not active')
      return claims
    }
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    const description = error.code === 'token_expired' ? 'Token is not active' : 'Invalid refresh token'
    throw invalidGrant(description, error.refusal.description)
  }
  throw invalidGrant('Invalid refresh token', 'it is not a refresh token')
}

/** The id under which one token is revoked. All tokens of a response have the same `jti`. */
export const tokenId = ({ typ, jti }: VerifiedClaims): string => `${typ} ${jti}`

/** The id under which everything is revoked that a client has of a sign-in. */
export const clientSession = ({ sid, azp }: VerifiedClaims): string =>
  authorizationId({ session: String(sid), clientId: String(azp) })

/** The ids under which the sign-in of a token is revoked, for all clients or for its own. */
const sessionIds = (claims: VerifiedClaims): readonly string[] =>
  claims['sid'] === undefined ? [] : [String(claims['sid']), clientSession(claims)]

/**
 * Returns the claims of a token of the given types that is active: neither revoked nor of a sign-in that ended, nor of
 * somebody who may no longer sign in.
 */
export async function readActiveClaims(
  token: string,
  types: readonly string[],
  { people, state, verify }: KeycloakDeps,
): Promise<VerifiedClaims> {
  const claims = await verify(token)
  const subject = String(claims.sub)
  const isGone = claims['sid'] !== undefined && people.find(subject) === undefined
  if (!types.includes(String(claims['typ'])))
    throw new InvalidTokenError('invalid_claims', `the type of the token is ${claims['typ']}`)
  if (isGone) throw new InvalidTokenError('invalid_claims', `${subject} may no longer sign in`)
  if (isRevoked(state, [tokenId(claims), ...sessionIds(claims)]))
    throw new InvalidTokenError('invalid_claims', 'the token or its sign-in was revoked')
  return claims
}

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** Token exchange (RFC 8693): issues a token of the same person for another application. */
async function tokenExchangeGrant(
  { parameters, client, frame }: TokenRequest,
  deps: KeycloakDeps,
): Promise<TokenClaims> {
  const { subject_token: subjectToken, audience = client.id } = parameters
  if (subjectToken === undefined)
    throw new OAuthError(400, 'invalid_request', 'Missing parameter: subject_token')
  checkTokenType('subject_token_type', parameters.subject_token_type)
  checkTokenType('requested_token_type', parameters.requested_token_type)
  const subject = await verifySubjectToken(subjectToken, deps)
  checkHolder(subject, client)
  checkTarget(audience, client, deps)
  const upn = String(subject.sub)
  return {
    access: userTokenClaims(frame, {
      identity: pickIdentityClaims(subject),
      session: String(subject['sid'] ?? frame.id),
      audience,
      roles: deps.people.rolesOf(upn, audience),
    }),
    issuedTokenType: accessTokenType,
  }
}

function checkTarget(audience: string, client: ClientRegistration, { clients, people }: KeycloakDeps): void {
  if (client.exchangesFor !== undefined && !client.exchangesFor.includes(audience))
    throw new OAuthError(403, 'access_denied', 'Client not allowed to exchange')
  const exists =
    audience === authorizationService ||
    audience === client.id ||
    clients.find(audience) !== undefined ||
    people.hasApplication(audience)
  if (!exists) throw new OAuthError(400, 'invalid_client', 'Audience not found')
}

function checkTokenType(name: string, type: string | undefined): void {
  if (type !== undefined && type !== accessTokenType)
    throw new OAuthError(400, 'invalid_request', `${name} must be ${accessTokenType}`)
}

async function verifySubjectToken(token: string, deps: KeycloakDeps): Promise<VerifiedClaims & JWTPayload> {
  try {
    const claims = await readActiveClaims(token, ['Bearer'], deps)
    if (claims.sub === undefined) throw new InvalidTokenError('invalid_claims', '')
    return claims
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error
    throw new OAuthError(400, 'invalid_token', 'Invalid token', {}, error.refusal.description)
  }
}

/** Checks that the client received the subject token, or is in its audience. */
function checkHolder(subject: VerifiedClaims, client: ClientRegistration): void {
  if (subject['azp'] === client.id) return
  if (isPublicClient(client))
    throw new OAuthError(403, 'access_denied', 'Client is not the holder of the token')
  if (![subject.aud].flat().includes(client.id))
    throw new OAuthError(403, 'access_denied', 'Client is not within the token audience')
}

/**
 * Client credentials grant of CERN's own endpoint. The audience is not checked here, but by the application that
 * receives the token.
 */
function apiAccessGrant({ parameters, client, frame }: TokenRequest): TokenClaims {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, parameters.audience ?? client.id) }
}

/** Client credentials grant of Keycloak. It ignores the audience and issues a token for the client itself. */
function clientCredentialsGrant({ client, frame }: TokenRequest): TokenClaims {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, client.id) }
}

function checkHasServiceAccount(client: ClientRegistration): void {
  if (isPublicClient(client))
    throw new OAuthError(401, 'unauthorized_client', 'Public client not allowed to retrieve service account')
}
