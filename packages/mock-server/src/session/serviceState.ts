import type { Clock } from '../clock.ts'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import {
  type AuthorizationChanges,
  copyAuthorizationChanges,
  createAuthorizationChanges,
} from '../directory/authorization/records.ts'
import {
  copyDelegationChanges,
  createDelegationChanges,
  type DelegationChanges,
  type DelegationDirectory,
} from '../directory/delegationDirectory.ts'
import type { Directory } from '../directory/directory.ts'
import type { People } from '../directory/people.ts'
import type { Handler } from '../http/response.ts'
import { copyOAuthState, createOAuthState, type OAuthState } from '../oauth/servers.ts'

/** A part of a session that can be put aside and brought back. */
export interface Part {
  /** @returns what brings it back to how it is now, as often as it is called */
  save(): () => void
  /** Puts it back to how it was at the start. */
  reset(): void
}

export interface Snapshot {
  readonly name: string
  /** In milliseconds since 1970, by the real clock. */
  readonly at: number
}

/** How a session was, by name. */
export interface Snapshots {
  list(): readonly Snapshot[]
  /** Keeps how the session is now; a name can be used again. */
  create(name: string): Snapshot
  /** @returns whether there was one of that name */
  restore(name: string): boolean
  remove(name: string): boolean
  clear(): void
}

/** @param parts what a snapshot consists of */
export function createSnapshots(parts: readonly Part[]): Snapshots {
  const kept = new Map<string, { readonly snapshot: Snapshot; readonly restore: readonly (() => void)[] }>()
  return {
    list: () => [...kept.values()].map(({ snapshot }) => snapshot),
    create(name) {
      const snapshot = { name, at: Date.now() }
      kept.delete(name)
      kept.set(name, { snapshot, restore: parts.map((part) => part.save()) })
      return snapshot
    },
    restore(name) {
      const found = kept.get(name)
      for (const restore of found?.restore ?? []) restore()
      return found !== undefined
    },
    remove: (name) => kept.delete(name),
    clear: () => kept.clear(),
  }
}

/** What was written to the services of a session, beside its people: plain data that they change in place. */
export interface ServiceState {
  /** At the Authorization Service: groups, who is in them, applications, roles. */
  readonly groups: AuthorizationChanges
  /** At DABP: when people were last active. */
  readonly activity: DelegationChanges
  /** What the authorization servers wait for and have given: devices, codes, tokens that are no JWT. */
  readonly grants: OAuthState
}

/** The state of a session. Another object takes its place when it is put back to how it was. */
interface ServiceStates {
  readonly current: ServiceState
  readonly parts: Readonly<Record<keyof ServiceState, Part>>
}

export function createServiceStates(): ServiceStates {
  let current: ServiceState = {
    groups: createAuthorizationChanges(),
    activity: createDelegationChanges(),
    grants: createOAuthState(),
  }
  const part = <Name extends keyof ServiceState>(
    name: Name,
    create: () => ServiceState[Name],
    copyOf: (state: ServiceState[Name]) => ServiceState[Name],
  ): Part => {
    const replace = (state: ServiceState[Name]): void => {
      current = { ...current, [name]: state }
    }
    return {
      save() {
        const saved = copyOf(current[name])
        return () => replace(copyOf(saved))
      },
      reset: () => replace(create()),
    }
  }
  return {
    get current() {
      return current
    },
    parts: {
      groups: part('groups', createAuthorizationChanges, copyAuthorizationChanges),
      activity: part('activity', createDelegationChanges, copyDelegationChanges),
      grants: part('grants', createOAuthState, copyOAuthState),
    },
  }
}

/** What the services of a session are put together from. */
export interface ServiceParts {
  readonly clock: Clock
  readonly directory: Directory
  /** Who is there now. */
  readonly people: People
  readonly state: ServiceState
}

/** The services of a session, as its people are now. */
export interface Services {
  readonly answer: Handler
  readonly authorization: AuthorizationDirectory
  readonly delegation: DelegationDirectory
}
