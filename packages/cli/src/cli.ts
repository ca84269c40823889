import { didYouMean } from '@personctl/shared/didYouMean'
import { type Argument, Command, CommanderError, type Option, type OptionValues } from 'commander'
import type {
  CommandEntry,
  CommandModule,
  Invocation,
  Outcome,
  ParsedCommand,
  TypedCommand,
} from './commands/command.ts'
import { commands } from './commands/index.ts'
import { readCommandTable } from './completion/commandTable.ts'
import { readVariable } from './config/variables.ts'
import {
  describeRedacted,
  formatFailureAsJson,
  formatFailureAsText,
  formatFailureTrace,
} from './errors/describe.ts'
import { UsageError } from './errors/errors.ts'
import { exitCodes } from './errors/exitCodes.ts'
import { addGlobalOptions, parseEarlyFlags, parseGlobalOptions } from './globalOptions.ts'
import { examples, reference, topics } from './help/topics.ts'
import {
  createStatusLine,
  type Environment,
  type IO,
  type Terminal,
  withDeadline,
  withStreams,
  wrapTerminal,
} from './io/io.ts'
import { type ColumnName, type FormatName, isForPrograms, Output, type View } from './output/index.ts'
import { type ConnectionOptions, createTraceHooks, RequestJournal } from './service/connection.ts'
import { connect } from './service/services.ts'
import { createRedactor, type Redactor } from './text/redactor.ts'
import { escapeUnsafe } from './text/text.ts'

/** Runs a command line. Returns the exit code, after data is written to stdout and everything else to stderr. */
export async function run(argv: readonly string[], processIO: IO): Promise<number> {
  const redactor = createRedactor()
  const { stdout, stderr } = processIO
  const allowsColors = canShowColors(argv, processIO.env)
  const io = withStreams(processIO, {
    stdout: wrapTerminal(stdout, { hasColors: stdout.isTerminal && allowsColors }),
    stderr: wrapTerminal(stderr, {
      hasColors: stderr.isTerminal && allowsColors,
      write: (text) => stderr.write(redactor.redact(text)),
    }),
  })
  try {
    return await Promise.race([runProgram(argv, io, redactor), io.uncaught])
  } catch (error) {
    const failure = describeRedacted(error, redactor)
    const { format, debug } = parseEarlyFlags(argv, io.env, io.stdout.isTerminal)
    if (debug) await io.stderr.write(formatFailureTrace(failure))
    const text = isForPrograms(format)
      ? formatFailureAsJson(failure)
      : formatFailureAsText(failure, io.stderr)
    await io.stderr.write(text)
    return failure.exitCode
  }
}

/** Returns true unless the user, or the terminal, wants no colours. See docs/decisions/0002-colour-on-terminals.md. */
function canShowColors(argv: readonly string[], env: Environment): boolean {
  return !argv.includes('--no-color') && readVariable(env, 'NO_COLOR') === undefined && env['TERM'] !== 'dumb'
}

/** Finds the command on a command line and runs it, or prints help. Returns the exit code. */
async function runProgram(argv: readonly string[], io: IO, redactor: Redactor): Promise<number> {
  const topic = await findTopic(argv)
  if (topic !== undefined) {
    await writeHelp(topic, io.stdout)
    return 0
  }
  let exitCode = 0
  let printed = ''
  const print = (text: string) => {
    printed += text
  }
  const program = createProgram(print)
  let reached = program
  addCommands(program, commands, (command, module) => {
    reached = command
    if (module === undefined) return
    command.action(async () => {
      exitCode =
        'forward' in module
          ? await module.forward(command.args, io)
          : toExitCode(await runCommand(module, describeTyped(command), io, redactor))
    })
  })
  try {
    await program.parseAsync(replaceHelpCommand(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (!hasPrintedHelp(error)) throw wordUsageError(error, pathOf(reached).join(' '))
    await writeHelp(printed, io.stdout)
  }
  return exitCode
}

/** Lays help out for the terminal, and writes it. */
async function writeHelp(text: string, stdout: Terminal): Promise<void> {
  const { layoutHelp } = await import('@personctl/shared/helpLayout')
  await stdout.write(layoutHelp(text, stdout.columns))
}

// Commander writes each paragraph, and each row, on one line: the layout wraps them.
const unlimited = () => Number.MAX_SAFE_INTEGER

/** Creates `personctl` itself, without its commands. Help is passed to `print`. */
export function createProgram(print: (text: string) => void): Command {
  const program = new Command('personctl')
    .description('People directories from the command line.')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: print,
      // Help comes this way, too. Errors do not: they are thrown and written by `run`.
      writeErr: print,
      outputError: () => {},
      getOutHelpWidth: unlimited,
      getErrHelpWidth: unlimited,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ optionDescription: describeOption, argumentDescription: describeArgument })
    .addHelpText('before', formatExamples(examples))
    .addHelpText('after', reference)
  addGlobalOptions(program)
  return program
}

