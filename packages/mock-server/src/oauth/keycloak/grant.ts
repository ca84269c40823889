import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../clientRegistry.ts'
import type { TokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import type { TokenFrame } from './accessToken.ts'
import { serviceTokenClaims } from './accessToken.ts'

/** A request for a token, by a client that is who it says it is. */
export interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the token will say in any case. */
  readonly frame: TokenFrame
}

/** Decides on a token request: the claims of the token, or a TokenRefusal thrown. */
export type Grant = (request: TokenRequest) => JWTPayload

/** The grant for programs of their own. For whom the token is, nobody asks: the application it is shown to does. */
export const clientCredentialsGrant: Grant = ({ client, frame }) => {
  if (client.secret === null)
    throw new TokenRefusal(
      401,
      'unauthorized_client',
      'Public client not allowed to retrieve service account',
    )
  return serviceTokenClaims(frame)
}
