import { runPersonctlProcess } from '../../helpers/personctlProcess.ts'

/** A command as personctl itself describes it. */
export interface Described {
  readonly name: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly options: readonly { readonly flags: readonly string[]; readonly takesValue: boolean }[]
  readonly columns?: readonly string[]
  readonly isForwarded?: true
  readonly commands: readonly Described[]
}

const { stdout } = await runPersonctlProcess(['__reference'])
const reference = JSON.parse(stdout)
const table: { options: Described['options']; command: Described } = JSON.parse(reference.table)

/** The man page of what was built. */
export const manPage: string = reference.manPage

/** The table of commands for the README. */
export const readmeTable: string = reference.readme

/** The options of every command. */
export const globalOptions: Described['options'] = table.options

/** Every noun and verb there is, by the words that lead to it. */
export const everyCommand: ReadonlyMap<string, Described> = new Map(within(table.command, ''))

/** Those that do something. */
export const everyVerb: ReadonlyMap<string, Described> = new Map(
  [...everyCommand].filter(([, { commands }]) => commands.length === 0),
)

function within({ commands }: Described, path: string): [string, Described][] {
  return commands.flatMap((command) => {
    const own = `${path} ${command.name}`.trim()
    return [[own, command], ...within(command, own)] as [string, Described][]
  })
}
