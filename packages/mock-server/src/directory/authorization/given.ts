import { groupFields } from '@personctl/openapi/cernFields'
import { DataFileError } from '../data/parseDataFile.ts'
import type { Identities } from './identities.ts'
import {
  type ApplicationRecord,
  type AuthorizationData,
  derivedGuid,
  type GivenMembership,
  type GivenRole,
  type Groups,
  placeOfId,
  placesByText,
  type RoleRecord,
  type RowRecord,
  recordTable,
  usualGroup,
  usualIdentity,
  usualRole,
} from './records.ts'
import type { Memberships } from './syntheticGroups.ts'

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
  checkUnlike('cern.identities', rows, ['upn', 'id'])
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
  checkUnlike('cern.groups', rows, ['groupIdentifier', 'id'])
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
  checkUnlike('cern.applications', rows, ['applicationIdentifier', 'id'])
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
function groupPlaceOf(groups: Groups, reference: string, place: string): number {
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

/**
 * The memberships of a data file, in place of whatever others there would be.
 *
 * @returns who is in which groups, and the same groups with no others in them than those it says
 * @throws DataFileError for an identity or a group there is not, and for groups that are inside each other
 */
export function givenMemberships(
  given: readonly GivenMembership[],
  identities: Identities,
  groups: Groups,
): { readonly memberships: Memberships; readonly groups: Groups } {
  const people = createRelation()
  const nested = createRelation()
  for (const [index, { group, identity, memberGroup }] of given.entries()) {
    const place = `cern.memberships[${index}]`
    const container = groupPlaceOf(groups, group, `${place}.group`)
    if (identity !== undefined)
      people.add(identityPlaceOf(identities, identity, `${place}.identity`), container)
    if (memberGroup === undefined) continue
    const member = groupPlaceOf(groups, memberGroup, `${place}.memberGroup`)
    if (nested.leads(container, member))
      throw new DataFileError('', place, `${group} is inside ${memberGroup} already, or the same`)
    nested.add(member, container)
  }
  return {
    memberships: { groupsOf: people.from, membersOf: people.to },
    groups: { ...groups, parentsAt: nested.from, childrenAt: nested.to },
  }
}

/** The same memberships, every identity named by its id; and only those of identities that are still there. */
export function membershipsOfThoseThere(
  given: readonly GivenMembership[],
  { before, now }: { readonly before: Identities; readonly now: Identities },
): readonly GivenMembership[] {
  return given.flatMap((membership) => {
    if (membership.identity === undefined) return membership
    const identity = before.idAt(identityPlaceOf(before, membership.identity, ''))
    return placeOfId(now, identity) === undefined ? [] : { ...membership, identity }
  })
}

function identityPlaceOf(identities: Identities, reference: string, place: string): number {
  const found =
    placeOfId(identities, reference) ??
    identities.placeOfUpn(reference) ??
    identities.placeOfPersonId(reference)
  if (found !== undefined) return found
  throw new DataFileError('', place, `there is no identity ${JSON.stringify(reference)}`)
}

/** What belongs to what, from both sides. */
function createRelation() {
  const onward = new Map<number, Set<number>>()
  const back = new Map<number, Set<number>>()
  const sorted = (places: ReadonlySet<number> = new Set()): readonly number[] =>
    [...places].sort((one, other) => one - other)
  return {
    add(from: number, to: number): void {
      onward.set(from, (onward.get(from) ?? new Set()).add(to))
      back.set(to, (back.get(to) ?? new Set()).add(from))
    },
    from: (place: number) => sorted(onward.get(place)),
    to: (place: number) => sorted(back.get(place)),
    /** Whether one comes from one to the other, or is there. */
    leads(from: number, to: number): boolean {
      const found = new Set([from])
      for (const place of found) for (const next of onward.get(place) ?? []) found.add(next)
      return found.has(to)
    },
  }
}
