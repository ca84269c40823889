import { type Command, CommanderError, type OptionValues } from 'commander'
import type { CommandEntry, Outcome } from './command.ts'
import { commands } from './commands/index.ts'
import { addCommands, pathOf } from './commandTree.ts'
import { UsageError } from './failure/usageError.ts'
import { topics } from './help/topics.ts'
import { invoke } from './invoke.ts'
import type { IO } from './io.ts'
import { rootCommand } from './rootCommand.ts'
import { nearest } from './text/nearest.ts'
import type { Redactor } from './text/redactor.ts'

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
  const meant = nearest(word, names)
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
