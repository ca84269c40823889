import type { ClientRegistration } from '../../clientRegistry.ts'
import { TokenRefusal } from '../../tokenRefusal.ts'
import { serviceTokenClaims } from '../tokenClaims.ts'
import type { Grant } from './grant.ts'

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
