import type { Environment } from './config/variables.ts'
import type { View } from './output/view.ts'

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
