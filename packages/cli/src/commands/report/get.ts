import type { DabpClient, PersonReport } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { checkNotEmpty } from '../../errors/errors.ts'
import type { ParsedCommand } from '../command.ts'
import { reportColumns, writeReport } from './print.ts'

/** The options of every command that requests a report. */
export interface ReportOptions {
  readonly referenceId: string
  readonly skipUpdatingActivity: boolean
}

/** Adds the argument and the option of every command that requests a report. */
export function addReportOptions(command: Command): void {
  command
    .argument('<reference-id>', "The person's identifier at the identity provider")
    .option(
      '--skip-updating-activity',
      'Keep the date of the last activity; otherwise the request counts as activity',
    )
}

export function parseReportOptions(
  [referenceId = '']: readonly string[],
  values: OptionValues,
): ReportOptions {
  checkNotEmpty('The reference id', referenceId)
  return { referenceId, skipUpdatingActivity: values['skipUpdatingActivity'] ?? false }
}

/** Requests the report on a person. */
export function fetchReport(
  client: DabpClient,
  { referenceId, skipUpdatingActivity }: ReportOptions,
  signal: AbortSignal,
): Promise<PersonReport> {
  return client.people.getReport(referenceId, { skipUpdatingActivity, signal })
}

/** The notes about the side effect of a request. */
export const activityNotes = `\
The service takes a request for activity of the person and stores its date. If there is no activity,
as in a nightly job, add --skip-updating-activity. Only then is a failed request that the service
may have received sent again.`

/** `personctl report get` */
export const command: ParsedCommand<ReportOptions> = {
  examples: [
    'personctl report get eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c',
    `personctl report get "$ID" --skip-updating-activity -o json | jq '.groups[].name'`,
    'personctl report get "$ID" --skip-updating-activity -o csv > report.csv',
  ],
  notes: `\
As json and yaml, the report is shown as the service sends it; as ndjson, a group on each line; as
csv and table, a row for each policy, resource and attribute of a group.

${activityNotes}`,
  columns: reportColumns,

  configure: addReportOptions,

  parse: parseReportOptions,

  async run(options, { output, signal, dabp }) {
    const report = await fetchReport(await dabp(), options, signal)
    await writeReport(output, report)
    if ((report.groups ?? []).length === 0) {
      await output.notify({ code: 'no_groups', message: 'The person is not in any group.', hint: null })
    }
    return 'done'
  },
}
