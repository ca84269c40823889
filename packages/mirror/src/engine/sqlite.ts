import { fileURLToPath } from 'node:url'
import { describeError, hintToRead, MirrorError } from '../errors.ts'
import type { Engine, EngineOptions, Parameter, Statements, StreamedRows, Value } from './engine.ts'
import {
  type Connect,
  type Connection,
  describeFailure,
  guard,
  loadDriver,
  openReader,
  openWriter,
  prepareFile,
  type Statement,
} from './sqliteConnection.ts'

/** Opens a file of SQLite: with `node:sqlite`, or on older versions of Node.js with the package libsql. */
export async function openSqlite(url: string, { readOnly, createIfMissing }: EngineOptions): Promise<Engine> {
  const path = /^file:/i.test(url) ? fileURLToPath(url) : url
  const connect = await loadDriver()
  await prepareFile(path, createIfMissing && !readOnly)
  const connection = readOnly ? openReader(connect, path) : openWriter(connect, path)
  return new SqliteEngine(path, connect, connection, readOnly)
}

class SqliteEngine implements Engine {
  readonly kind = 'sqlite'
  readonly description: string
  readonly #path: string
  readonly #connect: Connect
  readonly #connection: Connection
  readonly #readOnly: boolean
  readonly #statements: SqliteStatements
  readonly #readers = new Set<Connection>()
  /** In libsql, an explained statement keeps its connection in the past, so it has one of its own. */
  #explainer: Connection | undefined
  #isClosed = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(path: string, connect: Connect, connection: Connection, readOnly: boolean) {
    this.description = path
    this.#path = path
    this.#connect = connect
    this.#connection = connection
    this.#readOnly = readOnly
    this.#statements = new SqliteStatements(path, connection)
  }

  run(sql: string, parameters?: readonly Parameter[]): Promise<number> {
    return this.#after(() => this.#statements.run(sql, parameters))
  }

  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return this.#after(() => this.#statements.all<Row>(sql, parameters))
  }

  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    conflict?: string,
  ): Promise<void> {
    return this.#after(() => this.#statements.insert(table, columns, rows, conflict))
  }

  anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter } {
    return this.#statements.anyOf(column, values)
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.#after(async () => {
      // Takes the lock of writers at once: to be refused it later would end the transaction.
      await this.#statements.run('begin immediate')
      try {
        const result = await work(this.#statements)
        await this.#statements.run('commit')
        return result
      } catch (error) {
        // A full disk may have ended the transaction already.
        await this.#statements.run('rollback').catch(() => {})
        throw error
      }
    })
  }

  async stream(sql: string, parameters: readonly Parameter[] = []): Promise<StreamedRows> {
    this.#explainer ??= openReader(this.#connect, this.#path)
    // In libsql, a statement that is not read to its end shows the past to all others of its connection.
    const reader = openReader(this.#connect, this.#path)
    this.#readers.add(reader)
    const close = () => {
      this.#readers.delete(reader)
      reader.close()
    }
    try {
      const { columns, pages } = streamRows(this.#path, reader, this.#explainer, sql, parameters)
      return { columns, pages: closeAtEnd(pages, close) }
    } catch (error) {
      close()
      throw error
    }
  }

  async lock(): Promise<() => Promise<void>> {
    // A second file, so that readers of the first one need not wait. The kernel frees it with the process.
    const path = `${this.#path}.lock`
    await prepareFile(path, true)
    let connection: Connection | undefined
    try {
      connection = this.#connect(path, false)
      connection.exec('pragma busy_timeout = 0')
      connection.exec('begin exclusive')
    } catch (error) {
      connection?.close()
      if (/locked|busy/i.test(describeError(error)))
        throw new MirrorError('mirror_busy', `Another process is pulling into "${this.#path}".`, {
          hint: 'Wait until it has ended. personctl mirror status says how far it is.',
        })
      throw describeFailure(path, error)
    }
    return async () => {
      connection.exec('rollback')
      connection.close()
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#last.catch(() => {})
    this.#statements.free()
    for (const reader of this.#readers) reader.close()
    this.#explainer?.close()
    // libsql keeps a connection open while its statements are not collected, and so leaves everything in the -wal file:
    // somebody who copies the file alone would copy an empty mirror.
    try {
      if (!this.#readOnly) this.#connection.exec('pragma wal_checkpoint(truncate)')
    } catch {
      // On a full disk the file beside it stays, and the next one who opens both finds everything.
    }
    this.#connection.close()
  }

  /** Calls a function after all others: statements on one connection would take part in the transaction of another. */
  #after<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }
}

class SqliteStatements implements Statements {
  readonly kind = 'sqlite'
  readonly #path: string
  readonly #connection: Connection
  readonly #prepared = new Map<string, Statement>()

  constructor(path: string, connection: Connection) {
    this.#path = path
    this.#connection = connection
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return guard(this.#path, () => Number(this.#prepare(sql).run(...parameters.map(toSqlite)).changes))
  }

  async all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return guard(this.#path, () => this.#prepare(sql).all(...parameters.map(toSqlite)) as Row[])
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    conflict = '',
  ): Promise<void> {
    guard(this.#path, () => {
      const statement = this.#prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) ${conflict}`,
      )
      for (const row of rows) statement.run(...row.map(toSqlite))
    })
  }

  anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter } {
    return { sql: `${column} in (select value from json_each(?))`, parameter: values }
  }

  /** Forgets the statements, which would otherwise prevent libsql from closing its file. */
  free(): void {
    this.#prepared.clear()
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare(sql)
    if (this.#prepared.size >= statementLimit) this.#prepared.clear()
    this.#prepared.set(sql, statement)
    return statement
  }
}

const statementLimit = 200
const rowsOfPage = 500

function toSqlite(value: Parameter): Value {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return typeof value === 'boolean' ? Number(value) : value
}

/** A step of the program that SQLite has made of a statement. */
interface Step {
  readonly opcode: string
  readonly p2: number
  readonly p4: string | null
}

function explain(connection: Connection, sql: string): Step[] {
  return connection.prepare(`explain ${sql}`).all() as Step[]
}

/** Functions of libsql that read or write any file, or run SQL that they are given. */
const functionsOfFiles = /^(?:readfile|writefile|lsmode|load_extension|sha3_query|edit|sqlite3mc_\w+)\(/i

/** Refuses a statement that reads or writes other files. The connection that only reads does not prevent that in libsql. */
function checkNoFiles(connection: Connection, steps: readonly Step[]): void {
  const name = steps.map(({ p4 }) => functionsOfFiles.exec(p4 ?? '')?.[0].slice(0, -1)).find(Boolean)
  if (name === undefined && !listsFolder(connection, steps)) return
  throw new MirrorError('invalid_query', `A query may not use ${name ?? 'fsdir'}, which accesses files.`, {
    hint: 'A query only reads what is in the mirror.',
  })
}

/** Returns true for a statement with the table `fsdir` of libsql. Its program has pointers in place of names. */
function listsFolder(connection: Connection, steps: readonly Step[]): boolean {
  const tables = steps.flatMap(({ opcode, p4 }) => (opcode === 'VOpen' && p4 !== null ? p4 : []))
  if (tables.length === 0) return false
  const [module] = connection.prepare("select 1 from pragma_module_list where name = 'fsdir'").all()
  if (module === undefined) return false
  return explain(connection, 'select 1 from main.fsdir').some(
    ({ opcode, p4 }) => opcode === 'VOpen' && p4 !== null && tables.includes(p4),
  )
}

/** The pragmas that only read, with an argument or without one. */
const pragmasWithArgument = [
  ...[
    'table_info',
    'table_xinfo',
    'table_list',
    'index_list',
    'index_info',
    'index_xinfo',
    'foreign_key_list',
  ],
  ...['integrity_check', 'quick_check', 'foreign_key_check'],
]

/** The pragmas that only read without an argument. With one, they set something, or move the journal. */
const pragmasWithoutArgument = [
  ...['application_id', 'auto_vacuum', 'cache_size', 'collation_list', 'compile_options', 'data_version'],
  ...[
    'database_list',
    'encoding',
    'freelist_count',
    'function_list',
    'journal_mode',
    'module_list',
    'page_count',
  ],
  ...['page_size', 'pragma_list', 'query_only', 'schema_version', 'user_version'],
]

/**
 * Refuses a pragma that does more than read, such as one that changes the journal. SQLite runs some of them when they are
 * prepared or explained, also on a connection that only reads, so that they are told by their names.
 */
function checkPragma(sql: string): void {
  const [, name, argument = ''] =
    /^\s*(?:explain\s+(?:query\s+plan\s+)?)?pragma\s+(?:[^\s=(]+\s*\.\s*)?([^\s=(]+)\s*(\S?)/i.exec(sql) ?? []
  if (name === undefined) return
  const known = argument === '' ? [...pragmasWithArgument, ...pragmasWithoutArgument] : pragmasWithArgument
  if (known.includes(name.toLowerCase())) return
  throw new MirrorError(
    'invalid_query',
    `A query may not use pragma ${name}${argument && ' with a value'}.`,
    {
      hint: hintToRead,
    },
  )
}

/**
 * Lets the database refuse a statement that writes. One that only does something else, as `vacuum into` does, which creates a
 * file even on a connection that only reads, is not run.
 */
function checkReturnsRows(path: string, explainer: Connection, sql: string, statement: Statement): void {
  if (/^\s*explain\b/i.test(sql)) return
  const steps = explain(explainer, sql)
  checkNoFiles(explainer, steps)
  if ((statement.columns?.() ?? []).length > 0) return
  if (steps.some(({ opcode }) => opcode === 'ResultRow')) return
  if (steps.some(({ opcode, p2 }) => opcode === 'Transaction' && p2 === 1)) guard(path, () => statement.run())
  throw new MirrorError('invalid_query', 'The statement returns no rows.', {
    hint: hintToRead,
  })
}

async function* closeAtEnd<T>(pages: AsyncIterable<T>, close: () => void): AsyncGenerator<T> {
  try {
    yield* pages
  } finally {
    close()
  }
}

function streamRows(
  path: string,
  connection: Connection,
  explainer: Connection,
  sql: string,
  parameters: readonly Parameter[],
): StreamedRows {
  checkPragma(sql)
  const statement = guard(path, () => connection.prepare(sql))
  checkReturnsRows(path, explainer, sql, statement)
  // SQLite runs some pragmas, such as this one, as soon as they are prepared.
  connection.exec('pragma query_only = on')
  statement.setReturnArrays?.(true)
  statement.raw?.(true)
  const described = statement.columns?.() ?? []
  const rows = guard(path, () => statement.iterate(...parameters.map(toSqlite)))
  // Read ahead, since some versions of Node.js tell the columns only with a row.
  const first = guard(path, () => rows.next())
  const columns =
    described.length > 0 ? described.map(({ name }) => name) : Object.keys((first.value as object) ?? {})
  // SQLite has no type of its own for booleans, but remembers how a column was declared.
  const booleans = described.flatMap(({ type }, index) => (type?.toLowerCase() === 'boolean' ? [index] : []))
  const toRow = (row: unknown): Value[] => {
    const values: Value[] = Array.isArray(row) ? row : Object.values(row as Record<string, Value>)
    for (const index of booleans) if (typeof values[index] === 'number') values[index] = values[index] === 1
    return values
  }
  return {
    columns,
    pages: (async function* () {
      try {
        let page: Value[][] = []
        for (let next = first; next.done !== true; next = guard(path, () => rows.next())) {
          page.push(toRow(next.value))
          if (page.length < rowsOfPage) continue
          yield page
          page = []
        }
        if (page.length > 0) yield page
      } finally {
        rows.return?.()
      }
    })(),
  }
}
