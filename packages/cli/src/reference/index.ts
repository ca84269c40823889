import type { Command } from 'commander'
import { commands } from '../commands/index.ts'
import { topics } from '../help/topics.ts'
import { rootCommand } from '../rootCommand.ts'
import { commandTable, describeCommands } from './describeCommands.ts'
import { manPage } from './manPage.ts'

/** What is made of all commands when personctl is built: the table that completion reads, and the man page. */
export async function reference(): Promise<{ table: string; manPage: string }> {
  let printed = ''
  const say = (text: string) => {
    printed += text
  }
  const helpOf = (command: Command) => {
    printed = ''
    command.outputHelp()
    return printed
  }
  const root = await describeCommands(
    rootCommand(say, () => 100),
    commands,
    helpOf,
  )
  const texts = await Promise.all(topics.map(async ({ name, load }) => ({ name, text: (await load()).text })))
  return { table: JSON.stringify(commandTable(root)), manPage: manPage(root, texts) }
}
