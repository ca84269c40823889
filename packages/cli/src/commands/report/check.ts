import type { OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, ExplainedError, UsageError } from '../../errors/errors.ts'
import { toColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn, type Presentation } from '../../output/format.ts'
import type { Output } from '../../output/index.ts'
import { collectValues, formatCount } from '../../text/text.ts'
import type { Outcome, ParsedCommand } from '../command.ts'
import { isSingle, lookupNeeds, lookupNotes, writeLookups } from '../lookup.ts'
import {
  activityNotes,
  addReportOptions,
  fetchReport,
  parseReportOptions,
  type ReportOptions,
} from './get.ts'
import type { ReferencedReport } from './print.ts'
import { type CheckResult, type Condition, checkReport, type Question } from './question.ts'
import {
  addSourceOptions,
  parseSourceOptions,
  readReports,
  type SourceOptions,
  sourceNotes,
  warnOfUnverified,
} from './source.ts'

interface ReportCheckOptions extends SourceOptions {
  /** Undefined to read reports from a file. */
  readonly people: ReportOptions | undefined
  /** The file of the reports, if they are not requested: a token, a path, or `-`. */
  readonly from: string
  readonly question: Question
  readonly explain: boolean
}

/** `personctl report check` */
export const command: ParsedCommand<ReportCheckOptions> = {
  examples: [
    'personctl report check a258bca4-23a0-527e-9dc2-71809239a469 --policy Pension --demo',
    `personctl report check "$ID" --group 'Intermediary A' --policy Pension && deploy`,
    `personctl report check "$ID" --resource 'Fleet 7' --privilege read --explain`,
    'personctl report check "$ID" --policy Pension --policy Insurance --any',
    'personctl report check - --policy Pension --skip-updating-activity -o csv < ids.txt > pension.csv',
    'personctl report check --from reports.ndjson --policy Pension',
  ],
  notes: `\
The exit code is 0 for yes and 10 for no, with the reason on stderr and similar names that exist;
any other code means that the check failed. An ambiguous name ends with 2 and a list of the things
that have it; a name in the form of a UUID is an id. "No access" does not count as a privilege.
Several policies or resources must all be granted, each in any of the groups, unless --any is given.

Of several people, each has a row with the result and the reason, and the exit code is 10 if one of
them is a no.

${activityNotes}

--from checks reports in a file, or on stdin with -, and sends no request.
${sourceNotes}

${lookupNotes}`,
  columns: toColumnNames(['referenceId', 'granted', 'because']),

  configure(command) {
    addReportOptions(command)
    command
      .addOption(
        command
          .createOption('--policy <policy>', 'Check for this policy, a name or an id; repeatable')
          .argParser(collectValues),
      )
      .addOption(
        command
          .createOption(
            '--resource <resource>',
            'Check for a privilege on this resource, a name or an id; repeatable',
          )
          .argParser(collectValues),
      )
      .option('--privilege <privilege>', 'Require this privilege, as the tenant names it (default: any)')
      .option('--superuser', "Check whether the person has any of DABP's own permissions")
      .option('--all', 'Require each of several policies or resources (the default)')
      .option('--any', 'Require one of several policies or resources')
      .option('--group <group>', 'Check in this group only: a name or an id (default: any group)')
      .option('--explain', 'Add the grants that decided, or what is missing')
      .addOption(
        withOffer(
          command
            .createOption('--from <file|token>', 'Check the reports in this file, or the token itself')
            .argParser(parseOnce),
          'files',
        ),
      )
    addSourceOptions(command)
  },

  parse(operands, values) {
    return {
      ...parseSource(operands, values),
      question: parseQuestion(values),
      explain: values['explain'] ?? false,
    }
  },

  async run({ people, from, question, explain, ...source }, invocation) {
    const { io, output, signal } = invocation
    if (people === undefined) {
      const file = await readReports(from, source, io, signal)
      await warnOfUnverified(output, file)
      const [report] = file.reports
      if (!file.isList && report !== undefined) {
        return writeResult(output, checkReport(report, question), explain)
      }
      const results = file.reports.map((one) => checkReferenced(one, question))
      return (await writeResults(output, results, explain)) === 0 ? 'done' : 'no'
    }
    const client = await invocation.dabp(lookupNeeds(people))
    const [only = ''] = people.ids
    if (isSingle(people)) {
      return writeResult(
        output,
        checkReport(await fetchReport(client, only, people, signal), question),
        explain,
      )
    }
    let refused = 0
    const { exitCode } = await writeLookups(
      people,
      async (referenceId, ownSignal) =>
        checkReferenced(
          { referenceId, ...(await fetchReport(client, referenceId, people, ownSignal)) },
          question,
        ),
      output,
      invocation,
      async (results) => {
        refused = await writeResults(output, results, explain)
      },
    )
    if (exitCode !== 0) return { exitCode }
    return refused === 0 ? 'done' : 'no'
  },
}

