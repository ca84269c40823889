/** How a process is asked to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** What the command reads from and writes to. */
export interface CommandIO {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Registers what is to be called each time the process is asked to stop. */
  onShutdown(listener: (signal: StopSignal) => void): void
}
