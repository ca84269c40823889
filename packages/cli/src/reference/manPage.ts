import type { Argument, Command, Option } from 'commander'
import { version } from '../version.ts'
import type { DescribedCommand } from './describeCommands.ts'
import { escaped, prose, term, verbatim } from './roff.ts'

/** The manual of personctl, section 1: every command, its options, and the topics of `personctl help`. */
export function manPage(
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
