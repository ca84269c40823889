import type { Group, NewGroup, NewRole } from '@personctl/openapi/cern'
import type { Clock } from '../../clock.ts'
import type { AuthorizationBase } from './base.ts'
import {
  type CurrentApplications,
  type CurrentGroups,
  type CurrentMemberships,
  currentApplications,
  currentGroups,
  currentMemberships,
} from './current.ts'
import type { Identities } from './identities.ts'
import {
  type ApplicationRecord,
  type AuthorizationChanges,
  type RoleRecord,
  sequentialGuid,
  type Table,
  usualGroup,
} from './records.ts'

/** What there is at one moment. Its places are good until something is written. */
export interface AuthorizationView {
  readonly identities: Identities
  readonly accounts: Table
  readonly groups: CurrentGroups
  readonly memberships: CurrentMemberships
  readonly applications: CurrentApplications
}

/** Identities, groups, applications: what was there in the beginning, and what was written since. */
export interface AuthorizationDirectory {
  /** What there is now: the same object until something is written. */
  view(): AuthorizationView
  createGroup(wish: NewGroup, ownerId: string | null): Group
  removeGroup(groupId: string): void
  /** Puts identities into a group, or takes them out. */
  setMembers(groupId: string, identityIds: readonly string[], isIn: boolean): void
  createApplication(
    wish: Pick<ApplicationRecord, 'applicationIdentifier' | 'administratorsId' | 'ownerId'>,
  ): ApplicationRecord
  createRole(applicationId: string, wish: NewRole): RoleRecord
  /** Gives the members of a group a role, or takes it from them. */
  setRole(roleId: string, groupId: string, hasRole: boolean): void
}

/**
 * @param changes what was written so far, to which more is added here
 * @param clock the time new rows are made at, which their ids begin with
 */
export function createAuthorizationDirectory(
  base: AuthorizationBase,
  changes: AuthorizationChanges,
  clock: Clock,
): AuthorizationDirectory {
  let current: AuthorizationView | undefined
  const newId = (): string => {
    changes.made += 1
    return sequentialGuid(clock.now(), changes.made.toString(16).padStart(16, '0'))
  }
  const changed = <Result>(result: Result): Result => {
    current = undefined
    return result
  }

  return {
    view() {
      current ??= viewOf(base, changes)
      return current
    },
    createGroup({ groupIdentifier, displayName, description }, ownerId) {
      const id = newId()
      const group: Group = {
        primaryAccountEmail: `${groupIdentifier}@cern.ch`,
        groupIdentifier,
        displayName,
        description,
        ...usualGroup,
        ownerId,
        id,
        modificationTime: new Date(clock.now()).toISOString(),
      }
      changes.groups.set(id, group)
      return changed(group)
    },
    removeGroup(groupId) {
      if (!changes.groups.delete(groupId)) changes.removedGroups.add(groupId)
      changes.members.delete(groupId)
      changed(undefined)
    },
    setMembers(groupId, identityIds, isIn) {
      for (const id of identityIds) entry(changes.members, groupId).set(id, isIn)
      changed(undefined)
    },
    createApplication(wish) {
      const application: ApplicationRecord = { ...wish, id: newId(), roles: [] }
      changes.applications.set(application.id, application)
      return changed(application)
    },
    createRole(applicationId, wish) {
      const { name, displayName, description, required, multifactor, applyToAllUsers } = wish
      const role: RoleRecord = {
        ...{ name, displayName, description, required, multifactor, applyToAllUsers },
        id: newId(),
        groups: [],
      }
      changes.roles.set(applicationId, [...(changes.roles.get(applicationId) ?? []), role])
      return changed(role)
    },
    setRole(roleId, groupId, hasRole) {
      entry(changes.roleGroups, roleId).set(groupId, hasRole)
      changed(undefined)
    },
  }
}

function viewOf(base: AuthorizationBase, changes: AuthorizationChanges): AuthorizationView {
  const groups = currentGroups(base.groups, changes)
  return {
    identities: base.identities,
    accounts: base.accounts,
    groups,
    memberships: currentMemberships(base, groups, changes),
    applications: currentApplications(base, groups, changes),
  }
}

function entry<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const known = maps.get(key) ?? new Map<string, Value>()
  maps.set(key, known)
  return known
}
