import type { Pager, PagerOptions } from '@personctl/sdk'
import { redactionMark } from '@personctl/shared/redact'
import type { OptionValues } from 'commander'
import type { Invocation, ParsedCommand } from '../command.ts'
import { type ServiceName, serviceNames } from '../config/variables.ts'
import { offering } from '../docs/commandTable.ts'
import { UsageError } from '../errors/errors.ts'
import { readTextFile } from '../io/files.ts'
import type { DataOutput, TextSink } from '../io/io.ts'
import { anything } from '../output/columns.ts'
import { defaultFormat, type FormatName, isForPrograms, writeList, writeOne } from '../output/index.ts'
import {
  describeListing,
  type ListingOptions,
  listingNeeds,
  pagerOptions,
  parseListing,
  writeListing,
} from '../output/listing.ts'
import { printableJson } from '../text/json.ts'
import { readText, visible, visibleLines } from '../text/text.ts'

/** A request, as it was typed. */
interface ApiOptions {
  readonly service: ServiceName
  readonly path: string
  /** Undefined for GET, or POST where there is a body. */
  readonly method: string | undefined
  /** Parameters of the query, by name, each in the order given. */
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly headers: Headers
  /** The file of the body, or `-`; undefined for none. */
  readonly bodyFile: string | undefined
  /** Whether status and headers of the answer are to be said. */
  readonly include: boolean
  /** Which rows of all pages are wanted; undefined for one answer as it is. */
  readonly listing: ListingOptions | undefined
}

/** What the walk through a list sets by itself. */
const placeNames = ['nextPage', 'offset', 'token']
const credentialHeaders = ['authorization', 'cookie', 'proxy-authorization']

/** Throws UsageError for what makes no sense together. */
function parseApi([service, path = '']: readonly string[], values: OptionValues): ApiOptions {
  const { method, bodyFile, include = false, paginate = false } = values
  if (path.trim() === '') throw new UsageError('The path is empty.', 'Is a variable of your script not set?')
  if (bodyFile === '') throw new UsageError('--body-file is empty.', 'Is a variable of your script not set?')
  if (bodyFile !== undefined && /^(get|head)$/i.test(method ?? '')) {
    throw new UsageError(`--body-file does not fit --method ${method}, which has no body.`)
  }
  const options = {
    service: service as ServiceName,
    path,
    method,
    query: parseParameters(values['param']),
    headers: parseHeaders(values['header']),
    bodyFile,
    include,
  }
  if (paginate) return { ...options, listing: parsePages(options, values) }
  for (const [name, option] of [
    ['limit', '--limit'],
    ['startAt', '--start-at'],
  ] as const) {
    if (values[name] !== undefined) throw new UsageError(`${option} is for lists: add --paginate.`)
  }
  return { ...options, listing: undefined }
}

function parsePages(options: Omit<ApiOptions, 'listing'>, values: OptionValues): ListingOptions {
  const { service, path, method = 'GET', query, headers, bodyFile, include } = options
  if (service === 'dabp')
    throw new UsageError('DABP has no lists that come in pages.', 'Leave out --paginate.')
  const unfit = [
    method.toUpperCase() === 'GET' ? undefined : '--method',
    bodyFile === undefined ? undefined : '--body-file',
    [...headers.keys()].length === 0 ? undefined : '--header',
    include ? '--include' : undefined,
  ].find((option) => option !== undefined)
  if (unfit !== undefined) {
    throw new UsageError(`${unfit} does not fit --paginate, which sends many requests of its own.`)
  }
  const names = [...new URLSearchParams(path.split('?')[1]).keys(), ...Object.keys(query)]
  const place = names.find((name) => placeNames.includes(name))
  if (place !== undefined) {
    throw new UsageError(
      `${place} is what --paginate sets by itself.`,
      'Leave it out. Where a list was left, --start-at goes on.',
    )
  }
  return parseListing(values)
}

function parseParameters(texts: readonly string[] = []): Record<string, string[]> {
  const query: Record<string, string[]> = {}
  for (const text of texts) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) {
      throw new UsageError(`--param is ${JSON.stringify(text)}; it takes NAME=VALUE.`)
    }
    query[name] = [...(Object.hasOwn(query, name) ? (query[name] ?? []) : []), value]
  }
  return query
}

