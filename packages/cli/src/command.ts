import type { CernClient, CisClient, DabpClient } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { Ask, IO } from './io/io.ts'
import type { FormatName } from './output/index.ts'
import type { ConnectionNeeds, ConnectionOptions } from './service/options.ts'

/** What a running command may use. */
export interface Invocation {
  readonly io: IO
  /** The format that was asked for; undefined where the command may choose. */
  readonly format: FormatName | undefined
  /** Aborts at an interrupt, and when the time for the command is over. */
  readonly signal: AbortSignal
  /** Whether a line on stderr may change as work goes on: on a terminal, where nothing else is written meanwhile. */
  readonly showsProgress: boolean
  /** Says something that only matters when looking for a fault. */
  debug(text: string): void
  /** The context that the line names, if it names one. */
  readonly contextFlag: string | undefined
  /** Asks for something nobody may look at; undefined where nobody may be asked. */
  readonly ask: Ask | undefined
  /** What connections are made of. */
  readonly connection: ConnectionOptions
  /** Makes a client of CIS. */
  cis(needs?: ConnectionNeeds): Promise<CisClient>
  /** Makes a client of CERN's Authorization Service. */
  cern(needs?: ConnectionNeeds): Promise<CernClient>
  /** Makes a client of DABP. */
  dabp(needs?: ConnectionNeeds): Promise<DabpClient>
}

/**
 * How a command that has written its answer came out: with `no`, it was asked whether something is so, and it is not; with
 * a code, its answer is about failures.
 */
export type Outcome = 'done' | 'no' | { readonly exitCode: number }

/** A command whose line personctl reads. */
export interface ParsedCommand<Options> {
  /** Adds arguments, options and examples. */
  describe(command: Command): void
  /**
   * The names that columns of its rows can have: offered by completion, and no other is taken. Without, it is the rows
   * that tell.
   */
  readonly columns?: readonly string[]
  /** Makes sense of what was given. Throws UsageError where there is none; sends and reads nothing. */
  parse(operands: readonly string[], values: OptionValues): Options
  run(options: Options, invocation: Invocation): Promise<Outcome>
}

/** A command that is another program's: what follows its name is handed on as it is. */
export interface ForwardedCommand {
  /** Adds its options, for completion and the reference; the line itself is for the other program to read. */
  describe(command: Command): Promise<void>
  /** Returns the exit code. */
  forward(argv: readonly string[], io: IO): Promise<number>
}

// Commands differ in their options, which only they themselves look at.
// biome-ignore lint/suspicious/noExplicitAny: stands for the options of any command
export type CommandModule = ParsedCommand<any> | ForwardedCommand

/** A command by name, or a noun with commands of its own. Small, for all of them are read at every start. */
export type CommandEntry = { readonly name: string; readonly summary: string } & (
  | { readonly load: () => Promise<{ command: CommandModule }> }
  | { readonly commands: readonly CommandEntry[] }
)
