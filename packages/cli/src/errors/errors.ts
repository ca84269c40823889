/** How to go on with a list that ended early. */
export interface Resumption {
  /** How many rows are written. */
  readonly rows: number
  /** What `--start-at` takes to go on after them. */
  readonly token: string
}

interface Explanation {
  /** What was asked for, as it was typed; undefined where it was one thing only. */
  readonly item?: string | undefined
  /** Advice in place of the cause's own. */
  readonly hint?: string | undefined
  /** Advice beside it. */
  readonly moreAdvice?: string | undefined
  readonly resumption?: Resumption | undefined
}

/** An error with what only the command knows: which of several things it is about, and what to type instead. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError'
  readonly explanation: Explanation

  constructor(cause: unknown, explanation: Explanation) {
    super('The command failed.', { cause })
    this.explanation = explanation
  }
}

/** The reason of an abort by the user, or by whoever ends the process. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly code = 'interrupted'
  readonly signal: 'SIGINT' | 'SIGTERM'
  readonly exitCode: number

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(signal === 'SIGINT' ? 'Interrupted.' : 'Asked to end.')
    this.signal = signal
    this.exitCode = signal === 'SIGINT' ? 130 : 143
  }
}

/** The exit code for several failures: an unexpected one before all others, or else the highest. */
export function worstOf(exitCodes: Iterable<number>): number {
  const codes = [...exitCodes]
  return codes.includes(1) ? 1 : Math.max(0, ...codes)
}

/** What was typed, or set in the environment, makes no sense. */
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
