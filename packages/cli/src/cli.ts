import { didYouMean } from '@personctl/shared/didYouMean'
import { Command, CommanderError, type OptionValues } from 'commander'
import type { CommandEntry, CommandModule, Outcome, ParsedCommand } from './command.ts'
import { commands } from './commands/index.ts'
import type { Context } from './config/contexts.ts'
import { variable } from './config/variables.ts'
import { readCommandTable } from './docs/commandTable.ts'
import { examples, reference, topics } from './docs/topics.ts'
import { describeHidden, failureAsJson, failureAsText, failureAsTrace } from './errors/describe.ts'
import { UsageError } from './errors/errors.ts'
import { describeGlobalOptions, failsForPrograms, resolveGlobalOptions, wantsDebug } from './globalOptions.ts'
import { type IO, withDeadline } from './io/io.ts'
import { defaultFormat, type FormatName } from './output/index.ts'
import { type Remark, remark } from './output/notice.ts'
import type { View } from './output/view.ts'
import { connectToCern, connectToCis, connectToDabp } from './service/connect.ts'
import { type ConnectionOptions, traceTo } from './service/options.ts'
import { createRedactor, type Redactor } from './text/redact.ts'
import { visible } from './text/text.ts'

/** Told of every command that the line leads to, and of what it does, once that is loaded; of a noun without. */
export type OnReached = (command: Command, module?: CommandModule) => void

/** Adds commands by name alone. Each is made whole when the line leads to it. */
export function addCommands(parent: Command, entries: readonly CommandEntry[], onReached: OnReached): void {
  for (const { name, summary } of entries) {
    parent.command(name).description(summary).helpCommand(false)
  }
  parent.hook('preSubcommand', async (_, child) => {
    const entry = entries.find(({ name }) => name === child.name())
    if (entry !== undefined) await makeWhole(child, entry, onReached)
  })
}

/** Adds all that a command has beside its name. */
export async function makeWhole(command: Command, entry: CommandEntry, onReached: OnReached): Promise<void> {
  if ('commands' in entry) {
    command.addHelpText('before', () => examplesOf(command))
    describeGlobalOptions(command)
    addCommands(command, entry.commands, onReached)
    onReached(command)
    return
  }
  const { command: module } = await entry.load()
  if ('forward' in module) {
    command.argument('[argument...]').helpOption(false).allowUnknownOption().passThroughOptions()
  } else {
    module.describe(command)
    describeGlobalOptions(command)
  }
  onReached(command, module)
}

/** The names that lead to a command, `personctl` first. */
export function pathOf(command: Command): string[] {
  return command.parent === null ? [command.name()] : [...pathOf(command.parent), command.name()]
}

/** Of a noun, the first example of each of its commands, which are not loaded for that. */
function examplesOf(noun: Command): string {
  let { command } = readCommandTable()
  for (const name of pathOf(noun).slice(1)) {
    command = command.commands.find((child) => child.name === name) ?? command
  }
  const lines = command.examples.map((line) => `  $ ${line}\n`)
  return `Examples:\n${lines.join('')}`
}

/** Runs a command with what its line says. */
export async function invoke<Options>(
  command: ParsedCommand<Options>,
  operands: readonly string[],
  values: OptionValues,
  processIO: IO,
  redactor: Redactor,
): Promise<Outcome> {
  const { format, timeoutMs, ...globals } = resolveGlobalOptions(values, processIO.env)
  const options = command.parse(operands, values)
  const usualFormat = format ?? defaultFormat(processIO.stdout.isTerminal)
  const io = viewedIO(processIO, await viewOf(values, command.columns, usualFormat), globals.quiet)
  let resolving: Promise<Context> | undefined
  const context = () => {
    resolving ??= import('./config/contexts.ts').then(({ resolveContext }) =>
      resolveContext(globals.context, io.env),
    )
    return resolving
  }
  // What the environment names is asked for when it is needed; what the line names must make sense at once.
  if (globals.context !== undefined) await context()
  const debug = globals.debug ? (text: string) => void io.stderr.write(`debug: ${visible(text)}\n`) : () => {}
  const hooks = globals.debug ? traceTo(debug) : {}
  const said = {
    env: io.env,
    redactor,
    debug,
    warn: (about: Remark) => remark(io.stderr, usualFormat, about),
  }
  const connection: ConnectionOptions = {
    ...said,
    context,
    timeoutMs,
    hooks,
    isAttended: io.stderr.isTerminal && globals.mayAsk,
    tokenCache: globals.keepsTokens
      ? async (name, clientId) => {
          const { keptTokenCache } = await import('./service/tokens.ts')
          return keptTokenCache(said, name, clientId)
        }
      : undefined,
  }
  return command.run(options, {
    io,
    format,
    debug,
    contextFlag: globals.context,
    ask: globals.mayAsk ? io.ask : undefined,
    showsProgress: !globals.debug && !globals.quiet && canShowProgress(io),
    signal: withDeadline(io.interrupted, timeoutMs),
    connection,
    cis: (needs) => connectToCis(connection, needs),
    cern: (needs) => connectToCern(connection, needs),
    dabp: (needs) => connectToDabp(connection, needs),
  })
}

async function viewOf(
  values: OptionValues,
  columns: readonly string[] | undefined,
  format: FormatName,
): Promise<View | undefined> {
  const isAsked = ['columns', 'sortBy', 'query'].some((option) => values[option] !== undefined)
  return isAsked ? (await import('./output/applyView.ts')).parseView(values, columns, format) : undefined
}

/** Where somebody watches, on a terminal that can erase what it shows. */
function canShowProgress({ stderr, env }: IO): boolean {
  return stderr.isTerminal && env['TERM'] !== 'dumb' && variable(env, 'CI') === undefined
}

