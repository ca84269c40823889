import { parseExactly, unmarkNumbers } from '../text/exactNumbers.ts'
import { tryParseJson } from '../text/jsonSyntax.ts'
import type { Redactor } from '../text/redactor.ts'
import { escapeUnsafe, escapeUnsafeLines, formatCount, paint, toPrintableJson } from '../text/text.ts'
import {
  ExplainedError,
  type Explanation,
  type LastRequest,
  type Resumption,
  type UnfinishedLookup,
} from './errors.ts'
import { exitCodes, findExitCode } from './exitCodes.ts'

/** The description of an error, before it is written as JSON or as text. */
interface Failure {
  exitCode: number
  /** A stable name for programs, in snake case. */
  code: string
  message: string
  /** The service that failed, such as `cis`. */
  service: string | null
  /** The HTTP status of its last response. */
  status: number | null
  /** The next step. */
  hint: string | null
  /** The argument that failed, as typed, if the command has several. */
  id: string | null
  /** The body of the response, for the command that prints responses. */
  body: string | null
  /** The time that the service asks to wait before the next request. */
  readonly retryAfterSeconds: number | null
  /** True for a write whose outcome is unknown. */
  readonly mayHaveBeenDone: boolean
  /** The value of `--start-at` that continues the list. */
  resumeToken: string | null
  /** The position at which a lookup of many ids stopped. */
  unfinished: UnfinishedLookup | null
  /** The stack of an unexpected error. */
  stack: string | null
}

/**
 * Describes an error without secrets. They are removed before the description is written as JSON, which would spell them
 * differently.
 */
export function describeRedacted(error: unknown, { redact }: Redactor): Failure {
  const failure = describeFailure(error)
  const { message, hint, id, body } = failure
  const redactNullable = (text: string | null) => (text === null ? null : redact(text))
  return {
    ...failure,
    message: redact(unmarkNumbers(message)),
    hint: redactNullable(hint),
    id: redactNullable(id),
    body: redactNullable(body),
  }
}

