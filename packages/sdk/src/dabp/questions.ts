// Questions about a report, whose result is yes or no, one value or groups. grants.ts decides what counts.
import type { PersonReport, ReportGroup } from '@personctl/generated/dabp'
import { checkOptions, invalidArgument, type OptionNames } from '../arguments.ts'
import { findPolicyGrants, findResourceGrants, findSuperuserGrants, type GrantOptions } from './grants.ts'
import {
  AmbiguousNameError,
  groupLabel,
  type NameOrId,
  type ResourceNameOrId,
  selectGroups,
} from './names.ts'
import { service } from './report.ts'

/**
 * Returns true if the person has a policy, in one group or in any.
 *
 * @param policy its id or its name; artificial ones, such as `role_superuser`, have no id
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if a name matches several things; the error lists them
 * @example
 * if (!hasPolicy(report, 'Pension', { group: 'Intermediary A' })) return response.status(403).end()
 */
export function hasPolicy(report: PersonReport, policy: NameOrId, options: GrantOptions = {}): boolean {
  return findPolicyGrants(report, policy, options).length > 0
}

/**
 * Returns true if the person has any of DABP's own permissions in a group, or in any. The report does not contain which
 * ones. A policy that a person has created with the name `role_superuser` does not count.
 *
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if the name of the group matches several; the error lists them
 * @example
 * const canInvite = isSuperuser(report, { group: { id: '2374b2db-e690-4f3a-89e0-ccd5aaf6c601' } })
 */
export function isSuperuser(report: PersonReport, options: GrantOptions = {}): boolean {
  return findSuperuserGrants(report, options).length > 0
}

/**
 * Returns true if the person has a privilege on a resource, in one group or in any. Privileges are compared exactly: each
 * tenant defines its own, and none includes another. `No access` is not a privilege.
 *
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if a name matches several things; the error lists them
 * @example
 * if (hasPrivilege(report, 'Fleet 7', 'read')) …
 */
export function hasPrivilege(
  report: PersonReport,
  resource: ResourceNameOrId,
  privilege: string,
  options: GrantOptions = {},
): boolean {
  if (typeof privilege !== 'string') throw invalidArgument(service, 'privilege', privilege, 'a string')
  return findResourceGrants(report, resource, options).some((grant) => grant.resource.privilege === privilege)
}

/**
 * Returns the privilege that the person has on a resource, in one group or in any.
 *
 * @param resource its id, its name, or `{ externalId }`
 * @returns undefined without a privilege: if the report does not have the resource, or has it with `No access`
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if a name matches several things, or the privilege differs between groups; the error lists
 * the things or the groups
 * @example
 * const privilege = privilegeOn(report, { externalId: '123456' }, { group: 'Intermediary B' }) // 'read'
 */
export function privilegeOn(
  report: PersonReport,
  resource: ResourceNameOrId,
  options: GrantOptions = {},
): string | undefined {
  const grants = findResourceGrants(report, resource, options)
  const privileges = new Set(grants.map((grant) => grant.resource.privilege))
  const [privilege] = privileges
  if (privileges.size < 2) return privilege
  const found = grants.map((grant) => `${grant.resource.privilege} in ${groupLabel(grant.group)}`)
  throw new AmbiguousNameError(
    `The privilege on ${JSON.stringify(resource)} differs between groups: ${found.join('; ')}.`,
    grants.map(({ group }) => ({ id: group.id, name: group.name, group: undefined })),
    { service, hint: 'Name the group, or ask for one privilege with hasPrivilege.' },
  )
}

/** Conditions that a group must meet. All of the given ones must hold. */
export interface GroupsOfOptions extends GrantOptions {
  /**
   * A policy that the person has in the group.
   *
   * @default none
   */
  policy?: NameOrId | undefined
  /**
   * A resource on which the person has any privilege in the group.
   *
   * @default none
   */
  resource?: ResourceNameOrId | undefined
  /**
   * True if the person must be a superuser of the group.
   *
   * @default false
   */
  superuser?: boolean | undefined
}

/**
 * Returns the groups that the person is in: all of them, or those that meet all conditions.
 *
 * @throws {InvalidRequestError} for an empty name
 * @throws {AmbiguousNameError} if a name matches several things; the error lists them
 * @example
 * const offices = groupsOf(report, { policy: 'Pension' }).map(({ name }) => name)
 */
export function groupsOf(report: PersonReport, options: GroupsOfOptions = {}): readonly ReportGroup[] {
  checkOptions(service, options, groupsOfOptionNames)
  const { policy, resource, superuser = false, ...within } = options
  if (typeof superuser !== 'boolean') throw invalidArgument(service, 'superuser', superuser, 'true or false')
  const conditions = [
    policy === undefined ? [] : [findPolicyGrants(report, policy, within)],
    resource === undefined ? [] : [findResourceGrants(report, resource, within)],
    superuser ? [findSuperuserGrants(report, within)] : [],
  ].flat()
  const sets = conditions.map((grants) => new Set<ReportGroup>(grants.map(({ group }) => group)))
  return selectGroups(report, within.group).filter((group) => sets.every((set) => set.has(group)))
}

const groupsOfOptionNames: OptionNames<GroupsOfOptions> = { group: 1, policy: 1, resource: 1, superuser: 1 }
