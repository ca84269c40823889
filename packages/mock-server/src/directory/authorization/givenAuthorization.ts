import { groupFields } from '../../openapi/cern.generated.ts'
import { DataFileError } from '../dataFileError.ts'
import type { ApplicationRecord, RoleRecord } from './applications.ts'
import type { AuthorizationData, GivenRole } from './authorizationData.ts'
import type { Groups } from './groups.ts'
import { derivedGuid } from './guid.ts'
import type { RowRecord } from './recordTable.ts'
import { placesByText, recordTable } from './recordTable.ts'
import { placeOfId } from './table.ts'
import { usualGroup, usualIdentity, usualRole } from './usualRows.ts'

/** The identities of a data file, complete. @throws DataFileError where two are the same */
export function completeIdentities(
  given: NonNullable<AuthorizationData['identities']>,
): readonly RowRecord[] {
  const rows = given.map((row) => {
    const upn = row.upn ?? null
    const id = (row.id ?? derivedGuid('identity', upn ?? '')).toLowerCase()
    const named = [row.firstName, row.lastName].filter(Boolean).join(' ')
    return {
      ...usualIdentity,
      primaryAccountId: upn === null ? null : derivedGuid('account', id),
      displayName: named || (upn ?? id),
      ...row,
      id,
    }
  })
  checkUnlike('cern.identities', rows, ['id', 'upn'])
  return rows
}

/** The groups of a data file, complete, and nobody in them. @throws DataFileError where two are the same */
export function givenGroups(given: NonNullable<AuthorizationData['groups']>): Groups {
  const rows = given.map((row) => ({
    primaryAccountEmail: `${row.groupIdentifier}@cern.ch`,
    displayName: row.groupIdentifier,
    description: null,
    ...usualGroup,
    ...row,
    id: (row.id ?? derivedGuid('group', row.groupIdentifier)).toLowerCase(),
  }))
  checkUnlike('cern.groups', rows, ['id', 'groupIdentifier'])
  const table = recordTable(rows, groupFields)
  const byIdentifier = placesByText(table, 'groupIdentifier')
  return {
    ...table,
    placeOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    parentsAt: () => [],
    childrenAt: () => [],
  }
}

/** The applications of a data file, complete. @throws DataFileError for a group there is not */
export function completeApplications(
  given: NonNullable<AuthorizationData['applications']>,
  groups: Groups,
): readonly ApplicationRecord[] {
  const rows = given.map((row, index): ApplicationRecord => {
    const { applicationIdentifier, roles = [] } = row
    const id = (row.id ?? derivedGuid('application', applicationIdentifier)).toLowerCase()
    return {
      ownerId: null,
      administratorsId: null,
      ...row,
      id,
      roles: roles.map((role, place) =>
        completeRole(role, id, groups, `cern.applications[${index}].roles[${place}]`),
      ),
    }
  })
  checkUnlike('cern.applications', rows, ['id', 'applicationIdentifier'])
  return rows
}

function completeRole(role: GivenRole, application: string, groups: Groups, place: string): RoleRecord {
  return {
    ...usualRole,
    displayName: role.name,
    ...role,
    id: role.id ?? derivedGuid('role', `${application} ${role.name}`),
    groups: (role.groups ?? []).map((reference, index) =>
      groups.idAt(groupPlaceOf(groups, reference, `${place}.groups[${index}]`)),
    ),
  }
}

/** @throws DataFileError */
export function groupPlaceOf(groups: Groups, reference: string, place: string): number {
  const found = placeOfId(groups, reference) ?? groups.placeOfIdentifier(reference)
  if (found !== undefined) return found
  throw new DataFileError('', place, `there is no group ${JSON.stringify(reference)}`)
}

function checkUnlike<Row extends { readonly id: string }>(
  list: string,
  rows: readonly Row[],
  fields: readonly (keyof Row & string)[],
): void {
  for (const field of fields) {
    const places = new Map<string, number>()
    for (const [place, row] of rows.entries()) {
      const value = row[field]
      if (typeof value !== 'string') continue
      const earlier = places.get(value.toLowerCase())
      if (earlier !== undefined)
        throw new DataFileError(
          '',
          `${list}[${place}].${field}`,
          `${JSON.stringify(value)} is taken by ${list}[${earlier}]`,
        )
      places.set(value.toLowerCase(), place)
    }
  }
}
