import { close, open } from 'node:fs'
import { chmod, stat } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describeError, MirrorError } from '../errors.ts'
import type { Engine, EngineOptions, Parameter, Statements, StreamedRows, Value } from './engine.ts'

/** Opens a file of SQLite: with `node:sqlite`, or on older versions of Node.js with the package libsql. */
export async function openSqlite(url: string, { readOnly, createIfMissing }: EngineOptions): Promise<Engine> {
  const path = /^file:/i.test(url) ? fileURLToPath(url) : url
  const connect = await loadDriver()
  await prepareFile(path, createIfMissing && !readOnly)
  const connection = readOnly ? openReader(connect, path) : openWriter(connect, path)
  return new SqliteEngine(path, connect, connection, readOnly)
}

/** A connection, as both drivers have it. */
interface Connection {
  exec(sql: string): unknown
  prepare(sql: string): Statement
  close(): unknown
}

interface Statement {
  run(...parameters: Value[]): { changes: number | bigint }
  all(...parameters: Value[]): unknown[]
  iterate(...parameters: Value[]): IterableIterator<unknown>
  columns?(): { name: string; type?: string | null }[]
  /** Of node:sqlite: rows become arrays. */
  setReturnArrays?(enabled: boolean): void
  /** Of libsql: rows become arrays. */
  raw?(enabled: boolean): unknown
}

// Not a literal: the types of the oldest version of Node.js that is supported do not have it.
const builtIn: string = 'node:sqlite'

interface BuiltIn {
  DatabaseSync: new (path: string, options: { readOnly: boolean }) => Connection
}

type Connect = (path: string, readOnly: boolean) => Connection

const hintToInstall = 'Install it beside the mirror, npm install libsql, or use Node.js 22.13 or later.'

/** Returns the function that opens a file. Node.js 22.13 has a driver of its own. */
async function loadDriver(): Promise<Connect> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 13)) {
    const { DatabaseSync } = (await withoutWarnings(() => import(builtIn))) as BuiltIn
    return (path, readOnly) => new DatabaseSync(path, { readOnly })
  }
  try {
    const { default: Database } = await import('libsql')
    // The option readonly of libsql has no effect; the mode in a URL has.
    return (path, readOnly) => new Database(readOnly ? `${pathToFileURL(path).href}?mode=ro` : path)
  } catch (error) {
    throw new MirrorError(
      'driver_missing',
      `Node.js ${process.versions.node} has no SQLite of its own, and the package libsql is not installed.`,
      { hint: hintToInstall, cause: error },
    )
  }
}

/** Calls a function without the warning that node:sqlite is experimental, which Node.js 22 prints when it is imported. */
async function withoutWarnings<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return await load()
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Creates the file, for its owner alone, unless it exists. SQLite gives the files beside it the same permissions. */
async function prepareFile(path: string, isToBeCreated: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) throw new MirrorError('not_a_mirror', `"${path}" is a folder, not a mirror.`)
  // To open a pipe would wait for its other end, and not even hear a signal.
  if (found?.isFile() === false)
    throw new MirrorError('not_a_mirror', `"${path}" is not a file, so not a mirror.`)
  if (found !== undefined) {
    if (isToBeCreated && found.size === 0) await chmod(path, 0o600).catch(() => {})
    return
  }
  if (!isToBeCreated)
    throw new MirrorError('mirror_not_found', `The mirror "${path}" does not exist.`, {
      hint: 'Create it with personctl mirror pull, or name another one.',
    })
  try {
    // Follows a symbolic link, as SQLite does, which would create the file for everybody to read.
    await promisify(close)(await promisify(open)(path, 'a', 0o600))
  } catch (error) {
    throw new MirrorError(
      'mirror_read_only',
      `The mirror "${path}" cannot be created: ${describeError(error)}.`,
      {
        hint: 'Name a file in an existing folder that you may write.',
        cause: error,
      },
    )
  }
}

function openWriter(connect: Connect, path: string): Connection {
  return guard(path, () => {
    const connection = connect(path, false)
    connection.exec('pragma busy_timeout = 5000')
    // The database of another program stays as it is, also its journal: the schema is checked next.
    const [other] = connection.prepare(foreignTables).all()
    if (other === undefined) connection.exec('pragma journal_mode = wal')
    connection.exec('pragma synchronous = normal')
    // A transaction changes pages all over the file. SQLite copies them there after 16,000 of them, not after 1,000, which
    // saves a third of the time of all commits.
    connection.exec('pragma wal_autocheckpoint = 16000')
    // libsql would sort in memory.
    connection.exec('pragma temp_store = file')
    return connection
  })
}

const foreignTables = `select 1 from sqlite_master where type = 'table'
  and not exists (select 1 from sqlite_master where name = 'mirror_meta') limit 1`

function openReader(connect: Connect, path: string): Connection {
  return guard(path, () => {
    const connection = connect(path, true)
    connection.exec('pragma busy_timeout = 5000')
    connection.exec('pragma query_only = on')
    try {
      connection.prepare('select 1 from sqlite_master limit 1').all()
    } catch (error) {
      connection.close()
      if (!/readonly|read-only|unable to open/.test(describeError(error))) throw error
      throw new MirrorError(
        'mirror_read_only',
        `The mirror "${path}" cannot be read: SQLite has to write a file beside it, and may not.`,
        {
          hint: 'Copy the mirror to a folder of your own, or use PostgreSQL for several readers.',
          cause: error,
        },
      )
    }
    return connection
  })
}

/** Calls a function of a driver. Throws a MirrorError for the errors of SQLite that have a cause outside of a statement. */
function guard<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw describeFailure(path, error)
  }
}

function describeFailure(path: string, error: unknown): unknown {
  const text = describeError(error)
  if (/not a database|malformed|encrypted/.test(text))
    return new MirrorError('not_a_mirror', `"${path}" is not a mirror: ${text}.`, {
      hint: 'Name a file that personctl mirror pull has created, or one that does not exist.',
      cause: error,
    })
  if (/readonly|read-only/.test(text))
    return new MirrorError('mirror_read_only', `The mirror "${path}" cannot be written: ${text}.`, {
      hint: 'Check the permissions of the file and of its folder.',
      cause: error,
    })
  if (/disk is full|database or disk|disk I\/O error/.test(text))
    return new MirrorError('database_full', `The mirror "${path}" cannot be written: ${text}.`, {
      hint: 'Make room on the disk. The next pull continues where this one stopped.',
      cause: error,
    })
  if (/unable to open/.test(text))
    return new MirrorError('database_unreachable', `The mirror "${path}" cannot be opened: ${text}.`, {
      hint: 'Check the permissions of the file and of its folder.',
      cause: error,
    })
  return error
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
    hint: 'A query only reads: it is one statement that returns rows, such as select or with.',
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
