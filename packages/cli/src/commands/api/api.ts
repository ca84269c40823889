import type { Pager, PagerOptions, PersonctlError, RequestOptions, ResponseHeaders } from '@personctl/sdk'
import { cernPageSize } from '@personctl/sdk/cern'
import { redactionMark } from '@personctl/shared/redact'
import type { OptionValues } from 'commander'
import { type ServiceName, serviceNames } from '../../config/variables.ts'
import { checkNotEmpty, ExplainedError, UsageError } from '../../errors/errors.ts'
import { createGenericPresentation } from '../../output/columns.ts'
import type { Presentation } from '../../output/format.ts'
import { isForPrograms, type Output } from '../../output/index.ts'
import type { ConnectionNeeds } from '../../service/connection.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { tryParseJson } from '../../text/jsonSyntax.ts'
import {
  collectValues,
  escapeUnsafe,
  escapeUnsafeLines,
  formatCount,
  toPrintableJson,
} from '../../text/text.ts'
import { formatLook, type Invocation, type ParsedCommand } from '../command.ts'
import { writeRequest } from '../dryRun.ts'
import {
  addListingOptions,
  type ListingOptions,
  listingNeeds,
  parseListing,
  writeListing,
} from '../listing.ts'
import { addBodyOptions, type BodySource, bodyNotes, parseBody, readBody } from './requestBody.ts'

interface ApiOptions {
  readonly service: ServiceName
  readonly path: string
  /** Undefined for GET, or POST with a body. */
  readonly method: string | undefined
  /** Query parameters by name, each in the order given. */
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly headers: Headers
  readonly body: BodySource | undefined
  /** True to print the status and the headers of the response. */
  readonly include: boolean
  /** True to print the request in place of sending it. */
  readonly isDryRun: boolean
  /** The requested rows of all pages; undefined for a single response. */
  readonly listing: ListingOptions | undefined
}

/** `personctl api` */
export const command: ParsedCommand<ApiOptions> = {
  examples: [
    'personctl api cis /v2/users/id/all --param connectionMethod=ad --demo',
    'personctl api cis /v2/users/id/all --param connectionMethod=ad --paginate -o ndjson',
    'personctl api cern /api/v1.0/Group -p filter=displayName:contains:atlas -p limit=5 --demo',
    'personctl api cern /api/v1.0/Account --paginate -o csv > accounts.csv',
    'personctl api cern /api/v1.0/Group --body-file group.json',
    'personctl api cern /api/v1.0/Group -f displayName=Readers -F selfSubscription=false --dry-run --demo',
    'personctl api cern /api/v1.0/Group/1234 -X DELETE --include',
    'personctl api dabp /delegation/api/v2/people/4711/report -p skipUpdatingActivity=true',
  ],
  notes: `\
Sends requests for which there is no other command, with the same credentials and retries. Nothing
is sent to a path that leads away from the service. The headers Authorization and Cookie are set by
personctl. Parameters are encoded; the path is sent as it is.

Without -o, --query and the like, a file or a pipe gets the bytes of the response as they came, and
a terminal gets JSON, or the text. With -o, a response that is not JSON is a string in that format. If
the request fails, stdout stays empty, stderr has the response, and the exit code is that of any
command.

${bodyNotes} --dry-run prints the request in place of sending it, with the credentials hidden, and gets no token.

--paginate writes the rows of all pages as one list: for CIS, pages are linked by nextPage; for
CERN by token, where the parameter limit is the size of a page. --limit and --start-at need
--paginate: --limit ends the list after that many rows, and --start-at continues it.`,

  configure(command) {
    const addRepeatable = (flags: string, description: string) =>
      command.addOption(command.createOption(flags, description).argParser(collectValues))
    command
      .addArgument(command.createArgument('<service>', 'The service').choices(serviceNames))
      .argument('<path>', 'The path below the URL of the service, encoded as in a URL')
      .option('-X, --method <method>', 'Set the method (default: GET, or POST with a body)')
    addRepeatable('-p, --param <name=value>', 'Add a query parameter; repeatable')
    addRepeatable('-H, --header <name: value>', 'Add a header; repeatable')
    addBodyOptions(command)
    command
      .option('-i, --include', 'Print the status and the headers of the response to stderr')
      .option('--dry-run', 'Print the request and send nothing')
      .option('--paginate', 'Write all rows of a list, from page to page, as one list')
    addListingOptions(command)
  },

  parse([service, path = ''], values) {
    const { method, include = false, paginate = false, dryRun = false } = values
    checkNotEmpty('The path', path)
    const options = {
      service: service as ServiceName,
      path,
      method,
      query: parseParameters(values['param']),
      headers: parseHeaders(values['header']),
      body: parseBody(values),
      include,
      isDryRun: dryRun,
    }
    if (paginate) return { ...options, listing: parsePaging(options, values) }
    for (const [name, option] of [
      ['limit', '--limit'],
      ['startAt', '--start-at'],
      ['checkpoint', '--checkpoint'],
    ] as const) {
      if (values[name] !== undefined) throw new UsageError(`${option} applies to lists: add --paginate.`)
    }
    return { ...options, listing: undefined }
  },

  async run(options, invocation) {
    const output = invocation.output.withDefaultFormat('json')
    try {
      if (options.listing !== undefined) {
        const openPages = await createPagerOpener(options, invocation)
        await writeListing(openPages, options.listing, output, responsePresentation, invocation)
      } else if (options.isDryRun)
        await writeRequest(
          options.service,
          async (client) => client.request(options.path, await toRequestOptions(options, invocation)),
          invocation,
          { needs: requestNeeds, output: output, presentation: responsePresentation },
        )
      else await writeBody(await sendRequest(options, invocation), output)
    } catch (error) {
      throw options.listing !== undefined && isNotList(error)
        ? new UsageError(`The response of ${options.path} is not a list in pages.`, 'Leave out --paginate.')
        : withBody(error)
    }
    return 'done'
  },
}

