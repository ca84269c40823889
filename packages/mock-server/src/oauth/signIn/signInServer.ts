import type { Clock } from '../../clock.ts'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { ClientRegistry } from '../clients.ts'
import type { IdentifierSource } from '../identifiers.ts'
import type { SigningKeys } from '../keys.ts'
import type { VerifiedClaims } from '../verify.ts'
import type { SignInPeople } from './signInPeople.ts'
import type { SignInState } from './signInState.ts'

/** The rules by which an authorization server differs from the others. */
export interface SignInServer<Deps extends SignInDeps = SignInDeps> {
  /** The name of the server on its pages. */
  readonly title: string
  readonly issuerPath: string
  readonly cookie: { readonly name: string; readonly path: string }
  /** Adds `iss` to the response of an authorization request (RFC 9207). */
  readonly sendsIssuer: boolean
  /** Adds `session_state` to the response, as Keycloak does. */
  readonly sendsSession: boolean
  /** Sends people back after a sign-out only if the request names the client. */
  readonly needsClientAtLogout: boolean
  /**
   * Returns the scopes that a person grants to the request of a client.
   *
   * @throws {OAuthError} for a scope that nobody can have, and for a service that the server does not know
   */
  grantScopes(client: ClientRegistration, parameters: URLSearchParams, deps: Deps): readonly string[]
  /** Returns true if a redirect URI is one that the client has registered. @default the same text */
  readonly matchesUri?: (registered: string, requested: string) => boolean
}

/** The dependencies of sign-ins at one server. */
export interface SignInDeps {
  readonly clients: ClientRegistry
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly keys: SigningKeys
  readonly responses: ResponseFactory
  readonly people: SignInPeople
  readonly state: SignInState
  /** True if the server demands PKCE of public clients. It accepts it of every client. */
  readonly demandsPkce: boolean
  /** Returns the claims of an ID token of the server, which may have expired. Rejects with InvalidTokenError. */
  readonly readIdToken: (token: string) => Promise<VerifiedClaims>
}
