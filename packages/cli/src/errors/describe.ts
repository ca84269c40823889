import { printableJson } from '../text/json.ts'
import type { Redactor } from '../text/redact.ts'
import { visible, visibleLines } from '../text/text.ts'
import { ExplainedError, Interruption, type Resumption } from './errors.ts'

// What programs give the SDK as options is typed as flags.
const flags: ReadonlyMap<string, string> = new Map([
  ['allowUnknown', '--allow-unknown'],
  ['concurrency', '--concurrency'],
  ['fields', '--field'],
  ['filter', '--filter'],
  ['pageSize', '--page-size'],
  ['sort', '--sort'],
  ['walk by token', 'leave out --concurrency'],
  ['Walk by token', 'Leave out --concurrency'],
])

const quotedOrOption = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|\\b(?:${[...flags.keys()].join('|')})\\b`, 'g')

/** A sentence of the SDK with flags in place of its options. What is in quotes was given, and stays as it is. */
function withFlags(sentence: string): string {
  return sentence.replace(quotedOrOption, (found) => flags.get(found) ?? found)
}

/** What is said about a failure, in whichever form. */
interface Failure {
  exitCode: number
  /** A stable name for programs, in snake case. */
  code: string
  message: string
  /** The service that failed, such as `cis`. */
  service: string | null
  /** The HTTP status of its last answer. */
  status: number | null
  /** What to do next. */
  hint: string | null
  /** Which of several things it is about, as it was typed. */
  id: string | null
  /** What the service answered, where its answers are what was asked for. */
  body: string | null
  /** Where the list that failed is to be gone on with, what is written being kept. */
  resumeToken: string | null
  /** Where in the program it came from; only for what nobody expected. */
  stack: string | null
}

// By name and not by class: the SDK's errors are known before the SDK is loaded.
const exitCodes: Readonly<Record<string, number>> = {
  UsageError: 2,
  ConfigurationError: 2,
  NotWritableError: 1,
  InvalidRequestError: 2,
  AmbiguousNameError: 2,
  NotFoundError: 3,
  AuthenticationError: 4,
  CredentialsError: 4,
  PermissionError: 5,
  RateLimitError: 6,
  NetworkError: 7,
  TimeoutError: 7,
  ServerError: 8,
  InvalidResponseError: 8,
}

// The SDK gives advice to programs. This is the same for whoever types commands.
const hints: Readonly<Record<string, string>> = {
  timeout: 'Allow more time with --timeout SECONDS, or try again later.',
  deadline_exceeded: 'Allow more time with --timeout SECONDS, or try again later.',
}

/** What an error means to whoever gave the command: the one place that turns errors into exit codes. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ExplainedError) return explained(error)
  if (!(error instanceof Error)) return unexpected(String(error))
  const exitCode = error instanceof Interruption ? error.exitCode : exitCodes[error.name]
  if (exitCode === undefined) return unexpected(error.message || error.name, error)
  const details = error as Error & Record<'code' | 'service' | 'status' | 'attempts' | 'hint', unknown>
  const code = typeof details.code === 'string' ? details.code : error.name
  const hint = typeof details.hint === 'string' ? details.hint : null
  const isSdks = typeof details.attempts === 'number'
  const response = 'response' in error ? (error.response as { body?: unknown } | undefined) : undefined
  const isRefusedUnsent = error.name === 'InvalidRequestError' && details.attempts === 0
  return {
    exitCode,
    code,
    message: isRefusedUnsent ? withFlags(error.message) : error.message,
    service: typeof details.service === 'string' ? details.service : null,
    status: typeof details.status === 'number' ? details.status : null,
    hint: hints[code] ?? (hint !== null && isSdks ? withFlags(hint) : hint),
    id: null,
    body: typeof response?.body === 'string' && response.body !== '' ? response.body : null,
    resumeToken: null,
    stack: null,
  }
}

function explained({ cause, explanation }: ExplainedError): Failure {
  const { item, hint, moreAdvice, resumption } = explanation
  const failure = describeFailure(cause)
  const saysWhich = item === undefined || failure.message.includes(item)
  const advice = [hint ?? failure.hint, moreAdvice, resumption && howToGoOn(resumption)]
  return {
    ...failure,
    message: saysWhich ? failure.message : `${item}: ${failure.message}`,
    hint: advice.filter((sentence) => sentence !== undefined && sentence !== null).join(' ') || null,
    id: item ?? null,
    resumeToken: resumption?.token ?? null,
  }
}

function howToGoOn({ rows, token }: Resumption): string {
  return `Written: ${rows} rows. Add --start-at ${token} to go on after them, with the same filters.`
}

function unexpected(message: string, error?: Error): Failure {
  // A full disk or the like is no fault of the program.
  const isSystems = error !== undefined && 'syscall' in error
  return {
    exitCode: 1,
    code: isSystems ? 'system_failure' : 'unexpected',
    message,
    service: null,
    status: null,
    hint: isSystems ? null : 'Nobody expected this: please report it, with what --debug prints.',
    id: null,
    body: null,
    resumeToken: null,
    stack: error?.stack ?? null,
  }
}

/** What an error means, without a secret: taken out before it is written as JSON, which spells one in ways of its own. */
export function describeHidden(error: unknown, { redact }: Redactor): Failure {
  const failure = describeFailure(error)
  const { message, hint, id, body } = failure
  const redacted = (text: string | null) => (text === null ? null : redact(text))
  return {
    ...failure,
    message: redact(message),
    hint: redacted(hint),
    id: redacted(id),
    body: redacted(body),
  }
}

/** For a program: one line, one JSON object. */
export function failureAsJson(failure: Failure): string {
  const { code, message, service, status, hint, id, body, resumeToken } = failure
  const error = {
    ...{ code, message, service, status, hint },
    ...(id !== null && { id }),
    ...(body !== null && { body: jsonOrText(body) }),
    ...(resumeToken !== null && { resumeToken }),
  }
  return `${printableJson({ error })}\n`
}

/** For a person. */
export function failureAsText({ message, hint, body }: Failure): string {
  const advice = hint === null ? '' : `hint: ${visible(hint)}\n`
  const answer = body === null ? '' : `${visibleLines(body.trimEnd())}\n`
  return `personctl: ${visible(message)}\n${advice}${answer}`
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** For whoever looks for the fault in personctl. */
export function failureAsTrace({ stack }: Failure): string {
  return (stack ?? '')
    .split('\n')
    .slice(1)
    .map((line) => `debug: ${visible(line)}\n`)
    .join('')
}
