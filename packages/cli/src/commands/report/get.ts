import type { DabpClient, PersonReport } from '@personctl/sdk'
import { lowerUuid } from '@personctl/shared/guards'
import type { Command, OptionValues } from 'commander'
import { stdinMark } from '../../io/files.ts'
import type { ParsedCommand } from '../command.ts'
import {
  addLookupOptions,
  isSingle,
  type LookupOptions,
  lookupNeeds,
  lookupNotes,
  parseLookup,
  writeLookups,
} from '../lookup.ts'
import { reportColumns, writeReport, writeReports } from './print.ts'

/** The options of every command that requests reports. */
export interface ReportOptions extends LookupOptions {
  readonly skipUpdatingActivity: boolean
}

/** Adds the argument and the options of every command that requests reports. */
export function addReportOptions(command: Command): void {
  command
    .argument(
      '[reference-id...]',
      `The person's identifier at the identity provider; ${stdinMark} reads them from stdin, one a line`,
    )
    .option(
      '--skip-updating-activity',
      'Keep the date of the last activity; otherwise the request counts as activity',
    )
  addLookupOptions(command)
}

export function parseReportOptions(operands: readonly string[], values: OptionValues): ReportOptions {
  return {
    ...parseLookup(operands, values, 'reference-id'),
    skipUpdatingActivity: values['skipUpdatingActivity'] ?? false,
  }
}

/** Requests the report on a person. */
export function fetchReport(
  client: DabpClient,
  referenceId: string,
  { skipUpdatingActivity }: Pick<ReportOptions, 'skipUpdatingActivity'>,
  signal: AbortSignal,
): Promise<PersonReport> {
  return client.people.getReport(lowerUuid(referenceId), { skipUpdatingActivity, signal })
}

/** The notes about the side effect of a request. */
export const activityNotes = `\
The service counts a request as activity of the person, and stores its date. If the person did
nothing, as in a nightly job, add --skip-updating-activity. Only with it does personctl repeat a
failed request that the service may have received.`

/** `personctl report get` */
export const command: ParsedCommand<ReportOptions> = {
  examples: [
    'personctl report get a258bca4-23a0-527e-9dc2-71809239a469 --demo',
    `personctl report get "$ID" --skip-updating-activity -o json | jq '.groups[].name'`,
    'personctl report get --from-csv people.csv:uuid --skip-updating-activity -o csv > reports.csv',
    'personctl report get - --skip-updating-activity --keep-going -o ndjson < ids.txt > reports.ndjson',
  ],
  notes: `\
As json and yaml, the report is shown as the service sends it; as ndjson, a group on each line; as
csv and table, a row for each policy, resource and attribute of a group. Of several people, each
report has the referenceId; as ndjson, a person on each line.

${activityNotes}

${lookupNotes}`,
  columns: reportColumns,

  configure: addReportOptions,

  parse: parseReportOptions,

  async run(options, invocation) {
    const { output, signal, dabp } = invocation
    const client = await dabp(lookupNeeds(options))
    const [only = ''] = options.ids
    if (!isSingle(options)) {
      return writeLookups(
        options,
        async (referenceId, ownSignal) => ({
          referenceId,
          ...(await fetchReport(client, referenceId, options, ownSignal)),
        }),
        output,
        invocation,
        (reports) => writeReports(output, reports),
      )
    }
    const report = await fetchReport(client, only, options, signal)
    await writeReport(output, report)
    if ((report.groups ?? []).length === 0) {
      await output.notify({ code: 'no_groups', message: 'The person is not in any group.', hint: null })
    }
    return 'done'
  },
}
