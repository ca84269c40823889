import type { PublisherKeyList, Service, SigningKeyList, TokenWish } from '@personctl/generated/admin'
import { type Publisher, publisherValues, scopeValues } from '@personctl/generated/cis'
import type { JWTPayload } from 'jose'
import { originOf } from '../../http/request.ts'
import {
  auth0TokenClaims as auth0Claims,
  auth0IssuerPath,
  auth0TokenTtlSeconds as auth0TtlSeconds,
} from '../../oauth/auth0Tenant.ts'
import {
  authorizationService,
  createRealmDirectory,
  idTokenClaims,
  keycloakTokenTtlSeconds as keycloakTtlSeconds,
  realmIdentityClaims,
  realmPath,
  refreshTokenClaims,
  type SignIn,
  serviceTokenClaims,
  userTokenClaims,
} from '../../oauth/keycloak/realm.ts'
import type { KeyState } from '../../oauth/keys.ts'
import {
  delegationAudience,
  machineScopes,
  personScopes,
  oneWelcomeTokenClaims as tenantClaims,
  oneWelcomeIssuerPath as tenantIssuerPath,
  oneWelcomeTokenTtlSeconds as tenantTtlSeconds,
} from '../../oauth/onewelcome/tenant.ts'
import { createTenantDirectory } from '../../oauth/onewelcome/tenantPeople.ts'
import { flawClaims, signWithFlaw } from '../../oauth/tokenFlaws.ts'
import { cisAudiences } from '../../services/cis/cisService.ts'
import type { PublisherKey, PublisherKeys } from '../../services/publishing/publisherKeys.ts'
import type { Session } from '../../session/session.ts'
import { type AdminContext, AdminError, type Handlers, notFoundError } from '../contract.ts'

/** The handlers of the signing keys. New keys are computed, which needs code that no other request does. */
export const keyHandlers: Handlers<'listKeys' | 'rotateKeys' | 'publishKeys' | 'retireKey'> = {
  listKeys: (context) => describeKeys(context.session().keys),
  async rotateKeys(context, { body }) {
    const { keepOld = true, publish = true } = body ?? {}
    const { rotateKeys } = await import('../../oauth/keyRotation.ts')
    const session = context.session()
    session.keys = rotateKeys(session.keys, { keepOld, publish })
    return describeKeys(session.keys)
  },
  async publishKeys(context) {
    const { publishKeys } = await import('../../oauth/keyRotation.ts')
    const session = context.session()
    session.keys = publishKeys(session.keys)
    return describeKeys(session.keys)
  },
  async retireKey(context, { path }) {
    const { retireKey } = await import('../../oauth/keyRotation.ts')
    const session = context.session()
    const { keys } = session.keys
    const key = keys.find(({ id }) => id === path.kid)
    if (key === undefined)
      throw notFoundError(
        'signing key',
        path.kid,
        keys.map(({ id }) => id),
      )
    if (key.status === 'current')
      throw new AdminError(
        'invalid_request',
        `${path.kid} is the current signing key`,
        'rotate the keys before you retire it',
      )
    session.keys = retireKey(session.keys, path.kid)
    return undefined
  },
}

function describeKeys({ keys }: KeyState): SigningKeyList {
  return { keys: keys.map(({ id, status, isPublished }) => ({ kid: id, status, published: isPublished })) }
}

/** The handlers of the keys of publishers. */
export const publisherKeyHandlers: Handlers<
  'listPublisherKeys' | 'getPublisherKey' | 'rotatePublisherKeys' | 'retirePublisherKey'
