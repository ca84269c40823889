import {
  type AuthorizationChanges,
  copyOfChanges,
  noAuthorizationChanges,
} from '../directory/authorization/changes.ts'
import {
  copyOfDelegationChanges,
  type DelegationChanges,
  noDelegationChanges,
} from '../directory/delegation/changes.ts'
import { copyOfOAuthState, createOAuthState, type OAuthState } from '../oauth/oauthState.ts'
import type { Part } from './snapshots.ts'

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
export interface ServiceStates {
  readonly current: ServiceState
  readonly parts: Readonly<Record<keyof ServiceState, Part>>
}

export function createServiceStates(): ServiceStates {
  let current: ServiceState = {
    groups: noAuthorizationChanges(),
    activity: noDelegationChanges(),
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
      groups: part('groups', noAuthorizationChanges, copyOfChanges),
      activity: part('activity', noDelegationChanges, copyOfDelegationChanges),
      grants: part('grants', createOAuthState, copyOfOAuthState),
    },
  }
}
