import type { Quirks } from '@personctl/generated/quirks'
import { isObject } from '@personctl/shared/guards'
import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import type { Clock } from '../clock.ts'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { DelegationDirectory } from '../directory/delegationDirectory.ts'
import type { Directory } from '../directory/directory.ts'
import type { KnownOrigins } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import type { ServiceHandler } from '../routing/router.ts'
import { type AccessTokens, createAccessTokens } from './accessTokens.ts'
import { serveAuth0 } from './auth0.ts'
import { type Auth0Deps, auth0IssuerPath, auth0TokenTtlSeconds as auth0TtlSeconds } from './auth0Tenant.ts'
import type { ClientRegistry } from './clients.ts'
import { createIdentifierSource, type IdentifierCounter } from './identifiers.ts'
import type { KeycloakDeps, KeycloakState } from './keycloak/deviceFlow.ts'
import {
  authorizationService,
  createRealmDirectory,
  keycloakTokenTtlSeconds as keycloakTtlSeconds,
  realmPath,
} from './keycloak/realm.ts'
import type { SigningKeys } from './keys.ts'
import {
  delegationAudience,
  oneWelcomeIssuerPath as tenantIssuerPath,
  oneWelcomeTokenTtlSeconds as tenantTtlSeconds,
} from './onewelcome/tenant.ts'
import { createSignInState, type SignInState } from './signIn/signInState.ts'
import { createTokenVerifier, requireAudience, type TrustedIssuer, type VerifiedClaims } from './verify.ts'

/** The state of the authorization servers between requests. Plain data. */
export interface OAuthState {
  readonly identifiers: IdentifierCounter
  readonly auth0: SignInState
  readonly keycloak: KeycloakState
  readonly oneWelcome: SignInState
}

export function createOAuthState(): OAuthState {
  return {
    identifiers: { issued: 0, resets: 0 },
    auth0: createSignInState(),
    keycloak: { ...createSignInState(), devices: new Map() },
    oneWelcome: createSignInState(),
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
  /** The integer on which all codes and tokens that are not JWT depend. */
  readonly identifierSeed: number
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
  readonly verify: Readonly<Record<'cis' | 'cisChange' | 'cern' | 'dabp', Verify>>
}

export function createAuthorizationServers(deps: AuthorizationServerDeps): AuthorizationServers {
  const { clients, trust, furtherAudiences, tokenTtlSeconds, responses, origins, clock, keys, state } = deps
  const { quirks } = deps
  const identifiers = createIdentifierSource(deps.identifierSeed, state.identifiers)
  const shared = { clients, responses, clock, identifiers, keys }
  const createVerifier = (
    issuerPath: string,
    findKey: SigningKeys['find'],
    audiences?: readonly string[],
    time = clock,
  ): Verify => createTokenVerifier({ issuerPath, findKey, audiences, origins, trust, clock: time })
  /** Verifies a token as if it had just been issued. */
  const createHintReader =
    (issuerPath: string): Verify =>
    (token) => {
      const now = issueTimeOf(token)
      return createVerifier(issuerPath, keys.find, undefined, { now: () => now })(token)
    }

  const audiences = [...deps.cis.audiences, ...furtherAudiences]
  const auth0: Auth0Deps = {
    ...shared,
    audiences,
    knownScopes: deps.cis.scopes,
    ignoresUngrantedScopes: quirks.cisUngrantedScope === 'ignored',
    tokenTtlSeconds: tokenTtlSeconds ?? auth0TtlSeconds,
    directory: deps.directory,
    state: state.auth0,
    demandsPkce: quirks.cisPublicClientPkce === 'required',
    verify: createVerifier(auth0IssuerPath, keys.find),
    readIdToken: createHintReader(auth0IssuerPath),
  }
  const keycloak: KeycloakDeps = {
    ...shared,
    people: createRealmDirectory(deps.authorization),
    tokenTtlSeconds: tokenTtlSeconds ?? keycloakTtlSeconds,
    state: state.keycloak,
    demandsPkce: quirks.cernPublicClientPkce === 'required',
    verify: createVerifier(realmPath, keys.find),
    readIdToken: createHintReader(realmPath),
  }
  const createTenantTokens = (findKey: SigningKeys['find']): AccessTokens =>
    createAccessTokens({
      ...shared,
      state: state.oneWelcome,
      verify: createVerifier(tenantIssuerPath, findKey),
    })
  return {
    auth0: (call) => serveAuth0(call, auth0),
    keycloak: async (call) => {
      const { serveKeycloak } = await import('./keycloak/keycloakServer.ts')
      return serveKeycloak(call, keycloak)
    },
    oneWelcome: async (call) => {
      const { serveOneWelcome } = await import('./onewelcome/oneWelcomeServer.ts')
      return serveOneWelcome(call, {
        ...shared,
        directory: deps.directory,
        delegation: deps.delegation,
        tokenTtlSeconds: tokenTtlSeconds ?? Number(quirks.dabpTokenLifetime ?? tenantTtlSeconds),
        state: state.oneWelcome,
        // Its documentation has no other choice: a public client with codes is required to use PKCE.
        demandsPkce: true,
        readIdToken: createHintReader(tenantIssuerPath),
        areOpaque: quirks.dabpAccessToken === 'opaque',
        tokens: createTenantTokens(keys.find),
      })
    },
    verify: {
      cisChange: createTokenVerifier({
        issuerPath: auth0IssuerPath,
        findKey: keys.findPublished,
        audiences,
        isLaxAudience: true,
        origins,
        trust,
        clock,
      }),
      cis: createVerifier(auth0IssuerPath, keys.findPublished, audiences),
      cern: createVerifier(realmPath, keys.findPublished, [authorizationService, ...furtherAudiences]),
      dabp: requireAudience(
        [delegationAudience, ...furtherAudiences, trust?.audience],
        createTenantTokens(keys.findPublished).commonClaims,
      ),
    },
  }
}

/** Returns the time at which a token was issued, in milliseconds since 1970. The token is not verified. */
function issueTimeOf(token: string): number {
  const claims = decodeBase64UrlJson(token.split('.')[1] ?? '')
  const issuedAt = isObject(claims) ? claims['iat'] : undefined
  return typeof issuedAt === 'number' ? issuedAt * 1000 : 0
}
