import type { Clock } from '../../clock.ts'
import type { Responder } from '../../http/responder.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import type { IdentifierSource } from '../identifierSource.ts'
import type { VerifiedClaims } from '../tokenVerifier.ts'
import type { Devices } from './devices.ts'
import type { RealmDirectory } from './person.ts'

/** What the realm remembers between two requests. */
export interface KeycloakState {
  readonly devices: Devices
}

/** What the realm is made of. */
export interface KeycloakParts {
  readonly clients: ClientRegistry
  readonly directory: RealmDirectory
  readonly responder: Responder
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: KeycloakState
  /** Verifies a token of the realm, whoever it is for; rejects with AuthRefusal. */
  readonly verify: (token: string) => Promise<VerifiedClaims>
}
