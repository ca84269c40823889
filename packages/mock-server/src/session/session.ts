import { scopeValues } from '@personctl/openapi/cis'
import { createSettableClock, type SettableClock } from '../clock.ts'
import { createAuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import { createAuthorizationBase, rebuildAuthorizationBase } from '../directory/authorization/base.ts'
import { createDelegationDirectory } from '../directory/delegationDirectory.ts'
import { type ChangingDirectory, createDirectory } from '../directory/directory.ts'
import type { People, PeopleIndex } from '../directory/people.ts'
import type { MissedNames } from '../directory/profile.ts'
import { createFaultList, type FaultList } from '../faults/faults.ts'
import { type KnownOrigins, pathOf } from '../http/request.ts'
import type { Handler, ResponseFactory } from '../http/response.ts'
import { type ClientOfHeader, createJournal, type Journal, type JournalRecord } from '../journal/journal.ts'
import { createIdentifierSource, type IdentifierSource } from '../oauth/boundedMap.ts'
import { createClientRegistry, readScopes } from '../oauth/clients.ts'
import { createAuthorizationServers } from '../oauth/servers.ts'
import { createAuthorizer } from '../oauth/verify.ts'
import type { AppOptions } from '../options.ts'
import { isCernPath } from '../routing/router.ts'
import { defaultPageSize } from '../services/cern/listQuery.ts'
import { callerOf } from '../services/cern/permissions.ts'
import { createCernService } from '../services/cern/service.ts'
import { entitlementOf } from '../services/cis/permissions.ts'
import { createFailures, pageSizesOf } from '../services/cis/route.ts'
import { cisAudiences, createCisService } from '../services/cis/service.ts'
import { createDabpService, isDabpPath, mayReadReports } from '../services/dabp.ts'
import { answering } from './pipeline.ts'
import {
  createServiceStates,
  createSnapshots,
  type Part,
  type ServiceParts,
  type ServiceState,
  type Services,
  type Snapshots,
} from './serviceState.ts'

/** What all sessions have in common. */
interface SharedParts {
  /** Who is there in a session that has not changed anybody. */
  readonly people: People
  readonly responses: ResponseFactory
  readonly origins: KnownOrigins
  readonly missed: MissedNames
}

/**
 * Makes what the services of all sessions have in common.
 *
 * @returns puts those of one session together, as its people are now
 */
export function serviceAssembler(
  options: AppOptions,
  { people: initial, responses, origins, missed }: SharedParts,
): (session: ServiceParts) => Services {
  const { groups = 40, seed = 1, data = {}, conformance = 'observed' } = options
  const failures = createFailures(responses, conformance)
  const clients = createClientRegistry(
    [...(data.clients ?? []), ...(options.clients ?? [])],
    options.anyClient ?? false,
  )
  const ground = { groups, seed, data: data.cern }
  const base = createAuthorizationBase({ people: initial, ...ground })

  return ({ clock, directory, people, state }) => {
    const authorization = createAuthorizationDirectory(
      people === initial ? base : rebuildAuthorizationBase(base, { people, ...ground }),
      state.groups,
      clock,
    )
    const delegation = createDelegationDirectory(
      { directory, authorization, given: data.dabp?.people },
      state.activity,
      clock,
    )
    const { findServer: serverOf, verify } = createAuthorizationServers({
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
      seed,
      state: state.grants,
    })
    const cis = createCisService({
      directory,
      responses,
      failures,
      conformance,
      pageSizes: pageSizesOf(options.pageSize, conformance),
      entitled: createAuthorizer(verify.cis, (claims) => entitlementOf(readScopes(claims)), clock),
      missed,
    })
    const cern = createCernService({
      directory: authorization,
      responses,
      defaultLimit: options.pageSize ?? defaultPageSize,
      isStrict: conformance === 'documented',
      callerOf: createAuthorizer(verify.cern, (claims) => callerOf(claims, clients), clock),
      missed,
    })
    const dabp = createDabpService({
      directory: delegation,
      responses,
      entitled: createAuthorizer(verify.dabp, mayReadReports, clock),
      missed,
    })
    return {
      authorization,
      delegation,
      answer(request) {
        const path = pathOf(request.url)
        if (isCernPath(path)) return cern(request)
        if (isDabpPath(path)) return dabp(request)
        return (serverOf(path) ?? cis)(request)
      },
    }
  }
}

/** What a snapshot of a session consists of. */
type StatePart = 'people' | 'clock' | keyof ServiceState

/** A world of its own in the server: nobody in another session sees what is done in it. */
export interface Session {
  readonly name: string
  readonly directory: ChangingDirectory
  readonly clock: SettableClock
  readonly faults: FaultList
  readonly journal: Journal
  readonly snapshots: Snapshots
  readonly state: Readonly<Record<StatePart, Part>>
  /** Numbers what is made in the session by chance. */
  readonly identifiers: IdentifierSource
  services(): Services
  /** Answers a request to one of the services. */
  readonly answer: Handler
}

/** What every session begins with, and none changes. */
interface SessionGround {
  readonly people: People
  readonly index: PeopleIndex
  readonly journalSize: number
  readonly missed: MissedNames
  readonly clientOfHeader: ClientOfHeader
  /** Puts the services of one session together. */
  readonly assembleServices: (parts: ServiceParts) => Services
  readonly seed: number
  /** Is told of each request once it is answered. What it throws takes the place of the answer. */
  readonly watch: Watch | undefined
}

export type Watch = (record: JournalRecord, session: Session) => void

/** Makes a session. It costs little until something is asked of its services. */
export function createSession(name: string, ground: SessionGround): Session {
  const { missed, clientOfHeader, watch } = ground
  const directory = createDirectory(ground.people, ground.index)
  const clock = createSettableClock()
  const faults = createFaultList()
  const journal = createJournal(ground.journalSize)
  const states = createServiceStates()
  let assembled: { readonly of: ServiceParts; readonly services: Services } | undefined
  // What is worked out of the people and the state stands until there are others in their place.
  const services = (): Services => {
    const { people } = directory
    const { current } = states
    if (assembled === undefined || assembled.of.people !== people || assembled.of.state !== current) {
      const parts = { clock, directory, people, state: current }
      assembled = { of: parts, services: ground.assembleServices(parts) }
    }
    return assembled.services
  }
  const state = { people: directory, clock, ...states.parts }
  const session: Session = {
    name,
    directory,
    clock,
    faults,
    journal,
    state,
    snapshots: createSnapshots(Object.values(state)),
    services,
    get identifiers() {
      return createIdentifierSource(ground.seed, states.current.grants.identifiers)
    },
    answer: answering({
      answer: (request) => services().answer(request),
      journal,
      faults,
      clock,
      missed,
      clientOfHeader,
      watch: watch && ((record) => watch(record, session)),
    }),
  }
  return session
}
