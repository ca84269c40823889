import { AuthRefusal } from '../../authRefusal.ts'
import { TokenRefusal } from '../../tokenRefusal.ts'
import type { VerifiedClaims } from '../../tokenVerifier.ts'
import type { KeycloakParts } from '../parts.ts'
import { identityIn } from '../person.ts'
import type { Grant } from './grant.ts'
import { grantedTo } from './grantedTo.ts'

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
