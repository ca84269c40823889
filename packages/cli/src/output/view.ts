import type { Query } from './query.ts'

/** The formats of output. */
export type FormatName = 'table' | 'json' | 'ndjson' | 'yaml' | 'csv' | 'text'

export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'yaml', 'csv', 'text']

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
  /** The columns of a table, of CSV or of text, by name. */
  readonly columns?: readonly string[]
  /** The most significant column first. */
  readonly sortBy?: readonly SortBy[]
  readonly query?: Query
  /** The columns that the command can have, if they are known before the rows. */
  readonly known?: readonly ColumnName[]
}

/** The name of a column, and its heading in a table, by which people may call it, too. */
export interface ColumnName {
  readonly name: string
  readonly heading: string
}

/** The output options `--wide`, `--no-header` and `--bom`. */
export interface Layout {
  /** True to write tables whole, regardless of the width of the terminal. */
  readonly isWide: boolean
  /** False to leave out the headings of tables and the header of CSV. */
  readonly hasHeader: boolean
  /** True to begin CSV with a byte order mark. */
  readonly hasBom: boolean
}

export interface SortBy {
  readonly column: string
  readonly descending: boolean
}
