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
