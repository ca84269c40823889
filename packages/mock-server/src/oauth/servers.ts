import type { Clock } from '../clock.ts'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { DelegationDirectory } from '../directory/delegationDirectory.ts'
import type { Directory } from '../directory/directory.ts'
import type { KnownOrigins } from '../http/request.ts'
import type { Handler, ResponseFactory } from '../http/response.ts'
import { defaultTokenTtlSeconds as auth0TtlSeconds, createAuth0, isAuth0Path, issuerPath } from './auth0.ts'
import { createIdentifierSource, type IdentifierCount } from './boundedMap.ts'
import type { ClientRegistry } from './clients.ts'
import type { KeycloakState } from './keycloak/deviceFlow.ts'
import { createKeycloak, isKeycloakPath } from './keycloak/keycloakServer.ts'
import {
  authorizationService,
  defaultTokenTtlSeconds as keycloakTtlSeconds,
  realmDirectory,
  realmPath,
} from './keycloak/realm.ts'
import { createOneWelcome, isOneWelcomePath } from './onewelcome/oneWelcomeServer.ts'
import {
  createAccessTokens,
  delegationAudience,
  type OneWelcomeState,
  tenantDirectory,
  issuerPath as tenantIssuerPath,
  defaultTokenTtlSeconds as tenantTtlSeconds,
} from './onewelcome/tenant.ts'
import { createTokenVerifier, onlyFor, type TrustedIssuer, type VerifiedClaims } from './verify.ts'

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

interface AuthorizationServerParts {
  readonly clients: ClientRegistry
  readonly trust: TrustedIssuer | undefined
  /** The audiences of CIS, that of a request without one first; and what scopes there are. */
  readonly cis: { readonly audiences: readonly string[]; readonly scopes: readonly string[] }
  /** More audiences that every service accepts. */
  readonly furtherAudiences: readonly string[]
  /** How long a token is valid; undefined: as long as with each of the real ones. */
  readonly tokenTtlSeconds: number | undefined
  readonly directory: Directory
  readonly authorization: AuthorizationDirectory
  readonly delegation: DelegationDirectory
  readonly responses: ResponseFactory
  readonly origins: KnownOrigins
  readonly clock: Clock
  readonly seed: number
  readonly state: OAuthState
}

type Verify = (token: string) => Promise<VerifiedClaims>

/** Auth0, CERN's Keycloak and OneWelcome. */
interface AuthorizationServers {
  /** The one that a path belongs to; undefined where it belongs to none. */
  serverOf(path: string): Handler | undefined
  /** How each service verifies a token; rejects with AuthRefusal. */
  readonly verify: Readonly<Record<'cis' | 'cern' | 'dabp', Verify>>
}

export function createAuthorizationServers(parts: AuthorizationServerParts): AuthorizationServers {
  const { clients, trust, furtherAudiences, tokenTtlSeconds, responses, origins, clock, state } = parts
  const identifiers = createIdentifierSource(parts.seed, state.identifiers)
  const shared = { clients, responses, clock, identifiers }
  const verifier = (ofServer: string, audiences?: readonly string[]): Verify =>
    createTokenVerifier({ issuerPath: ofServer, audiences, origins, trust, clock })

  const audiences = [...parts.cis.audiences, ...furtherAudiences]
  const auth0 = createAuth0({
    ...shared,
    audiences,
    knownScopes: parts.cis.scopes,
    tokenTtlSeconds: tokenTtlSeconds ?? auth0TtlSeconds,
  })
  const keycloak = createKeycloak({
    ...shared,
    directory: realmDirectory(parts.authorization),
    tokenTtlSeconds: tokenTtlSeconds ?? keycloakTtlSeconds,
    state: state.keycloak,
    verify: verifier(realmPath),
  })
  const tokens = createAccessTokens(
    state.oneWelcome.opaqueTokens,
    identifiers,
    clock,
    verifier(tenantIssuerPath),
  )
  const oneWelcome = createOneWelcome({
    ...shared,
    directory: tenantDirectory(parts.directory, parts.delegation),
    tokenTtlSeconds: tokenTtlSeconds ?? tenantTtlSeconds,
    state: state.oneWelcome,
    tokens,
  })
  return {
    serverOf(path) {
      if (isAuth0Path(path)) return auth0
      if (isKeycloakPath(path)) return keycloak
      return isOneWelcomePath(path) ? oneWelcome : undefined
    },
    verify: {
      cis: verifier(issuerPath, audiences),
      cern: verifier(realmPath, [authorizationService, ...furtherAudiences]),
      dabp: onlyFor([delegationAudience, ...furtherAudiences, trust?.audience], tokens.claimsOf),
    },
  }
}
