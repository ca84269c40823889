import { scopeValues } from '@personctl/generated/cis'
import type { Quirks } from '@personctl/generated/quirks'
import type { Clock } from '../clock.ts'
import {
  type AuthorizationDirectory,
  createAuthorizationDirectory,
} from '../directory/authorization/authorizationDirectory.ts'
import { createAuthorizationBase, rebuildAuthorizationBase } from '../directory/authorization/base.ts'
import {
  type AuthorizationChanges,
  copyAuthorizationChanges,
  createAuthorizationChanges,
} from '../directory/authorization/records.ts'
import {
  copyDelegationChanges,
  createDelegationChanges,
  createDelegationDirectory,
  type DelegationChanges,
  type DelegationDirectory,
  type ReportChanges,
} from '../directory/delegationDirectory.ts'
import type { ChangingDirectory } from '../directory/directory.ts'
import type { People } from '../directory/people.ts'
import type { KnownOrigins } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import {
  type ClientChanges,
  type ClientRegistry,
  createClientRegistry,
  readScopes,
} from '../oauth/clients.ts'
import { createIdentifierSource } from '../oauth/identifiers.ts'
import { createKeyState, createSigningKeys, type KeyState, type SigningKeys } from '../oauth/keys.ts'
import {
  copyOAuthState,
  createAuthorizationServers,
  createOAuthState,
  type OAuthState,
} from '../oauth/servers.ts'
import { createAuthorizer } from '../oauth/verify.ts'
import type { Backend, ServiceCall, ServiceHandler } from '../routing/router.ts'
import { entitlementOf } from '../services/cis/cisPermissions.ts'
import { pageSizesOf } from '../services/cis/cisRequest.ts'
import { cisAudiences, createCisService } from '../services/cis/cisService.ts'
import { createProfileFilter, type ProfileFilter } from '../services/cis/profileFilter.ts'
import type {
  GivenPublisherKeys,
  PublisherKeyState,
  PublisherKeys,
} from '../services/publishing/publisherKeys.ts'
import type { AppOptions } from './options.ts'

/** The services of a session, as its people and its state are now. */
export interface Services {
  /** Responds to a request as the service of its route does. */
  readonly respond: ServiceHandler
  readonly clients: ClientRegistry
  readonly authorization: AuthorizationDirectory
  readonly delegation: DelegationDirectory
  readonly keys: SigningKeys
  readonly loadPublisherKeys: () => Promise<PublisherKeys>
}

/** The parts of a session that its services are created from. */
export interface ServiceParts {
  readonly clock: Clock
  readonly directory: ChangingDirectory
  /** The people as they are now. */
  readonly people: People
  readonly state: ServiceState
  /** The integer on which its codes and tokens depend: no other session has the same. */
  readonly identifierSeed: number
}

/** Dependencies that all sessions share. */
interface SharedDeps {
  /** The people of a session in which nobody has been changed. */
  readonly people: People
  readonly responses: ResponseFactory
  readonly origins: KnownOrigins
}

