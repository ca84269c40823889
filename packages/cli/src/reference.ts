import type { Argument, Command, Option } from 'commander'
import { addCommands, createProgram, expandCommand } from './cli.ts'
import type { CommandEntry, CommandModule } from './commands/command.ts'
import { commands } from './commands/index.ts'
import {
  type ArgumentRow,
  type CommandRow,
  type CommandTable,
  findOffer,
  type OptionRow,
} from './completion/commandTable.ts'
import { examples, reference, topics } from './help/topics.ts'
import { version } from './version.ts'

/** A command with everything that the reference says about it. */
interface DescribedCommand extends CommandRow {
  readonly command: Command
  readonly commands: readonly DescribedCommand[]
  /** The text after the options. */
  readonly notes: string
}

/** Builds the table of commands that completion reads, the man page, and the list of commands for the README. */
export async function buildReference(): Promise<{ table: string; manPage: string; readme: string }> {
  const root = await describeCommands(
    createProgram(
      () => {},
      () => 100,
    ),
  )
  const texts = await Promise.all(topics.map(async ({ name, load }) => ({ name, text: await load() })))
  return {
    table: JSON.stringify(toCommandTable(root)),
    manPage: formatManPage(root, texts),
    readme: formatReadmeTable(root),
  }
}

/** Loads all commands and describes them. */
async function describeCommands(root: Command): Promise<DescribedCommand> {
  const modules = new Map<Command, CommandModule | undefined>()
  const onReached = (command: Command, module?: CommandModule) => void modules.set(command, module)
  addCommands(root, commands, onReached)
  const globals = new Set(root.options.map(({ long }) => long))

  async function describe(command: Command, children: readonly CommandEntry[]): Promise<DescribedCommand> {
    const described: DescribedCommand[] = []
    for (const entry of children) {
      const child = command.commands.find((candidate) => candidate.name() === entry.name)
      if (child === undefined) continue
      await expandCommand(child, entry, onReached)
      const module = modules.get(child)
      if (module !== undefined && 'forward' in module) await module.configure(child)
      described.push(await describe(child, 'commands' in entry ? entry.commands : []))
    }
    const module = modules.get(command)
    const isNoun = described.length > 0
    const help =
      command === root
        ? { examples, notes: reference }
        : (module ?? { examples: described.flatMap(({ examples }) => examples.slice(0, 1)) })
    const columns = module !== undefined && 'columns' in module ? module.columns : undefined
    return {
      command,
      name: command.name(),
      summary: command.description(),
      examples: help.examples,
      arguments: command.registeredArguments.map(toArgumentRow),
      options: command.options
        .filter(({ long, hidden }) => !hidden && (command === root || !globals.has(long)))
        .map(toOptionRow),
      ...(columns && { columns: columns.map(({ name }) => name) }),
      ...(module !== undefined && 'forward' in module && { isForwarded: true as const }),
      commands: described,
      notes: isNoun && command !== root ? '' : (help.notes ?? '').trim(),
    }
  }
  return describe(root, commands)
}

function toArgumentRow(argument: Argument): ArgumentRow {
  const offer = findOffer(argument)
  return { variadic: argument.variadic, ...(offer && { offer }) }
}

function toOptionRow(option: Option): OptionRow {
  const offer = findOffer(option)
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    summary: option.description,
    takesValue: option.required || option.optional,
    ...(offer && { offer }),
  }
}

/** Returns the descriptions without what only the reference needs. */
function toCommandTable(root: DescribedCommand): CommandTable {
  const toRow = ({ command: _command, notes: _notes, commands, ...rest }: DescribedCommand): CommandRow => ({
    ...rest,
    commands: commands.map(toRow),
  })
  return { options: root.options, command: { ...toRow(root), options: [] } }
}

/** Formats a Markdown table of all commands with their summaries. */
function formatReadmeTable(root: DescribedCommand): string {
  const rows = listVerbs(root).map(
    ({ command, summary }) =>
      `| \`${formatUsage(command).replace('personctl ', '').replaceAll('|', '\\|')}\` | ${summary} |`,
  )
  return ['| Command | Purpose |', '|---|---|', ...rows].join('\n')
}

function listVerbs({ commands }: DescribedCommand): DescribedCommand[] {
  return commands.flatMap((child) => (child.commands.length > 0 ? listVerbs(child) : [child]))
}

