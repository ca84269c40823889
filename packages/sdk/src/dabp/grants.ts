import type {
  AbsentPrivilege,
  ArtificialPolicy,
  PersonReport,
  ReportGroup,
  ReportPolicy,
  ReportResource,
} from '@personctl/generated/dabp'
import { checkOptions, type OptionNames } from '../arguments.ts'
import {
  checkUnambiguous,
  createMatcher,
  groupLabel,
  type NameOrId,
  pickIdentity,
  type ResourceNameOrId,
  selectGroups,
} from './names.ts'
import { service } from './report.ts'

/** Options of every question about grants. */
export interface GrantOptions {
  /**
   * The only group that is considered. A grant applies to its own group only.
   *
   * @default all groups
   */
  group?: NameOrId | undefined
}

const grantOptionNames: OptionNames<GrantOptions> = { group: 1 }

/** A policy, and the group in which the person has it. */
export interface PolicyGrant {
  readonly group: ReportGroup
  readonly policy: ReportPolicy
}

/** A resource, and the group in which the person has a privilege on it. */
export interface ResourceGrant {
  readonly group: ReportGroup
  readonly resource: ReportResource
}

/**
 * Returns every grant of a policy: the group, and the policy as it is in the report.
 *
 * @returns an empty list if the person does not have the policy, or is not in the group
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if the name of the group or, within it, of the policy matches several; the error lists them
 * @example
 * for (const { group } of findPolicyGrants(report, 'Pension')) console.log(group.name)
 */
export function findPolicyGrants(
  report: PersonReport,
  policy: NameOrId,
  options: GrantOptions = {},
): readonly PolicyGrant[] {
  checkOptions(service, options, grantOptionNames)
  const matches = createMatcher('policy', policy)
  const grants: PolicyGrant[] = []
  for (const group of selectGroups(report, options.group)) {
    for (const candidate of group.policies ?? [])
      if (matches(candidate)) grants.push({ group, policy: candidate })
  }
  checkUnambiguous('policies', policy, grants, (grant) => ({
    ...pickIdentity(grant.policy),
    group: groupLabel(grant.group),
  }))
  return grants
}

/**
 * Returns every grant of a privilege on a resource. `No access` is not a privilege, so it is never among them.
 *
 * @returns an empty list if the person has no privilege on the resource, or is not in the group
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if the name of the group or, within it, of the resource matches several; the error lists
 * them
 * @example
 * for (const { group, resource } of findResourceGrants(report, 'Fleet 7')) console.log(group.name, resource.privilege)
 */
export function findResourceGrants(
  report: PersonReport,
  resource: ResourceNameOrId,
  options: GrantOptions = {},
): readonly ResourceGrant[] {
  checkOptions(service, options, grantOptionNames)
  const matches = createMatcher('resource', resource, ['id', 'name', 'externalId'])
  const entries: ResourceGrant[] = []
  for (const group of selectGroups(report, options.group)) {
    for (const candidate of group.resources ?? [])
      if (matches(candidate)) entries.push({ group, resource: candidate })
  }
  checkUnambiguous('resources', resource, entries, (entry) => ({
    ...pickIdentity(entry.resource),
    group: groupLabel(entry.group),
  }))
  return entries.filter((entry) => isPrivilege(entry.resource.privilege))
}

/**
 * Returns the grants that make the person a superuser of groups.
 *
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if the name of the group matches several; the error lists them
 */
export function findSuperuserGrants(
  report: PersonReport,
  options: GrantOptions = {},
): readonly PolicyGrant[] {
  checkOptions(service, options, grantOptionNames)
  return selectGroups(report, options.group).flatMap((group) => {
    const policy = group.policies?.find(isSuperuserPolicy)
    return policy === undefined ? [] : [{ group, policy }]
  })
}

const superuser: ArtificialPolicy = 'role_superuser'
const noAccess: AbsentPrivilege = 'No access'

// A policy with an id was created by a person, who may have given it this name.
function isSuperuserPolicy({ id, name }: ReportPolicy): boolean {
  return id === undefined && name === superuser
}

function isPrivilege(privilege: string | undefined): boolean {
  const name = privilege?.trim() ?? ''
  return name !== '' && name.toLowerCase() !== noAccess.toLowerCase()
}