/** Creates a function that creates the services of a session. Everything that sessions can share is created once. */
export function createServiceFactory(
  options: AppOptions,
  { people: initial, responses, origins }: SharedDeps,
): (session: ServiceParts) => Services {
  const { groups = 40, seed = 1, data = {}, conformance = 'observed' } = options
  const registered = [...(data.clients ?? []), ...(options.clients ?? [])]
  const generation = { groups, seed, data: data.cern }
  let filter: ProfileFilter | undefined = options.signatures === false ? createProfileFilter() : undefined
  const givenKeys: GivenPublisherKeys = options.publisherKeys ?? {}
  const publisherKeys = new WeakMap<PublisherKeyState, Promise<PublisherKeys>>()
  const base = createAuthorizationBase({ people: initial, ...generation })

  return ({ clock, directory, people, state, identifierSeed }) => {
    const { quirks } = state
    const clients = createClientRegistry(registered, options.anyClient ?? false, state.clients)
    const authorization = createAuthorizationDirectory(
      people === initial ? base : rebuildAuthorizationBase(base, { people, ...generation }),
      state.groups,
      clock,
    )
    const delegation = createDelegationDirectory(
      { directory, authorization, quirks, given: data.dabp?.people },
      { changes: state.activity, reports: state.reports },
      clock,
    )
    const keys = createSigningKeys(state.keys)
    const { verify, ...servers } = createAuthorizationServers({
      clients,
      trust: options.trust,
      cis: { audiences: cisAudiences, scopes: scopeValues },
      furtherAudiences: options.audience === undefined ? [] : [options.audience],
      tokenTtlSeconds: options.tokenTtlSeconds,
      directory,
      authorization,
      delegation,
      responses,
      origins,
      clock,
      keys,
      identifierSeed,
      state: state.grants,
      quirks,
    })
    const loadPublisherKeys = (): Promise<PublisherKeys> => {
      // Of every session and every change of people, so that keys are read once.
      const loaded = publisherKeys.get(state.publisherKeys) ?? loadKeys(givenKeys, state.publisherKeys)
      publisherKeys.set(state.publisherKeys, loaded)
      return loaded
    }
    const createCis = (profiles: ProfileFilter): ServiceHandler =>
      createCisService({
        directory,
        responses,
        quirks,
        filter: profiles,
        loadPublisherKeys,
        pageSizes: pageSizesOf(options.pageSize, conformance, quirks),
        entitlementOf: createAuthorizer(verify.cis, (claims) => entitlementOf(readScopes(claims)), clock),
      })
    let cis = filter && createCis(filter)
    const loadCis = async (): Promise<ServiceHandler> => {
      const { createGeneratedJws } = await import('../services/publishing/generatedSignatures.ts')
      filter ??= createProfileFilter(createGeneratedJws)
      cis ??= createCis(filter)
      return cis
    }
    const change = createLazyHandler(async () => {
      const { createChangeService } = await import('../services/change/changeService.ts')
      return createChangeService({
        directory,
        responses,
        quirks,
        clock,
        keys: await loadPublisherKeys(),
        identifiers: createIdentifierSource(identifierSeed, state.grants.identifiers),
        mayWrite: createAuthorizer(verify.cisChange, (claims) => readScopes(claims).includes('write'), clock),
      })
    })
    const handlers: Readonly<Record<Backend, ServiceHandler>> = {
      ...servers,
      ...(quirks.cernTokenErrorBody && { keycloak: withTokenErrors(servers.keycloak, quirks, responses) }),
      cis(call) {
        if (isChange(call)) return change(call)
        // Synchronous once it is loaded.
        return cis === undefined ? loadCis().then((handle) => handle(call)) : cis(call)
      },
      cern: createLazyHandler(async () => {
        const { createCernService } = await import('../services/cern/cernService.ts')
        const { pageSize } = options
        return createCernService({
          directory: authorization,
          responses,
          pageSize,
          quirks,
          authorize: (callerOf) =>
            createAuthorizer(verify.cern, (claims) => callerOf(claims, clients), clock),
        })
      }),
      dabp: createLazyHandler(async () => {
        const { createDabpService } = await import('../services/dabp.ts')
        return createDabpService({
          directory: delegation,
          responses,
          quirks,
          authorize: (mayRead) => createAuthorizer(verify.dabp, mayRead, clock),
        })
      }),
    }
    return {
      clients,
      authorization,
      delegation,
      keys,
      loadPublisherKeys,
      respond(call) {
        const response = handlers[call.backend](call)
        if (call.request.method !== 'HEAD') return response
        return Promise.resolve(response).then(withoutBody)
      },
    }
  }
}

// Loaded when needed: the keys themselves are most of the module.
async function loadKeys(given: GivenPublisherKeys, state: PublisherKeyState): Promise<PublisherKeys> {
  const { createPublisherKeys } = await import('../services/publishing/publisherKeys.ts')
  return createPublisherKeys(given, state)
}

/** Returns true for a request to the Change API. Both APIs of CIS are at one URL, where reading `/v2/users` is the other's. */
function isChange({ operations: [known], request: { method } }: ServiceCall): boolean {
  if (known?.path === '/v2/users') return !['GET', 'HEAD', 'OPTIONS'].includes(method)
  return known?.path === '/v2/status' || (known?.path === '/v2/user' && method !== 'GET')
}

/** Creates a handler that is loaded by its first request: most starts of the embedded directory are about CIS. */
function createLazyHandler(create: () => Promise<ServiceHandler>): ServiceHandler {
  let handler: ServiceHandler | undefined
  let loading: Promise<ServiceHandler> | undefined
  return async (call) => {
    if (handler !== undefined) return handler(call)
    loading ??= create()
    handler = await loading
    return handler(call)
  }
}

