import type { Service, TokenFlaw, TokenWish } from '@personctl/openapi/admin'
import { scopeValues } from '@personctl/openapi/cis'
import type { JWTPayload } from 'jose'
import { originOf } from '../../http/request.ts'
import {
  accessTokenClaims as auth0Claims,
  issuerPath as auth0IssuerPath,
  defaultTokenTtlSeconds as auth0TtlSeconds,
} from '../../oauth/auth0.ts'
import {
  authorizationService,
  identityClaims,
  defaultTokenTtlSeconds as keycloakTtlSeconds,
  realmDirectory,
  realmPath,
  serviceTokenClaims,
  userTokenClaims,
} from '../../oauth/keycloak/realm.ts'
import { signedToken, withOtherSignature } from '../../oauth/keys.ts'
import {
  delegationAudience,
  machineScopes,
  accessTokenClaims as tenantClaims,
  issuerPath as tenantIssuerPath,
  defaultTokenTtlSeconds as tenantTtlSeconds,
} from '../../oauth/onewelcome/tenant.ts'
import { cisAudiences } from '../../services/cis/service.ts'
import type { Session } from '../../session/session.ts'
import { AdminError, type Handlers, notFound } from '../contract.ts'

/** What a token says beside what was wished for. */
interface TokenGround {
  readonly session: Session
  readonly baseUrl: string
  /** How long tokens of the server are valid, in seconds. Undefined: as long as those of each service. */
  readonly tokenTtlSeconds: number | undefined
}

type ClaimsOf = (wish: TokenWish, ground: TokenGround) => JWTPayload

/** The claims of the tokens that each service's own authorization server gives. Throws AdminError. */
const claimsByService: Readonly<Record<Service, ClaimsOf>> = {
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

const daySeconds = 86_400

/** The claims of a token that is to have a flaw; where that is not in its claims, as they are. */
function flawedClaims(claims: JWTPayload, flaw: TokenFlaw | undefined): JWTPayload {
  switch (flaw) {
    case 'expired':
      return shifted(claims, -1 - lifetimeOf(claims))
    case 'notYetValid': {
      const later = shifted(claims, daySeconds)
      return later.iat === undefined ? later : { ...later, nbf: later.iat }
    }
    case 'wrongAudience':
      return { ...claims, aud: 'somebody-else' }
    case 'wrongIssuer':
      return { ...claims, iss: 'https://somebody-else.example.org/' }
    default:
      return claims
  }
}

const lifetimeOf = ({ iat = 0, exp = iat }: JWTPayload): number => exp - iat

function shifted(claims: JWTPayload, seconds: number): JWTPayload {
  const { iat, nbf, exp } = claims
  return {
    ...claims,
    ...(iat === undefined ? {} : { iat: iat + seconds }),
    ...(nbf === undefined ? {} : { nbf: nbf + seconds }),
    ...(exp === undefined ? {} : { exp: exp + seconds }),
  }
}

/** A token of these claims, signed with the key of the mock; where the flaw is in its form, not quite. */
async function flawedToken(claims: JWTPayload, flaw: TokenFlaw | undefined): Promise<string> {
  switch (flaw) {
    case 'malformed':
      return 'this-is-no-token'
    case 'algorithmNone':
      return unsigned(claims)
    case 'unknownKey':
      return signedToken(claims, 'unknown-key')
    case 'wrongSignature':
      return withOtherSignature(await signedToken(claims))
    default:
      return signedToken(claims)
  }
}

async function unsigned(claims: JWTPayload): Promise<string> {
  const { UnsecuredJWT } = await import('jose')
  return new UnsecuredJWT(claims).encode()
}

export const tokenHandlers: Handlers<'mintToken'> = {
  async mintToken(context, { body }) {
    const { baseUrl, tokenTtlSeconds, origins } = context
    const { service = 'cis', flaw, claims: wished = {} } = body
    // In a process nobody need have asked for anything yet.
    origins.add(originOf(baseUrl))
    const usual = claimsByService[service](body, { session: context.session(), baseUrl, tokenTtlSeconds })
    const claims = flawedClaims({ ...usual, ...wished }, flaw)
    return { token: await flawedToken(claims, flaw), claims }
  },
}
