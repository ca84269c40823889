import { constants, fdatasync, fstatSync, ftruncateSync, readFileSync, type Stats, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { promisify } from 'node:util'
import { Interruption } from '../errors/errors.ts'
import { interruptionExitCode } from '../errors/exitCodes.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A destination of text. */
export interface TextSink {
  /** Resolves once the text is accepted, which for a slow reader is when it has caught up. */
  write(text: string): Promise<void>
}

/** The regular file that a stream is written to. */
export interface OutputFile {
  /** The identity of the file, which a change of its name leaves as it is. */
  readonly id: string
  /** False if what is written may replace what the file already has. */
  readonly isAppended: boolean
  /** Returns the number of bytes in the file. */
  length(): number
  /** Removes everything after this number of bytes. */
  cut(length: number): void
}

/** A sink that may be a terminal. */
export interface Terminal extends TextSink {
  /** Undefined for a terminal, a pipe and a device. */
  readonly file?: OutputFile | undefined
  /** Resolves once everything is handed to the system, and for a regular file is on the disk. */
  settle?(): Promise<void>
  /** Lets the process go on after the reader of a pipe is gone. What is written then is dropped. */
  outliveReader?(): void
  readonly isTerminal: boolean
  /** The number of characters on a line; undefined if unknown. */
  readonly columns: number | undefined
  /** True for a terminal whose user has not turned colours off. */
  readonly hasColors?: boolean
  /** Writes bytes as they are. */
  writeBytes(bytes: Uint8Array): Promise<void>
}

/** Returns a function that shows a line on a terminal until there is another, and erases it for undefined. */
export function createStatusLine(terminal: Terminal): (text: string | undefined) => void {
  let isShown = false
  return (text) => {
    // A longer line would wrap, and its first part would stay.
    const shown = text?.slice(0, (terminal.columns ?? 80) - 1) ?? ''
    if (text !== undefined || isShown) void terminal.write(`\r${shown}\u001b[K`)
    isShown = text !== undefined
  }
}

/** Asks a person for a secret and returns what was typed. Rejects as soon as the signal aborts. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>

/** The process as commands see it. */
export interface IO {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Terminal
  readonly stderr: Terminal
  readonly env: Environment
  /** True if what is read from stdin is typed, and shown as it is typed. */
  readonly isStdinTerminal?: boolean
  /** Undefined if stdin or stderr is not a terminal. */
  readonly ask: Ask | undefined
  /** Aborts at the first interrupt, with an Interruption as its reason. */
  readonly interrupted: AbortSignal
  /** Makes signals end the process at once from now on, for work during which nothing else can be noticed. */
  dieOnSignals?(): void
  /** Rejects with an error that nothing else caught. */
  readonly uncaught: Promise<never>
}

/** Returns the same process with other streams. Streams that nobody has used stay unopened. */
export function withStreams(io: IO, streams: Pick<IO, 'stdout' | 'stderr'>): IO {
  return Object.create(io, { stdout: { value: streams.stdout }, stderr: { value: streams.stderr } })
}

/** Returns the same terminal with another way to write, or with colours. A stream that nobody has used stays unopened. */
export function wrapTerminal(
  terminal: Terminal,
  changes: Partial<Pick<Terminal, 'write' | 'hasColors'>>,
): Terminal {
  return {
    isTerminal: terminal.isTerminal,
    get file() {
      return terminal.file
    },
    settle: async () => terminal.settle?.(),
    outliveReader: () => terminal.outliveReader?.(),
    hasColors: terminal.hasColors ?? false,
    get columns() {
      return terminal.columns
    },
    write: (text) => terminal.write(text),
    writeBytes: (bytes) => terminal.writeBytes(bytes),
    ...changes,
  }
}

/** Returns a process as commands see it, and a function that waits until everything is written. */
export function createProcessIO(process: NodeJS.Process): { io: IO; flush: () => Promise<void> } {
  const uncaught = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject)
  })
  const stdout = new ProcessStream(1, () => process.stdout)
  const stderr = new ProcessStream(2, () => process.stderr)
  const io: IO = {
    get stdin() {
      return process.stdin
    },
    stdout,
    stderr,
    env: process.env,
    isStdinTerminal: isatty(0),
    ask:
      isatty(0) && isatty(2)
        ? async (question, signal) => {
            const { promptHidden } = await import('./prompt.ts')
            return promptHidden(process, question, signal)
          }
        : undefined,
    interrupted: createInterruptSignal(process),
    dieOnSignals: () => {
      for (const name of interruptingSignals) process.removeAllListeners(name)
    },
    uncaught,
  }
  return { io, flush: async () => void (await Promise.all([stdout.flush(), stderr.flush()])) }
}

