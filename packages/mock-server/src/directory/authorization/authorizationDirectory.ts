import type { Group, NewGroup, NewRole } from '@personctl/generated/cern'
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
  type RowFields,
  type RowRecord,
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
  /** Adds a complete identity. */
  addIdentity(row: RowRecord): void
  changeIdentity(id: string, fields: RowFields): void
  removeIdentity(id: string): void
  /** Adds a complete group. */
  addGroup(group: Group): void
  changeGroup(id: string, fields: RowFields): void
  /** Adds a complete application, or replaces the one with its id. */
  setApplication(application: ApplicationRecord): void
  removeApplication(id: string): void
  /** Tells if a row is as at the start, was changed, or was added. */
  originOf(kind: 'identity' | 'group' | 'application', id: string): 'initial' | 'changed' | 'added'
  /** The changes so far. */
  readonly changes: AuthorizationChanges
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
    addIdentity(row) {
      changes.identities.added.set(row.id, row)
      invalidateView(undefined)
    },
    changeIdentity(id, fields) {
      const { added } = changes.identities
      const row = added.get(id)
      if (row !== undefined) added.set(id, { ...row, ...fields })
      else changes.identities.fields.set(id, { ...changes.identities.fields.get(id), ...fields })
      invalidateView(undefined)
    },
    removeIdentity(id) {
      const { added, fields, removed } = changes.identities
      if (!added.delete(id)) removed.add(id)
      fields.delete(id)
      for (const members of changes.members.values()) members.delete(id)
      invalidateView(undefined)
    },
    addGroup(group) {
      changes.groups.set(group.id, group)
      invalidateView(undefined)
    },
    changeGroup(id, fields) {
      const group = changes.groups.get(id)
      if (group !== undefined) changes.groups.set(id, { ...group, ...fields })
      else changes.groupFields.set(id, { ...changes.groupFields.get(id), ...fields })
      invalidateView(undefined)
    },
    setApplication(application) {
      changes.applications.set(application.id, application)
      changes.roles.delete(application.id)
      invalidateView(undefined)
    },
    removeApplication(id) {
      changes.applications.delete(id)
      changes.roles.delete(id)
      if (base.applications.some((application) => application.id === id)) changes.removedApplications.add(id)
      invalidateView(undefined)
    },
    originOf(kind, id) {
      const { identities, groups, groupFields, applications } = changes
      if (kind === 'identity')
        return identities.added.has(id) ? 'added' : identities.fields.has(id) ? 'changed' : 'initial'
      if (kind === 'group') return groups.has(id) ? 'added' : groupFields.has(id) ? 'changed' : 'initial'
      const isInitial = base.applications.some((application) => application.id === id)
      if (isInitial && !changes.removedApplications.has(id))
        return applications.has(id) || changes.roles.has(id) ? 'changed' : 'initial'
      return 'added'
    },
    changes,
    removeGroup(groupId) {
      if (!changes.groups.delete(groupId)) changes.removedGroups.add(groupId)
      changes.groupFields.delete(groupId)
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
