import type { Command, OptionValues } from 'commander'
import { presetNames } from './config/presets.ts'
import { type Environment, variable } from './config/variables.ts'
import { offering } from './docs/commandTable.ts'
import { UsageError } from './errors/errors.ts'
import { defaultFormat, type FormatName, formatNames, isForPrograms } from './output/index.ts'
import { version } from './version.ts'

/** Whether a failure is to be written as JSON: told from the line itself, for it may be the line that fails. */
export function failsForPrograms(argv: readonly string[], stdoutIsTerminal: boolean): boolean {
  const asked = formatIn(argv)
  const known = formatNames.find((name): name is FormatName => name === asked)
  return isForPrograms(known ?? defaultFormat(stdoutIsTerminal))
}

/** Whether `--debug` stands on the line. */
export function wantsDebug(argv: readonly string[]): boolean {
  return optionsOf(argv).includes('--debug')
}

function formatIn(argv: readonly string[]): string | undefined {
  let format: string | undefined
  for (const [index, argument] of optionsOf(argv).entries()) {
    // Short options may stand together, and a value behind the last of them.
    const [isShort, attached] = /^-q*o(.*)$/s.exec(argument) ?? []
    if (argument === '--output' || attached === '') format = argv[index + 1]
    else if (argument.startsWith('--output=')) format = argument.slice('--output='.length)
    else if (isShort !== undefined) format = attached
  }
  return format
}

function optionsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return end === -1 ? argv : argv.slice(0, end)
}

/** What every command understands, checked. */
interface GlobalOptions {
  /** The context that is asked for; undefined where the environment may choose, or the one in use. */
  readonly context: string | undefined
  /** The format that was asked for; undefined where the command may choose. */
  readonly format: FormatName | undefined
  /** How long the command may take in all; undefined for no limit but that of each answer. */
  readonly timeoutMs: number | undefined
  readonly debug: boolean
  /** Whether tokens are kept for the next run, and taken from the last. */
  readonly keepsTokens: boolean
  /** Whether somebody may be asked for what is missing. */
  readonly mayAsk: boolean
  /** Whether neither progress nor remarks are wanted. */
  readonly quiet: boolean
}

const longestTimeoutSeconds = 24 * 60 * 60

/** Adds the options to a command, so that they may stand before it and after it. */
export function describeGlobalOptions(command: Command): void {
  command
    .optionsGroup('Options of every command:')
    .addOption(
      offering(
        command.createOption(
          '-c, --context <name>',
          `settings to start from: yours, or ${presetNames.join(', ')}`,
        ),
        'contexts',
      ),
    )
    .option('--demo', 'ask the embedded directory: no network, no configuration')
    .addOption(
      command
        .createOption('-o, --output <format>', 'default: table on a terminal, json otherwise')
        .choices(formatNames),
    )
    .option('--columns <names>', 'which columns of a table or csv, with commas between them')
    .option('--sort-by <column>', 'in which order rows are; COLUMN:desc for the other way round')
    .option('--query <jmespath>', 'what of the answer to write')
    .addOption(
      command
        .createOption('--timeout <seconds>', 'for the whole command (default: 60 for each answer)')
        .argParser(parseSeconds),
    )
    .option('--no-token-cache', 'neither keep tokens for the next run nor take them from the last')
    .option('--no-input', 'never ask for anything: fail instead, or do without')
    .option('-q, --quiet', 'no progress and no remarks; failures are said nevertheless')
    .option('--no-color', 'does nothing, for nothing is coloured')
    .option('--debug', 'say on stderr what is sent and answered; secrets stay hidden')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
}

/** The options as given, at whichever place on the line. */
export function resolveGlobalOptions(values: OptionValues, env: Environment): GlobalOptions {
  if (values['demo'] && values['context'] !== undefined && values['context'] !== 'demo') {
    throw new UsageError(
      `--demo and --context ${values['context']} cannot both be meant.`,
      '--demo is short for --context demo.',
    )
  }
  return {
    context: values['demo'] ? 'demo' : values['context'],
    format: values['output'],
    timeoutMs: values['timeout'] === undefined ? undefined : values['timeout'] * 1000,
    debug: values['debug'] ?? false,
    keepsTokens: values['tokenCache'] !== false && variable(env, 'PERSONCTL_NO_TOKEN_CACHE') === undefined,
    mayAsk: values['input'] !== false,
    quiet: values['quiet'] ?? false,
  }
}

function parseSeconds(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= longestTimeoutSeconds) return seconds
  throw new UsageError(
    `--timeout is ${JSON.stringify(text)}; it takes seconds, more than 0 and at most ${longestTimeoutSeconds}.`,
  )
}
