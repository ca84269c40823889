import type { Command } from 'commander'
import type { CommandEntry, CommandModule } from './command.ts'
import { readCommandTable } from './completion/readCommandTable.ts'
import { describeGlobalOptions } from './globalOptions.ts'

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