function parseHeaders(texts: readonly string[] = []): Headers {
  const headers = new Headers()
  for (const text of texts) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
    if (credentialHeaders.includes(name.trim().toLowerCase())) {
      throw new UsageError(
        `--header cannot be ${name.trim()}: the credentials are those of every command.`,
        'Set PERSONCTL_…_TOKEN for another token.',
      )
    }
    try {
      headers.append(name.trim(), value.trim())
    } catch {
      // Its value may be a secret.
      throw new UsageError(`--header takes NAME: VALUE, and ${JSON.stringify(name)} is not the name of one.`)
    }
  }
  return headers
}

/** The rows of all pages of a list, whichever way its service goes from one to the next. */
async function rowsOf(
  { service, path, query, listing }: ApiOptions,
  { signal, cis, cern }: Invocation,
): Promise<Pager<unknown>> {
  const paging: PagerOptions = pagerOptions({ limit: undefined, startAt: undefined, ...listing }, signal)
  if (service === 'cis') return (await cis(listingNeeds)).paginate<unknown>(path, query, paging)
  const [route = '', search] = path.split('?')
  const { limit: [pageSize] = [], ...others } = together(new URLSearchParams(search), query)
  const client = await cern(listingNeeds)
  return client.paginate<unknown>(route, others, {
    ...paging,
    ...(pageSize !== undefined && { pageSize: Number(pageSize) }),
  })
}

function together(inPath: URLSearchParams, query: ApiOptions['query']): Record<string, readonly string[]> {
  const names = new Set([...inPath.keys(), ...Object.keys(query)])
  return Object.fromEntries(
    [...names].map((name) => [name, [...inPath.getAll(name), ...(query[name] ?? [])]]),
  )
}

/** Writes what was answered: JSON as any data, a list by its elements; and other text as it is, unless a format is wanted. */
async function writeAnswer(
  answer: Response,
  wanted: FormatName | undefined,
  stdout: DataOutput,
): Promise<void> {
  const text = await answer.text()
  if (text === '') return
  const value = jsonIn(text)
  const isDocument = wanted !== undefined || stdout.view !== undefined
  if (Array.isArray(value)) await writeList(stdout, wanted ?? 'json', value, anything)
  else if (value !== undefined) await writeOne(stdout, wanted ?? 'json', value, anything)
  else if (isDocument) await writeOne(stdout, wanted ?? 'json', text, anything)
  else await stdout.write(stdout.isTerminal ? `${visibleLines(text.trimEnd())}\n` : text)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// What a service wants to be sent back is a secret.
const secretHeader = 'set-cookie'

/** Says on stderr with which status and headers an answer came, to whom the format is for. */
async function writeHead(
  stderr: TextSink,
  format: FormatName,
  status: number,
  headers: Headers,
): Promise<void> {
  const shown = [...headers].map(
    ([name, value]) => [name, name === secretHeader ? redactionMark : value] as const,
  )
  const lines = [`HTTP ${status}`, ...shown.map(([name, value]) => visible(`${name}: ${value}`)), '']
  const text = isForPrograms(format)
    ? printableJson({ answer: { status, headers: Object.fromEntries(shown) } })
    : lines.join('\n')
  await stderr.write(`${text}\n`)
}

const stdinMark = '-'

/** `personctl api` */
export const command: ParsedCommand<ApiOptions> = {
  describe(command) {
    const repeatable = (flags: string, description: string) =>
      command
        .createOption(flags, description)
        .argParser((text: string, before: readonly string[] = []) => [...before, text])
    command
      .addArgument(command.createArgument('<service>', 'whose path it is').choices(serviceNames))
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
    const { status, response } = error as { status?: number; response?: { headers: Headers } }
    if (status !== undefined && response !== undefined) await say(status, response.headers)
    throw error
  }
}

async function bodyOf({ bodyFile }: ApiOptions, { io, signal }: Invocation): Promise<string | undefined> {
  if (bodyFile === undefined) return undefined
  return bodyFile === stdinMark ? readText(io.stdin, signal) : readTextFile(bodyFile, signal)
}