/** Formats the manual of personctl, section 1: all commands, their options, and the topics of `personctl help`. */
function formatManPage(
  root: DescribedCommand,
  topics: readonly { readonly name: string; readonly text: string }[],
): string {
  const { command, examples, notes } = root
  return [
    `.TH PERSONCTL 1 "" "personctl ${version}" "personctl"`,
    formatSection('NAME', `personctl \\- ${escapeRoff('people directories from the command line')}`),
    formatSection('SYNOPSIS', '.B personctl\n.I noun verb\n[\\fIarguments\\fR] [\\fIoptions\\fR]'),
    formatSection('EXAMPLES', formatVerbatim(examples)),
    formatSection('DESCRIPTION', formatProse(notes)),
    formatSection('COMMANDS', listVerbs(root).map(formatCommand).join('\n')),
    formatSection('OPTIONS OF EVERY COMMAND', command.options.map(formatOption).join('\n')),
    ...topics.map(({ name, text }) => formatSection(name.replace('-', ' ').toUpperCase(), formatProse(text))),
    formatSection('SEE ALSO', 'personctl \\fIcommand\\fR \\-\\-help'),
    '',
  ].join('\n')
}

function formatSection(title: string, content: string): string {
  return `.SH ${title}\n${content}`
}

function formatCommand({ command, summary, examples, options, notes }: DescribedCommand): string {
  const own = command.options.filter(({ long }) => options.some(({ flags }) => flags.includes(long ?? '')))
  return [
    `.SS ${escapeRoff(formatUsage(command))}`,
    `${escapeRoff(summary)}.`,
    ...command.registeredArguments.filter(({ description }) => description !== '').map(formatArgument),
    ...own.map(formatOption),
    ...(notes === '' ? [] : ['.PP', formatProse(notes)]),
    '.PP',
    formatVerbatim(examples),
  ].join('\n')
}

function formatUsage(command: Command): string {
  const { parent, registeredArguments } = command
  const names = [command.name()]
  for (let noun = parent; noun !== null; noun = noun.parent) names.unshift(noun.name())
  return [...names, ...registeredArguments.map(formatArgumentName)].join(' ')
}

function formatArgumentName(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function formatArgument(argument: Argument): string {
  return formatTerm(formatArgumentName(argument), argument.description)
}

function formatOption(option: Option): string {
  const { flags, description, argChoices, defaultValueDescription } = option
  const more = [
    ...(argChoices === undefined ? [] : [`one of ${argChoices.join(', ')}`]),
    ...(defaultValueDescription === undefined ? [] : [`default: ${defaultValueDescription}`]),
  ]
  return formatTerm(flags, more.length === 0 ? description : `${description} (${more.join('; ')})`)
}

/** Escapes what the language of man pages would take for an instruction. */
function escapeRoff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
}

function formatTerm(name: string, text: string): string {
  return `.TP\n.B ${escapeRoff(name)}\n${escapeRoff(text)}`
}

function formatVerbatim(lines: readonly string[]): string {
  const indented = lines.flatMap((line) => line.split('\n')).map((line) => `  ${escapeRoff(line)}`)
  return ['.nf', ...indented, '.fi'].join('\n')
}

type Mode = 'paragraph' | 'rows' | 'verbatim'

const twoColumns = /^ {2}(\S.*?) {2,}(\S.*)$/
const continuation = /^ {4,}(\S.*)$/

/**
 * Formats the text of topics and notes: paragraphs, indented rows of two columns, and other indented lines, which stay as
 * they are.
 */
function formatProse(text: string): string {
  const lines: string[] = []
  let mode = 'paragraph' as Mode
  const enter = (next: Mode, opening: readonly string[]) => {
    if (mode === 'verbatim' && next !== 'verbatim') lines.push('.fi')
    if (mode !== next) lines.push(...opening)
    mode = next
  }
  for (const line of text.trimEnd().split('\n')) {
    const [, name, about] = twoColumns.exec(line) ?? []
    const [, more] = continuation.exec(line) ?? []
    if (line.trim() === '') {
      enter('paragraph', [])
      if (lines.length > 0) lines.push('.PP')
    } else if (name !== undefined && about !== undefined && !line.startsWith('  $ ')) {
      enter('rows', [])
      lines.push(formatTerm(name, about))
    } else if (more !== undefined && mode === 'rows') lines.push(escapeRoff(more))
    else if (line.startsWith(' ')) {
      enter('verbatim', ['.nf'])
      lines.push(escapeRoff(line))
    } else {
      enter('paragraph', ['.PP'])
      lines.push(escapeRoff(line))
    }
  }
  enter('paragraph', [])
  return lines.filter((line, index) => line !== '.PP' || (index > 0 && lines[index + 1] !== '.PP')).join('\n')
}
