import { readFileSync } from 'node:fs'
import { contextFilePath, presetNames } from '../config/presets.ts'
import { findConfigDir } from '../config/variables.ts'
import { topics } from '../help/topics.ts'
import type { Environment } from '../io/io.ts'
import {
  type CommandRow,
  type CommandTable,
  type FilterOffer,
  type Offer,
  type OptionRow,
  readCommandTable,
} from './commandTable.ts'

/**
 * Prints the completions of a word, for `personctl __complete INDEX WORD...` with the words after `personctl`: a line for
 * each, with a tab before its summary, or the line `:files`. The index of the word counts from 0; it is needed since shells
 * drop empty words.
 */
export function printCompletions(
  [index = '', ...words]: readonly string[],
  env: Environment,
  write: (text: string) => void,
): void {
  const position = Number(index)
  const candidates = listCandidates(readCommandTable(), words.slice(0, position), words[position] ?? '', {
    contexts: () => readContextNames(env),
    topics: topics.map(({ name, summary }) => ({ value: name, summary })),
  })
  const lines =
    candidates === 'files'
      ? [':files']
      : candidates.map(({ value, summary }) => (summary === undefined ? value : `${value}\t${summary}`))
  write(lines.map((line) => `${line}\n`).join(''))
}

/** Returns the names of contexts. A broken file has none: commands report it. */
function readContextNames(env: Environment): string[] {
  try {
    const { contexts } = JSON.parse(readFileSync(contextFilePath(findConfigDir(env).path), 'utf8'))
    return [...new Set([...Object.keys(contexts), ...presetNames])]
  } catch {
    return [...presetNames]
  }
}

interface Candidate {
  readonly value: string
  readonly summary?: string
}

/** The candidates of a word; `files` if the shell should complete file names. */
type Candidates = readonly Candidate[] | 'files'

/** Values that are not in the table of commands. */
interface Lookups {
  contexts(): readonly string[]
  readonly topics: readonly Candidate[]
}

/**
 * Returns the candidates for the word being typed.
 *
 * @param before the words before it, without the name of the program
 */
function listCandidates(
  table: CommandTable,
  before: readonly string[],
  word: string,
  lookups: Lookups,
): Candidates {
  const candidates = listForPosition(findPosition(table, before), word, table, lookups)
  return candidates === 'files' ? candidates : candidates.filter(({ value }) => value.startsWith(word))
}

/** The position of the next word on a command line. */
interface Position {
  readonly command: CommandRow
  /** The option whose value the word is. */
  readonly option: OptionRow | undefined
  /** The number of arguments before it. */
  readonly operands: number
  readonly usedFlags: ReadonlySet<string>
  /** True after `--`, where no word is an option. */
  readonly isAfterDashes: boolean
  readonly isHelp: boolean
}

function findPosition(table: CommandTable, before: readonly string[]): Position {
  const usedFlags = new Set<string>()
  let { command } = table
  let option: OptionRow | undefined
  let operands = 0
  let isAfterDashes = false
  const isHelp = before[0] === 'help'
  for (const word of isHelp ? before.slice(1) : before) {
    const child = command.commands.find(({ name }) => name === word)
    if (option !== undefined) option = undefined
    else if (isAfterDashes) operands += 1
    else if (word === '--') isAfterDashes = true
    else if (word.startsWith('-') && word !== '-') {
      const [flag = ''] = word.split('=', 1)
      usedFlags.add(flag)
      option = word.includes('=') ? undefined : findOption(flag, command, table)
      if (option?.takesValue === false) option = undefined
    } else if (child !== undefined) command = child
    else operands += 1
  }
  return { command, option, operands, usedFlags, isAfterDashes, isHelp }
}

function listForPosition(
  { command, option, operands, usedFlags, isAfterDashes, isHelp }: Position,
  word: string,
  table: CommandTable,
  lookups: Lookups,
): Candidates {
  if (option !== undefined) return listValues(findOptionOffer(option, command), word, lookups)
  if (word.startsWith('-') && !isAfterDashes) {
    const [flag = ''] = word.split('=', 1)
    if (flag === word) return listFlags(command, table, usedFlags)
    const named = findOption(flag, command, table)
    if (named === undefined) return []
    const values = listValues(findOptionOffer(named, command), word.slice(flag.length + 1), lookups)
    return values === 'files' ? values : values.map(({ value }) => ({ value: `${flag}=${value}` }))
  }
  if (command.commands.length > 0 || isHelp) {
    const children = command.commands.map(({ name, summary }) => ({ value: name, summary }))
    if (command !== table.command) return children
    const help = { value: 'help', summary: 'Explain a command or a topic' }
    return isHelp ? [...children, ...lookups.topics] : [...children, help]
  }
  const argument = command.arguments[operands] ?? command.arguments.findLast(({ variadic }) => variadic)
  return listValues(argument?.offer, word, lookups)
}

function listFlags(command: CommandRow, table: CommandTable, usedFlags: ReadonlySet<string>): Candidate[] {
  return listOptions(command, table)
    .filter(({ flags, takesValue }) => takesValue || !flags.some((flag) => usedFlags.has(flag)))
    .flatMap(({ flags, summary }) => ({ value: flags.at(-1) ?? '', summary }))
}

function findOption(flag: string, command: CommandRow, table: CommandTable): OptionRow | undefined {
  return listOptions(command, table).find(({ flags }) => flags.includes(flag))
}

function listOptions(command: CommandRow, table: CommandTable): readonly OptionRow[] {
  return command.isForwarded ? command.options : [...command.options, ...table.options]
}

/** Returns the values of an option. Columns are those of the command. */
function findOptionOffer({ flags, offer }: OptionRow, { columns = [] }: CommandRow): Offer | undefined {
  if (flags.includes('--columns')) return columns
  if (flags.includes('--sort-by')) return columns.flatMap((column) => [column, `${column}:desc`])
  return offer
}

function listValues(offer: Offer | undefined, word: string, { contexts }: Lookups): Candidates {
  if (offer === undefined) return []
  if (offer === 'files') return offer
  if (typeof offer === 'object' && 'fields' in offer) return listFilters(offer, word)
  // The last of several values, separated by commas, is the one to complete.
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const given = new Set(before.split(','))
  const all = offer === 'contexts' ? contexts() : offer
  return all.filter((value) => !given.has(value)).map((value) => ({ value: `${before}${value}` }))
}

/** Returns the next parts of a filter: the field, then the operator or the value, then the value. */
function listFilters({ fields, operators, values }: FilterOffer, word: string): Candidate[] {
  const [field = '', second, third] = word.split(':')
  if (second === undefined) return fields.map((name) => ({ value: `${name}:` }))
  const known = Object.hasOwn(values, field) ? (values[field] ?? []) : []
  if (third !== undefined) return known.map((value) => ({ value: `${field}:${second}:${value}` }))
  const next = [...known, ...operators.map((operator) => `${operator}:`)]
  return next.map((text) => ({ value: `${field}:${text}` }))
}