/** Returns the description of an option with its values and its default. */
export function describeOption({ description, argChoices, defaultValueDescription }: Option): string {
  return describeValues(description, argChoices, defaultValueDescription)
}

/** Returns the description of an argument with its values. */
export function describeArgument({ description, argChoices }: Argument): string {
  return describeValues(description, argChoices)
}

/** Puts the values before what the description says in parentheses. */
function describeValues(description: string, choices: readonly string[] = [], byDefault?: string): string {
  const [, text = '', details] = /^(.*?)(?: \((.*)\))?$/s.exec(description) ?? []
  const all = [
    ...(choices.length > 0 ? [`one of ${choices.join(', ')}`] : []),
    ...(byDefault === undefined ? [] : [`default: ${byDefault}`]),
    ...(details === undefined ? [] : [details]),
  ]
  return all.length === 0 ? text : `${text} (${all.join('; ')})`
}

/** Receives each command that a command line leads to, once it is loaded; a noun without a module. */
export type OnReached = (command: Command, module?: CommandModule) => void

/** Adds commands by name only. Each is expanded when the command line leads to it. */
export function addCommands(parent: Command, entries: readonly CommandEntry[], onReached: OnReached): void {
  for (const { name, summary } of entries) {
    parent.command(name).description(summary).helpCommand(false)
  }
  parent.hook('preSubcommand', async (_, child) => {
    const entry = entries.find(({ name }) => name === child.name())
    if (entry !== undefined) await expandCommand(child, entry, onReached)
  })
}

/** Adds arguments, options and help to a command. */
export async function expandCommand(
  command: Command,
  entry: CommandEntry,
  onReached: OnReached,
): Promise<void> {
  if ('commands' in entry) {
    command.addHelpText('before', () => formatExamples(listExamples(command)))
    addGlobalOptions(command)
    addCommands(command, entry.commands, onReached)
    onReached(command)
    return
  }
  const { command: module } = await entry.load()
  if ('forward' in module) {
    command.argument('[argument...]').helpOption(false).allowUnknownOption().passThroughOptions()
  } else {
    module.configure?.(command)
    addGlobalOptions(command)
    command.addHelpText('before', formatExamples(module.examples))
    if (module.notes !== undefined) command.addHelpText('after', `\n${module.notes}`)
  }
  onReached(command, module)
}

function formatExamples(lines: readonly string[]): string {
  return `Examples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`
}

/** Returns the first example of each command of a noun, without loading them. */
function listExamples(noun: Command): readonly string[] {
  let { command } = readCommandTable()
  for (const name of pathOf(noun).slice(1)) {
    command = command.commands.find((child) => child.name === name) ?? command
  }
  return command.examples
}

/** Returns the names that lead to a command, `personctl` first. */
function pathOf(command: Command): string[] {
  return command.parent === null ? [command.name()] : [...pathOf(command.parent), command.name()]
}

/** Runs a command whose arguments personctl parses. */
async function runCommand<Options>(
  command: ParsedCommand<Options>,
  typed: TypedCommand,
  io: IO,
  redactor: Redactor,
): Promise<Outcome> {
  const { stdout, stderr } = io
  const { operands, values } = typed
  const { context, format, defaultFormat, layout, timeoutMs, debug, storesTokens, mayAsk, quiet } =
    parseGlobalOptions(values, io.env, stdout.isTerminal)
  const options = command.parse(operands, values)
  const view = await loadView(values, command.columns, format ?? defaultFormat)
  const output = new Output({
    stdout,
    stderr,
    requestedFormat: format,
    defaultFormat,
    layout,
    view,
    isQuiet: quiet,
  })
  const log = debug ? (text: string) => void stderr.write(`debug: ${escapeUnsafe(text)}\n`) : () => {}
  const showsProgress = !debug && !quiet && canShowProgress(io)
  const journal = new RequestJournal(showsProgress ? createStatusLine(stderr) : undefined)
  const connection: ConnectionOptions = {
    context: memoize(async () => {
      const { resolveContext } = await import('./config/contexts.ts')
      return resolveContext(context, io.env)
    }),
    env: io.env,
    timeoutMs,
    hooks: journal.hooks(debug ? createTraceHooks(log) : {}),
    expiredTokens: journal.expiredTokens,
    redactor,
    isAttended: stderr.isTerminal && mayAsk,
    noticed: new Set(),
    urls: new Map(),
    storesTokens,
    tokenCache: undefined,
    unfinished: [],
    log,
    notify: (notice) => output.notify(notice),
  }
  // A context that the command line names must exist, even if the command does not need one.
  if (context !== undefined) await connection.context()
  const invocation: Invocation = {
    typed,
    io,
    output,
    contextFlag: context,
    ask: mayAsk ? io.ask : undefined,
    showsProgress,
    signal: withDeadline(io.interrupted, timeoutMs),
    connection,
    cis: (needs) => connect('cis', connection, needs),
    cern: (needs) => connect('cern', connection, needs),
    dabp: (needs) => connect('dabp', connection, needs),
  }
  try {
    return await command.run(options, invocation)
  } catch (error) {
    throw journal.explain(error)
  } finally {
    await Promise.all(connection.unfinished)
  }
}

