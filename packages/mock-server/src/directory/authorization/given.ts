import type { Group } from '@personctl/generated/cern'
import { groupFields } from '@personctl/generated/cernFields'
import { DataFileError } from '../data/parseDataFile.ts'
import type { Identities } from './identityTables.ts'
import {
  type ApplicationRecord,
  type AuthorizationData,
  createLookup,
  createTable,
  defaultGroup,
  defaultIdentity,
  defaultRole,
  deriveGuid,
  type GivenGroup,
  type GivenMembership,
  type GivenRole,
  type Groups,
  indexOfId,
  type RoleRecord,
  type RowRecord,
} from './records.ts'
import type { Memberships } from './syntheticGroups.ts'

/**
 * Completes the identities of a data file.
 *
 * @throws {DataFileError} if a `upn` or an id occurs twice
 */
export function completeIdentities(
  given: NonNullable<AuthorizationData['identities']>,
): readonly RowRecord[] {
  const rows = given.map((row) => {
    const upn = row.upn ?? null
    const id = (row.id ?? deriveGuid('identity', upn ?? '')).toLowerCase()
    const named = [row.firstName, row.lastName].filter(Boolean).join(' ')
    return {
      ...defaultIdentity,
      primaryAccountId: upn === null ? null : deriveGuid('account', id),
      displayName: named || (upn ?? id),
      ...row,
      id,
    }
  })
  checkUnique('cern.identities', rows, ['upn', 'id'])
  return rows
}

/** Completes a group of a data file. */
export function completeGroup(row: GivenGroup): Group {
  return {
    primaryAccountEmail: `${row.groupIdentifier}@cern.ch`,
    displayName: row.groupIdentifier,
    description: null,
    ...defaultGroup,
    ...row,
    id: (row.id ?? deriveGuid('group', row.groupIdentifier)).toLowerCase(),
  }
}

/**
 * Completes the groups of a data file. They have no members yet.
 *
 * @throws {DataFileError} if an identifier or an id occurs twice
 */
export function createGivenGroups(given: NonNullable<AuthorizationData['groups']>): Groups {
  const rows = given.map(completeGroup)
  checkUnique('cern.groups', rows, ['groupIdentifier', 'id'])
  const table = createTable(rows, groupFields)
  const byIdentifier = createLookup(table, 'groupIdentifier')
  return {
    ...table,
    indexOfIdentifier: (identifier) => byIdentifier(identifier)[0],
    parentsAt: () => [],
    childrenAt: () => [],
  }
}

/**
 * Completes the applications of a data file.
 *
 * @throws {DataFileError} if a group does not exist, or an identifier or an id occurs twice
 */
export function completeApplications(
  given: NonNullable<AuthorizationData['applications']>,
  groups: NamedGroups,
): readonly ApplicationRecord[] {
  const rows = given.map((row, index): ApplicationRecord => {
    const { applicationIdentifier, roles = [] } = row
    const id = (row.id ?? deriveGuid('application', applicationIdentifier)).toLowerCase()
    const path = `cern.applications[${index}].roles`
    const completed = roles.map((role, roleIndex) => completeRole(role, id, groups, `${path}[${roleIndex}]`))
    checkUnique(path, completed, ['name', 'id'])
    return { ownerId: null, administratorsId: null, ...row, id, roles: completed }
  })
  checkUnique('cern.applications', rows, ['applicationIdentifier', 'id'])
  return rows
}

function completeRole(role: GivenRole, application: string, groups: NamedGroups, path: string): RoleRecord {
  return {
    ...defaultRole,
    displayName: role.name,
    ...role,
    id: role.id ?? deriveGuid('role', `${application} ${role.name}`),
    groups: (role.groups ?? []).map((reference, index) =>
      groups.idAt(resolveGroup(groups, reference, `${path}.groups[${index}]`)),
    ),
  }
}

/** Groups to be found by id and by identifier. */
type NamedGroups = Pick<Groups, 'size' | 'idAt' | 'indexOfIdentifier'>

