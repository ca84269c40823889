import type { Command, OptionValues } from 'commander'
import { type Context, contextNames, resolveContext } from './config/contexts.ts'
import { type Environment, variable } from './config/variables.ts'
import { UsageError } from './failure/usageError.ts'
import { type FormatName, formatNames } from './output/index.ts'
import { version } from './version.ts'

/** What every command understands, checked. */
export interface GlobalOptions {
  readonly context: Context
  /** The format that was asked for; undefined where the command may choose. */
  readonly format: FormatName | undefined
  /** How long the command may take in all; undefined for no limit but that of each answer. */
  readonly timeoutMs: number | undefined
  readonly debug: boolean
}

const longestTimeoutSeconds = 24 * 60 * 60

/** Adds the options to a command, so that they may stand before it and after it. */
export function describeGlobalOptions(command: Command): void {
  command
    .optionsGroup('Options of every command:')
    .addOption(
      command
        .createOption('-c, --context <name>', `settings to start from: ${contextNames.join(', ')}`)
        .argParser((name: string) => resolveContext(name, undefined).name),
    )
    .option('--demo', 'ask the embedded directory: no network, no configuration')
    .addOption(
      command
        .createOption('-o, --output <format>', 'default: table on a terminal, json otherwise')
        .choices(formatNames),
    )
    .addOption(
      command
        .createOption('--timeout <seconds>', 'for the whole command (default: 60 for each answer)')
        .argParser(parseSeconds),
    )
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
    context: resolveContext(
      values['demo'] ? 'demo' : values['context'],
      variable(env, 'PERSONCTL_CONTEXT')?.trim(),
    ),
    format: values['output'],
    timeoutMs: values['timeout'] === undefined ? undefined : values['timeout'] * 1000,
    debug: values['debug'] ?? false,
  }
}

function parseSeconds(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= longestTimeoutSeconds) return seconds
  throw new UsageError(
    `--timeout is ${JSON.stringify(text)}; it takes seconds, more than 0 and at most ${longestTimeoutSeconds}.`,
  )
}
