import type { OptionValues } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import { UsageError } from '../../failure/usageError.ts'
import type { Presentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { remark } from '../../remark.ts'
import { activityHelp, describeFetch, type FetchOptions, fetchReport, parseFetch } from './fetchReport.ts'
import { type Question, type Verdict, verdictOn } from './verdict.ts'

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
