import { type HelpBlock, layoutHelp, parseHelp } from '@personctl/shared/helpLayout'
import type { Argument, Command, Option } from 'commander'
import { addCommands, createProgram, describeArgument, describeOption, expandCommand } from './cli.ts'
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

/** A name and its meaning. */
interface ManualTerm {
  readonly name: string
  readonly text: string
}

/** The manual as data, for the documentation site: every command, the options of all, and the topics of `personctl help`. */
interface Manual {
  readonly commands: readonly {
    readonly usage: string
    readonly summary: string
    readonly arguments: readonly ManualTerm[]
    readonly options: readonly ManualTerm[]
    readonly notes: readonly HelpBlock[]
    readonly examples: readonly string[]
  }[]
  readonly options: readonly ManualTerm[]
  readonly topics: readonly { readonly name: string; readonly blocks: readonly HelpBlock[] }[]
}

/** Texts that are derived from the commands, for the build. */
interface Reference {
  /** The table that completion reads, as JSON. */
  readonly table: string
  readonly manPage: string
  /** The list of commands for the README. */
  readonly readme: string
  readonly manual: Manual
}

/** Builds the table of commands that completion reads, the man page, the list for the README, and the manual of the site. */
export async function buildReference(): Promise<Reference> {
  const root = await describeCommands(createProgram(() => {}))
  const texts = await Promise.all(topics.map(async ({ name, load }) => ({ name, text: await load() })))
  return {
    table: JSON.stringify(toCommandTable(root)),
    manPage: formatManPage(root, texts),
    readme: formatReadmeTable(root),
    manual: describeManual(root, texts),
  }
}

function describeManual(
  root: DescribedCommand,
  topics: readonly { readonly name: string; readonly text: string }[],
): Manual {
  const toTerm = (option: Option): ManualTerm => ({ name: option.flags, text: describeOption(option) })
  return {
    commands: listVerbs(root).map((described) => ({
      usage: formatUsage(described.command),
      summary: described.summary,
      arguments: described.command.registeredArguments
        .filter(({ description }) => description !== '')
        .map((argument) => ({ name: formatArgumentName(argument), text: describeArgument(argument) })),
      options: listOwnOptions(described).map(toTerm),
      notes: parseHelp(described.notes),
      examples: described.examples,
    })),
    options: listOptions(root.command).map(toTerm),
    topics: topics.map(({ name, text }) => ({ name, blocks: parseHelp(text.trim()) })),
  }
}

/** Lists the options that a command has beside those of every command. */
function listOwnOptions({ command, options }: DescribedCommand): readonly Option[] {
  return command.options.filter(({ long }) => options.some(({ flags }) => flags.includes(long ?? '')))
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
      options: (command === root ? listOptions(root) : command.options)
        .filter(({ long, hidden }) => !hidden && (command === root || !globals.has(long)))
        .map(toOptionRow),
      ...(columns && { columns: [...new Set(columns.map(({ name }) => name))] }),
      ...(module !== undefined && 'forward' in module && { isForwarded: true as const }),
      commands: described,
      notes: isNoun && command !== root ? '' : (help.notes ?? '').trim(),
    }
  }
  return describe(root, commands)
}

/** Lists the options with --help, which commander has apart from the others. */
function listOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command)
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
    // Neither hyphens in words, which readers copy, nor gaps between them.
    '.nh\n.ad l',
    formatSection('NAME', `personctl \\- ${escapeRoff('people directories from the command line')}`),
    formatSection('SYNOPSIS', '.B personctl\n.I noun verb\n[\\fIarguments\\fR] [\\fIoptions\\fR]'),
    formatSection('EXAMPLES', formatExamples(examples)),
    formatSection('DESCRIPTION', formatProse(notes)),
    formatSection('COMMANDS', listVerbs(root).map(formatCommand).join('\n')),
    formatSection('OPTIONS OF EVERY COMMAND', listOptions(command).map(formatOption).join('\n')),
    ...topics.map(({ name, text }) => formatSection(toSectionTitle(name), formatProse(text))),
    formatSection('SEE ALSO', 'personctl \\fIcommand\\fR \\-\\-help'),
    '',
  ].join('\n')
}

function toSectionTitle(topic: string): string {
  // The customary name of the section.
  return topic === 'exit-codes' ? 'EXIT STATUS' : topic.toUpperCase()
}

function formatSection(title: string, content: string): string {
  return `.SH ${title}\n${content}`
}

function formatCommand(described: DescribedCommand): string {
  const { command, summary, examples, notes } = described
  return [
    `.SS ${escapeRoff(formatUsage(command))}`,
    `${escapeRoff(summary)}.`,
    ...command.registeredArguments.filter(({ description }) => description !== '').map(formatArgument),
    ...listOwnOptions(described).map(formatOption),
    ...(notes === '' ? [] : ['.PP', formatProse(notes)]),
    '.PP',
    formatExamples(examples),
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
  return formatTerm(formatArgumentName(argument), describeArgument(argument))
}

function formatOption(option: Option): string {
  return formatTerm(option.flags, describeOption(option))
}

/** Escapes what the language of man pages would take for an instruction. */
function escapeRoff(text: string): string {
  return (
    text
      .replaceAll('\\', '\\e')
      .replace(/[-'^~`]/g, (character) => roffCharacters[character] ?? character)
      // Not every man guesses the encoding of a page.
      .replace(/[^ -~\n]/gu, (character) => `\\[u${toHex(character)}]`)
      .replace(/^(?=\.)/gm, '\\&')
  )
}

function toHex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

// Otherwise typographic characters, which no shell understands.
const roffCharacters: Readonly<Record<string, string>> = {
  '-': '\\-',
  "'": '\\(aq',
  '^': '\\(ha',
  '~': '\\(ti',
  '`': '\\(ga',
}

function formatTerm(name: string, text: string): string {
  return `.TP\n.B ${escapeRoff(name)}\n${escapeRoff(text)}`
}

/** The width of examples, which a man page does not wrap: that of a terminal, without the margin. */
const exampleWidth = 78 - 7

function formatExamples(commands: readonly string[]): string {
  return ['.nf', ...commands.map(formatExample), '.fi'].join('\n')
}

function formatExample(command: string): string {
  return escapeRoff(layoutHelp(`  $ ${command}`, exampleWidth))
}

/** Formats the text of topics and notes. */
function formatProse(text: string): string {
  const lines: string[] = []
  let isVerbatim = false
  for (const block of parseHelp(text.trim())) {
    const needsVerbatim = block.kind === 'example' || block.kind === 'line'
    if (isVerbatim !== needsVerbatim) lines.push(needsVerbatim ? '.PP\n.nf' : '.fi')
    isVerbatim = needsVerbatim
    if (block.kind === 'row') lines.push(formatTerm(block.name, block.text))
    else if (block.kind === 'paragraph') lines.push('.PP', escapeRoff(block.text))
    else if (block.kind === 'line') lines.push(escapeRoff(layoutHelp(block.text, exampleWidth)))
    else if (block.kind === 'example') lines.push(formatExample(block.command))
  }
  if (isVerbatim) lines.push('.fi')
  return (lines[0] === '.PP' ? lines.slice(1) : lines).join('\n')
}
