import type { Clock } from '../../clock.ts'
import type { Responder } from '../../http/responder.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import type { IdentifierSource } from '../identifierSource.ts'
import type { Memory } from '../memory.ts'
import type { AccessTokens, OpaqueToken } from './accessTokens.ts'
import type { AuthorizationCode } from './codes.ts'
import type { TenantDirectory } from './person.ts'

/** What the tenant remembers between two requests. */
export interface OneWelcomeState {
  readonly codes: Memory<AuthorizationCode>
  readonly opaqueTokens: Memory<OpaqueToken>
}

/** What the tenant is made of. */
export interface OneWelcomeParts {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly responder: Responder
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: OneWelcomeState
  readonly tokens: AccessTokens
}
