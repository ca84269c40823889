import type { Offer } from './offers.ts'

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
