import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../clients.ts'
import { checkCodeVerifier, type TokenParameters, TokenRefusal } from '../tokenEndpoint.ts'
import { AuthRefusal, type VerifiedClaims } from '../verify.ts'
import { afterPoll, type Device, type KeycloakParts } from './parts.ts'
import {
  authorizationService,
  identityClaims,
  identityIn,
  idTokenClaims,
  type RealmDirectory,
  refreshTokenClaims,
  type SignedIn,
  serviceTokenClaims,
  type TokenFrame,
  userTokenClaims,
} from './realm.ts'

/** A request for a token, by a client that is who it says it is. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case, the scope as it was asked for. */
  readonly frame: TokenFrame
}

/** The claims of the tokens that are given. */
interface Granted {
  readonly access: JWTPayload
  readonly refresh?: JWTPayload
  readonly id?: JWTPayload
  /** What the access token is called in the answer to an exchange. */
  readonly issuedTokenType?: string
}

/** Decides on a token request; throws or rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: KeycloakParts) => Granted | Promise<Granted>

/** All the tokens of a person who signed in: an ID token only where the scope says so. */
function grantedTo(person: SignedIn, frame: TokenFrame): Granted {
  const signsIn = frame.scope.split(/\s+/).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}

/** RFC 8628: tokens of the person who confirmed the device, once they have. */
export const deviceCodeGrant: Grant = async ({ parameters, client, frame }, { directory, state }) => {
  const { devices } = state
  const { device_code: code = '' } = parameters
  const known = devices.get(code)
  if (known === undefined) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  if (known.clientId !== client.id) throw new TokenRefusal(400, 'invalid_grant', 'unauthorized client')
  if (known.expiresAt <= frame.now) throw new TokenRefusal(400, 'expired_token', 'Device code is expired')
  const { device, tooEarly } = afterPoll(known, frame.now)
  devices.set(code, device)
  if (tooEarly) throw new TokenRefusal(400, 'slow_down', 'Slow down')
  const person = personWhoConfirmed(device, directory)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // It is gone now, also for a request that came meanwhile.
  if (!devices.delete(code)) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  return grantedTo(
    {
      identity: identityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: directory.rolesOf(person.upn, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function personWhoConfirmed(device: Device, directory: RealmDirectory) {
  if (device.decision === undefined)
    throw new TokenRefusal(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : directory.person(device.decision.upn)
  if (person === undefined)
    throw new TokenRefusal(400, 'access_denied', 'The end user denied the authorization request')
  return person
}

/** New tokens for a person who signed in before. */
export const refreshTokenGrant: Grant = async ({ parameters, client, frame }, { directory, verify }) => {
  const { refresh_token: token } = parameters
  if (token === undefined) throw new TokenRefusal(400, 'invalid_request', 'No refresh token')
  const claims = await verifiedRefreshToken(token, verify)
  if (claims['azp'] !== client.id)
    throw new TokenRefusal(
      400,
      'invalid_grant',
      "Invalid refresh token. Token client and authorized client don't match",
    )
  const audience = String(claims['renewed_audience'])
  return grantedTo(
    {
      identity: identityIn(claims),
      session: String(claims['sid']),
      audience,
      roles: directory.rolesOf(String(claims.sub), audience),
    },
    { ...frame, scope: String(claims['scope']) },
  )
}

async function verifiedRefreshToken(token: string, verify: KeycloakParts['verify']): Promise<VerifiedClaims> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh') return claims
  } catch (error) {
    if (!(error instanceof AuthRefusal)) throw error
    if (error.code === 'token_expired') throw new TokenRefusal(400, 'invalid_grant', 'Token is not active')
  }
  throw new TokenRefusal(400, 'invalid_grant', 'Invalid refresh token')
}

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** RFC 8693: a person's token for one of the same person, for another application. */
export const tokenExchangeGrant: Grant = async ({ parameters, client, frame }, parts) => {
  const { subject_token: subjectToken, audience = client.id } = parameters
  if (subjectToken === undefined)
    throw new TokenRefusal(400, 'invalid_request', 'Missing parameter: subject_token')
  checkType('subject_token_type', parameters.subject_token_type)
  checkType('requested_token_type', parameters.requested_token_type)
  const subject = await verifiedSubject(subjectToken, parts.verify)
  checkHolder(subject, client)
  checkTarget(audience, client, parts)
  const upn = String(subject.sub)
  return {
    access: userTokenClaims(frame, {
      identity: identityIn(subject),
      session: String(subject['sid'] ?? frame.id),
      audience,
      roles: parts.directory.rolesOf(upn, audience),
    }),
    issuedTokenType: accessTokenType,
  }
}

function checkTarget(
  audience: string,
  client: ClientRegistration,
  { clients, directory }: KeycloakParts,
): void {
  if (client.exchangesFor !== undefined && !client.exchangesFor.includes(audience))
    throw new TokenRefusal(403, 'access_denied', 'Client not allowed to exchange')
  const exists =
    audience === authorizationService ||
    audience === client.id ||
    clients.find(audience) !== undefined ||
    directory.hasApplication(audience)
  if (!exists) throw new TokenRefusal(400, 'invalid_client', 'Audience not found')
}

function checkType(name: string, type: string | undefined): void {
  if (type !== undefined && type !== accessTokenType)
    throw new TokenRefusal(400, 'invalid_request', `${name} must be ${accessTokenType}`)
}

async function verifiedSubject(
  token: string,
  verify: KeycloakParts['verify'],
): Promise<VerifiedClaims & JWTPayload> {
  try {
    const claims = await verify(token)
    if (claims['typ'] === 'Refresh' || claims.sub === undefined) throw new AuthRefusal('invalid_claims', '')
    return claims
  } catch (error) {
    if (error instanceof AuthRefusal) throw new TokenRefusal(400, 'invalid_token', 'Invalid token')
    throw error
  }
}

/** Who shows somebody's token must be the client it was given to, or one it is for. */
function checkHolder(subject: VerifiedClaims, client: ClientRegistration): void {
  if (subject['azp'] === client.id) return
  if (client.secret === null)
    throw new TokenRefusal(403, 'access_denied', 'Client is not the holder of the token')
  if (![subject.aud].flat().includes(client.id))
    throw new TokenRefusal(403, 'access_denied', 'Client is not within the token audience')
}

/**
 * The grant for programs of their own where CERN has its own endpoint: for the application that is named. Nobody asks
 * whether it makes sense: the application that is shown the token does.
 */
export const apiAccessGrant: Grant = ({ parameters, client, frame }) => {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, parameters.audience ?? client.id) }
}

/** The same grant where Keycloak has it: the audience is passed over, and the token is for the client itself. */
export const clientCredentialsGrant: Grant = ({ client, frame }) => {
  checkHasServiceAccount(client)
  return { access: serviceTokenClaims(frame, client.id) }
}

function checkHasServiceAccount(client: ClientRegistration): void {
  if (client.secret === null)
    throw new TokenRefusal(
      401,
      'unauthorized_client',
      'Public client not allowed to retrieve service account',
    )
}
