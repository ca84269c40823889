import { readFileSync } from 'node:fs'
import type { Argument, Option } from 'commander'

/** The values that completion offers: a fixed list, parts of filters, or a kind of values that is read when it is needed. */
export type Offer = readonly string[] | FilterOffer | 'contexts' | 'files'

/** The parts of filters such as `displayName:contains:atlas`, which are offered one after the other. */
export interface FilterOffer {
  readonly fields: readonly string[]
  readonly operators: readonly string[]
  /** The values of the fields that have few. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

const offers = new WeakMap<Argument | Option, Offer>()

/** Makes completion offer values for an argument or an option that takes others, too. One that ends with = or : continues. */
export function withOffer<Taker extends Argument | Option>(taker: Taker, values: Offer): Taker {
  offers.set(taker, values)
  return taker
}

/** Returns the values that completion offers: those of `withOffer`, or else the choices. */
export function findOffer(taker: Argument | Option): Offer | undefined {
  return offers.get(taker) ?? taker.argChoices
}

/** All commands as data. The build writes it, and completion and the help of nouns read it instead of loading commands. */
export interface CommandTable {
  /** The options of every command. */
  readonly options: readonly OptionRow[]
  readonly command: CommandRow
}

export interface CommandRow {
  readonly name: string
  readonly summary: string
  /** Command lines, without a prompt. */
  readonly examples: readonly string[]
  readonly arguments: readonly ArgumentRow[]
  /** Its own options. */
  readonly options: readonly OptionRow[]
  /** True for a command of another program, which has these options only. */
  readonly isForwarded?: true
  /** The names that columns can have, if known. */
  readonly columns?: readonly string[]
  readonly commands: readonly CommandRow[]
}

export interface ArgumentRow {
  readonly variadic: boolean
  readonly offer?: Offer
}

export interface OptionRow {
  /** Such as `-o` and `--output`. */
  readonly flags: readonly string[]
  readonly summary: string
  readonly takesValue: boolean
  readonly offer?: Offer
}

/** Reads the table from the file beside the built program. */
export function readCommandTable(): CommandTable {
  return JSON.parse(readFileSync(new URL('./commands.json', import.meta.url), 'utf8'))
}

/** The shells with a completion script. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'pwsh'

const loaders: Readonly<Record<Shell, () => Promise<{ default: string }>>> = {
  bash: () => import('./scripts/personctl.bash'),
  zsh: () => import('./scripts/personctl.zsh'),
  fish: () => import('./scripts/personctl.fish'),
  pwsh: () => import('./scripts/personctl.ps1'),
}

export const shells: readonly Shell[] = Object.keys(loaders) as Shell[]

/** Returns the completion script of a shell. */
export async function loadCompletionScript(shell: Shell): Promise<string> {
  return (await loaders[shell]()).default
}
