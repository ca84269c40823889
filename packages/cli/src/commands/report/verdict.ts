import {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  groupsOf,
  type PersonReport,
  type ReportGroup,
  suggestNames,
} from '@personctl/sdk'

/** What is asked of a report: of a group, or of any. */
export type Question = { readonly group: string | undefined } & (
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'privilege'; readonly resource: string; readonly privilege: string | undefined }
  | { readonly kind: 'superuser' }
)

/** A grant that decided, in the words of the report. */
export interface DecidingGrant {
  readonly group: { readonly id: string | undefined; readonly name: string | undefined }
  readonly policy?: { readonly id: string | undefined; readonly name: string | undefined }
  readonly resource?: {
    readonly id: string | undefined
    readonly name: string | undefined
    readonly privilege: string | undefined
  }
}

/** The answer, and why. */
export interface Verdict {
  readonly granted: boolean
  /** One sentence. */
  readonly because: string
  /** None for a no. */
  readonly grants: readonly DecidingGrant[]
  /** What may have been meant, for a no that may be owed to a slip of the pen. */
  readonly hint: string | null
}

/** Asks a report. Throws AmbiguousNameError where a name may mean several things. */
export function verdictOn(report: PersonReport, question: Question): Verdict {
  const grants = grantsFor(report, question)
  if (grants.length > 0) {
    return { granted: true, because: `${grants.map(described).join('; ')}.`, grants, hint: null }
  }
  const isInGroup = question.group === undefined || groupsOf(report, within(question)).length > 0
  const because = isInGroup ? lacking(report, question) : `The person is not in ${quoted(question.group)}.`
  return { granted: false, because, grants, hint: hintFor(report, question) }
}

function grantsFor(report: PersonReport, question: Question): DecidingGrant[] {
  const options = within(question)
  if (question.kind === 'privilege') {
    const { resource, privilege } = question
    return findResourceGrants(report, resource, options)
      .filter((grant) => privilege === undefined || grant.resource.privilege === privilege)
      .map((grant) => ({
        group: named(grant.group),
        resource: { ...named(grant.resource), privilege: grant.resource.privilege },
      }))
  }
  const grants =
    question.kind === 'policy'
      ? findPolicyGrants(report, question.policy, options)
      : findSuperuserGrants(report, options)
  return grants.map((grant) => ({ group: named(grant.group), policy: named(grant.policy) }))
}

/** What is missing where the person is in the group. */
function lacking(report: PersonReport, question: Question): string {
  const place = question.group === undefined ? 'in any group' : `in ${quoted(question.group)}`
  if (question.kind === 'superuser') return `The person is no superuser ${place}.`
  if (question.kind === 'policy') {
    return `The person does not have the policy ${quoted(question.policy)} ${place}${elsewhere(report, question)}.`
  }
  const { resource, privilege } = question
  const others = new Set(
    findResourceGrants(report, resource, within(question)).map((grant) => grant.resource.privilege),
  )
  if (others.size === 0) return `The person has no privilege on ${quoted(resource)} ${place}.`
  return `The privilege on ${quoted(resource)} ${place} is ${[...others].map(quoted).join(' or ')}, not ${quoted(privilege)}.`
}

function elsewhere(report: PersonReport, { policy, group }: Question & { kind: 'policy' }): string {
  if (group === undefined) return ''
  try {
    const places = findPolicyGrants(report, policy).map((grant) => quoted(grant.group.name ?? grant.group.id))
    return places.length === 0
      ? ''
      : `, but in ${places.slice(0, 5).join(', ')}${places.length > 5 ? ' and others' : ''}`
  } catch (error) {
    // It may be one of several there, which says nothing of what was asked.
    if (error instanceof AmbiguousNameError) return ''
    throw error
  }
}

function hintFor(report: PersonReport, question: Question): string | null {
  const { group, policy, resource } = suggestNames(report, {
    group: question.group,
    policy: question.kind === 'policy' ? question.policy : undefined,
    resource: question.kind === 'privilege' ? question.resource : undefined,
  })
  const meant = [
    group && `the group ${quoted(group)}`,
    policy && `the policy ${quoted(policy)}`,
    resource && `the resource ${quoted(resource)}`,
  ]
  const words = meant.filter((one) => one !== undefined && one !== '')
  return words.length === 0 ? null : `Did you mean ${words.join(' and ')}?`
}

function described({ group, policy, resource }: DecidingGrant): string {
  const place = `in ${calling(group)}`
  if (resource === undefined) return `Policy ${policy === undefined ? '' : calling(policy)} ${place}`
  return `Privilege ${quoted(resource.privilege)} on ${calling(resource)} ${place}`
}

function calling({ id, name }: DecidingGrant['group']): string {
  if (name === undefined) return id ?? '(no name)'
  return id === undefined ? quoted(name) : `${quoted(name)} (${id})`
}

function within({ group }: Question): { group?: string } {
  return group === undefined ? {} : { group }
}

function named({ id, name }: Pick<ReportGroup, 'id' | 'name'>): DecidingGrant['group'] {
  return { id, name }
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text ?? '')
}