/** @throws {DataFileError} if the group does not exist */
function resolveGroup(groups: NamedGroups, reference: string, path: string): number {
  const found = indexOfId(groups, reference) ?? groups.indexOfIdentifier(reference)
  if (found !== undefined) return found
  throw new DataFileError('', path, `the group ${JSON.stringify(reference)} does not exist`)
}

function checkUnique<Row extends { readonly id: string }>(
  list: string,
  rows: readonly Row[],
  fields: readonly (keyof Row & string)[],
): void {
  for (const field of fields) {
    const indexes = new Map<string, number>()
    for (const [index, row] of rows.entries()) {
      const value = row[field]
      if (typeof value !== 'string') continue
      const earlier = indexes.get(value.toLowerCase())
      if (earlier !== undefined)
        throw new DataFileError(
          '',
          `${list}[${index}].${field}`,
          `${JSON.stringify(value)} is already used by ${list}[${earlier}]`,
        )
      indexes.set(value.toLowerCase(), index)
    }
  }
}

/**
 * Creates the memberships of a data file. They replace all others.
 *
 * @returns the memberships, and the groups with exactly these groups inside each other
 * @throws {DataFileError} if an identity or a group does not exist, or groups contain each other
 */
export function createGivenMemberships(
  given: readonly GivenMembership[],
  identities: Identities,
  groups: Groups,
): { readonly memberships: Memberships; readonly groups: Groups } {
  const people = createRelation()
  const nested = createRelation()
  for (const [index, { group, identity, memberGroup }] of given.entries()) {
    const path = `cern.memberships[${index}]`
    const container = resolveGroup(groups, group, `${path}.group`)
    if (identity !== undefined)
      people.add(resolveIdentity(identities, identity, `${path}.identity`), container)
    if (memberGroup === undefined) continue
    const member = resolveGroup(groups, memberGroup, `${path}.memberGroup`)
    if (nested.isReachable(container, member))
      throw new DataFileError('', path, `${group} is already inside ${memberGroup}, or the same group`)
    nested.add(member, container)
  }
  return {
    memberships: { groupsOf: people.from, membersOf: people.to },
    groups: { ...groups, parentsAt: nested.from, childrenAt: nested.to },
  }
}

/** Returns the memberships of identities that still exist, with each identity named by its id. */
export function filterMemberships(
  given: readonly GivenMembership[],
  { before, current: now }: { readonly before: Identities; readonly current: Identities },
): readonly GivenMembership[] {
  return given.flatMap((membership) => {
    if (membership.identity === undefined) return membership
    const identity = before.idAt(resolveIdentity(before, membership.identity, ''))
    return now.indexOfId(identity) === undefined ? [] : { ...membership, identity }
  })
}

function resolveIdentity(identities: Identities, reference: string, path: string): number {
  const found =
    identities.indexOfId(reference) ??
    identities.indexOfUpn(reference) ??
    identities.indexOfPersonId(reference)
  if (found !== undefined) return found
  throw new DataFileError('', path, `the identity ${JSON.stringify(reference)} does not exist`)
}

/** Creates a relation that can be read in both directions. */
function createRelation() {
  const forward = new Map<number, Set<number>>()
  const backward = new Map<number, Set<number>>()
  const sorted = (indexes: ReadonlySet<number> = new Set()): readonly number[] =>
    [...indexes].sort((one, other) => one - other)
  return {
    add(from: number, to: number): void {
      forward.set(from, (forward.get(from) ?? new Set()).add(to))
      backward.set(to, (backward.get(to) ?? new Set()).add(from))
    },
    from: (index: number) => sorted(forward.get(index)),
    to: (index: number) => sorted(backward.get(index)),
    /** True if `to` can be reached from `from`, or is the same. */
    isReachable(from: number, to: number): boolean {
      const found = new Set([from])
      for (const index of found) for (const next of forward.get(index) ?? []) found.add(next)
      return found.has(to)
    },
  }
}
