import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import type { StopSignal } from '../commandIO.ts'
import { CommandError } from './commandError.ts'

/** A command that runs with the streams of this process as its own. */
export interface ChildCommand {
  /** Hands on that this process was asked to stop. */
  stop(signal: StopSignal): void
  /** Resolves with the exit code as a shell would tell it. Rejects with CommandError if it cannot be run. */
  readonly ended: Promise<number>
}

export function startCommand(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ChildCommand {
  const child = spawn(file, args, { env: { ...env }, stdio: 'inherit' })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new CommandError(file, error.code)))
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
  })
  return {
    stop(signal) {
      // A terminal tells every process it runs of Ctrl-C, and many take being told twice for impatience.
      if (signal === 'SIGINT' && [0, 1, 2].some(isatty)) return
      child.kill(signal)
    },
    ended,
  }
}

/** The exit code that a shell gives a command which ended like this. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal]
}
