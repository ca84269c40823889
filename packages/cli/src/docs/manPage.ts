import type { Argument, Command, Option } from 'commander'
import { rootCommand } from '../cli.ts'
import { commands } from '../commands/index.ts'
import { version } from '../version.ts'
import { commandTable, type DescribedCommand, describeCommands } from './commandTree.ts'
import { topics } from './topics.ts'

/** What the language of man pages would take for an instruction, as text. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
}

/** Something, and what it is about. */
function term(name: string, text: string): string {
  return `.TP\n.B ${escaped(name)}\n${escaped(text)}`
}

/** Lines to type. */
function verbatim(lines: readonly string[]): string {
  return ['.nf', ...lines.map((line) => `  ${escaped(line)}`), '.fi'].join('\n')
}

type Mode = 'paragraph' | 'rows' | 'verbatim'

const rowOfTwo = /^ {2}(\S.*?) {2,}(\S.*)$/
const continued = /^ {4,}(\S.*)$/

/**
 * Text as the topics and notes of help have it: paragraphs, indented rows of two columns, and other indented lines, which
 * stay as they are.
 */
function prose(text: string): string {
  const lines: string[] = []
  let mode = 'paragraph' as Mode
  const enter = (next: Mode, opening: readonly string[]) => {
    if (mode === 'verbatim' && next !== 'verbatim') lines.push('.fi')
    if (mode !== next) lines.push(...opening)
    mode = next
  }
  for (const line of text.trimEnd().split('\n')) {
    const [, name, about] = rowOfTwo.exec(line) ?? []
    const [, more] = continued.exec(line) ?? []
    if (line.trim() === '') {
      enter('paragraph', [])
      if (lines.length > 0) lines.push('.PP')
    } else if (name !== undefined && about !== undefined && !line.startsWith('  $ ')) {
      enter('rows', [])
      lines.push(term(name, about))
    } else if (more !== undefined && mode === 'rows') lines.push(escaped(more))
    else if (line.startsWith(' ')) {
      enter('verbatim', ['.nf'])
      lines.push(escaped(line))
    } else {
      enter('paragraph', ['.PP'])
      lines.push(escaped(line))
    }
  }
  enter('paragraph', [])
  return lines.filter((line, index) => line !== '.PP' || (index > 0 && lines[index + 1] !== '.PP')).join('\n')
}

/** The manual of personctl, section 1: every command, its options, and the topics of `personctl help`. */
function manPage(
  root: DescribedCommand,
  topics: readonly { readonly name: string; readonly text: string }[],
): string {
  const { command, examples, commands, notes } = root
  return [
    `.TH PERSONCTL 1 "" "personctl ${version}" "personctl"`,
    section('NAME', `personctl \\- ${escaped('people directories from the command line')}`),
    section('SYNOPSIS', '.B personctl\n.I noun verb\n[\\fIarguments\\fR] [\\fIoptions\\fR]'),
    section('EXAMPLES', verbatim(examples)),
    section('DESCRIPTION', prose(notes)),
    section('COMMANDS', commands.flatMap((child) => commandsIn(child)).join('\n')),
    section('OPTIONS OF EVERY COMMAND', command.options.map(optionRow).join('\n')),
    ...topics.map(({ name, text }) => section(name.replace('-', ' ').toUpperCase(), prose(text))),
    section('SEE ALSO', 'personctl \\fIcommand\\fR \\-\\-help'),
    '',
  ].join('\n')
}

function section(title: string, content: string): string {
  return `.SH ${title}\n${content}`
}

/** A command, or those of a noun. */
function commandsIn(described: DescribedCommand): string[] {
  const { commands, command, summary, examples, options, notes } = described
  if (commands.length > 0) return commands.flatMap((child) => commandsIn(child))
  const own = command.options.filter(({ long }) => options.some(({ flags }) => flags.includes(long ?? '')))
  return [
    [
      `.SS ${escaped(usage(command))}`,
      `${escaped(summary)}.`,
      ...command.registeredArguments.filter(({ description }) => description !== '').map(argumentRow),
      ...own.map(optionRow),
      ...(notes === '' ? [] : ['.PP', prose(notes)]),
      '.PP',
      verbatim(examples),
    ].join('\n'),
  ]
}

function usage(command: Command): string {
  const { parent, registeredArguments } = command
  const names = [command.name()]
  for (let noun = parent; noun !== null; noun = noun.parent) names.unshift(noun.name())
  return [...names, ...registeredArguments.map(written)].join(' ')
}

function written(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function argumentRow(argument: Argument): string {
  return term(written(argument), argument.description)
}

function optionRow(option: Option): string {
  const { flags, description, argChoices, defaultValueDescription } = option
  const more = [
    ...(argChoices === undefined ? [] : [`one of ${argChoices.join(', ')}`]),
    ...(defaultValueDescription === undefined ? [] : [`default: ${defaultValueDescription}`]),
  ]
  return term(flags, more.length === 0 ? description : `${description} (${more.join('; ')})`)
}

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
