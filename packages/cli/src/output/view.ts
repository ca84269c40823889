import type { Query } from './query.ts'

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