> = {
  listPublisherKeys: (context) => describePublisherKeys(context.session()),
  async getPublisherKey(context, { path }) {
    const { publisher, keys } = await findPublisher(context, path.publisher)
    const [current] = keys
      .listKeys(publisher)
      .filter(({ status, origin }) => status === 'current' && origin !== 'generated')
    if (current === undefined)
      throw new AdminError(
        'not_found',
        `No key of ${publisher} is current`,
        `rotate its keys: POST /__admin/publisher-keys/${publisher}/rotate`,
      )
    const { id, published, key, origin } = current
    return {
      publisher,
      kid: id,
      publicKey: { ...published },
      // That of a file may protect something.
      privateKey:
        key === undefined || origin === 'given' ? null : { ...key, kid: id, alg: 'RS256', use: 'sig' },
    }
  },
  async rotatePublisherKeys(context, { path, body }) {
    const { generateKey } = await import('../../oauth/keyRotation.ts')
    const { rotatePublisherKeys } = await import('../../services/publishing/publisherKeys.ts')
    await changePublisherKeys(context, path.publisher, (known, publisher) => {
      if (known.length >= publisherKeyLimit)
        throw new AdminError(
          'limit_reached',
          `The limit of ${publisherKeyLimit} keys is reached`,
          'reset the keys of publishers',
        )
      // Far from the numbers of the keys that sign tokens.
      const number = firstKeyNumber * (publisherValues.indexOf(publisher) + 1) + known.length
      const { keepOld = true } = body ?? {}
      return rotatePublisherKeys(publisher, known, { keepOld, key: generateKey(number) })
    })
    return describePublisherKeys(context.session())
  },
  async retirePublisherKey(context, { path }) {
    const { retirePublisherKey } = await import('../../services/publishing/publisherKeys.ts')
    await changePublisherKeys(context, path.publisher, (known, publisher) => {
      if (known.some(({ id }) => id === path.kid)) return retirePublisherKey(known, path.kid)
      throw notFoundError(
        `key of ${publisher}`,
        path.kid,
        known.map(({ id }) => id),
      )
    })
    return undefined
  },
}

/** Replaces the keys of a publisher as they are at that moment, so that no other request's change of them is lost. */
async function changePublisherKeys(
  context: AdminContext,
  name: string,
  change: (known: readonly PublisherKey[], publisher: Publisher) => readonly PublisherKey[],
): Promise<void> {
  const session = context.session()
  for (;;) {
    const state = session.publisherKeys
    const { publisher, keys } = await findPublisher(context, name)
    if (session.publisherKeys !== state) continue
    session.publisherKeys = { ...state, [publisher]: change(keys.listKeys(publisher), publisher) }
    return
  }
}

const firstKeyNumber = 1000
const publisherKeyLimit = 50

interface FoundPublisher {
  readonly publisher: Publisher
  readonly keys: PublisherKeys
}

/** @throws {AdminError} if nobody publishes under the name */
async function findPublisher(context: AdminContext, name: string): Promise<FoundPublisher> {
  const publisher = publisherValues.find((one) => one === name)
  if (publisher === undefined) throw notFoundError('publisher', name, publisherValues)
  return { publisher, keys: await context.session().services().loadPublisherKeys() }
}

async function describePublisherKeys(session: Session): Promise<PublisherKeyList> {
  const keys = await session.services().loadPublisherKeys()
  const describeKey = ({ id, status, origin }: PublisherKey) => ({ kid: id, status, origin })
  return {
    publishers: Object.fromEntries(
      publisherValues.map((publisher) => [publisher, keys.listKeys(publisher).map(describeKey)]),
    ),
  }
}

export const tokenHandlers: Handlers<'mintToken'> = {
  async mintToken(context, { body }) {
    const { baseUrl, tokenTtlSeconds, origins } = context
    const { flaw, claims: requestedClaims = {}, expiredBySeconds, kid } = body
    if (expiredBySeconds !== undefined && flaw !== 'expired')
      throw new AdminError(
        'invalid_request',
        `expiredBySeconds is ${expiredBySeconds}, and the token has not expired`,
        'set flaw to expired, or leave it out',
      )
    // In process there may have been no request yet.
    origins.add(originOf(baseUrl))
    const session = context.session()
    const defaults = await createClaims(body, { session, baseUrl, tokenTtlSeconds })
    if (typeof defaults === 'string')
      return { token: flaw === 'malformed' ? [...defaults].reverse().join('') : defaults, claims: {} }
    const claims = flawClaims(
      { ...defaults, ...requestedClaims },
      { flaw, expiredBySeconds, now: session.clock.now() },
    )
    const header = kid === undefined ? {} : { kid }
    return { token: await signWithFlaw(claims, flaw, session.services().keys, header), claims }
  },
}

/** The parts of a token that do not depend on the request. */
interface TokenDeps {
  readonly session: Session
  readonly baseUrl: string
  /** The default lifetime of tokens, in seconds. Undefined: as in the real services. */
  readonly tokenTtlSeconds: number | undefined
}

type ClaimsOf = (request: TokenWish, deps: TokenDeps) => JWTPayload

