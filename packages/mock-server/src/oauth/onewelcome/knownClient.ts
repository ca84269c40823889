import type { ClientRegistration, ClientRegistry } from '../clientRegistry.ts'
import { presentedCredentials } from '../presentedCredentials.ts'
import type { TokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'

/**
 * The client a request is of.
 *
 * @throws TokenRefusal with 401 where it named itself in a header, else with 400, as RFC 6749 has it
 */
export function knownClient(
  clients: ClientRegistry,
  authorization: string | null,
  parameters: TokenParameters,
): ClientRegistration {
  const client = clients.identify(presentedCredentials(authorization, parameters))
  if (client !== undefined) return client
  if (authorization === null)
    throw new TokenRefusal(400, 'invalid_client', 'Unknown client, or another secret')
  throw new TokenRefusal(401, 'invalid_client', 'Unknown client, or another secret', {
    'WWW-Authenticate': 'Basic realm="oauth"',
  })
}