function memoize<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let created: Promise<Value> | undefined
  return () => {
    created ??= create()
    return created
  }
}

async function loadView(
  values: OptionValues,
  columns: readonly ColumnName[] | undefined,
  format: FormatName,
): Promise<View | undefined> {
  const isRequested = ['columns', 'sortBy', 'query'].some((option) => values[option] !== undefined)
  return isRequested ? (await import('./output/applyView.ts')).parseView(values, columns, format) : undefined
}

/** Returns true for a terminal that can erase what it shows and that somebody watches. */
function canShowProgress({ stderr, env }: IO): boolean {
  return stderr.isTerminal && env['TERM'] !== 'dumb' && readVariable(env, 'CI') === undefined
}

function toExitCode(outcome: Outcome): number {
  if (typeof outcome === 'object') return outcome.exitCode
  return outcome === 'done' ? exitCodes.success : exitCodes.no
}

function describeTyped(command: Command): TypedCommand {
  return {
    path: pathOf(command).slice(1).join(' '),
    operands: command.args,
    values: mergeOptions(command),
  }
}

/** Merges the options of a command with those before its name: command over global, either over defaults. */
function mergeOptions(command: Command): OptionValues {
  if (command.parent === null) return command.opts()
  const values = mergeOptions(command.parent)
  for (const [name, value] of Object.entries(command.opts())) {
    if (command.getOptionValueSource(name) !== 'default' || values[name] === undefined) values[name] = value
  }
  return values
}

/** Returns the text of the topic in `help TOPIC`; undefined for any other command line. */
async function findTopic([help, name, ...more]: readonly string[]): Promise<string | undefined> {
  const topic = help === 'help' ? topics.find((candidate) => candidate.name === name) : undefined
  if (topic === undefined) return undefined
  const [surplus] = more
  if (surplus === undefined) return topic.load()
  // A noun can have the name of a topic.
  if (commands.some((command) => command.name === name)) return undefined
  throw new UsageError(
    `The argument ${JSON.stringify(surplus)} is one too many: help takes one topic.`,
    `Run personctl help ${topic.name}.`,
  )
}

/** Replaces `help user get` with `user get --help`. */
function replaceHelpCommand(argv: readonly string[]): string[] {
  const [help, ...path] = argv
  if (help !== 'help') return [...argv]
  checkHelpPath(path)
  return [...path, '--help']
}

/** @throws {UsageError} if a word after `help` is neither a command nor a topic */
function checkHelpPath(words: readonly string[]): void {
  let known: readonly { name: string }[] = [...commands, ...topics]
  for (const word of words) {
    if (word.startsWith('-')) continue
    const found = known.find(({ name }) => name === word)
    if (found === undefined) throw createUnknownTopicError(word, known)
    // Help ignores what follows a command.
    if (!('commands' in found)) return
    known = found.commands as readonly CommandEntry[]
  }
}

function createUnknownTopicError(word: string, known: readonly { name: string }[]): UsageError {
  const names = [...new Set(known.map(({ name }) => name))]
  const suggestion = didYouMean(word, names)
  return new UsageError(
    `There is no help for ${JSON.stringify(word)}.`,
    suggestion === undefined ? `Choose one of ${names.join(', ')}.` : `Did you mean ${suggestion}?`,
  )
}

/** Returns true if commander threw because it printed help or the version. */
function hasPrintedHelp({ code }: CommanderError): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version'
}

/** The messages of commander, and ours in place of them. */
const usageMessages: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^unknown command '(.*)'$/s, 'The command "$1" does not exist.'],
  [/^unknown option '(.*)'$/s, 'The option "$1" does not exist.'],
  [/^missing required argument '(.*)'$/s, 'The argument <$1> is missing.'],
  [/^required option '(.*)' not specified$/s, 'The option "$1" is required.'],
  [/^option '(.*)' argument missing$/s, 'The option "$1" requires a value.'],
  [
    /^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
    'The value "$2" of the option "$1" is invalid; it takes one of $3.',
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\.$/s,
    'The value "$1" of the argument <$2> is invalid; it takes one of $3.',
  ],
  [
    /^too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got (\d+)\.$/s,
    'There are too many arguments: $2 in place of $1.',
  ],
]

/** Words an error of commander like ours. */
function wordUsageError(error: CommanderError, command: string): UsageError {
  const [original = '', suggestion] = error.message.replace(/^error: /, '').split(/\n(?=\(Did you mean)/)
  const [pattern, message] = usageMessages.find(([known]) => known.test(original)) ?? []
  return new UsageError(
    pattern === undefined || message === undefined ? original : original.replace(pattern, message),
    suggestion?.replace(/^\((.*)\)$/, '$1') ?? `Run ${command} --help to see its arguments and options.`,
  )
}
