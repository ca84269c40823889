import type { JWTPayload } from 'jose'
import type { Clock } from '../../clock.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { type IdentifierSource, type Memory, type Remembered, remember } from '../boundedMap.ts'
import type { ClientRegistration, ClientRegistry } from '../clients.ts'
import { signedToken } from '../keys.ts'
import { AuthRefusal, type VerifiedClaims } from '../verify.ts'
import type { TenantDirectory } from './tenant.ts'

/** What an opaque token stands for. */
interface OpaqueToken extends Remembered {
  readonly claims: JWTPayload
}

/** Access tokens in both of their forms. */
export interface AccessTokens {
  issue(claims: JWTPayload, client: ClientRegistration): Promise<string>
  /** What a token says, whoever it is for; rejects with AuthRefusal. */
  claimsOf(token: string): Promise<VerifiedClaims>
}

export function createAccessTokens(
  memory: Memory<OpaqueToken>,
  identifiers: IdentifierSource,
  clock: Clock,
  verifyJwt: (token: string) => Promise<VerifiedClaims>,
): AccessTokens {
  return {
    issue(claims, client) {
      if (client.opaqueTokens !== true) return signedToken(claims)
      const token = identifiers.hexadecimal(64)
      remember(memory, token, { claims, expiresAt: (claims.exp ?? 0) * 1000 })
      return Promise.resolve(token)
    },
    async claimsOf(token) {
      if (!/^[0-9a-f]{64}$/.test(token)) return verifyJwt(token)
      const known = memory.get(token)
      if (known === undefined) throw new AuthRefusal('invalid_header', 'Unknown token')
      if (known.expiresAt <= clock.now()) throw new AuthRefusal('token_expired', 'token is expired')
      return known.claims
    },
  }
}

/** What a code stands for: a person who signed in to an application. */
export interface AuthorizationCode extends Remembered {
  readonly clientId: string
  readonly redirectUri: string
  readonly referenceId: string
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
}

/** What the tenant remembers between two requests. */
export interface OneWelcomeState {
  readonly codes: Memory<AuthorizationCode>
  readonly opaqueTokens: Memory<OpaqueToken>
}

/** What the tenant is made of. */
export interface OneWelcomeParts {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: OneWelcomeState
  readonly tokens: AccessTokens
}
