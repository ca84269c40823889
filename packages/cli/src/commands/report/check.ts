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
import type { OptionValues } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import { UsageError } from '../../errors/errors.ts'
import type { Presentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { remark } from '../../output/notice.ts'
import { activityHelp, describeFetch, type FetchOptions, fetchReport, parseFetch } from './get.ts'

/** What is asked of a report: of a group, or of any. */
type Question = { readonly group: string | undefined } & (
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'privilege'; readonly resource: string; readonly privilege: string | undefined }
  | { readonly kind: 'superuser' }
)

/** A grant that decided, in the words of the report. */
interface DecidingGrant {
  readonly group: { readonly id: string | undefined; readonly name: string | undefined }
  readonly policy?: { readonly id: string | undefined; readonly name: string | undefined }
  readonly resource?: {
    readonly id: string | undefined
    readonly name: string | undefined
    readonly privilege: string | undefined
  }
}

/** The answer, and why. */
interface Verdict {
  readonly granted: boolean
  /** One sentence. */
  readonly because: string
  /** None for a no. */
  readonly grants: readonly DecidingGrant[]
  /** What may have been meant, for a no that may be owed to a slip of the pen. */
  readonly hint: string | null
}

/** Asks a report. Throws AmbiguousNameError where a name may mean several things. */
function verdictOn(report: PersonReport, question: Question): Verdict {
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

interface ReportCheckOptions extends FetchOptions {
  readonly question: Question
  readonly explain: boolean
}

/** `personctl report check` */
export const command: ParsedCommand<ReportCheckOptions> = {
  columns: ['granted', 'because'],

  describe(command) {
    describeFetch(command)
    command
      .option('--policy <policy>', 'whether the person has it: a name or an id')
      .option('--resource <resource>', 'whether the person has a privilege on it: a name or an id')
      .option('--privilege <privilege>', 'which one, as the tenant calls it (default: any)')
      .option('--superuser', "whether the person has any of DABP's own permissions")
      .option('--group <group>', 'in this group only: a name or an id (default: in any)')
      .option('--explain', 'say which grant decided, or what is missing')
      .addHelpText(
        'before',
        `Examples:
  $ personctl report check "$ID" --group 'Intermediary A' --policy Pension && deploy
  $ personctl report check "$ID" --resource 'Fleet 7' --privilege read --explain
  $ personctl report check "$ID" --superuser --group 2374b2db-e690-4f3a-89e0-ccd5aaf6c601
`,
      )
      .addHelpText(
        'after',
        `
Ends with 0 for yes and with 10 for no, which is said on stderr, with names that may have been
meant; with anything else there is no answer. A name that may mean several things ends with 2 and
lists them; what has the form of a UUID is taken for an id. "No access" is no privilege.
${activityHelp}`,
      )
  },

  parse(operands, values) {
    return {
      ...parseFetch(operands, values),
      question: questionIn(values),
      explain: values['explain'] ?? false,
    }
  },

  async run(options, { io, format: wanted, signal, dabp }) {
    const { question, explain } = options
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const verdict = verdictOn(await fetchReport(await dabp(), options, signal), question)
    await writeOne(io.stdout, format, verdict, explain ? explained : answer)
    if (verdict.granted) return 'done'
    const { because, hint } = verdict
    await remark(io.stderr, format, { code: 'not_granted', message: because, hint })
    return 'no'
  },
}

const kinds = ['policy', 'resource', 'superuser'] as const

function questionIn(values: OptionValues): Question {
  for (const name of ['policy', 'resource', 'privilege', 'group']) {
    if (typeof values[name] === 'string' && values[name].trim() === '') {
      throw new UsageError(`--${name} is empty.`, 'Is a variable of your script not set?')
    }
  }
  const { policy, resource, privilege, group } = values
  const asked = kinds.filter((kind) => values[kind] !== undefined)
  const [kind] = asked
  if (kind === undefined || asked.length > 1) {
    throw new UsageError(
      kind === undefined
        ? 'Nothing is asked.'
        : `${asked.map((one) => `--${one}`).join(' and ')} are two questions.`,
      'Give one of --policy, --resource and --superuser.',
    )
  }
  if (privilege !== undefined && kind !== 'resource') {
    throw new UsageError('--privilege is about a resource.', 'Give --resource with it.')
  }
  if (privilege?.trim().toLowerCase() === 'no access') {
    throw new UsageError(
      '--privilege "No access" is none.',
      'Ask without --privilege: that ends with 10 then.',
    )
  }
  if (kind === 'policy') return { kind, policy, group }
  return kind === 'superuser' ? { kind, group } : { kind: 'privilege', resource, privilege, group }
}

const answer: Presentation<Verdict> = {
  document: ({ granted }) => ({ granted }),
  attributes: ({ granted }) => [{ path: 'granted', value: granted }],
  leading: [],
  columns: [],
}

const explained: Presentation<Verdict> = {
  ...answer,
  document: ({ granted, because, grants }) => ({ granted, because, grants }),
  attributes: ({ granted, because }) => [
    { path: 'granted', value: granted },
    { path: 'because', value: because },
  ],
}
