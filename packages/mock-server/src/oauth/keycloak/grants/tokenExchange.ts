import type { JWTPayload } from 'jose'
import { AuthRefusal } from '../../authRefusal.ts'
import type { ClientRegistration } from '../../clientRegistry.ts'
import { TokenRefusal } from '../../tokenRefusal.ts'
import type { VerifiedClaims } from '../../tokenVerifier.ts'
import type { KeycloakParts } from '../parts.ts'
import { identityIn } from '../person.ts'
import { authorizationService } from '../realm.ts'
import { userTokenClaims } from '../tokenClaims.ts'
import type { Grant } from './grant.ts'

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
