import type { ClientRegistration, ClientRegistry } from '../clientRegistry.ts'
import { presentedCredentials } from '../presentedCredentials.ts'
import type { TokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'

/**
 * The client a request is of.
 *
 * @throws TokenRefusal in Keycloak's words: `invalid_client` where nobody has this id, `unauthorized_client` where the
 *   secret is another
 */
export function knownClient(
  clients: ClientRegistry,
  authorization: string | null,
  parameters: TokenParameters,
): ClientRegistration {
  const credentials = presentedCredentials(authorization, parameters)
  const client = clients.identify(credentials)
  if (client !== undefined) return client
  const isRegistered = credentials.some(({ id }) => clients.find(id) !== undefined)
  throw new TokenRefusal(
    401,
    isRegistered ? 'unauthorized_client' : 'invalid_client',
    'Invalid client or Invalid client credentials',
  )
}
