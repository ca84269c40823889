import type { IdentifierCount } from './identifierSource.ts'
import type { KeycloakState } from './keycloak/parts.ts'
import type { OneWelcomeState } from './onewelcome/parts.ts'

/** What the authorization servers remember between two requests. Plain data. */
export interface OAuthState {
  readonly identifiers: IdentifierCount
  readonly keycloak: KeycloakState
  readonly oneWelcome: OneWelcomeState
}

export function createOAuthState(): OAuthState {
  return {
    identifiers: { given: 0 },
    keycloak: { devices: new Map() },
    oneWelcome: { codes: new Map(), opaqueTokens: new Map() },
  }
}

/** A copy that shares nothing with the original. */
export function copyOfOAuthState(state: OAuthState): OAuthState {
  return structuredClone(state)
}