/** The process as a command sees it, which knows nothing of the options that are for all commands. */
function viewedIO(io: IO, view: View | undefined, isQuiet: boolean): IO {
  return over(io, {
    stdout: view === undefined ? io.stdout : over(io.stdout, { view }),
    stderr: over(io.stderr, { isQuiet }),
  })
}

/** The same thing, but for what is changed. No copy, for that would open the streams. */
function over<Thing extends object>(thing: Thing, changes: Partial<Thing>): Thing {
  return Object.assign(Object.create(thing), changes)
}

/** `personctl` itself, without what follows it. What it has to say to whoever asks for help is said to `say`. */
export function rootCommand(say: (text: string) => void, width: () => number): Command {
  const program = new Command('personctl')
    .description('People directories from the command line.')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: say,
      // Help comes this way, too. Failures do not: they are thrown, and written in one place.
      writeErr: say,
      outputError: () => {},
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('before', examples)
    .addHelpText('after', reference)
  describeGlobalOptions(program)
  return program
}

function exitCodeOf(outcome: Outcome): number {
  if (typeof outcome === 'object') return outcome.exitCode
  return outcome === 'done' ? 0 : 10
}

/** Finds the command that a line means, and runs it. Returns the exit code; throws what the command throws. */
export async function runProgram(argv: readonly string[], io: IO, redactor: Redactor): Promise<number> {
  const topic = await topicIn(argv)
  if (topic !== undefined) {
    await io.stdout.write(topic)
    return 0
  }
  let exitCode = 0
  let answer = ''
  const say = (text: string) => {
    answer += text
  }
  const program = rootCommand(say, () => io.stdout.columns ?? 100)
  let reached = program
  addCommands(program, commands, (command, module) => {
    reached = command
    if (module === undefined) return
    command.action(async () => {
      exitCode =
        'forward' in module
          ? await module.forward(command.args, io)
          : exitCodeOf(await invoke(module, command.args, valuesOf(command), io, redactor))
    })
  })
  try {
    await program.parseAsync(helpAsOption(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (!isAnswer(error)) throw usageError(error, pathOf(reached).join(' '))
    await io.stdout.write(answer)
  }
  return exitCode
}

/** The topic that the line asks for help on; undefined where it asks for something else. */
async function topicIn([help, name, ...more]: readonly string[]): Promise<string | undefined> {
  const topic = help === 'help' ? topics.find((candidate) => candidate.name === name) : undefined
  if (topic === undefined) return undefined
  const [surplus] = more
  if (surplus === undefined) return (await topic.load()).text
  throw new UsageError(
    `${JSON.stringify(surplus)} is too much: help is on one topic.`,
    `Type personctl help ${topic.name} alone.`,
  )
}

/** `help user get` as `user get --help`. */
function helpAsOption(argv: readonly string[]): string[] {
  const [help, ...path] = argv
  if (help !== 'help') return [...argv]
  checkHelpPath(path)
  return [...path, '--help']
}

/** Throws UsageError where there is no help on what the words of a line name. */
function checkHelpPath(words: readonly string[]): void {
  let known: readonly { name: string }[] = [...commands, ...topics]
  for (const word of words) {
    if (word.startsWith('-')) continue
    const found = known.find(({ name }) => name === word)
    if (found === undefined) throw noHelp(word, known)
    // What follows a command that has none below it is not for help to judge.
    if (!('commands' in found)) return
    known = found.commands as readonly CommandEntry[]
  }
}

function noHelp(word: string, known: readonly { name: string }[]): UsageError {
  const names = known.map(({ name }) => name)
  const meant = didYouMean(word, names)
  return new UsageError(
    `There is no help on ${JSON.stringify(word)}.`,
    meant === undefined ? `There is on ${names.join(', ')}.` : `Did you mean ${meant}?`,
  )
}

/** The options of a command over those that stand before its name; defaults stand back behind both. */
function valuesOf(command: Command): OptionValues {
  if (command.parent === null) return command.opts()
  const values = valuesOf(command.parent)
  for (const [name, value] of Object.entries(command.opts())) {
    if (command.getOptionValueSource(name) !== 'default' || values[name] === undefined) values[name] = value
  }
  return values
}

/** Whether what commander throws is that it has printed what was asked for. */
function isAnswer({ code }: CommanderError): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version'
}

function usageError(error: CommanderError, command: string): UsageError {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? `${command} --help says what it takes.`
  return new UsageError(message, hint)
}

/** Does what a command line says. Returns the exit code; data is on stdout then, and all else on stderr. */
export async function run(argv: readonly string[], processIO: IO): Promise<number> {
  const redactor = createRedactor()
  const { stderr } = processIO
  // Spelled out, for a spread would open the streams.
  const io: IO = {
    get stdin() {
      return processIO.stdin
    },
    stdout: processIO.stdout,
    stderr: {
      isTerminal: stderr.isTerminal,
      get columns() {
        return stderr.columns
      },
      write: (text) => stderr.write(redactor.redact(text)),
    },
    env: processIO.env,
    ask: processIO.ask,
    interrupted: processIO.interrupted,
    uncaught: processIO.uncaught,
  }
  try {
    return await Promise.race([runProgram(argv, io, redactor), io.uncaught])
  } catch (error) {
    const failure = describeHidden(error, redactor)
    if (wantsDebug(argv)) await io.stderr.write(failureAsTrace(failure))
    const render = failsForPrograms(argv, io.stdout.isTerminal) ? failureAsJson : failureAsText
    await io.stderr.write(render(failure))
    return failure.exitCode
  }
}