/** A standard stream, opened by its first use, since that takes time. */
class ProcessStream implements Terminal {
  readonly isTerminal: boolean
  readonly #descriptor: number
  readonly #open: () => NodeJS.WriteStream
  #stream: NodeJS.WriteStream | undefined
  #status: Stats | undefined
  /** The length of the file if nobody else writes to it; undefined before the first write. */
  #length: number | undefined
  #outlivesReader = false
  #isReaderGone = false
  /** Ends the wait for a slow reader. */
  #resume: (() => void) | undefined

  constructor(descriptor: number, open: () => NodeJS.WriteStream) {
    this.isTerminal = isatty(descriptor)
    this.#descriptor = descriptor
    this.#open = open
  }

  get columns(): number | undefined {
    // A terminal that does not know its size says 0.
    return this.#open().columns || undefined
  }

  get file(): OutputFile | undefined {
    const descriptor = this.#descriptor
    const status = this.#readStatus()
    if (!status.isFile()) return undefined
    return {
      id: `${status.dev}:${status.ino}`,
      isAppended: isAppended(descriptor),
      length: () => fstatSync(descriptor).size,
      cut: (length) => ftruncateSync(descriptor, length),
    }
  }

  outliveReader(): void {
    this.#outlivesReader = true
  }

  write(text: string): Promise<void> {
    return this.#write(text)
  }

  writeBytes(bytes: Uint8Array): Promise<void> {
    return this.#write(bytes)
  }

  async #write(data: string | Uint8Array): Promise<void> {
    const status = this.#readStatus()
    // The stream of Node.js takes a part of a text that a full disk accepts for the whole.
    if (status.isFile() || (status.isCharacterDevice() && !this.isTerminal)) return this.#writeToFile(data)
    this.#stream ??= this.#openWithErrors()
    const stream = this.#stream
    if (this.#isReaderGone) return
    return new Promise((resolve) => {
      if (stream.write(data)) return resolve()
      this.#resume = resolve
      stream.once('drain', resolve)
    })
  }

  async flush(): Promise<void> {
    const stream = this.#stream
    if (stream !== undefined && !this.#isReaderGone) await new Promise((resolve) => stream.write('', resolve))
  }

  async settle(): Promise<void> {
    await this.flush()
    if (this.#readStatus().isFile()) await promisify(fdatasync)(this.#descriptor)
  }

  /** Writes all of the data, or none of it if the disk is full. */
  #writeToFile(data: string | Uint8Array): void {
    this.#length ??= fstatSync(this.#descriptor).size
    const bytes = Buffer.from(data)
    let written = 0
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written)
    } catch (error) {
      const { size } = fstatSync(this.#descriptor)
      // Only if nobody else writes to the end of the file.
      if (written > 0 && size === this.#length + written) ftruncateSync(this.#descriptor, this.#length)
      throw error
    }
    this.#length += written
  }

  #readStatus(): Stats {
    this.#status ??= fstatSync(this.#descriptor)
    return this.#status
  }

  #openWithErrors(): NodeJS.WriteStream {
    const stream = this.#open()
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') {
        // The reader has seen enough, as `head` does.
        if (!this.#outlivesReader) process.exit(0)
        this.#isReaderGone = true
        this.#resume?.()
        return
      }
      // The terminal is gone, and with it everybody who could read an error.
      if (this.#descriptor === 2) return
      throw error
    })
    return stream
  }
}

/** Returns true if a file is opened so that each write is appended, and true where the system does not tell. */
function isAppended(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1]
    return flags === undefined || (Number.parseInt(flags, 8) & constants.O_APPEND) !== 0
  } catch {
    return true
  }
}

const interruptingSignals: readonly Interruption['signal'][] = ['SIGINT', 'SIGTERM', 'SIGHUP']

function createInterruptSignal(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  for (const name of interruptingSignals) {
    process.on(name, () => {
      const interruption = new Interruption(name)
      // A second interrupt does not wait.
      if (controller.signal.aborted) process.exit(interruptionExitCode(interruption))
      controller.abort(interruption)
    })
  }
  return controller.signal
}

/** Returns a signal that aborts with the outer one, and after `ms` milliseconds, if given. */
export function withDeadline(outer: AbortSignal, ms: number | undefined): AbortSignal {
  if (ms === undefined) return outer
  const controller = new AbortController()
  // Does not keep the process alive: with nothing else left to do, the deadline does not matter.
  setTimeout(() => controller.abort(new CommandTimeout(ms)), ms).unref()
  return AbortSignal.any([outer, controller.signal])
}

/** The reason of an abort by `--timeout`. */
class CommandTimeout extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'timeout'

  constructor(ms: number) {
    super(`The command did not finish within ${ms / 1000} s (--timeout).`)
  }
}