/** Replaces the body of errors of CERN's own token endpoint. */
function withTokenErrors(
  handle: ServiceHandler,
  { cernTokenErrorBody }: Quirks,
  responses: ResponseFactory,
): ServiceHandler {
  return async (call) => {
    const response = await handle(call)
    if (call.operation?.operation !== 'requestApiToken' || response.status < 400) return response
    if (cernTokenErrorBody === 'empty') return responses.empty(response.status)
    if (cernTokenErrorBody !== 'envelope') return response
    const { formatFailure } = await import('../services/cern/cernRequest.ts')
    return responses.json(formatFailure('The request for a token is rejected'), response.status)
  }
}

function withoutBody({ status, headers }: Response): Response {
  return new Response(null, { status, headers })
}

/** Changes made through the services of a session, except those of its people: plain data, changed in place. */
export interface ServiceState {
  /** Of the Authorization Service: groups, their members, applications, roles. */
  readonly groups: AuthorizationChanges
  /** Of DABP: the last activity of people. */
  readonly activity: DelegationChanges
  /** Of the authorization servers: devices, codes, opaque tokens. */
  readonly grants: OAuthState
  /** The keys that the authorization servers sign with. */
  readonly keys: KeyState
  /** The keys of publishers, as far as they were changed. */
  readonly publisherKeys: PublisherKeyState
  /** The registered clients that were changed, added or removed. */
  readonly clients: ClientChanges
  /** The reports of DABP that replace the initial ones. */
  readonly reports: ReportChanges
  /** The quirks that differ from the default. A new object replaces them. */
  readonly quirks: Quirks
}

/** A part of a session that can be reset, and restored from a snapshot. */
export interface StatePart {
  /** @returns a function that restores the part as it is now, as often as it is called */
  save(): () => void
  /** Restores the part as it was at the start. */
  reset(): void
}

// The values are never modified, so that copies share them.
const copyMap = <Value>(map: Map<string, Value>): Map<string, Value> => new Map(map)

/** The service state of a session. A new object replaces it whenever a part is reset or restored. */
interface ServiceStates {
  readonly current: ServiceState
  readonly parts: Readonly<Record<keyof ServiceState, StatePart>>
  /** Replaces the keys, and with them the services: no token that they have verified stays cached. */
  setKeys(keys: KeyState): void
  setPublisherKeys(keys: PublisherKeyState): void
  setQuirks(quirks: Quirks): void
}

/** @param quirks the quirks at the start */
export function createServiceStates(quirks: Quirks): ServiceStates {
  let current: ServiceState = {
    groups: createAuthorizationChanges(),
    activity: createDelegationChanges(),
    grants: createOAuthState(),
    keys: createKeyState(),
    publisherKeys: {},
    clients: new Map(),
    reports: new Map(),
    quirks,
  }
  // Of the grants. Neither reset nor restored: a token of before must not become that of the next person.
  let resets = 0
  const createPart = <Name extends keyof ServiceState>(
    name: Name,
    create: () => ServiceState[Name],
    copy: (state: ServiceState[Name]) => ServiceState[Name],
    renew: (state: ServiceState[Name]) => ServiceState[Name] = (state) => state,
  ): StatePart => {
    const replace = (state: ServiceState[Name]): void => {
      current = { ...current, [name]: renew(state) }
    }
    return {
      save() {
        const saved = copy(current[name])
        return () => replace(copy(saved))
      },
      reset: () => replace(create()),
    }
  }
  return {
    get current() {
      return current
    },
    parts: {
      groups: createPart('groups', createAuthorizationChanges, copyAuthorizationChanges),
      activity: createPart('activity', createDelegationChanges, copyDelegationChanges),
      grants: createPart('grants', createOAuthState, copyOAuthState, (grants) => {
        resets += 1
        return { ...grants, identifiers: { ...grants.identifiers, resets } }
      }),
      keys: createPart('keys', createKeyState, (keys) => keys),
      publisherKeys: createPart(
        'publisherKeys',
        () => ({}),
        (keys) => keys,
      ),
      clients: createPart('clients', () => new Map(), copyMap),
      reports: createPart('reports', () => new Map(), copyMap),
      quirks: createPart(
        'quirks',
        () => quirks,
        (state) => state,
      ),
    },
    setKeys(keys) {
      current = { ...current, keys }
    },
    setPublisherKeys(publisherKeys) {
      current = { ...current, publisherKeys }
    },
    setQuirks(changed) {
      current = { ...current, quirks: changed }
    },
  }
}
