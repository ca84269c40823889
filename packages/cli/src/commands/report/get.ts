import type { DabpClient, PersonReport } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import { UsageError } from '../../errors/errors.ts'
import { readTextFile } from '../../io/files.ts'
import { defaultFormat } from '../../output/index.ts'
import { remark } from '../../output/notice.ts'
import { JsonSyntaxError, parseJson } from '../../text/json.ts'
import { readText } from '../../text/text.ts'
import { reportColumns, writeReport } from './print.ts'

/** What a report may be in. */
export type Credential =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'claims'; readonly claims: unknown }
  | { readonly kind: 'assertion'; readonly text: string }

// What begins like JSON in Base64url.
const token = /^eyJ[\w-]*\.[\w-]*\.[\w.-]*$/

/** Takes a token as it is; reads a file otherwise, or stdin for `-`. Tells by its content what is in it. */
export async function readCredential(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Credential> {
  if (token.test(source)) return { kind: 'token', text: source }
  const isStdin = source === '-'
  const read = isStdin ? await readText(stdin, signal) : await readTextFile(source, signal)
  const text = read.trim()
  const name = isStdin ? 'Stdin' : source
  if (text === '')
    throw new UsageError(`${name} is empty.`, 'Give a token, claims in JSON, or a SAML assertion.')
  if (text.startsWith('<')) return { kind: 'assertion', text }
  if (!/^[{[]/.test(text)) return { kind: 'token', text }
  try {
    return { kind: 'claims', claims: parseJson(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    throw new UsageError(`${name} is no JSON: line ${line}, column ${column}: ${message}.`)
  }
}

/** Whose report is asked for, and how. */
export interface FetchOptions {
  readonly referenceId: string
  readonly skipUpdatingActivity: boolean
}

/** Adds the argument and the option that commands on one person have. */
export function describeFetch(command: Command): void {
  command
    .argument('<reference-id>', "the person's identifier at the identity provider")
    .option(
      '--skip-updating-activity',
      'leave the date of the last activity as it is: a request counts as activity otherwise',
    )
}

export function parseFetch([referenceId = '']: readonly string[], values: OptionValues): FetchOptions {
  if (referenceId.trim() === '') {
    throw new UsageError('The reference id is empty.', 'Is a variable of your script not set?')
  }
  return { referenceId, skipUpdatingActivity: values['skipUpdatingActivity'] ?? false }
}

export function fetchReport(
  client: DabpClient,
  { referenceId, skipUpdatingActivity }: FetchOptions,
  signal: AbortSignal,
): Promise<PersonReport> {
  return client.people.getReport(referenceId, { skipUpdatingActivity, signal })
}

/** What help says of the side effect. */
export const activityHelp = `
The service takes a request for activity of the person, and writes down its date. For what is no
activity, such as a nightly job, give --skip-updating-activity: only then is a request that
failed sent again, where it may have been seen.`

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