/** Returns the error, which is to be printed with the body of the response. */
function withBody(error: unknown): unknown {
  const { cause = error, explanation } = error as Partial<ExplainedError>
  const { response } = cause as Partial<PersonctlError>
  return response === undefined ? error : new ExplainedError(cause, { ...explanation, body: response.body })
}

/** Returns true for an error about a first page that is JSON, but not a list: another thing was requested. */
function isNotList(error: unknown): boolean {
  const { cause, explanation } = error as Partial<ExplainedError>
  const { name, status, response } = (cause ?? error) as Partial<PersonctlError>
  if (explanation?.moreAdvice !== undefined || explanation?.resumption !== undefined) return false
  if (name !== 'InvalidResponseError' || status !== 200) return false
  const body = tryParseJson(response?.body ?? '', parseExactly)
  // Gateways of AWS report failures like this.
  return body !== undefined && !/^\{"message":[^:]*(?:error|timed out)/i.test(response?.body ?? '')
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

const credentialHeaders = ['authorization', 'cookie', 'proxy-authorization']

function parseHeaders(texts: readonly string[] = []): Headers {
  const headers = new Headers()
  for (const text of texts) {
    const [, name, value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
    if (name === undefined) {
      throw new UsageError(
        // It may be a secret.
        '--header has a value without a colon.',
        "Write it as NAME: VALUE, for example -H 'Accept: application/json'.",
      )
    }
    if (credentialHeaders.includes(name.trim().toLowerCase())) {
      throw new UsageError(
        `--header cannot set ${name.trim()}: personctl sets the credentials.`,
        'To use another token, set PERSONCTL_CIS_TOKEN, PERSONCTL_CERN_TOKEN or PERSONCTL_DABP_TOKEN.',
      )
    }
    try {
      headers.append(name.trim(), value.trim())
    } catch {
      // Its value may be a secret.
      throw new UsageError(
        headerName.test(name.trim())
          ? `The value of --header ${name.trim()} has a line break, or a character that is not in Latin-1.`
          : `--header: ${JSON.stringify(name)} is not the name of a header.`,
        "Write it as NAME: VALUE, for example -H 'Accept: application/json'.",
      )
    }
  }
  return headers
}

const headerName = /^[\w!#$%&'*+.^`|~-]+$/

/** The parameters that a walk through pages sets. */
const pagingParameters = ['nextPage', 'offset', 'token']

function parsePaging(options: Omit<ApiOptions, 'listing'>, values: OptionValues): ListingOptions {
  const { service, path, method = 'GET', query, headers, body, include, isDryRun } = options
  if (service === 'dabp') throw new UsageError('DABP has no lists in pages.', 'Leave out --paginate.')
  const unfit = [
    method.toUpperCase() === 'GET' ? undefined : '--method',
    body === undefined ? undefined : 'file' in body ? '--body-file' : body.fields[0]?.label.split(' ')[0],
    [...headers.keys()].length === 0 ? undefined : '--header',
    include ? '--include' : undefined,
    isDryRun ? '--dry-run' : undefined,
  ].find((option) => option !== undefined)
  if (unfit !== undefined) {
    throw new UsageError(`${unfit} cannot be used with --paginate, which sends several requests.`)
  }
  const names = [...new URLSearchParams(path.split('?')[1]).keys(), ...Object.keys(query)]
  const parameter = names.find((name) => pagingParameters.includes(name))
  if (parameter !== undefined) {
    throw new UsageError(
      `The parameter ${parameter} is set by --paginate.`,
      'Leave it out. To continue a list, use --start-at.',
    )
  }
  const sizes = [...new URLSearchParams(path.split('?')[1]).getAll('limit'), ...(query['limit'] ?? [])]
  const wrongSize = sizes.find((size) => !/^[1-9]\d*$/.test(size) || Number(size) > cernPageSize.max)
  if (service === 'cern' && wrongSize !== undefined) {
    throw new UsageError(
      `The parameter limit is ${JSON.stringify(wrongSize)}; with --paginate, it takes the size of a page, 1 to ${cernPageSize.max}.`,
      'To stop after a number of rows, use --limit.',
    )
  }
  return parseListing(values)
}

/** Returns a function that returns the rows of all pages of a list. */
async function createPagerOpener(
  { service, path, query }: ApiOptions,
  { cis, cern }: Invocation,
): Promise<(paging: PagerOptions) => Pager<unknown>> {
  if (service === 'cis') {
    const client = await cis(listingNeeds)
    return (paging) => client.paginate<unknown>(path, query, paging)
  }
  const [route = '', search] = path.split('?')
  const { limit: [pageSize] = [], ...others } = mergeParameters(new URLSearchParams(search), query)
  const client = await cern(listingNeeds)
  const size = pageSize === undefined ? {} : { pageSize: Number(pageSize) }
  return (paging) => client.paginate<unknown>(route, others, { ...paging, ...size })
}

function mergeParameters(
  inPath: URLSearchParams,
  query: ApiOptions['query'],
): Record<string, readonly string[]> {
  const names = new Set([...inPath.keys(), ...Object.keys(query)])
  return Object.fromEntries(
    [...names].map((name) => [name, [...inPath.getAll(name), ...(query[name] ?? [])]]),
  )
}

async function sendRequest(options: ApiOptions, invocation: Invocation): Promise<Response> {
  const { service, path, include } = options
  const client = await invocation[service](requestNeeds)
  try {
    const response = await client.request(path, await toRequestOptions(options, invocation))
    if (include) await writeHead(invocation, response.status, response.headers)
    return response
  } catch (error) {
    const { status, response } = error as Partial<PersonctlError>
    if (include && status !== undefined && response !== undefined) {
      await writeHead(invocation, status, response.headers)
    }
    throw new ExplainedError(error, { lookWith: formatLook(['api', service, path], invocation) })
  }
}

const requestNeeds: ConnectionNeeds = { credentials: 'lazy', wantsBytes: true }

async function toRequestOptions(
  { method, query, headers, body: source }: ApiOptions,
  { io, signal }: Invocation,
): Promise<RequestOptions> {
  const body = source && (await readBody(source, headers.get('content-type'), io, signal))
  return {
    ...(method !== undefined && { method }),
    ...(body !== undefined && { body }),
    ...{ query, headers, signal },
  }
}

// A service expects its content to be sent back: it is a secret.
const secretHeader = 'set-cookie'

/** Writes the status and the headers of a response to stderr. */
async function writeHead(
  { io, output }: Invocation,
  status: number,
  headers: ResponseHeaders,
): Promise<void> {
  const shown: [name: string, value: string][] = []
  headers.forEach((value, name) => {
    shown.push([name, name === secretHeader ? redactionMark : value])
  })
  const lines = [`HTTP ${status}`, ...shown.map(([name, value]) => escapeUnsafe(`${name}: ${value}`)), '']
  const text = isForPrograms(output.format)
    ? toPrintableJson({ response: { status, headers: Object.fromEntries(shown) } })
    : lines.join('\n')
  await io.stderr.write(`${text}\n`)
}

/** Shows JSON of any service. The labels of an attribute are in `values`, as in the profiles of CIS. */
const responsePresentation: Presentation<unknown> = {
  ...createGenericPresentation((_, path) => /(?:^|\.)values$/.test(path)),
  listLabelSets: (value) => [...findValues(value)],
}

function* findValues(node: unknown): Generator<object> {
  if (typeof node !== 'object' || node === null) return
  for (const [name, child] of Object.entries(node)) {
    if (name === 'values' && typeof child === 'object' && child !== null) yield child
    yield* findValues(child)
  }
}

/** Writes the body of a response: its bytes, or what a terminal or a format can show of it. */
async function writeBody(response: Response, output: Output): Promise<void> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length === 0) return
  const { stdout, requestedFormat, view } = output
  const hasFormat = requestedFormat !== undefined || view !== undefined
  if (!hasFormat && !stdout.isTerminal) {
    await stdout.writeBytes(bytes)
    return
  }
  const type = response.headers.get('content-type') ?? 'no type'
  const text = decodeText(bytes, type)
  if (text === undefined) {
    throw new UsageError(
      `The response is not text, but ${formatCount(bytes.length, 'byte')} of ${type}.`,
      'Leave out -o and the like, and write it to a file with > FILE.',
    )
  }
  const value = tryParseJson(text, parseExactly)
  if (Array.isArray(value)) await output.writeList(value, responsePresentation)
  else if (value !== undefined) await output.writeOne(value, responsePresentation)
  else if (hasFormat) await output.writeOne(text, responsePresentation)
  else await stdout.write(`${escapeUnsafeLines(text.trimEnd())}\n`)
}

/** Decodes a text in the character set that the response names; undefined for bytes that are not text. */
function decodeText(bytes: Uint8Array, type: string): string | undefined {
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(type)?.[1] ?? 'utf-8'
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? undefined : text
  } catch {
    return undefined
  }
}
