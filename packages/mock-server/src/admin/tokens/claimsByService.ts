import type { JWTPayload } from 'jose'
import { cisAudiences } from '../../cis/audiences.ts'
import {
  accessTokenClaims as auth0Claims,
  issuerPath as auth0IssuerPath,
  defaultTokenTtlSeconds as auth0TtlSeconds,
} from '../../oauth/auth0/accessToken.ts'
import { identityClaims } from '../../oauth/keycloak/person.ts'
import {
  authorizationService,
  defaultTokenTtlSeconds as keycloakTtlSeconds,
  realmPath,
} from '../../oauth/keycloak/realm.ts'
import { realmDirectory } from '../../oauth/keycloak/realmDirectory.ts'
import { serviceTokenClaims, userTokenClaims } from '../../oauth/keycloak/tokenClaims.ts'
import {
  delegationAudience,
  machineScopes,
  issuerPath as tenantIssuerPath,
  defaultTokenTtlSeconds as tenantTtlSeconds,
} from '../../oauth/onewelcome/tenant.ts'
import { accessTokenClaims as tenantClaims } from '../../oauth/onewelcome/tokenClaims.ts'
import type { Service, TokenWish } from '../../openapi/admin.generated.ts'
import { scopeValues } from '../../openapi/cis.generated.ts'
import type { Session } from '../../sessions/session.ts'
import { AdminError } from '../adminError.ts'
import { notFound } from '../notFound.ts'

/** What a token says beside what was wished for. */
export interface TokenGround {
  readonly session: Session
  readonly baseUrl: string
  /** How long tokens of the server are valid, in seconds. Undefined: as long as those of each service. */
  readonly tokenTtlSeconds: number | undefined
}

type ClaimsOf = (wish: TokenWish, ground: TokenGround) => JWTPayload

/** The claims of the tokens that each service's own authorization server gives. Throws AdminError. */
export const claimsByService: Readonly<Record<Service, ClaimsOf>> = {
  cis: (wish, ground) => {
    const { clientId = 'demo', audience = cisAudiences[0], scopes = scopeValues } = withoutUser(wish)
    const { issuer, now, lifetimeSeconds } = frameOf(wish, ground, auth0IssuerPath, auth0TtlSeconds)
    return auth0Claims({ clientId, audience, scope: scopes.join(' ') }, issuer, now, lifetimeSeconds)
  },
  cern: (wish, ground) => {
    const { audience = authorizationService, user } = wish
    const frame = frameOf(wish, ground, realmPath, keycloakTtlSeconds)
    if (user === undefined) return serviceTokenClaims(frame, audience)
    const realm = realmDirectory(ground.session.services().authorization)
    const person = realm.person(user)
    if (person === undefined) throw notFound('person at CERN who may sign in', user, [])
    return userTokenClaims(frame, {
      identity: identityClaims(person),
      session: ground.session.identifiers.uuid(),
      audience,
      roles: realm.rolesOf(person.upn, audience),
    })
  },
  dabp: (wish, ground) => {
    const { clientId = 'demo', audience = delegationAudience, scopes = machineScopes } = withoutUser(wish)
    const frame = frameOf(wish, ground, tenantIssuerPath, tenantTtlSeconds)
    return tenantClaims(frame, clientId, audience, scopes)
  },
}

function frameOf(wish: TokenWish, ground: TokenGround, issuerPath: string, usualSeconds: number) {
  return {
    issuer: `${ground.baseUrl}${issuerPath}`,
    clientId: wish.clientId ?? 'demo',
    scope: (wish.scopes ?? []).join(' '),
    id: ground.session.identifiers.uuid(),
    now: ground.session.clock.now(),
    lifetimeSeconds: wish.lifetimeSeconds ?? ground.tokenTtlSeconds ?? usualSeconds,
  }
}

function withoutUser(wish: TokenWish): TokenWish {
  if (wish.user === undefined) return wish
  throw new AdminError(
    'invalid_request',
    `user is ${JSON.stringify(wish.user)}`,
    'only the tokens of cern are of people; leave it out, or set service to cern',
  )
}
