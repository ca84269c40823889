import type { TokenResponse } from '../../openapi/dabp.generated.ts'
import { askedScopes } from '../askedScopes.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import type { Grant } from './grant.ts'
import { delegationAudience, machineScopes, personScopes } from './tenant.ts'
import { accessTokenClaims } from './tokenClaims.ts'

/** The grant for programs of their own. */
export const clientCredentialsGrant: Grant = async ({ parameters, client, frame }, { tokens }) => {
  if (client.secret === null)
    throw new TokenRefusal(400, 'unauthorized_client', 'A public client has no tokens of its own')
  const { granted, refused } = askedScopes(client, parameters.scope, machineScopes)
  const impossible = [...refused, ...granted.filter((scope) => personScopes.includes(scope))]
  if (impossible.length > 0)
    throw new TokenRefusal(
      400,
      'invalid_scope',
      `Client ${client.id} may not ask for ${impossible.join(' ')}`,
    )
  const claims = accessTokenClaims(frame, client.id, delegationAudience, granted)
  const answer: TokenResponse = {
    access_token: await tokens.issue(claims, client),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(granted.length === 0 ? {} : { scope: granted.join(' ') }),
  }
  return answer
}
