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
