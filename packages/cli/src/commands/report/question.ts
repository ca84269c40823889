import {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  groupsOf,
  type PersonReport,
  type ReportGroup,
  suggestNames,
} from '@personctl/sdk/dabp'
import { joinWithOr } from '../../text/text.ts'

/** Conditions on a report. */
export interface Question {
  readonly conditions: readonly Condition[]
  /** True if one condition is enough. */
  readonly isAny: boolean
}

/** A condition on a report, in one group or in any. */
export type Condition = { readonly group: string | undefined } & (
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'privilege'; readonly resource: string; readonly privilege: string | undefined }
  | { readonly kind: 'superuser' }
)

/** A grant that decided, in the words of the report. */
interface DecidingGrant {
  readonly group: NamedThing
  readonly policy?: NamedThing
  readonly resource?: NamedThing & { readonly privilege: string | undefined }
}

interface NamedThing {
  readonly id: string | undefined
  readonly name: string | undefined
}

/** The result of a question, with the reasons for it. */
export interface CheckResult {
  readonly granted: boolean
  /** One sentence. */
  readonly because: string
  /** Empty for a no. */
  readonly grants: readonly DecidingGrant[]
  /** Similar names, for a no that may come from a typing error. */
  readonly hint: string | null
}

/**
 * Checks the conditions of a question against a report.
 *
 * @throws {AmbiguousNameError} if several things have a name
 */
export function checkReport(report: PersonReport, { conditions, isAny }: Question): CheckResult {
  const all = conditions.map((condition) => checkCondition(report, condition))
  const granted = isAny ? all.some((one) => one.granted) : all.every((one) => one.granted)
  const deciding = all.filter((one) => one.granted === granted)
  const hints = new Set(deciding.flatMap(({ hint }) => (hint === null ? [] : [hint])))
  return {
    granted,
    because: deciding.map(({ because }) => because).join(' '),
    grants: deciding.flatMap(({ grants }) => grants),
    hint: hints.size === 0 ? null : [...hints].join(' '),
  }
}

function checkCondition(report: PersonReport, condition: Condition): CheckResult {
  const grants = findGrants(report, condition)
  if (grants.length > 0) {
    return { granted: true, because: `${grants.map(describeGrant).join('; ')}.`, grants, hint: null }
  }
  const { group } = condition
  const isInGroup = group === undefined || groupsOf(report, toScope(condition)).length > 0
  const because = isInGroup
    ? describeMissing(report, condition)
    : `The person is not in the group ${quote(group)}.`
  return { granted: false, because, grants, hint: suggest(report, condition) }
}

function findGrants(report: PersonReport, condition: Condition): DecidingGrant[] {
  const options = toScope(condition)
  if (condition.kind === 'privilege') {
    const { resource, privilege } = condition
    return findResourceGrants(report, resource, options)
      .filter((grant) => privilege === undefined || grant.resource.privilege === privilege)
      .map((grant) => ({
        group: pickNames(grant.group),
        resource: { ...pickNames(grant.resource), privilege: grant.resource.privilege },
      }))
  }
  const grants =
    condition.kind === 'policy'
      ? findPolicyGrants(report, condition.policy, options)
      : findSuperuserGrants(report, options)
  return grants.map((grant) => ({ group: pickNames(grant.group), policy: pickNames(grant.policy) }))
}

function toScope({ group }: Condition): { group?: string } {
  return group === undefined ? {} : { group }
}

function pickNames({ id, name }: Pick<ReportGroup, 'id' | 'name'>): NamedThing {
  return { id, name }
}

function describeGrant({ group, policy, resource }: DecidingGrant): string {
  const location = `in ${formatNames(group)}`
  if (resource === undefined) return `Policy ${policy === undefined ? '' : formatNames(policy)} ${location}`
  return `Privilege ${quote(resource.privilege)} on ${formatNames(resource)} ${location}`
}

function formatNames({ id, name }: NamedThing): string {
  if (name === undefined) return id ?? '(no name)'
  return id === undefined ? quote(name) : `${quote(name)} (${id})`
}

/** Describes what is missing if the person is in the group. */
function describeMissing(report: PersonReport, condition: Condition): string {
  const location = condition.group === undefined ? 'in any group' : `in ${quote(condition.group)}`
  if (condition.kind === 'superuser') return `The person is not a superuser ${location}.`
  if (condition.kind === 'policy') {
    return `The person does not have the policy ${quote(condition.policy)} ${location}${listOtherGroups(report, condition)}.`
  }
  const { resource, privilege } = condition
  const others = new Set(
    findResourceGrants(report, resource, toScope(condition)).map((grant) => grant.resource.privilege),
  )
  if (others.size === 0) return `The person has no privilege on ${quote(resource)} ${location}.`
  return `The privilege on ${quote(resource)} ${location} is ${joinWithOr([...others].map(quote))}, not ${quote(privilege)}.`
}

function listOtherGroups(report: PersonReport, { policy, group }: Condition & { kind: 'policy' }): string {
  if (group === undefined) return ''
  try {
    const groups = findPolicyGrants(report, policy).map((grant) => quote(grant.group.name ?? grant.group.id))
    return groups.length === 0
      ? ''
      : `, but in ${groups.slice(0, 5).join(', ')}${groups.length > 5 ? ' and others' : ''}`
  } catch (error) {
    // Several policies in other groups have the name, which says nothing about the condition.
    if (error instanceof AmbiguousNameError) return ''
    throw error
  }
}

function suggest(report: PersonReport, condition: Condition): string | null {
  const { group, policy, resource } = suggestNames(report, {
    group: condition.group,
    policy: condition.kind === 'policy' ? condition.policy : undefined,
    resource: condition.kind === 'privilege' ? condition.resource : undefined,
  })
  const names = [
    ...(group ? [`the group ${quote(group)}`] : []),
    ...(policy ? [`the policy ${quote(policy)}`] : []),
    ...(resource ? [`the resource ${quote(resource)}`] : []),
  ]
  return names.length === 0 ? null : `Did you mean ${names.join(' and ')}?`
}

function quote(text: string | undefined): string {
  return JSON.stringify(text ?? '')
}
