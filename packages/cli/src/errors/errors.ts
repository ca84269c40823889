/** Thrown for invalid arguments, options and environment variables. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'usage'

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** Thrown for stored settings that are invalid. The file is left unchanged. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'broken_configuration'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** Thrown when a file cannot be written: the disk is full, or the user may not write to the folder. */
export class NotWritableError extends Error {
  override readonly name = 'NotWritableError'
  readonly code = 'not_writable'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/**
 * Checks that a string has characters other than white space.
 *
 * @param label names the string in the message, such as `--email`
 * @throws {UsageError} if the string is empty
 */
export function checkNotEmpty(label: string, value: string): void {
  if (value.trim() !== '') return
  throw new UsageError(`${label} is empty.`, 'Check that the variables of your script are set.')
}

/** The position from which an interrupted list can be continued. */
export interface Resumption {
  /** The number of rows that are written. */
  readonly rows: number
  /** The value of `--start-at` that continues after them. */
  readonly token: string
  /** True if the same command continues after them, since a checkpoint has the token. */
  readonly isStored?: boolean
}

/** The position at which a lookup of many ids stopped. */
export interface UnfinishedLookup {
  /** The number of ids that are done. */
  readonly done: number
  /** The id after them; undefined if it is not read yet. */
  readonly nextId: string | undefined
}

export interface Explanation {
  /** The argument that failed, as typed; undefined if the command has only one. */
  readonly item?: string | undefined
  /** Replaces the hint of the cause. */
  readonly hint?: string | undefined
  /** Follows the hint of the cause. */
  readonly moreAdvice?: string | undefined
  /** The body of the response, for a command that prints responses. */
  readonly body?: string | undefined
  readonly resumption?: Resumption | undefined
  readonly unfinished?: UnfinishedLookup | undefined
  /** The command that shows if a write was done whose outcome is unknown. */
  readonly lookWith?: string | undefined
  /** True if the command leaves out what is done already, so that it may be repeated. */
  readonly isRepeatable?: boolean
  /** The last request before the command was ended from outside. */
  readonly lastRequest?: LastRequest | undefined
}

/** The last request of a command that was ended from outside. */
export interface LastRequest {
  readonly service: string
  readonly method: string
  readonly url: string
  /** The error of the last attempt that failed; undefined if none did. */
  readonly error: unknown
  /** True if it was a write whose response is missing. */
  readonly mayHaveBeenDone: boolean
}

/** An error with details that only the command knows, such as the argument that failed and the option that helps. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError'
  readonly explanation: Explanation

  constructor(cause: unknown, explanation: Explanation) {
    super('The command failed.', { cause })
    this.explanation = explanation
  }
}

/**
 * Awaits a write. An error names the command that shows if it was done, should that be unknown.
 *
 * @throws {ExplainedError} if it fails
 */
export async function explainWrite<T>(write: Promise<T>, lookWith: string): Promise<T> {
  try {
    return await write
  } catch (error) {
    throw new ExplainedError(error, { lookWith })
  }
}

const interruptionMessages = {
  SIGINT: 'Interrupted.',
  SIGTERM: 'Terminated by SIGTERM.',
  SIGHUP: 'Terminated by SIGHUP: the terminal was closed.',
} as const

/** The reason of an abort by a signal to the process. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly code = 'interrupted'
  readonly signal: keyof typeof interruptionMessages

  constructor(signal: keyof typeof interruptionMessages) {
    super(interruptionMessages[signal])
    this.signal = signal
  }
}

/** Returns the system's name of an error, such as `ENOENT`; the message of an error without one. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** Returns true for an error with this code, such as `not_found`. Classes of the SDK need not be loaded for that. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
