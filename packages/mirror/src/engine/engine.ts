import { MirrorError } from '../errors.ts'

/** A value of a column. Times are ISO 8601, in UTC; JSON is text. */
export type Value = string | number | boolean | null

/** A value of a parameter: an array is that of `anyOf`. */
export type Parameter = Value | readonly (string | number)[]

/** A database. All SQL has `?` for its parameters, with each engine. */
export interface Engine extends Statements {
  readonly kind: 'sqlite' | 'postgres'
  /** The database without a password, for texts. */
  readonly description: string
  /** Calls `work` within a transaction: all of its statements have an effect, or none. Transactions wait for each other. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>
  /**
   * Returns the rows of one statement that reads, page by page, as they are now. It runs where nothing can be written.
   *
   * @throws {MirrorError} with the code `invalid_query` for anything else
   */
  stream(sql: string, parameters?: readonly Parameter[]): Promise<StreamedRows>
  /**
   * Makes this the only process that pulls, until the lock is released or the process ends.
   *
   * @returns the function that releases the lock
   * @throws {MirrorError} with the code `mirror_busy` if another process has it
   */
  lock(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** The statements of a database. Values of parameters are converted as the engine needs them. */
export interface Statements {
  readonly kind: 'sqlite' | 'postgres'
  /** Runs one statement. Returns the number of rows that it changed. */
  run(sql: string, parameters?: readonly Parameter[]): Promise<number>
  /** Returns the rows of one statement. In SQLite, a boolean is 0 or 1. */
  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>
  /** Inserts rows, several at a time. `conflict` is the end of the statement, such as `on conflict do nothing`. */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    conflict?: string,
  ): Promise<void>
  /** Returns a condition that a column of texts or of integers has one of many values, and its only parameter. */
  anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter }
}

/** The rows of a statement. */
export interface StreamedRows {
  readonly columns: readonly string[]
  /** The rows, some hundred at a time. A reader who leaves early ends the statement. */
  readonly pages: AsyncIterable<readonly (readonly Value[])[]>
}

/** Options of `openEngine`. */
export interface EngineOptions {
  /** Opens a database only to read it. */
  readOnly: boolean
  /** Creates a file that does not exist. */
  createIfMissing: boolean
}

/**
 * Opens a database.
 *
 * @param url a path, a `file:` URL, or a `postgres://` URL
 * @throws {MirrorError} with the code `driver_missing`, `mirror_not_found`, `not_a_mirror` or `database_unreachable`
 */
export async function openEngine(url: string, options: EngineOptions): Promise<Engine> {
  if (typeof url !== 'string' || url === '')
    throw new MirrorError('invalid_argument', 'The database of the mirror is empty.', {
      hint: 'Write the path of a file, or a postgres:// URL.',
    })
  if (/^postgres(?:ql)?:\/\//.test(url)) return (await import('./postgres.ts')).openPostgres(url, options)
  const other = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1]
  if (other !== undefined && other.toLowerCase() !== 'file')
    throw new MirrorError(
      'invalid_argument',
      `The database of the mirror has the unknown scheme "${other}".`,
      {
        hint: 'Write the path of a file, or a postgres:// URL.',
      },
    )
  return (await import('./sqlite.ts')).openSqlite(url, options)
}