/** Formats a failure for programs: one JSON object on one line. */
export function formatFailureAsJson(failure: Failure): string {
  const {
    code,
    message,
    service,
    status,
    hint,
    id,
    body,
    retryAfterSeconds,
    mayHaveBeenDone,
    resumeToken,
    unfinished,
  } = failure
  const error = {
    ...{ code, message, service, status, hint },
    ...(id !== null && { id }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    ...(mayHaveBeenDone && { mayHaveBeenDone }),
    ...(body !== null && { body: tryParseJson(body, parseExactly) ?? body }),
    ...(resumeToken !== null && { resumeToken }),
    ...unfinished,
  }
  return `${toPrintableJson({ error })}\n`
}

/** Formats a failure for people. */
export function formatFailureAsText(
  { message, hint, body }: Failure,
  terminal: { readonly hasColors?: boolean },
): string {
  const hintLine = hint === null ? '' : `${paint('heading', 'hint:', terminal)} ${escapeUnsafe(hint)}\n`
  const bodyLines = body === null ? '' : `${escapeUnsafeLines(unmarkNumbers(body).trimEnd())}\n`
  return `${paint('failed', 'personctl:', terminal)} ${escapeUnsafe(message)}\n${hintLine}${bodyLines}`
}

/** Formats the stack of a failure for `--debug`. */
export function formatFailureTrace({ stack }: Failure): string {
  return (stack ?? '')
    .split('\n')
    .slice(1)
    .map((line) => `debug: ${escapeUnsafe(line)}\n`)
    .join('')
}

/** Describes an error to the person who typed the command. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ExplainedError) return describeExplained(error)
  if (!(error instanceof Error)) return describeUnexpected(String(error))
  const exitCode = findExitCode(error)
  if (exitCode === undefined) return describeUnexpected(error.message || error.name, error)
  const details = error as Error & ErrorDetails
  const { service = null, status = null, hint, retryAfterMs } = details
  // That of a DOMException is a number.
  const code = typeof details.code === 'string' ? details.code : error.name
  const retryAfterSeconds = retryAfterMs === undefined ? null : Math.ceil(retryAfterMs / 1000)
  const withDoubt = (text: string | null) => (details.mayHaveBeenDone ? describeDoubt(text) : text)
  return {
    exitCode,
    code,
    // Any other message may quote a service.
    message:
      error.name === 'NetworkError' ? rephraseReason(error.message) : nameTarget(error.message, details),
    service,
    status,
    hint: withDoubt(hints[code] ?? describeNextStep(hint, retryAfterSeconds)),
    retryAfterSeconds,
    mayHaveBeenDone: details.mayHaveBeenDone === true,
    id: null,
    body: null,
    resumeToken: null,
    unfinished: null,
    stack: null,
    ...(exitCode === exitCodes.wrongUsage && describeWrongUsage(error, code)),
  }
}

/** Adds the target of a redirect that was not followed, without its query, which may have a secret in it. */
function nameTarget(message: string, { status = 0, response }: ErrorDetails): string {
  const [target] = (status < 400 && response?.headers.get('location')?.split(/[?#]/)) || []
  return target
    ? message.replace(/ responded with \d+/, (words) => `${words}, a redirect to ${target}`)
    : message
}

/** The details of errors, as far as a description shows them. */
interface ErrorDetails {
  readonly code?: unknown
  readonly service?: string
  readonly status?: number
  readonly hint?: string
  readonly retryAfterMs?: number
  readonly mayHaveBeenDone?: boolean
  readonly response?: { readonly headers: { get(name: string): string | null } } | undefined
}

function describeNextStep(hint: string | undefined, retryAfterSeconds: number | null): string | null {
  const rest = hint === undefined ? null : rephraseHint(hint)
  if (retryAfterSeconds === null) return rest
  const wait = `The service asks to wait ${formatSeconds(retryAfterSeconds)}.`
  // The SDK says it in its own words, and that its deadline is shorter.
  const others = rest?.replace(/^The service asks to wait .*? allows\.(?: |$)/, '') ?? ''
  return `${wait} ${others}`.trim()
}

/** Returns a duration in words, such as `10 minutes`. */
function formatSeconds(seconds: number): string {
  const [size, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 2 * 60 * 60
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 60 / 60), 'hour']
  return formatCount(size, unit)
}

/** Words for reasons that Node.js and OpenSSL have only terms for. */
const reasons: readonly (readonly [pattern: RegExp, words: string])[] = [
  [
    /\bwrite EPROTO [\s\S]*|\S*SSL routines[\s\S]*/,
    'the server does not speak TLS at this port; if it speaks http, its URL begins with http://.',
  ],
  [/(^|: )(?:aborted|socket hang up|other side closed)(?=\.?$)/, '$1the connection was closed'],
]

/** Replaces the reason in a message if it is a term. */
export function rephraseReason(message: string): string {
  return reasons.reduce((text, [pattern, words]) => text.replace(pattern, words), message)
}

/** Returns the details of an error that came before any request: the service has no part in it. */
function describeWrongUsage(error: Error, code: string): Partial<Failure> {
  return code === 'invalid_request' || code === 'other_origin'
    ? { code: 'usage', service: null, ...nameFlagInMessage(error) }
    : nameFlagInMessage(error)
}

// The SDK gives advice to programs. This is the same advice for people who type commands.
const hints: Readonly<Record<string, string>> = {
  timeout: 'Allow more time with --timeout SECONDS, or try again later.',
  deadline_exceeded: 'Allow more time with --timeout SECONDS, or try again later.',
  incomplete_list:
    'Rows may be missing or repeated, or the service counts wrongly. Run the command again to find out.',
  list_changed: 'Leave out --concurrency: rows that come or go do not move the others then.',
}

/** The flags for parameters of the SDK. */
const flags: Readonly<Record<string, string>> = {
  baseUrl: '--url',
  concurrency: '--concurrency',
  fields: '--field',
  filter: '--filter',
  headers: '--header',
  method: '--method',
  pageSize: '--page-size',
  sort: '--sort',
  startAt: '--start-at',
  tenantId: '--tenant-id',
  tokenUrl: '--token-url',
}

/** Names the flag in place of the parameter that the SDK found invalid. */
function nameFlagInMessage({ message, ...details }: Error & { param?: unknown }): Partial<Failure> {
  const { param } = details
  const flag = typeof param === 'string' ? flags[param] : undefined
  if (flag === undefined || !message.startsWith(`${param} `)) return {}
  return { message: `${flag}${message.slice(String(param).length)}` }
}

/** The advice of the SDK to programs, and the same for people who type commands. */
const commandHints: readonly (readonly [advice: string, hint: string])[] = [
  ['allowUnknown', '--allow-unknown'],
  ['the base URL', 'the URL of the service'],
  ["use active 'any'", 'use --active any'],
  [
    'pass its UUID as tenantId',
    'set PERSONCTL_DABP_TENANT_ID to its UUID, or store it with personctl context set NAME --tenant-id UUID',
  ],
  ['To accept it, set maxBodyBytes.', 'personctl accepts at most 64 MiB: request less at once.'],
  [
    'The global fetch has limits of its own: use createUndiciFetch from @personctl/sdk/node.',
    'Try again later.',
  ],
  ['Check the arguments of the call.', 'Check what was sent: --debug shows the URL.'],
  ['Pass the query as the second argument.', 'Give parameters with --param.'],
  ['Use the options pageSize, paging and startAt.', 'Use --start-at.'],
  ['Use startAt.', 'Use --start-at.'],
  ['begin without it (clear of the checkpoint)', 'begin without it'],
  [
    'Pass the whole token, with the same list and filters.',
    'Use the whole token, with the same list and the same options, such as --filter and --concurrency.',
  ],
  ['Pass them in the auth option instead.', 'Store a client and its secret instead.'],
  ['pass tokenUrl instead', 'set the URL of the token endpoint instead'],
]

/** Replaces the advice to programs in a hint of the SDK. */
function rephraseHint(hint: string): string {
  return commandHints.reduce((text, [advice, words]) => text.replaceAll(advice, words), hint)
}

function describeExplained({ cause, explanation }: ExplainedError): Failure {
  const { item, hint, moreAdvice, resumption, lastRequest, unfinished } = explanation
  const described = describeFailure(cause)
  const failure = lastRequest === undefined ? described : addLastRequest(described, lastRequest)
  const namesItem = item === undefined || failure.message.includes(item)
  const ownHint = failure.mayHaveBeenDone ? describeDoubt(failure.hint, explanation) : failure.hint
  const advice = [
    hint ?? ownHint,
    moreAdvice,
    resumption && describeResumption(resumption),
    unfinished && describeUnfinished(unfinished),
  ]
  return {
    ...failure,
    message: namesItem ? failure.message : `${item}: ${failure.message}`,
    hint: advice.filter((sentence) => sentence !== undefined && sentence !== null).join(' ') || null,
    id: item ?? failure.id,
    body: explanation.body || failure.body,
    resumeToken: resumption?.token ?? failure.resumeToken,
    unfinished: unfinished ?? failure.unfinished,
  }
}

const doubt = 'The request may have been carried out'

/** Returns the hint on a write whose outcome is unknown. */
function describeDoubt(
  hint: string | null,
  { lookWith, isRepeatable }: Pick<Explanation, 'lookWith' | 'isRepeatable'> = {},
): string {
  const rest =
    hint?.replace(
      /^(?:It is not repeated: check first if it was done\.|The request may have been .*? it\.) ?/,
      '',
    ) ?? ''
  if (isRepeatable && lookWith === undefined) return `${doubt}. ${rest}`.trim()
  const check = lookWith === undefined ? 'check' : `check with ${lookWith}`
  return `${doubt}: ${check}${isRepeatable ? '' : ' before you repeat it'}. ${rest}`.trim()
}

/** Adds what was going on to the failure of a command that was ended from outside. */
function addLastRequest(
  failure: Failure,
  { service, method, url, error, mayHaveBeenDone }: LastRequest,
): Failure {
  const last = error === undefined ? undefined : describeFailure(error)
  const message =
    last === undefined
      ? `${failure.message} The last request has no response: ${method} ${url}.`
      : `${failure.message} The last failure, of ${method} ${url}: ${last.message}`
  return {
    ...failure,
    message,
    service,
    status: last?.status ?? null,
    retryAfterSeconds: last?.retryAfterSeconds ?? null,
    mayHaveBeenDone: failure.mayHaveBeenDone || mayHaveBeenDone || last?.mayHaveBeenDone === true,
  }
}

function describeResumption({ rows, token, isStored }: Resumption): string {
  const written = `${formatCount(rows, 'row')} ${rows === 1 ? 'is' : 'are'} written.`
  return isStored
    ? `${written} To continue after them, run the same command again.`
    : `${written} To continue after them, add --start-at ${token} and keep the filters.`
}

function describeUnfinished({ done, nextId }: UnfinishedLookup): string {
  const first = `${formatCount(done, 'id')} ${done === 1 ? 'is' : 'are'} done.`
  return nextId === undefined
    ? `${first} To continue, leave ${done === 1 ? 'it' : 'them'} out.`
    : `${first} To continue, begin with ${JSON.stringify(nextId)}.`
}

function describeUnexpected(message: string, error?: Error): Failure {
  // A full disk or the like is not a fault of the program.
  const isSystemError = error !== undefined && 'syscall' in error
  return {
    exitCode: exitCodes.unexpectedFailure,
    code: isSystemError ? 'system_failure' : 'unexpected',
    message,
    service: null,
    status: null,
    hint: isSystemError ? null : 'This is a bug in personctl. Report it with the output of --debug.',
    id: null,
    body: null,
    retryAfterSeconds: null,
    mayHaveBeenDone: false,
    resumeToken: null,
    unfinished: null,
    stack: error?.stack ?? null,
  }
}
