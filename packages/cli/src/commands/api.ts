import type { Invocation, ParsedCommand } from '../command.ts'
import { offering } from '../completion/offers.ts'
import { serviceKeys } from '../config/variables.ts'
import { describeListing } from '../listing/options.ts'
import { writeListing } from '../listing/writeListing.ts'
import { anything } from '../output/anything.ts'
import { defaultFormat } from '../output/index.ts'
import { readText } from '../text/lines.ts'
import { readTextFile } from '../text/readTextFile.ts'
import { type ApiOptions, parseApi } from './api/options.ts'
import { rowsOf } from './api/rows.ts'
import { writeAnswer } from './api/writeAnswer.ts'
import { writeHead } from './api/writeHead.ts'

const stdinMark = '-'

/** `personctl api` */
export const command: ParsedCommand<ApiOptions> = {
  describe(command) {
    const repeatable = (flags: string, description: string) =>
      command
        .createOption(flags, description)
        .argParser((text: string, before: readonly string[] = []) => [...before, text])
    command
      .addArgument(command.createArgument('<service>', 'whose path it is').choices(serviceKeys))
      .argument('<path>', 'from the address of the service on, encoded as in a URL')
      .option('-X, --method <method>', 'default: GET; with a body POST')
      .addOption(repeatable('-p, --param <name=value>', 'a parameter of the query; repeatable'))
      .addOption(repeatable('-H, --header <name: value>', 'a header; repeatable'))
      .addOption(
        offering(command.createOption('--body-file <file>', 'the body, from a file; - for stdin'), 'files'),
      )
      .option('-i, --include', 'say status and headers of the answer on stderr')
      .option('--paginate', 'all rows of a list, from page to page, as one list')
    describeListing(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl api cis /v2/users/id/all --param connectionMethod=ad --demo
  $ personctl api cis /v2/users/id/all --param connectionMethod=ad --paginate -o ndjson
  $ personctl api cern /api/v1.0/Group -p filter=displayName:contains:atlas -p limit=5 --demo
  $ personctl api cern /api/v1.0/Account --paginate -o csv > accounts.csv
  $ personctl api cern /api/v1.0/Group --body-file group.json
  $ personctl api cern /api/v1.0/Group/1234 -X DELETE --include
  $ personctl api dabp /delegation/api/v2/people/4711/report -p skipUpdatingActivity=true
`,
      )
      .addHelpText(
        'after',
        `
Sends what no other command does, as all others do: with the same credentials, tried again where
that does no harm, and never to another place: nothing is sent for a path that leads elsewhere.
Authorization and Cookie are personctl's. Parameters are encoded, the path is sent as it is.

Writes the answer as it is, as JSON on a terminal, too, unless -o says otherwise. What is no JSON
is written as text; with -o, as a string in that format. Where the service says no, stdout stays
empty, stderr has the answer as well, and the exit code is that of any command.

--paginate writes the rows of all pages as one list: those of CIS, which go on by nextPage, and of
CERN, which go on by token; there, a parameter limit is the size of a page. Only with --paginate,
--limit ends the list after so many rows, and --start-at goes on where it ended.`,
      )
  },

  parse: parseApi,

  async run(options, invocation) {
    const { io, format } = invocation
    const { listing } = options
    if (listing !== undefined) {
      await writeListing(await rowsOf(options, invocation), listing, format ?? 'json', anything, invocation)
      return 'done'
    }
    await writeAnswer(await answerTo(options, invocation), format, io.stdout)
    return 'done'
  },
}

async function answerTo(options: ApiOptions, invocation: Invocation): Promise<Response> {
  const { service, path, method, query, headers, include } = options
  const { io, signal } = invocation
  const body = await bodyOf(options, invocation)
  const client = await invocation[service]({ credentials: 'when needed' })
  const say = async (status: number, from: Headers) => {
    const format = invocation.format ?? defaultFormat(io.stdout.isTerminal)
    if (include) await writeHead(io.stderr, format, status, from)
  }
  try {
    const answer = await client.request(path, {
      ...(method !== undefined && { method }),
      ...(body !== undefined && { body }),
      ...{ query, headers, signal },
    })
    await say(answer.status, answer.headers)
    return answer
  } catch (error) {
    const { status, answer } = error as { status?: number; answer?: { headers: Headers } }
    if (status !== undefined && answer !== undefined) await say(status, answer.headers)
    throw error
  }
}

async function bodyOf({ bodyFile }: ApiOptions, { io, signal }: Invocation): Promise<string | undefined> {
  if (bodyFile === undefined) return undefined
  return bodyFile === stdinMark ? readText(io.stdin, signal) : readTextFile(bodyFile, signal)
}
