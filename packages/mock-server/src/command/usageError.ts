/** A command line that makes no sense: one line that names the flag, the value and what would do. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
}
