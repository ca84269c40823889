import type { CernClient, CisClient, DabpClient } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { Ask, IO } from '../io/io.ts'
import type { ColumnName, Output } from '../output/index.ts'
import type { ConnectionNeeds, ConnectionOptions } from '../service/connection.ts'
import { formatCommandLine } from '../text/text.ts'

/** A command by name, or a noun with commands of its own. Small, since each start reads all of them. */
export type CommandEntry = { readonly name: string; readonly summary: string } & (
  | { readonly load: () => Promise<{ command: CommandModule }> }
  | { readonly commands: readonly CommandEntry[] }
)

// Commands differ in their options, which only the command itself reads.
// biome-ignore lint/suspicious/noExplicitAny: stands for the options of any command
export type CommandModule = ParsedCommand<any> | ForwardedCommand

/** The parts of a command's help beside its arguments and options. */
interface CommandHelp {
  /** Command lines, without a prompt. */
  readonly examples: readonly string[]
  /** The text after the options. */
  readonly notes?: string
}

/** A command whose arguments personctl parses. */
export interface ParsedCommand<Options> extends CommandHelp {
  /**
   * The columns that its rows can have. Completion offers them, and others are rejected. Undefined if only the rows tell.
   */
  readonly columns?: readonly ColumnName[]
  /** Adds arguments and options. */
  configure?(command: Command): void
  /**
   * Parses the arguments. Sends and reads nothing.
   *
   * @throws {UsageError} if they are invalid
   */
  parse(operands: readonly string[], values: OptionValues): Options
  run(options: Options, invocation: Invocation): Promise<Outcome>
}

/** A command of another program, which receives the arguments unparsed. */
export interface ForwardedCommand extends CommandHelp {
  /** Adds options for completion and the reference. They are not used for parsing. */
  configure(command: Command): Promise<void>
  /** Returns the exit code. */
  forward(argv: readonly string[], io: IO): Promise<number>
}

/**
 * The outcome of a command that did not throw. `no` means that it checked something that is not so; a code means that it
 * has already reported failures.
 */
export type Outcome = 'done' | 'no' | { readonly exitCode: number }

/** A command line, as typed. */
export interface TypedCommand {
  /** The names that lead to the command, such as `user list`. */
  readonly path: string
  readonly operands: readonly string[]
  /** The values of all options, the global ones included. */
  readonly values: OptionValues
}

/** Everything that a running command may use. */
export interface Invocation {
  readonly typed: TypedCommand
  readonly io: IO
  readonly output: Output
  /** Aborts at an interrupt, and when the time for the command is over. */
  readonly signal: AbortSignal
  /** True if a line on stderr may show progress. Nothing else is written to stderr meanwhile. */
  readonly showsProgress: boolean
  /** The context that the command line names. */
  readonly contextFlag: string | undefined
  /** Undefined if nobody can be asked. */
  readonly ask: Ask | undefined
  readonly connection: ConnectionOptions
  /** Creates a client of CIS. */
  cis(needs?: ConnectionNeeds): Promise<CisClient>
  /** Creates a client of CERN's Authorization Service. */
  cern(needs?: ConnectionNeeds): Promise<CernClient>
  /** Creates a client of DABP. */
  dabp(needs?: ConnectionNeeds): Promise<DabpClient>
}

/**
 * Returns the command line that shows if a write was done, for the same context.
 *
 * @param words those behind `personctl`
 */
export function formatLook(
  words: readonly string[],
  { contextFlag }: Pick<Invocation, 'contextFlag'>,
): string {
  return formatCommandLine([
    'personctl',
    ...words,
    ...(contextFlag === undefined ? [] : ['--context', contextFlag]),
  ])
}
