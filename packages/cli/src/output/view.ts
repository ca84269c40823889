import type { Query } from './query.ts'

/** The formats of output. */
export type FormatName = 'table' | 'json' | 'ndjson' | 'yaml' | 'csv'

export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'yaml', 'csv']

/** Returns the default format: a table on a terminal, JSON otherwise. */
export function defaultFormat(stdoutIsTerminal: boolean): FormatName {
  return stdoutIsTerminal ? 'table' : 'json'
}

/** Returns true for the formats with which errors are written as JSON, too. */
export function isForPrograms(name: FormatName): boolean {
  return name === 'json' || name === 'ndjson' || name === 'yaml'
}

/** The output options `--columns`, `--sort-by` and `--query`. */
export interface View {
  /** The columns of a table or of CSV, by name. */
  readonly columns?: readonly string[]
  readonly sortBy?: SortBy
  readonly query?: Query
  /** The names that columns of the command can have, if they are known before the rows. */
  readonly known?: readonly string[]
}

export interface SortBy {
  readonly column: string
  readonly descending: boolean
}
