import { Command, CommanderError, type Option, type OptionValues } from 'commander'
import { withOffer } from './completion/commandTable.ts'
import { presetNames } from './config/presets.ts'
import { readVariable } from './config/variables.ts'
import { UsageError } from './errors/errors.ts'
import type { Environment } from './io/io.ts'
import { defaultFormat, type FormatName, formatNames, type Layout } from './output/index.ts'
import { collectValues } from './text/text.ts'
import { version } from './version.ts'

/** The parsed options of every command. */
interface GlobalOptions {
  /** The context of `--context` or `--demo`. */
  readonly context: string | undefined
  /** Undefined if the command may choose. */
  readonly format: FormatName | undefined
  /** The format of commands that have no default of their own. */
  readonly defaultFormat: FormatName
  readonly layout: Layout
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
  {
    flags: '--columns <names>',
    description: 'Show these columns of a table, csv or text; repeatable, or separated by commas',
    configure: (option) => option.argParser(collectValues),
  },
  { flags: '--wide', description: 'Write tables whole, even if the terminal is too narrow' },
  {
    flags: '--no-header',
    description: 'Leave out the headings of tables and the header of csv',
    configure: (option) => {
      // Not the contrary of the --header of a command.
      option.negate = false
      return option
    },
  },
  { flags: '--bom', description: 'Begin csv with a byte order mark, which Excel needs for accents' },
  {
    flags: '--sort-by <column>',
    description: 'Sort rows by COLUMN (COLUMN:desc for descending); repeatable',
    configure: (option) => option.argParser(collectValues),
  },
  { flags: '--query <jmespath>', description: 'Filter the output with a JMESPath expression' },
  {
    flags: '--timeout <seconds>',
    description:
      'Limit the time of the whole command; one response may take half of it (default: 60 for each request)',
    configure: (option) => option.argParser(parseSeconds),
  },
  { flags: '--no-token-cache', description: 'Neither store tokens nor use stored ones' },
  { flags: '--no-input', description: 'Never prompt; fail or continue without the input' },
  { flags: '-q, --quiet', description: 'Suppress progress and notices, but not errors' },
  { flags: '--no-color', description: 'Write no colours, not even to a terminal' },
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

const formatVariable = 'PERSONCTL_OUTPUT'

/**
 * Returns the format of `PERSONCTL_OUTPUT`, or else the usual one.
 *
 * @throws {UsageError} if the variable is not a format
 */
function parseDefaultFormat(env: Environment, stdoutIsTerminal: boolean): FormatName {
  const name = readVariable(env, formatVariable)
  if (name === undefined) return defaultFormat(stdoutIsTerminal)
  const format = formatNames.find((known) => known === name.trim())
  if (format !== undefined) return format
  throw new UsageError(
    `${formatVariable} is ${JSON.stringify(name)}; it takes one of ${formatNames.join(', ')}.`,
    'Set it to one of them, or unset it.',
  )
}

/** Parses the options of every command. */
export function parseGlobalOptions(
  values: OptionValues,
  env: Environment,
  stdoutIsTerminal: boolean,
): GlobalOptions {
  if (values['demo'] && values['context'] !== undefined && values['context'] !== 'demo') {
    throw new UsageError(
      `--demo and --context ${values['context']} cannot be used together.`,
      '--demo is short for --context demo.',
    )
  }
  const byDefault = parseDefaultFormat(env, stdoutIsTerminal)
  return {
    context: values['demo'] ? 'demo' : values['context'],
    format: values['output'],
    defaultFormat: byDefault,
    layout: parseLayout(values, values['output'] ?? byDefault),
    timeoutMs: values['timeout'] === undefined ? undefined : values['timeout'] * 1000,
    debug: values['debug'] ?? false,
    storesTokens:
      values['tokenCache'] !== false && readVariable(env, 'PERSONCTL_NO_TOKEN_CACHE') === undefined,
    mayAsk: values['input'] !== false,
    quiet: values['quiet'] ?? false,
  }
}

function parseLayout(
  { wide = false, noHeader = false, bom = false }: OptionValues,
  format: FormatName,
): Layout {
  if (bom && format !== 'csv') {
    throw new UsageError(`--bom applies to csv, and the format is ${format}.`, 'Add -o csv.')
  }
  return { isWide: wide, hasHeader: !noHeader, hasBom: bom }
}

const longestTimeoutSeconds = 24 * 60 * 60

function parseSeconds(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= longestTimeoutSeconds) return seconds
  throw new UsageError(
    `--timeout is ${JSON.stringify(text)}; it takes seconds, more than 0 and at most ${longestTimeoutSeconds}.`,
  )
}

/** Parses the options that decide how an error is written, from a command line and an environment that may be invalid. */
export function parseEarlyFlags(
  argv: readonly string[],
  env: Environment,
  stdoutIsTerminal: boolean,
): {
  readonly format: FormatName
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
  const name = output ?? readVariable(env, formatVariable)?.trim()
  const format = formatNames.find((known) => known === name) ?? defaultFormat(stdoutIsTerminal)
  return { format, debug }
}
