import type { Query } from './query.ts'

/** The ways to write things down. */
export type FormatName = 'table' | 'json' | 'ndjson' | 'yaml' | 'csv'

export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'yaml', 'csv']

/** What is used where nobody says otherwise: something to read for people, something to parse for programs. */
export function defaultFormat(stdoutIsTerminal: boolean): FormatName {
  return stdoutIsTerminal ? 'table' : 'json'
}

/** Whether who chose the format wants failures to be parsed too. */
export function isForPrograms(name: FormatName): boolean {
  return name === 'json' || name === 'ndjson' || name === 'yaml'
}

/** What of the answer is written, in which order: for whoever wants it other than the command would write it. */
export interface View {
  /** The columns of a table or of CSV, by name. */
  readonly columns?: readonly string[]
  readonly sortBy?: SortBy
  readonly query?: Query
  /** The names that columns of this command can have, where they are known before there are rows. */
  readonly known?: readonly string[]
}

export interface SortBy {
  readonly column: string
  readonly descending: boolean
}
