/** A command that cannot be run. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  /** What a shell ends with then. */
  readonly exitCode: 126 | 127

  /** @param code why, as the operating system says it */
  constructor(file: string, code: string | undefined) {
    const missing = code === 'ENOENT'
    super(`cannot run '${file}': ${missing ? 'there is no such command' : (code ?? 'it does not start')}`)
    this.exitCode = missing ? 127 : 126
  }
}
