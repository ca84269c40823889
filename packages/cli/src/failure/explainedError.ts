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
