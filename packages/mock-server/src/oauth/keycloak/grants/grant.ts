import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../../clientRegistry.ts'
import type { TokenParameters } from '../../tokenParameters.ts'
import type { KeycloakParts } from '../parts.ts'
import type { TokenFrame } from '../tokenClaims.ts'

/** A request for a token, by a client that is who it says it is. */
export interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case, the scope as it was asked for. */
  readonly frame: TokenFrame
}

/** The claims of the tokens that are given. */
export interface Granted {
  readonly access: JWTPayload
  readonly refresh?: JWTPayload
  readonly id?: JWTPayload
  /** What the access token is called in the answer to an exchange. */
  readonly issuedTokenType?: string
}

/** Decides on a token request; throws or rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: KeycloakParts) => Granted | Promise<Granted>
