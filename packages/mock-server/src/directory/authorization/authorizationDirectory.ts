import type { Group, NewGroup, NewRole } from '@personctl/openapi/cern'
import type { Clock } from '../../clock.ts'
import type { AuthorizationBase } from './base.ts'
import {
  type CurrentApplications,
  type CurrentGroups,
  type CurrentMemberships,
  createCurrentApplications,
  createCurrentGroups,
  createCurrentMemberships,
} from './current.ts'
import { applyIdentityChanges, createAccounts, type Identities } from './identityTables.ts'
import {
  type ApplicationRecord,
  type AuthorizationChanges,
  defaultGroup,
  type RoleRecord,
  sequentialGuid,
  type Table,
} from './records.ts'

/** The rows at one moment. Indexes are valid until the next change. */
export interface AuthorizationView {
  readonly identities: Identities
  readonly accounts: Table
  readonly groups: CurrentGroups
  readonly memberships: CurrentMemberships
  readonly applications: CurrentApplications
}

/** Identities, groups and applications: the initial ones with all changes. */
export interface AuthorizationDirectory {
  /** Returns the current rows: the same object until the next change. */
  view(): AuthorizationView
  createGroup(input: NewGroup, ownerId: string | null): Group
  removeGroup(groupId: string): void
  /** Adds identities to a group, or removes them. */
  setMembers(groupId: string, identityIds: readonly string[], isIn: boolean): void
  createApplication(
    input: Pick<ApplicationRecord, 'applicationIdentifier' | 'administratorsId' | 'ownerId'>,
  ): ApplicationRecord
  createRole(applicationId: string, input: NewRole): RoleRecord
  /** Gives a role to the members of a group, or takes it from them. */
  setRole(roleId: string, groupId: string, hasRole: boolean): void
}

/**
 * @param changes the changes so far; later changes are added to it
 * @param clock the time of new rows, with which their ids begin
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
  const invalidateView = <Result>(result: Result): Result => {
    current = undefined
    return result
  }

  return {
    view() {
      current ??= createView(base, changes)
      return current
    },
    createGroup({ groupIdentifier, displayName, description }, ownerId) {
      const id = newId()
      const group: Group = {
        primaryAccountEmail: `${groupIdentifier}@cern.ch`,
        groupIdentifier,
        displayName,
        description,
        ...defaultGroup,
        ownerId,
        id,
        modificationTime: new Date(clock.now()).toISOString(),
      }
      changes.groups.set(id, group)
      return invalidateView(group)
    },
    removeGroup(groupId) {
      if (!changes.groups.delete(groupId)) changes.removedGroups.add(groupId)
      changes.members.delete(groupId)
      invalidateView(undefined)
    },
    setMembers(groupId, identityIds, isIn) {
      for (const id of identityIds) getOrCreate(changes.members, groupId).set(id, isIn)
      invalidateView(undefined)
    },
    createApplication(input) {
      const application: ApplicationRecord = { ...input, id: newId(), roles: [] }
      changes.applications.set(application.id, application)
      return invalidateView(application)
    },
    createRole(applicationId, input) {
      const { name, displayName, description, required, multifactor, applyToAllUsers } = input
      const role: RoleRecord = {
        ...{ name, displayName, description, required, multifactor, applyToAllUsers },
        id: newId(),
        groups: [],
      }
      changes.roles.set(applicationId, [...(changes.roles.get(applicationId) ?? []), role])
      return invalidateView(role)
    },
    setRole(roleId, groupId, hasRole) {
      getOrCreate(changes.roleGroups, roleId).set(groupId, hasRole)
      invalidateView(undefined)
    },
  }
}

function createView(base: AuthorizationBase, changes: AuthorizationChanges): AuthorizationView {
  const groups = createCurrentGroups(base.groups, changes)
  const identities = applyIdentityChanges(base.identities, changes.identities)
  return {
    identities,
    accounts: identities === base.identities ? base.accounts : createAccounts(identities.sorted),
    groups,
    memberships: createCurrentMemberships(base, { identities, groups }, changes),
    applications: createCurrentApplications(base, groups, changes),
  }
}

function getOrCreate<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const known = maps.get(key) ?? new Map<string, Value>()
  maps.set(key, known)
  return known
}