function parseSource(
  operands: readonly string[],
  values: OptionValues,
): Pick<ReportCheckOptions, 'people' | 'from' | keyof SourceOptions> {
  const { from } = values
  const source = parseSourceOptions(values)
  if (from === undefined) {
    if (source.verification !== undefined || source.attributeName !== undefined) {
      throw new UsageError(
        '--jwks and --attribute apply to a report in a file.',
        'Add --from with the file, or leave them out.',
      )
    }
    return { people: parseReportOptions(operands, values), from: '', ...source }
  }
  checkNotEmpty('--from', from)
  if (operands.length > 0 || values['fromCsv'] !== undefined) {
    throw new UsageError(
      '--from cannot be used together with reference ids.',
      'Leave out the ids: the reports in the file are checked, and none is requested.',
    )
  }
  return { people: undefined, from: from.trim(), ...source }
}

/** Writes the result for one person. */
async function writeResult(output: Output, result: CheckResult, explain: boolean): Promise<Outcome> {
  await output.writeOne(result, explain ? explainedPresentation : resultPresentation)
  if (result.granted) return 'done'
  const { because, hint } = result
  await output.notify({ code: 'not_granted', message: because, hint })
  return 'no'
}

/** Writes a row for each of several people. Returns the number of those with the result no. */
async function writeResults(
  output: Output,
  results: Iterable<PersonResult> | AsyncIterable<PersonResult>,
  explain: boolean,
): Promise<number> {
  let people = 0
  let refused = 0
  async function* count() {
    for await (const result of results) {
      people += 1
      if (!result.granted) refused += 1
      yield result
    }
  }
  await output.writeList(count(), explain ? explainedPersonPresentation : personPresentation)
  if (refused > 0) {
    await output.notify({
      code: 'not_granted',
      message: `${refused} of ${formatCount(people, 'report')} ${refused === 1 ? 'does' : 'do'} not pass the check.`,
      hint: null,
    })
  }
  return refused
}

const questionKinds = ['policy', 'resource', 'superuser'] as const

function parseQuestion(values: OptionValues): Question {
  const { policy: policies = [], resource: resources = [], privilege, group, all, any } = values
  for (const policy of policies) checkNotEmpty('--policy', policy)
  for (const resource of resources) checkNotEmpty('--resource', resource)
  for (const name of ['privilege', 'group']) {
    if (typeof values[name] === 'string') checkNotEmpty(`--${name}`, values[name])
  }
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
  if (all && any) throw new UsageError('--all and --any cannot be used together.', 'Use one of them.')
  return { conditions: listConditions(), isAny: any ?? false }

  function listConditions(): Condition[] {
    if (kind === 'superuser') return [{ kind, group }]
    if (kind === 'policy') return policies.map((policy: string) => ({ kind, policy, group }))
    return resources.map((resource: string) => ({ kind: 'privilege', resource, privilege, group }))
  }
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

/** The result for one of several people. */
type PersonResult = CheckResult & { readonly referenceId: string | null }

const personColumns: readonly FlatColumn<PersonResult>[] = [
  { path: 'referenceId', heading: 'REFERENCE ID', value: ({ referenceId }) => referenceId },
  { path: 'granted', heading: 'GRANTED', value: ({ granted }) => granted },
  { path: 'because', heading: 'BECAUSE', isFreeText: true, value: ({ because }) => because },
]
const personPresentation = createFlatPresentation(personColumns, ({ referenceId, granted, because }) => ({
  ...{ referenceId, granted, because },
}))
const explainedPersonPresentation = createFlatPresentation(
  personColumns,
  ({ referenceId, granted, because, grants }) => ({ referenceId, granted, because, grants }),
)

function checkReferenced(report: ReferencedReport, question: Question): PersonResult {
  const { referenceId = null } = report
  try {
    return { referenceId, ...checkReport(report, question) }
  } catch (error) {
    // It concerns this report only, and others may be checked.
    throw new ExplainedError(error, { item: referenceId ?? undefined })
  }
}

/** Refuses a second source: a gate that checks only the last one would be open. */
function parseOnce(value: string, previous: string | undefined): string {
  if (previous === undefined) return value
  throw new UsageError('--from is given more than once.', 'Put the reports into one file, as ndjson.')
}
