import type { ParsedCommand } from '../../command.ts'
import { defaultFormat } from '../../output/index.ts'
import { remark } from '../../remark.ts'
import { activityHelp, describeFetch, type FetchOptions, fetchReport, parseFetch } from './fetchReport.ts'
import { reportColumns, writeReport } from './writeReport.ts'

/** `personctl report get` */
export const command: ParsedCommand<FetchOptions> = {
  columns: reportColumns,

  describe(command) {
    describeFetch(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl report get eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c
  $ personctl report get "$ID" --skip-updating-activity -o json | jq '.groups[].name'
  $ personctl report get "$ID" --skip-updating-activity -o csv > report.csv
`,
      )
      .addHelpText(
        'after',
        `
As json and yaml it is the report of the service, as ndjson a group on each line, and as csv or
table a row for each policy, resource and attribute of a group.
${activityHelp}`,
      )
  },

  parse: parseFetch,

  async run(options, { io, format: wanted, signal, dabp }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const report = await fetchReport(await dabp(), options, signal)
    await writeReport(io.stdout, format, report)
    if ((report.groups ?? []).length === 0) {
      await remark(io.stderr, format, {
        code: 'no_groups',
        message: 'The person is in no group.',
        hint: null,
      })
    }
    return 'done'
  },
}
