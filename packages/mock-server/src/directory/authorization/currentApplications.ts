import { applicationFields, roleFields } from '../../openapi/cern.generated.ts'
import type { ApplicationRecord, RoleRecord } from './applications.ts'
import type { AuthorizationBase } from './authorizationBase.ts'
import type { AuthorizationChanges } from './changes.ts'
import type { CurrentGroups } from './currentGroups.ts'
import { placesByText, recordTable } from './recordTable.ts'
import type { Table } from './table.ts'
import { placeOfId } from './table.ts'

/** The applications there are now. */
export interface CurrentApplications extends Table {
  placeOfIdentifier(identifier: string): number | undefined
  recordAt(place: number): ApplicationRecord
  rolesAt(place: number): Table & { recordAt(place: number): RoleRecord }
  /** The places of the groups whose members have a role, ascending. */
  groupsOf(role: RoleRecord): readonly number[]
}

export function currentApplications(
  base: AuthorizationBase,
  groups: CurrentGroups,
  changes: AuthorizationChanges,
): CurrentApplications {
  const table = recordTable([...base.applications, ...changes.applications.values()], {
    ...applicationFields,
    roles: 'kept apart',
    registration: 'kept apart',
  })
  const byIdentifier = placesByText(table, 'applicationIdentifier')
  return {
    ...table,
    placeOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    rolesAt(place) {
      const { id, roles } = table.recordAt(place)
      return recordTable([...roles, ...(changes.roles.get(id) ?? [])], {
        ...roleFields,
        groups: 'kept apart',
      })
    },
    groupsOf(role) {
      const ids = new Set(role.groups)
      for (const [id, hasRole] of changes.roleGroups.get(role.id) ?? [])
        if (hasRole) ids.add(id)
        else ids.delete(id)
      return [...ids].flatMap((id) => placeOfId(groups, id) ?? []).sort((one, other) => one - other)
    },
  }
}
