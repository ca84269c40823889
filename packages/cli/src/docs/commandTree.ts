import type { Argument, Command, Option } from 'commander'
import { addCommands, makeWhole } from '../cli.ts'
import type { CommandEntry, CommandModule } from '../command.ts'
import {
  type ArgumentRow,
  type CommandRow,
  type CommandTable,
  type OptionRow,
  offerOf,
} from './commandTable.ts'

/** A command as the reference tells of it. */
export interface DescribedCommand extends CommandRow {
  readonly command: Command
  readonly commands: readonly DescribedCommand[]
  /** What its help says after everything else. */
  readonly notes: string
}

/**
 * Loads every command there is, and says all that it has.
 *
 * @param helpOf what a command prints as its help
 */
export async function describeCommands(
  root: Command,
  entries: readonly CommandEntry[],
  helpOf: (command: Command) => string,
): Promise<DescribedCommand> {
  const modules = new Map<Command, CommandModule | undefined>()
  const onReached = (command: Command, module?: CommandModule) => void modules.set(command, module)
  addCommands(root, entries, onReached)
  const globals = new Set(root.options.map(({ long }) => long))

  async function described(command: Command, children: readonly CommandEntry[]): Promise<DescribedCommand> {
    const commands: DescribedCommand[] = []
    for (const entry of children) {
      const child = command.commands.find((candidate) => candidate.name() === entry.name)
      if (child === undefined) continue
      await makeWhole(child, entry, onReached)
      const module = modules.get(child)
      if (module !== undefined && 'forward' in module) await module.describe(child)
      commands.push(await described(child, 'commands' in entry ? entry.commands : []))
    }
    const module = modules.get(command)
    // What was added to the help of a command stands around what commander itself makes of it.
    const isNoun = command !== root && commands.length > 0
    const [before = '', after = ''] = isNoun ? [] : helpOf(command).split(command.helpInformation())
    const columns = module !== undefined && 'columns' in module ? module.columns : undefined
    return {
      command,
      name: command.name(),
      summary: command.description(),
      examples: isNoun ? commands.flatMap(({ examples }) => examples.slice(0, 1)) : examplesIn(before),
      arguments: command.registeredArguments.map(argumentRow),
      options: command.options
        .filter(({ long, hidden }) => !hidden && (command === root || !globals.has(long)))
        .map(optionRow),
      ...(columns && { columns }),
      ...(module !== undefined && 'forward' in module && { isForwarded: true as const }),
      commands,
      notes: after.trim(),
    }
  }
  return described(root, entries)
}

/** The same without what only the reference needs. */
export function commandTable(root: DescribedCommand): CommandTable {
  const row = ({ command: _command, notes: _notes, commands, ...rest }: DescribedCommand): CommandRow => ({
    ...rest,
    commands: commands.map(row),
  })
  return { options: root.options, command: { ...row(root), options: [] } }
}

function argumentRow(argument: Argument): ArgumentRow {
  const offer = offerOf(argument)
  return { variadic: argument.variadic, ...(offer && { offer }) }
}

function optionRow(option: Option): OptionRow {
  const offer = offerOf(option)
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    summary: option.description,
    takesValue: option.required || option.optional,
    ...(offer && { offer }),
  }
}

function examplesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => /^ *\$ (.*)/.exec(line)?.[1] ?? [])
}
