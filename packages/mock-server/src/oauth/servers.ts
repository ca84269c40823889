import type { Quirks } from '@personctl/openapi/quirks'
import type { Clock } from '../clock.ts'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { DelegationDirectory } from '../directory/delegationDirectory.ts'
import type { Directory } from '../directory/directory.ts'
import type { KnownOrigins } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import type { ServiceHandler } from '../routing/router.ts'
import { auth0IssuerPath, auth0TokenTtlSeconds as auth0TtlSeconds, createAuth0 } from './auth0.ts'
import type { ClientRegistry } from './clients.ts'
import { createIdentifierSource, type IdentifierCounter } from './identifiers.ts'
import type { KeycloakState } from './keycloak/deviceFlow.ts'
import { createKeycloak } from './keycloak/keycloakServer.ts'
import {
  authorizationService,
  createRealmDirectory,
  keycloakTokenTtlSeconds as keycloakTtlSeconds,
  realmPath,
} from './keycloak/realm.ts'
import type { SigningKeys } from './keys.ts'
import { createOneWelcome } from './onewelcome/oneWelcomeServer.ts'
import {
  type AccessTokens,
  createAccessTokens,
  createTenantDirectory,
  delegationAudience,
  type OneWelcomeState,
  oneWelcomeIssuerPath as tenantIssuerPath,
  oneWelcomeTokenTtlSeconds as tenantTtlSeconds,
} from './onewelcome/tenant.ts'
import { createTokenVerifier, requireAudience, type TrustedIssuer, type VerifiedClaims } from './verify.ts'

/** The state of the authorization servers between requests. Plain data. */
export interface OAuthState {
  readonly identifiers: IdentifierCounter
  readonly keycloak: KeycloakState
  readonly oneWelcome: OneWelcomeState
}

export function createOAuthState(): OAuthState {
  return {
    identifiers: { issued: 0 },
    keycloak: { devices: new Map() },
    oneWelcome: { codes: new Map(), opaqueTokens: new Map() },
  }
}

/** Returns a deep copy. */
export function copyOAuthState(state: OAuthState): OAuthState {
  return structuredClone(state)
}

interface AuthorizationServerDeps {
  readonly clients: ClientRegistry
  readonly trust: TrustedIssuer | undefined
  /** The audiences of CIS, the default first, and its scopes. */
  readonly cis: { readonly audiences: readonly string[]; readonly scopes: readonly string[] }
  /** Additional audiences that every service accepts. */
  readonly furtherAudiences: readonly string[]
  /** The lifetime of tokens, in seconds. @default as in the real services */
  readonly tokenTtlSeconds: number | undefined
  readonly directory: Directory
  readonly authorization: AuthorizationDirectory
  readonly delegation: DelegationDirectory
  readonly responses: ResponseFactory
  readonly origins: KnownOrigins
  readonly clock: Clock
  readonly keys: SigningKeys
  readonly seed: number
  readonly state: OAuthState
  readonly quirks: Quirks
}

type Verify = (token: string) => Promise<VerifiedClaims>

/** Auth0, CERN's Keycloak and OneWelcome. */
interface AuthorizationServers {
  readonly auth0: ServiceHandler
  readonly keycloak: ServiceHandler
  readonly oneWelcome: ServiceHandler
  /** Verifies the tokens of each service. Rejects with InvalidTokenError. */
  readonly verify: Readonly<Record<'cis' | 'cern' | 'dabp', Verify>>
}

export function createAuthorizationServers(deps: AuthorizationServerDeps): AuthorizationServers {
  const {
    clients,
    trust,
    furtherAudiences,
    tokenTtlSeconds,
    responses,
    origins,
    clock,
    keys,
    state,
    quirks,
  } = deps
  const identifiers = createIdentifierSource(deps.seed, state.identifiers)
  const shared = { clients, keys, responses, clock, identifiers }
  const createVerifier = (
    issuerPath: string,
    findKey: SigningKeys['find'],
    audiences?: readonly string[],
  ): Verify => createTokenVerifier({ issuerPath, findKey, audiences, origins, trust, clock })

  const audiences = [...deps.cis.audiences, ...furtherAudiences]
  const auth0 = createAuth0({
    ...shared,
    audiences,
    knownScopes: deps.cis.scopes,
    ignoresUngrantedScopes: quirks.cisUngrantedScope === 'ignored',
    tokenTtlSeconds: tokenTtlSeconds ?? auth0TtlSeconds,
  })
  const keycloak = createKeycloak({
    ...shared,
    directory: createRealmDirectory(deps.authorization),
    tokenTtlSeconds: tokenTtlSeconds ?? keycloakTtlSeconds,
    state: state.keycloak,
    verify: createVerifier(realmPath, keys.find),
  })
  const createTenantTokens = (findKey: SigningKeys['find']): AccessTokens =>
    createAccessTokens(
      state.oneWelcome.opaqueTokens,
      identifiers,
      clock,
      keys,
      createVerifier(tenantIssuerPath, findKey),
      quirks.dabpAccessToken === 'opaque',
    )
  const oneWelcome = createOneWelcome({
    ...shared,
    directory: createTenantDirectory(deps.directory, deps.delegation),
    tokenTtlSeconds: tokenTtlSeconds ?? Number(quirks.dabpTokenLifetime ?? tenantTtlSeconds),
    state: state.oneWelcome,
    tokens: createTenantTokens(keys.find),
  })
  return {
    auth0,
    keycloak,
    oneWelcome,
    verify: {
      cis: createVerifier(auth0IssuerPath, keys.findPublished, audiences),
      cern: createVerifier(realmPath, keys.findPublished, [authorizationService, ...furtherAudiences]),
      dabp: requireAudience(
        [delegationAudience, ...furtherAudiences, trust?.audience],
        createTenantTokens(keys.findPublished).commonClaims,
      ),
    },
  }
}
