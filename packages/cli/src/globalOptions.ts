import { Command, CommanderError, type Option, type OptionValues } from 'commander'
import { withOffer } from './completion/commandTable.ts'
import { presetNames } from './config/presets.ts'
import { readVariable } from './config/variables.ts'
import { UsageError } from './errors/errors.ts'
import type { Environment } from './io/io.ts'
import { type FormatName, formatNames } from './output/index.ts'
import { version } from './version.ts'

/** The parsed options of every command. */
interface GlobalOptions {
  /** The context of `--context` or `--demo`. */
  readonly context: string | undefined
  /** Undefined if the command may choose. */
  readonly format: FormatName | undefined
  /** The limit for the whole command; undefined for one per request only. */
  readonly timeoutMs: number | undefined
  readonly debug: boolean
  /** True to store tokens for the next run, and to use stored ones. */
  readonly storesTokens: boolean
  /** True if the command may prompt for what is missing. */
  readonly mayAsk: boolean
  /** True to suppress progress and notices. */
  readonly quiet: boolean
}

interface GlobalFlag {
  readonly flags: string
  readonly description: string
  configure?(option: Option): Option
}

const globalFlags: readonly GlobalFlag[] = [
  {
    flags: '-c, --context <name>',
    description: `Use a context: one of yours, or ${presetNames.join(', ')}`,
    configure: (option) => withOffer(option, 'contexts'),
  },
  { flags: '--demo', description: 'Use the embedded directory: no network, no configuration' },
  {
    flags: '-o, --output <format>',
    description: 'Choose the format (default: table on a terminal, json otherwise)',
    configure: (option) => option.choices(formatNames),
  },
  { flags: '--columns <names>', description: 'Show these columns of a table or csv, separated by commas' },
  { flags: '--sort-by <column>', description: 'Sort rows by COLUMN (COLUMN:desc for descending)' },
  { flags: '--query <jmespath>', description: 'Filter the output with a JMESPath expression' },
  {
    flags: '--timeout <seconds>',
    description: 'Limit the time of the whole command (default: 60 for each request)',
    configure: (option) => option.argParser(parseSeconds),
  },
  { flags: '--no-token-cache', description: 'Neither store tokens nor use stored ones' },
  { flags: '--no-input', description: 'Never prompt; fail or continue without the input' },
  { flags: '-q, --quiet', description: 'Suppress progress and notices, but not errors' },
  { flags: '--no-color', description: 'Accepted for compatibility; output is never coloured' },
  { flags: '--debug', description: 'Trace requests and responses on stderr; secrets stay hidden' },
]

const versionFlag: GlobalFlag = { flags: '-V, --version', description: 'Print the version' }
const helpFlag: GlobalFlag = { flags: '-h, --help', description: 'Print this help' }

/** Adds the options of every command, so that they may stand before its name and after it. */
export function addGlobalOptions(command: Command): void {
  command.optionsGroup('Options of every command:')
  for (const { flags, description, configure = (option: Option) => option } of globalFlags) {
    command.addOption(configure(command.createOption(flags, description)))
  }
  command
    .version(version, versionFlag.flags, versionFlag.description)
    .helpOption(helpFlag.flags, helpFlag.description)
}

/** Parses the options of every command. */
export function parseGlobalOptions(values: OptionValues, env: Environment): GlobalOptions {
  if (values['demo'] && values['context'] !== undefined && values['context'] !== 'demo') {
    throw new UsageError(
      `--demo and --context ${values['context']} cannot be used together.`,
      '--demo is short for --context demo.',
    )
  }
  return {
    context: values['demo'] ? 'demo' : values['context'],
    format: values['output'],
    timeoutMs: values['timeout'] === undefined ? undefined : values['timeout'] * 1000,
    debug: values['debug'] ?? false,
    storesTokens:
      values['tokenCache'] !== false && readVariable(env, 'PERSONCTL_NO_TOKEN_CACHE') === undefined,
    mayAsk: values['input'] !== false,
    quiet: values['quiet'] ?? false,
  }
}

const longestTimeoutSeconds = 24 * 60 * 60

function parseSeconds(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= longestTimeoutSeconds) return seconds
  throw new UsageError(
    `--timeout is ${JSON.stringify(text)}; it takes seconds, more than 0 and at most ${longestTimeoutSeconds}.`,
  )
}

/** Parses the options that decide how an error is written, from a command line that may be invalid. */
export function parseEarlyFlags(argv: readonly string[]): {
  readonly format: FormatName | undefined
  readonly debug: boolean
} {
  const command = new Command()
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .helpOption(false)
  for (const { flags } of [...globalFlags, versionFlag, helpFlag]) command.option(flags)
  try {
    command.parseOptions([...argv])
  } catch (error) {
    // The value of the last option is missing.
    if (!(error instanceof CommanderError)) throw error
  }
  const { output, debug = false } = command.opts()
  return { format: formatNames.find((name) => name === output), debug }
}
