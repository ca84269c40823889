import { parseExactly, unmarkNumbers } from '../text/exactNumbers.ts'
import type { Redactor } from '../text/redactor.ts'
import { escapeUnsafe, escapeUnsafeLines, paint, toPrintableJson } from '../text/text.ts'
import { ExplainedError, type Resumption } from './errors.ts'
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
  /** The value of `--start-at` that continues the list. */
  resumeToken: string | null
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
  const { code, message, service, status, hint, id, body, resumeToken } = failure
  const error = {
    ...{ code, message, service, status, hint },
    ...(id !== null && { id }),
    ...(body !== null && { body: parseJsonOrText(body) }),
    ...(resumeToken !== null && { resumeToken }),
  }
  return `${toPrintableJson({ error })}\n`
}

/** Formats a failure for people. */
export function formatFailureAsText(
  { message, hint, body }: Failure,
  terminal: { readonly hasColors?: boolean },
): string {
  const hintLine = hint === null ? '' : `${paint('heading', 'hint:', terminal)} ${escapeUnsafe(hint)}\n`
  const bodyLines = body === null ? '' : `${escapeUnsafeLines(body.trimEnd())}\n`
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
  const details = error as Error & Record<'code' | 'service' | 'status' | 'hint', unknown>
  const code = typeof details.code === 'string' ? details.code : error.name
  return {
    exitCode,
    code,
    message: error.message,
    service: typeof details.service === 'string' ? details.service : null,
    status: typeof details.status === 'number' ? details.status : null,
    hint: hints[code] ?? (typeof details.hint === 'string' ? rephraseHint(details.hint) : null),
    id: null,
    body: null,
    resumeToken: null,
    stack: null,
    ...(exitCode === exitCodes.wrongUsage && describeWrongUsage(error, code)),
  }
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

/** Replaces the two terms that hints of the SDK have and the command line has not. */
function rephraseHint(hint: string): string {
  return hint
    .replaceAll('allowUnknown', '--allow-unknown')
    .replaceAll('the base URL', 'the URL of the service')
}

function describeExplained({ cause, explanation }: ExplainedError): Failure {
  const { item, hint, moreAdvice, resumption } = explanation
  const failure = describeFailure(cause)
  const namesItem = item === undefined || failure.message.includes(item)
  const advice = [hint ?? failure.hint, moreAdvice, resumption && describeResumption(resumption)]
  return {
    ...failure,
    message: namesItem ? failure.message : `${item}: ${failure.message}`,
    hint: advice.filter((sentence) => sentence !== undefined && sentence !== null).join(' ') || null,
    id: item ?? failure.id,
    body: explanation.body || failure.body,
    resumeToken: resumption?.token ?? failure.resumeToken,
  }
}

function describeResumption({ rows, token }: Resumption): string {
  return `${rows} rows are written. To continue after them, add --start-at ${token} and keep the filters.`
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
    resumeToken: null,
    stack: error?.stack ?? null,
  }
}

function parseJsonOrText(text: string): unknown {
  try {
    return parseExactly(text)
  } catch {
    return text
  }
}
