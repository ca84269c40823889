import type { Quirks } from '@personctl/generated/quirks'
import { createSettableClock, type SettableClock } from '../clock.ts'
import { type ChangingDirectory, createDirectory } from '../directory/directory.ts'
import type { People, PeopleIndex } from '../directory/people.ts'
import { createFaultList, type FaultList } from '../faults/faults.ts'
import type { Journal } from '../journal/journal.ts'
import { createIdentifierSource, deriveSeed, type IdentifierSource } from '../oauth/identifiers.ts'
import type { KeyState } from '../oauth/keys.ts'
import type { OAuthState } from '../oauth/servers.ts'
import type { PublisherKeyState } from '../services/publishing/publisherKeys.ts'
import {
  createServiceStates,
  type ServiceParts,
  type ServiceState,
  type Services,
  type StatePart,
} from './services.ts'
import { defaultSessionName } from './sessionName.ts'

/** A separate world in the server. Other sessions do not see what happens in it. */
export interface Session {
  readonly name: string
  readonly directory: ChangingDirectory
  readonly clock: SettableClock
  readonly faults: FaultList
  readonly journal: Journal
  readonly snapshots: Snapshots
  /** The parts that a snapshot consists of. */
  readonly state: Readonly<Record<'people' | 'clock' | keyof ServiceState, StatePart>>
  /** Creates random identifiers that are the same in every run. */
  readonly identifiers: IdentifierSource
  /** The codes and tokens that the authorization servers have issued. */
  readonly grants: OAuthState
  /** The signing keys. Setting them replaces the services, which have cached what they verified. */
  keys: KeyState
  /** The keys of publishers, as far as they were changed. Setting them replaces the services. */
  publisherKeys: PublisherKeyState
  /** The quirks that differ from the default. */
  quirks: Quirks
  /** Returns the services as the people and the state are now. */
  services(): Services
}

/** Dependencies of a session: everything that each session starts with, and none changes. */
interface SessionDeps {
  readonly people: People
  readonly index: PeopleIndex
  readonly createJournal: () => Journal
  readonly createServices: (parts: ServiceParts) => Services
  readonly seed: number
  /** The quirks at the start. */
  readonly quirks: Quirks
}

/** Creates a session. Its services are created by its first request. */
export function createSession(name: string, deps: SessionDeps): Session {
  const directory = createDirectory(deps.people, deps.index)
  const clock = createSettableClock()
  const identifierSeed = name === defaultSessionName ? deps.seed : deriveSeed(deps.seed, name)
  const serviceStates = createServiceStates(deps.quirks)
  const state = { people: directory, clock, ...serviceStates.parts }
  let latest: { readonly parts: ServiceParts; readonly services: Services } | undefined
  return {
    name,
    directory,
    clock,
    faults: createFaultList(),
    journal: deps.createJournal(),
    snapshots: createSnapshots(Object.values(state)),
    state,
    get identifiers() {
      return createIdentifierSource(identifierSeed, serviceStates.current.grants.identifiers)
    },
    get grants() {
      return serviceStates.current.grants
    },
    get keys() {
      return serviceStates.current.keys
    },
    set keys(keys) {
      serviceStates.setKeys(keys)
    },
    get publisherKeys() {
      return serviceStates.current.publisherKeys
    },
    set publisherKeys(keys) {
      serviceStates.setPublisherKeys(keys)
    },
    get quirks() {
      return serviceStates.current.quirks
    },
    set quirks(quirks) {
      serviceStates.setQuirks(quirks)
    },
    services() {
      const { people } = directory
      const { current } = serviceStates
      // Services stay in use until the people or the state are replaced.
      if (latest === undefined || latest.parts.people !== people || latest.parts.state !== current) {
        const parts = { clock, directory, people, state: current, identifierSeed }
        latest = { parts, services: deps.createServices(parts) }
      }
      return latest.services
    },
  }
}

export interface Snapshot {
  readonly name: string
  /** In milliseconds since 1970, by the real clock. */
  readonly at: number
}

/** The snapshots of a session, by name. */
export interface Snapshots {
  list(): readonly Snapshot[]
  /** Saves the session as it is now. A name can be used again. */
  create(name: string): Snapshot
  /** @returns false if the snapshot does not exist */
  restore(name: string): boolean
  /** @returns false if the snapshot does not exist */
  remove(name: string): boolean
  clear(): void
}

function createSnapshots(parts: readonly StatePart[]): Snapshots {
  const saved = new Map<string, { readonly snapshot: Snapshot; readonly restore: readonly (() => void)[] }>()
  return {
    list: () => [...saved.values()].map(({ snapshot }) => snapshot),
    create(name) {
      const snapshot = { name, at: Date.now() }
      saved.delete(name)
      saved.set(name, { snapshot, restore: parts.map((part) => part.save()) })
      return snapshot
    },
    restore(name) {
      const found = saved.get(name)
      for (const restore of found?.restore ?? []) restore()
      return found !== undefined
    },
    remove: (name) => saved.delete(name),
    clear: () => saved.clear(),
  }
}
