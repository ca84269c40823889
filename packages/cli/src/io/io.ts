import { isatty } from 'node:tty'
import type { Environment } from '../config/variables.ts'
import { Interruption } from '../errors/errors.ts'
import type { View } from '../output/view.ts'

/** The reason of an abort because the time for the command is over. */
class CommandTimeout extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'timeout'

  constructor(ms: number) {
    super(`Not done within the ${ms / 1000} s of --timeout.`)
  }
}

/** Aborts with the outer signal, and when the time is over; without a time, with the outer signal alone. */
export function withDeadline(outer: AbortSignal, ms: number | undefined): AbortSignal {
  if (ms === undefined) return outer
  const controller = new AbortController()
  // Holds no process: with nothing else left to do, there is nothing to be late for.
  setTimeout(() => controller.abort(new CommandTimeout(ms)), ms).unref()
  return AbortSignal.any([outer, controller.signal])
}

/** Where text goes. */
export interface TextSink {
  /** Resolves once the text is taken, which is when a slow reader has caught up. */
  write(text: string): Promise<void>
}

/** A sink that may be a terminal. */
export interface Terminal extends TextSink {
  readonly isTerminal: boolean
  /** How many characters fit on a line; undefined where that has no meaning. */
  readonly columns: number | undefined
}

/** Asks a person for something nobody may look at, and gives what was typed. Rejects as soon as the signal aborts. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>

/** Where data goes. */
export interface DataOutput extends Terminal {
  /** What of the data is wanted, and how; undefined for all of it, as the command has it. */
  readonly view?: View
}

/** Where everything else goes. */
export interface MessageOutput extends Terminal {
  /** Whether only failures are to be said. */
  readonly isQuiet?: boolean
}

/** Everything a command knows of the process it runs in. */
export interface IO {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: DataOutput
  readonly stderr: MessageOutput
  readonly env: Environment
  /** Undefined where no person is there to answer. */
  readonly ask: Ask | undefined
  /** Aborts at the first interrupt, with an Interruption as its reason. */
  readonly interrupted: AbortSignal
  /** Rejects with an error that nothing else has caught. */
  readonly uncaught: Promise<never>
}

/** A process as commands see it, and how to wait until all that was written is out. */
export function createProcessIO(process: NodeJS.Process): { io: IO; flush: () => Promise<void> } {
  const uncaught = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject)
  })
  const opened: NodeJS.WriteStream[] = []

  // Standard streams are opened when first used, for it takes time.
  function terminal(descriptor: number, open: () => NodeJS.WriteStream): Terminal {
    let stream: NodeJS.WriteStream | undefined
    const openOnce = () => {
      const fresh = open()
      opened.push(fresh)
      fresh.on('error', (error: NodeJS.ErrnoException) => {
        // Whoever reads has seen enough, as `head` does.
        if (error.code === 'EPIPE') process.exit(0)
        throw error
      })
      return fresh
    }
    return {
      isTerminal: isatty(descriptor),
      get columns() {
        // A terminal that does not know its size says 0.
        return open().columns || undefined
      },
      write(text) {
        stream ??= openOnce()
        const current = stream
        return new Promise((resolve) => {
          if (current.write(text)) resolve()
          else current.once('drain', resolve)
        })
      },
    }
  }

  const io: IO = {
    get stdin() {
      return process.stdin
    },
    stdout: terminal(1, () => process.stdout),
    stderr: terminal(2, () => process.stderr),
    env: process.env,
    ask:
      isatty(0) && isatty(2)
        ? async (question, signal) => {
            const { askUnseen } = await import('./prompt.ts')
            return askUnseen(process, question, signal)
          }
        : undefined,
    interrupted: interruptedSignal(process),
    uncaught,
  }
  const flush = async () => {
    await Promise.all(opened.map((stream) => new Promise((resolve) => stream.write('', resolve))))
  }
  return { io, flush }
}

function interruptedSignal(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const interruption = new Interruption(name)
      // Who asks twice does not want to wait.
      if (controller.signal.aborted) process.exit(interruption.exitCode)
      controller.abort(interruption)
    })
  }
  return controller.signal
}
