import type { TokenResponse } from '../../openapi/dabp.generated.ts'
import type { ClientRegistration } from '../clientRegistry.ts'
import type { Memory } from '../memory.ts'
import type { TokenParameters } from '../tokenParameters.ts'
import type { AccessTokens } from './accessTokens.ts'
import type { AuthorizationCode } from './codes.ts'
import type { TenantDirectory } from './person.ts'
import type { TokenFrame } from './tokenClaims.ts'

/** A request for a token, by a client that is who it says it is. */
export interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case. */
  readonly frame: TokenFrame
}

/** What grants draw on. */
export interface GrantParts {
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
  readonly codes: Memory<AuthorizationCode>
}

/** Decides on a token request; rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: GrantParts) => Promise<TokenResponse>
