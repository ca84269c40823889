import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty } from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import type { ParsedCommand } from '../command.ts'
import { reportColumns, writeReport, writeReports } from './print.ts'
import {
  addSourceOptions,
  parseSourceOptions,
  readReports,
  type SourceOptions,
  sourceNotes,
  warnOfUnverified,
} from './source.ts'

interface ReportDecodeOptions extends SourceOptions {
  /** As typed: a token, the path of a file, or `-`. */
  readonly source: string
}

/** `personctl report decode` */
export const command: ParsedCommand<ReportDecodeOptions> = {
  examples: [
    'personctl report decode < token.txt',
    'personctl report decode token.txt -o csv',
    'curl -s -H "Authorization: Bearer $TOKEN" $TENANT/oauth/v1/userinfo | personctl report decode',
    'personctl report decode token.txt --jwks $TENANT/oauth/v1/keys --issuer $TENANT/oauth --audience my-app',
    'personctl report decode assertion.xml --attribute group_policies',
  ],
  notes: `\
${sourceNotes}

Other users can see a token on the command line, and the shell stores it; use stdin or a file.`,
  columns: reportColumns,

  configure(command) {
    command.addArgument(
      withOffer(
        command.createArgument('[token]', `A JWT, or a file with one; ${stdinMark} or none for stdin`),
        'files',
      ),
    )
    addSourceOptions(command)
  },

  parse([source = stdinMark], values) {
    checkNotEmpty('The token', source)
    return { source: source.trim(), ...parseSourceOptions(values) }
  },

  async run(options, { io, output, signal }) {
    const file = await readReports(options.source, options, io, signal)
    const [report] = file.reports
    if (file.isList || report === undefined) await writeReports(output, file.reports)
    else await writeReport(output, report)
    await warnOfUnverified(output, file)
    return 'done'
  },
}
