import type {
  AbsentPrivilege,
  ArtificialPolicy,
  PersonReport,
  ReportGroup,
  ReportPolicy,
  ReportResource,
} from '../wire.generated.ts'
import { matcher, type Naming, type ResourceNaming, requireOne } from './naming.ts'

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

export interface WithinOptions {
  /** The one group that counts: what is granted in one says nothing of another. @default any group */
  group?: Naming
}

/**
 * Every grant of a policy: which group it comes from, and the policy as the report has it.
 *
 * @returns none where the person does not have it, or is not in the group
 * @throws InvalidRequestError where a name is blank
 * @throws AmbiguousNameError where the group or, within it, the policy may be one of several; it lists them
 * @example
 * for (const { group } of findPolicyGrants(report, 'Pension')) console.log(group.name)
 */
export function findPolicyGrants(
  report: PersonReport,
  policy: Naming,
  options: WithinOptions = {},
): readonly PolicyGrant[] {
  const isMeant = matcher('policy', policy)
  const grants: PolicyGrant[] = []
  for (const group of groupsWithin(report, options.group)) {
    for (const one of group.policies ?? []) if (isMeant(one)) grants.push({ group, policy: one })
  }
  requireOne('policies', policy, grants, (grant) => ({
    ...identity(grant.policy),
    group: groupLabel(grant.group),
  }))
  return grants
}

/**
 * Every grant of a privilege on a resource. The privilege `No access` is none, so it is never among them.
 *
 * @returns and @throws as `findPolicyGrants`
 * @example
 * for (const { group, resource } of findResourceGrants(report, 'Fleet 7')) console.log(group.name, resource.privilege)
 */
export function findResourceGrants(
  report: PersonReport,
  resource: ResourceNaming,
  options: WithinOptions = {},
): readonly ResourceGrant[] {
  const isMeant = matcher('resource', resource, ['id', 'name', 'externalId'])
  const listed: ResourceGrant[] = []
  for (const group of groupsWithin(report, options.group)) {
    for (const one of group.resources ?? []) if (isMeant(one)) listed.push({ group, resource: one })
  }
  requireOne('resources', resource, listed, (grant) => ({
    ...identity(grant.resource),
    group: groupLabel(grant.group),
  }))
  return listed.filter(({ resource: { privilege } }) => isPrivilege(privilege))
}

/** The grants by which a person is a superuser of groups. Throws as `findPolicyGrants`. */
export function findSuperuserGrants(
  report: PersonReport,
  options: WithinOptions = {},
): readonly PolicyGrant[] {
  return groupsWithin(report, options.group).flatMap((group) => {
    const policy = group.policies?.find(isSuperuserPolicy)
    return policy === undefined ? [] : [{ group, policy }]
  })
}

const superuser: ArtificialPolicy = 'role_superuser'
const noAccess: AbsentPrivilege = 'No access'

// A policy with an id is one that somebody made, and may have called so.
function isSuperuserPolicy({ id, name }: ReportPolicy): boolean {
  return id === undefined && name === superuser
}

function isPrivilege(privilege: string | undefined): boolean {
  const written = privilege?.trim() ?? ''
  return written !== '' && written.toLowerCase() !== noAccess.toLowerCase()
}

/** The groups that count. Throws AmbiguousNameError where several have the name, and they are not one and the same. */
export function groupsWithin(report: PersonReport, group: Naming | undefined): readonly ReportGroup[] {
  const groups = report.groups ?? []
  if (group === undefined) return groups
  const meant = groups.filter(matcher('group', group))
  requireOne('groups', group, meant, (one) => ({ ...identity(one), group: undefined }))
  return meant
}

function identity({ id, name }: { id?: string; name?: string }): {
  id: string | undefined
  name: string | undefined
} {
  return { id, name }
}

/** How an error calls a group. */
export function groupLabel({ id, name }: ReportGroup): string | undefined {
  return name ?? id
}
