import { readFileSync } from 'node:fs'
import type { Argument, Option } from 'commander'

/** What completion can offer for a value: these, or what only the moment of completion knows. */
export type Offer = readonly string[] | 'contexts' | 'files'

const offers = new WeakMap<Argument | Option, Offer>()

/** Has completion offer values for an argument or an option that takes others as well. One that ends with = or : goes on. */
export function offering<Taker extends Argument | Option>(taker: Taker, values: Offer): Taker {
  offers.set(taker, values)
  return taker
}

/** What there is to offer: what was said so, or else the only values that there are. */
export function offerOf(taker: Argument | Option): Offer | undefined {
  return offers.get(taker) ?? taker.argChoices
}

/** Every command as data: made from the commands when personctl is built, read when there is no time to load them. */
export interface CommandTable {
  /** The options of every command. */
  readonly options: readonly OptionRow[]
  readonly command: CommandRow
}

export interface CommandRow {
  readonly name: string
  readonly summary: string
  /** The lines to type, without the prompt. */
  readonly examples: readonly string[]
  readonly arguments: readonly ArgumentRow[]
  /** Its own options. */
  readonly options: readonly OptionRow[]
  /** Whether another program reads its line, which knows no options but these. */
  readonly isForwarded?: true
  /** The names its columns can have, where they are known. */
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

/** The table that stands beside what was built. */
export function readCommandTable(): CommandTable {
  return JSON.parse(readFileSync(new URL('./commands.json', import.meta.url), 'utf8'))
}

/** The shells that there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'pwsh'

const loaders: Readonly<Record<Shell, () => Promise<{ default: string }>>> = {
  bash: () => import('./scripts/personctl.bash'),
  zsh: () => import('./scripts/personctl.zsh'),
  fish: () => import('./scripts/personctl.fish'),
  pwsh: () => import('./scripts/personctl.ps1'),
}

export const shells: readonly Shell[] = Object.keys(loaders) as Shell[]

/** What a shell has to read to complete the lines of personctl. */
export async function completionScript(shell: Shell): Promise<string> {
  return (await loaders[shell]()).default
}
