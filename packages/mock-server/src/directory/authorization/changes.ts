import type { Group } from '../../openapi/cern.generated.ts'
import type { ApplicationRecord, RoleRecord } from './applications.ts'

/**
 * What was written since the beginning, apart from what was there: all that a session has to itself, and all that a
 * snapshot has to keep. Plain data.
 */
export interface AuthorizationChanges {
  /** How many rows were made: what the ids of new ones count. */
  made: number
  /** New groups, by id. */
  readonly groups: Map<string, Group>
  /** The ids of groups that are no more. */
  readonly removedGroups: Set<string>
  /** By the id of a group and that of an identity: whether it was put in or taken out. */
  readonly members: Map<string, Map<string, boolean>>
  /** New applications, by id. */
  readonly applications: Map<string, ApplicationRecord>
  /** New roles, by the id of the application. */
  readonly roles: Map<string, RoleRecord[]>
  /** By the id of a role and that of a group: whether it was given the role or lost it. */
  readonly roleGroups: Map<string, Map<string, boolean>>
}

export function noAuthorizationChanges(): AuthorizationChanges {
  return {
    made: 0,
    groups: new Map(),
    removedGroups: new Set(),
    members: new Map(),
    applications: new Map(),
    roles: new Map(),
    roleGroups: new Map(),
  }
}

/** A copy that shares nothing with the original; it takes as long as there are changes. */
export function copyOfChanges(changes: AuthorizationChanges): AuthorizationChanges {
  return structuredClone(changes)
}
