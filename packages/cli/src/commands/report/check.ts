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
import type { OptionValues } from 'commander'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { toColumnNames } from '../../output/columns.ts'
import type { Presentation } from '../../output/format.ts'
import { joinWithOr } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import {
  activityNotes,
  addReportOptions,
  fetchReport,
  parseReportOptions,
  type ReportOptions,
} from './get.ts'

interface ReportCheckOptions extends ReportOptions {
  readonly question: Question
  readonly explain: boolean
}

/** `personctl report check` */
export const command: ParsedCommand<ReportCheckOptions> = {
  examples: [
    `personctl report check "$ID" --group 'Intermediary A' --policy Pension && deploy`,
    `personctl report check "$ID" --resource 'Fleet 7' --privilege read --explain`,
    'personctl report check "$ID" --superuser --group 2374b2db-e690-4f3a-89e0-ccd5aaf6c601',
  ],
  notes: `\
The exit code is 0 for yes and 10 for no, with the reason on stderr and similar names that exist;
any other code means that the check failed. An ambiguous name ends with 2 and a list of the things
that have it; a name in the form of a UUID is an id. "No access" does not count as a privilege.

${activityNotes}`,
  columns: toColumnNames(['granted', 'because']),

  configure(command) {
    addReportOptions(command)
    command
      .option('--policy <policy>', 'Check whether the person has this policy: a name or an id')
      .option('--resource <resource>', 'Check for a privilege on this resource: a name or an id')
      .option('--privilege <privilege>', 'Require this privilege, as the tenant names it (default: any)')
      .option('--superuser', "Check whether the person has any of DABP's own permissions")
      .option('--group <group>', 'Check in this group only: a name or an id (default: any group)')
      .option('--explain', 'Add the grants that decided, or what is missing')
  },

  parse(operands, values) {
    return {
      ...parseReportOptions(operands, values),
      question: parseQuestion(values),
      explain: values['explain'] ?? false,
    }
  },

  async run(options, { output, signal, dabp }) {
    const { question, explain } = options
    const result = checkReport(await fetchReport(await dabp(), options, signal), question)
    await output.writeOne(result, explain ? explainedPresentation : resultPresentation)
    if (result.granted) return 'done'
    const { because, hint } = result
    await output.notify({ code: 'not_granted', message: because, hint })
    return 'no'
  },
}

/** A question about a report, for one group or for any. */
type Question = { readonly group: string | undefined } & (
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'privilege'; readonly resource: string; readonly privilege: string | undefined }
  | { readonly kind: 'superuser' }
)

const questionKinds = ['policy', 'resource', 'superuser'] as const

function parseQuestion(values: OptionValues): Question {
  for (const name of ['policy', 'resource', 'privilege', 'group']) {
    if (typeof values[name] === 'string') checkNotEmpty(`--${name}`, values[name])
  }
  const { policy, resource, privilege, group } = values
  const given = questionKinds.filter((kind) => values[kind] !== undefined)
  const [kind] = given
  if (kind === undefined || given.length > 1) {
    throw new UsageError(
      kind === undefined
        ? 'There is nothing to check.'
        : `${given.map((one) => `--${one}`).join(' and ')} cannot be used together.`,
      'Give one of --policy, --resource and --superuser.',
    )
  }
  if (privilege !== undefined && kind !== 'resource') {
    throw new UsageError('--privilege applies to a resource.', 'Add --resource.')
  }
  if (privilege?.trim().toLowerCase() === 'no access') {
    throw new UsageError(
      'The value "No access" of --privilege is not a privilege.',
      'Leave out --privilege: without any privilege, the exit code is 10.',
    )
  }
  if (kind === 'policy') return { kind, policy, group }
  return kind === 'superuser' ? { kind, group } : { kind: 'privilege', resource, privilege, group }
}

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

interface CheckResult {
  readonly granted: boolean
  /** One sentence. */
  readonly because: string
  /** Empty for a no. */
  readonly grants: readonly DecidingGrant[]
  /** Similar names, for a no that may come from a typing error. */
  readonly hint: string | null
}

const resultPresentation: Presentation<CheckResult> = {
  document: ({ granted }) => ({ granted }),
  attributes: ({ granted }) => [{ path: 'granted', value: granted }],
  leading: [],
  columns: [],
}

const explainedPresentation: Presentation<CheckResult> = {
  ...resultPresentation,
  document: ({ granted, because, grants }) => ({ granted, because, grants }),
  attributes: ({ granted, because }) => [
    { path: 'granted', value: granted },
    { path: 'because', value: because },
  ],
}

/** @throws {AmbiguousNameError} if several things have a name */
function checkReport(report: PersonReport, question: Question): CheckResult {
  const grants = findGrants(report, question)
  if (grants.length > 0) {
    return { granted: true, because: `${grants.map(describeGrant).join('; ')}.`, grants, hint: null }
  }
  const { group } = question
  const isInGroup = group === undefined || groupsOf(report, toScope(question)).length > 0
  const because = isInGroup
    ? describeMissing(report, question)
    : `The person is not in the group ${quote(group)}.`
  return { granted: false, because, grants, hint: suggest(report, question) }
}

function findGrants(report: PersonReport, question: Question): DecidingGrant[] {
  const options = toScope(question)
  if (question.kind === 'privilege') {
    const { resource, privilege } = question
    return findResourceGrants(report, resource, options)
      .filter((grant) => privilege === undefined || grant.resource.privilege === privilege)
      .map((grant) => ({
        group: pickNames(grant.group),
        resource: { ...pickNames(grant.resource), privilege: grant.resource.privilege },
      }))
  }
  const grants =
    question.kind === 'policy'
      ? findPolicyGrants(report, question.policy, options)
      : findSuperuserGrants(report, options)
  return grants.map((grant) => ({ group: pickNames(grant.group), policy: pickNames(grant.policy) }))
}

function toScope({ group }: Question): { group?: string } {
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
function describeMissing(report: PersonReport, question: Question): string {
  const location = question.group === undefined ? 'in any group' : `in ${quote(question.group)}`
  if (question.kind === 'superuser') return `The person is not a superuser ${location}.`
  if (question.kind === 'policy') {
    return `The person does not have the policy ${quote(question.policy)} ${location}${listOtherGroups(report, question)}.`
  }
  const { resource, privilege } = question
  const others = new Set(
    findResourceGrants(report, resource, toScope(question)).map((grant) => grant.resource.privilege),
  )
  if (others.size === 0) return `The person has no privilege on ${quote(resource)} ${location}.`
  return `The privilege on ${quote(resource)} ${location} is ${joinWithOr([...others].map(quote))}, not ${quote(privilege)}.`
}

function listOtherGroups(report: PersonReport, { policy, group }: Question & { kind: 'policy' }): string {
  if (group === undefined) return ''
  try {
    const groups = findPolicyGrants(report, policy).map((grant) => quote(grant.group.name ?? grant.group.id))
    return groups.length === 0
      ? ''
      : `, but in ${groups.slice(0, 5).join(', ')}${groups.length > 5 ? ' and others' : ''}`
  } catch (error) {
    // Several policies in other groups have the name, which says nothing about the question.
    if (error instanceof AmbiguousNameError) return ''
    throw error
  }
}

function suggest(report: PersonReport, question: Question): string | null {
  const { group, policy, resource } = suggestNames(report, {
    group: question.group,
    policy: question.kind === 'policy' ? question.policy : undefined,
    resource: question.kind === 'privilege' ? question.resource : undefined,
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
