/** An error with what only the command knows: which of several things it is about, and what to type instead. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError'
  /** What was asked for, as it was typed; undefined where it was one thing only. */
  readonly item: string | undefined
  /** Advice in place of the cause's own. */
  readonly hint: string | undefined

  constructor(cause: unknown, { item, hint }: { item?: string | undefined; hint?: string | undefined }) {
    super('The command failed.', { cause })
    this.item = item
    this.hint = hint
  }
}
