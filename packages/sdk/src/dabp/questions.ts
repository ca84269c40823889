import type { PersonReport, ReportGroup } from '@personctl/openapi/dabp'
import {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  groupLabel,
  groupsWithin,
  type Naming,
  type ResourceNaming,
  type WithinOptions,
} from './grants.ts'
import { service } from './values.ts'

/**
 * Whether the person has a policy, in one group or in any.
 *
 * @param policy its id or its name; artificial ones, such as `role_superuser`, have no id
 * @throws InvalidRequestError where a name is blank
 * @throws AmbiguousNameError where a name may mean several things; it lists them
 * @example
 * if (!hasPolicy(report, 'Pension', { group: 'Intermediary A' })) return response.status(403).end()
 */
export function hasPolicy(report: PersonReport, policy: Naming, options: WithinOptions = {}): boolean {
  return findPolicyGrants(report, policy, options).length > 0
}

/**
 * Whether the person has any permission of DABP's own in a group, or in any. Which, the report does not tell. A policy
 * that somebody has made and called `role_superuser` does not count.
 *
 * @throws as `hasPolicy`
 * @example
 * const mayInvite = isSuperuser(report, { group: { id: '2374b2db-e690-4f3a-89e0-ccd5aaf6c601' } })
 */
export function isSuperuser(report: PersonReport, options: WithinOptions = {}): boolean {
  return findSuperuserGrants(report, options).length > 0
}

/**
 * The privilege that the person has on a resource, in one group or in whichever it has one.
 *
 * @param resource its id, its name, or `{ externalId }`
 * @returns undefined where there is none: where the resource is not listed, or with `No access`
 * @throws InvalidRequestError where a name is blank
 * @throws AmbiguousNameError where a name may mean several things, or the privilege is another from group to group: it
 * lists the groups then
 * @example
 * const privilege = privilegeOn(report, { externalId: '123456' }, { group: 'Intermediary B' }) // 'read'
 */
export function privilegeOn(
  report: PersonReport,
  resource: ResourceNaming,
  options: WithinOptions = {},
): string | undefined {
  const grants = findResourceGrants(report, resource, options)
  const privileges = new Set(grants.map((grant) => grant.resource.privilege))
  const [privilege] = privileges
  if (privileges.size < 2) return privilege
  const places = grants.map(({ group, resource: { privilege: found } }) => `${found} in ${groupLabel(group)}`)
  throw new AmbiguousNameError(
    `The privilege on ${JSON.stringify(resource)} is not the same everywhere: ${places.join('; ')}.`,
    grants.map(({ group }) => ({ id: group.id, name: group.name, group: undefined })),
    { service, hint: 'Say which group, or ask for one privilege with hasPrivilege.' },
  )
}

/**
 * Whether the person has this privilege on a resource, in one group or in any. Privileges are compared as they are
 * written: a tenant makes its own, and none includes another. Nobody has `No access`.
 *
 * @throws as `hasPolicy`
 * @example
 * if (hasPrivilege(report, 'Fleet 7', 'read')) …
 */
export function hasPrivilege(
  report: PersonReport,
  resource: ResourceNaming,
  privilege: string,
  options: WithinOptions = {},
): boolean {
  return findResourceGrants(report, resource, options).some((grant) => grant.resource.privilege === privilege)
}

/** What the person must have in a group for it to count. */
export interface GroupsOfOptions extends WithinOptions {
  /** A policy. @default none */
  policy?: Naming
  /** A resource, with whichever privilege. @default none */
  resource?: ResourceNaming
  /** Whether it must be a superuser. @default false */
  superuser?: boolean
}

/**
 * The groups the person is in: all of them, or those where it has all of what is asked for.
 *
 * @throws as `hasPolicy`
 * @example
 * const offices = groupsOf(report, { policy: 'Pension' }).map(({ name }) => name)
 */
export function groupsOf(report: PersonReport, options: GroupsOfOptions = {}): readonly ReportGroup[] {
  const { policy, resource, superuser = false } = options
  const conditions = [
    policy === undefined ? [] : [findPolicyGrants(report, policy, options)],
    resource === undefined ? [] : [findResourceGrants(report, resource, options)],
    superuser ? [findSuperuserGrants(report, options)] : [],
  ].flat()
  const sets = conditions.map((grants) => new Set<ReportGroup>(grants.map(({ group }) => group)))
  return groupsWithin(report, options.group).filter((group) => sets.every((set) => set.has(group)))
}
