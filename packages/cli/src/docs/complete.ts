import { readFileSync } from 'node:fs'
import { contextFilePath, presetNames } from '../config/presets.ts'
import { configFolder, type Environment } from '../config/variables.ts'
import {
  type CommandRow,
  type CommandTable,
  type Offer,
  type OptionRow,
  readCommandTable,
} from './commandTable.ts'
import { topics } from './topics.ts'

/** Something that a word can become. */
interface Candidate {
  readonly value: string
  readonly summary?: string
}

/** What there is to choose from, where the shell itself does not know better. */
type Candidates = readonly Candidate[] | 'files'

/** What completion has to look up, for it changes. */
interface Surroundings {
  contexts(): readonly string[]
  topics: readonly Candidate[]
}

/**
 * What the last of several words can become.
 *
 * @param before the whole words before it, without the name of the program
 */
function candidatesFor(
  table: CommandTable,
  before: readonly string[],
  word: string,
  surroundings: Surroundings,
): Candidates {
  const place = placeAfter(table, before)
  const chosen = choices(place, word, table, surroundings)
  return chosen === 'files' ? chosen : chosen.filter(({ value }) => value.startsWith(word))
}

/** Where on a line the next word stands. */
interface Place {
  readonly command: CommandRow
  /** The option that the word is the value of. */
  readonly option: OptionRow | undefined
  /** How many arguments of the command there are before it. */
  readonly operands: number
  readonly used: ReadonlySet<string>
  /** Whether nothing is an option any more. */
  readonly isAfterDashes: boolean
  readonly isHelp: boolean
}

function placeAfter(table: CommandTable, before: readonly string[]): Place {
  const used = new Set<string>()
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
      used.add(flag)
      option = word.includes('=') ? undefined : optionNamed(flag, command, table)
      if (option?.takesValue === false) option = undefined
    } else if (child !== undefined) command = child
    else operands += 1
  }
  return { command, option, operands, used, isAfterDashes, isHelp }
}

function choices(
  { command, option, operands, used, isAfterDashes, isHelp }: Place,
  word: string,
  table: CommandTable,
  surroundings: Surroundings,
): Candidates {
  const offered = (offer: Offer | undefined, typed: string) => values(offer, typed, surroundings)
  if (option !== undefined) return offered(offerFor(option, command), word)
  if (word.startsWith('-') && !isAfterDashes) {
    const [flag = ''] = word.split('=', 1)
    if (flag === word) return options(command, table, used)
    const named = optionNamed(flag, command, table)
    const found = named === undefined ? [] : offered(offerFor(named, command), word.slice(flag.length + 1))
    return found === 'files' ? found : found.map(({ value }) => ({ value: `${flag}=${value}` }))
  }
  if (command.commands.length > 0 || isHelp) {
    const children = command.commands.map(({ name, summary }) => ({ value: name, summary }))
    if (command !== table.command) return children
    const help = { value: 'help', summary: 'Explain a command or a topic' }
    return isHelp ? [...children, ...surroundings.topics] : [...children, help]
  }
  const taken = command.arguments[operands] ?? command.arguments.findLast(({ variadic }) => variadic)
  return offered(taken?.offer, word)
}

function options(command: CommandRow, table: CommandTable, used: ReadonlySet<string>): Candidate[] {
  return optionsOf(command, table)
    .filter(({ flags, takesValue }) => takesValue || !flags.some((flag) => used.has(flag)))
    .flatMap(({ flags, summary }) => ({ value: flags.at(-1) ?? '', summary }))
}

function optionNamed(flag: string, command: CommandRow, table: CommandTable): OptionRow | undefined {
  return optionsOf(command, table).find(({ flags }) => flags.includes(flag))
}

function optionsOf(command: CommandRow, table: CommandTable): readonly OptionRow[] {
  return command.isForwarded ? command.options : [...command.options, ...table.options]
}

/** Columns are those of the command, whichever option names them. */
function offerFor({ flags, offer }: OptionRow, { columns = [] }: CommandRow): Offer | undefined {
  if (flags.includes('--columns')) return columns
  if (flags.includes('--sort-by')) return columns.flatMap((column) => [column, `${column}:desc`])
  return offer
}

function values(offer: Offer | undefined, word: string, { contexts }: Surroundings): Candidates {
  if (offer === undefined) return []
  if (offer === 'files') return offer
  // Of several with commas between them, the last is the one to complete.
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const given = new Set(before.split(','))
  const all = offer === 'contexts' ? contexts() : offer
  return all.filter((value) => !given.has(value)).map((value) => ({ value: `${before}${value}` }))
}

/** The contexts that there seem to be. A file that makes no sense has none: that is for a command to say. */
function contextNames(env: Environment): string[] {
  try {
    const { contexts } = JSON.parse(readFileSync(contextFilePath(configFolder(env).path), 'utf8'))
    return [...new Set([...Object.keys(contexts), ...presetNames])]
  } catch {
    return [...presetNames]
  }
}

/**
 * Answers a shell that asks what a word can become, as `personctl __complete INDEX WORD...` with the words after
 * `personctl`: a line for each candidate, with a tab before what it is about, or
 * the line `:files`. The index says which word it is, counted from 0, for shells lose words that are empty.
 */
export function answerCompletion(
  [index = '', ...words]: readonly string[],
  env: Environment,
  write: (text: string) => void,
): void {
  const place = Number(index)
  const candidates = candidatesFor(readCommandTable(), words.slice(0, place), words[place] ?? '', {
    contexts: () => contextNames(env),
    topics: topics.map(({ name, summary }) => ({ value: name, summary })),
  })
  const lines =
    candidates === 'files'
      ? [':files']
      : candidates.map(({ value, summary }) => (summary === undefined ? value : `${value}\t${summary}`))
  write(lines.map((line) => `${line}\n`).join(''))
}