/** Creates the claims of a token, or a token that is opaque. Rejects with AdminError. */
async function createClaims(request: TokenWish, deps: TokenDeps): Promise<JWTPayload | string> {
  const { service = 'cis', kind = 'access', user } = request
  if (kind === 'access') return claimsByService[service](request, deps)
  if (user === undefined)
    throw new AdminError(
      'invalid_request',
      `user is missing, and ${kind === 'id' ? 'an ID token' : 'a refresh token'} is about a person`,
      'set user to a login or an e-mail address',
    )
  if (service === 'cern') return createRealmClaims(kind, user, request, deps)
  const { idClaimsByService, refreshTokenByService } = await import('./personTokens.ts')
  const frame =
    service === 'cis'
      ? createFrame(request, deps, auth0IssuerPath, auth0TtlSeconds)
      : createFrame(request, deps, tenantIssuerPath, tenantTtlSeconds)
  const create = kind === 'id' ? idClaimsByService[service] : refreshTokenByService[service]
  const created = create(request, user, { session: deps.session, frame })
  if (created !== undefined) return created
  throw service === 'cis'
    ? personNotFound('CIS', user, 'see primary_email of a person')
    : personNotFound('DABP', user, 'see dabp.referenceId of a person')
}

/** Creates the claims of a token that CERN gives a client about a person. */
function createRealmClaims(
  kind: 'id' | 'refresh',
  user: string,
  request: TokenWish,
  deps: TokenDeps,
): JWTPayload {
  const { scopes = personScopes } = request
  const frame = createFrame({ ...request, scopes }, deps, realmPath, keycloakTtlSeconds)
  const signIn = {
    ...realmSignIn(user, request.audience ?? frame.clientId, deps),
    signedInAt: Math.floor(frame.now / 1000),
  }
  return kind === 'id'
    ? idTokenClaims(frame, signIn)
    : refreshTokenClaims(frame, signIn, request.lifetimeSeconds)
}

function realmSignIn(user: string, audience: string, { session }: TokenDeps): SignIn {
  const realm = createRealmDirectory(session.services().authorization)
  const person = realm.find(user)
  if (person === undefined) throw personNotFound('CERN', user, 'see cern.upn of a person')
  return {
    identity: realmIdentityClaims(person),
    session: session.identifiers.uuid(),
    audience,
    roles: realm.rolesOf(person.login, audience),
  }
}

/** Creates the claims of access tokens as the authorization server of each service does. Throws AdminError. */
const claimsByService: Readonly<Record<Service, ClaimsOf>> = {
  cis: (request, deps) => {
    const { clientId = 'demo', audience = cisAudiences[0], scopes = scopeValues } = rejectUser(request)
    const { issuer, now, lifetimeSeconds } = createFrame(request, deps, auth0IssuerPath, auth0TtlSeconds)
    return auth0Claims({ clientId, audience, scope: scopes.join(' ') }, issuer, now, lifetimeSeconds)
  },
  cern: (request, deps) => {
    const { audience = authorizationService, user } = request
    const frame = createFrame(request, deps, realmPath, keycloakTtlSeconds)
    if (user === undefined) return serviceTokenClaims(frame, audience)
    return userTokenClaims(frame, realmSignIn(user, audience, deps))
  },
  dabp: (request, deps) => {
    const { clientId = 'demo', user } = request
    const frame = createFrame(request, deps, tenantIssuerPath, tenantTtlSeconds)
    if (user === undefined) {
      const { audience = delegationAudience, scopes = machineScopes } = request
      return tenantClaims(frame, clientId, audience, scopes)
    }
    const { directory, services } = deps.session
    const person = createTenantDirectory(directory, services().delegation).find(user)
    if (person === undefined) throw personNotFound('DABP', user, 'see dabp.referenceId of a person')
    // Such a token comes without a refresh token.
    const online = personScopes.filter((scope) => scope !== 'offline_access')
    const { audience = clientId, scopes = online } = request
    return tenantClaims(frame, person.login, audience, scopes)
  },
}

const personNotFound = (service: string, user: string, hint: string): AdminError =>
  new AdminError('not_found', `No person at ${service} who can sign in has the login ${user}`, hint)

function createFrame(request: TokenWish, deps: TokenDeps, issuerPath: string, defaultSeconds: number) {
  return {
    issuer: `${deps.baseUrl}${issuerPath}`,
    clientId: request.clientId ?? 'demo',
    scope: (request.scopes ?? []).join(' '),
    id: deps.session.identifiers.uuid(),
    now: deps.session.clock.now(),
    lifetimeSeconds: request.lifetimeSeconds ?? deps.tokenTtlSeconds ?? defaultSeconds,
  }
}

function rejectUser(request: TokenWish): TokenWish {
  if (request.user === undefined) return request
  throw new AdminError(
    'invalid_request',
    `user is ${JSON.stringify(request.user)}`,
    'only access tokens of cern and dabp can belong to a person: leave it out, or set service',
  )
}
