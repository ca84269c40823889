import { Command, CommanderError, type OptionValues } from 'commander'
import type { CommandEntry, CommandModule, Outcome } from './command.ts'
import { commands } from './commands/index.ts'
import { UsageError } from './failure/usageError.ts'
import { describeGlobalOptions } from './globalOptions.ts'
import { examples, reference } from './help.ts'
import { invoke } from './invoke.ts'
import type { IO } from './io.ts'
import type { Redactor } from './text/redactor.ts'

function exitCodeOf(outcome: Outcome): number {
  if (typeof outcome === 'object') return outcome.exitCode
  return outcome === 'done' ? 0 : 10
}

/** Finds the command that a line means, and runs it. Returns the exit code; throws what the command throws. */
export async function runProgram(argv: readonly string[], io: IO, redactor: Redactor): Promise<number> {
  let exitCode = 0
  const path = ['personctl']

  function addCommands(parent: Command, entries: readonly CommandEntry[]): void {
    const loaders = new Map<string, () => Promise<{ command: CommandModule }>>()
    for (const entry of entries) {
      const child = parent.command(entry.name).description(entry.summary).helpCommand(false)
      if ('load' in entry) loaders.set(entry.name, entry.load)
      else {
        describeGlobalOptions(child)
        addCommands(child, entry.commands)
      }
    }
    parent.hook('preSubcommand', async (_, child) => {
      path.push(child.name())
      const load = loaders.get(child.name())
      if (load !== undefined) equip(child, (await load()).command)
    })
  }

  function equip(command: Command, module: CommandModule): void {
    if ('forward' in module) {
      command.argument('[argument...]').helpOption(false).allowUnknownOption().passThroughOptions()
      command.action(async () => {
        exitCode = await module.forward(command.args, io)
      })
      return
    }
    module.describe(command)
    describeGlobalOptions(command)
    command.action(async () => {
      exitCode = exitCodeOf(await invoke(module, command.args, valuesOf(command), io, redactor))
    })
  }

  let answer = ''
  const say = (text: string) => {
    answer += text
  }
  const program = rootCommand(say, () => io.stdout.columns ?? 100)
  addCommands(program, commands)
  try {
    await program.parseAsync(helpAsOption(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (!isAnswer(error)) throw usageError(error, path.join(' '))
    await io.stdout.write(answer)
  }
  return exitCode
}

function rootCommand(say: (text: string) => void, width: () => number): Command {
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

/** `help user get` as `user get --help`. */
function helpAsOption(argv: readonly string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
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
