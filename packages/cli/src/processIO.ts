import { isatty } from 'node:tty'
import { Interruption } from './failure/interruption.ts'
import type { IO, Terminal } from './io.ts'

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
            const { askUnseen } = await import('./terminal/askUnseen.ts')
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
