import type { Client as PgClient, PoolClient, QueryResult } from 'pg'
import { describeError, MirrorError } from '../errors.ts'
import type { Engine, EngineOptions, Parameter, Statements, StreamedRows, Value } from './engine.ts'
import { quotesAndParameters } from './quotes.ts'

/** Opens a database of PostgreSQL. Everything of the mirror is in the schema `personctl`. */
export async function openPostgres(url: string, { readOnly }: EngineOptions): Promise<Engine> {
  const description = describeUrl(url)
  const { default: pg } = await import('pg')
  const configuration = {
    connectionString: url,
    application_name: 'personctl mirror',
    // A plan that was made while a table was empty would be used for the whole of the first run.
    options: `-c search_path=personctl -c plan_cache_mode=force_custom_plan${readOnly ? ' -c default_transaction_read_only=on' : ''}`,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: parserOf },
  }
  const pool = new pg.Pool({ ...configuration, max: 4 })
  // Without listeners, a server that goes away would end the process. The next statement tells of it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const engine = new PostgresEngine(description, {
    connect: () => pool.connect(),
    connectAlone: async () => {
      const client = new pg.Client(configuration)
      client.on('error', () => {})
      await client.connect()
      return client
    },
    end: () => pool.end(),
  })
  try {
    await engine.all('select 1')
  } catch (error) {
    await engine.close()
    throw error
  }
  return engine
}

/** Returns a URL without its password. */
function describeUrl(url: string): string {
  if (!URL.canParse(url)) return 'postgres'
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `postgres://${hostname || (searchParams.get('host') ?? 'localhost')}${port && `:${port}`}${pathname}`
}

/** Parsers by the numbers that PostgreSQL gives its types. All others stay text. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  20: Number,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1700: Number,
  1114: (text) => toTime(text, `${text.replace(' ', 'T')}Z`),
  1184: createTimeParser(),
}

/** Returns the parser of a time with its zone. Rows of one run have the same time, so it remembers the last one. */
function createTimeParser(): (text: string) => string {
  let lastText = ''
  let lastTime = ''
  return (text) => {
    if (text !== lastText) {
      lastTime = toTime(text, text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
      lastText = text
    }
    return lastTime
  }
}

/** Returns a time in UTC. What JavaScript has not, such as infinity or a year before Christ, stays as PostgreSQL wrote it. */
function toTime(text: string, iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? text : date.toISOString()
}

function parserOf(type: number): (text: string) => unknown {
  return parsers[type] ?? String
}

interface Connections {
  connect(): Promise<PoolClient>
  connectAlone(): Promise<PgClient>
  end(): Promise<void>
}

/**
 * Begins a transaction that reads, as it is now. To compile a query takes longer than to run it, and all of its rows are
 * read. Each page of rows has five minutes.
 */
const beginReading = `begin isolation level repeatable read read only;
  set local jit = off; set local cursor_tuple_fraction = 1; set local statement_timeout = '5min'`

class PostgresEngine implements Engine {
  readonly kind = 'postgres'
  readonly description: string
  readonly #connections: Connections
  readonly #types: ColumnTypes = new Map()

  constructor(description: string, connections: Connections) {
    this.description = description
    this.#connections = connections
  }

  run(sql: string, parameters?: readonly Parameter[]): Promise<number> {
    return this.#use((statements) => statements.run(sql, parameters))
  }

  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return this.#use((statements) => statements.all<Row>(sql, parameters))
  }

  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    conflict?: string,
  ): Promise<void> {
    return this.#use((statements) => statements.insert(table, columns, rows, conflict))
  }

  anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter } {
    return anyOf(column, values)
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.#use(async (statements) => {
      await statements.run('begin')
      try {
        const result = await work(statements)
        await statements.run('commit')
        return result
      } catch (error) {
        await statements.run('rollback').catch(() => {})
        throw error
      }
    })
  }

  async stream(sql: string, parameters: readonly Parameter[] = []): Promise<StreamedRows> {
    const client = await this.#connect()
    const end = async () => {
      await client.query('rollback').catch(() => {})
      client.release()
    }
    try {
      await client.query(beginReading)
      // The extended protocol takes one statement: a second one could end the transaction that protects the data.
      await client.query({
        text: `declare mirror_rows no scroll cursor for ${numbered(sql)}`,
        values: [...parameters] as unknown[],
        ...extended,
      })
      const fetchPage = async () =>
        (await client.query({ text: 'fetch forward 1000 from mirror_rows', rowMode: 'array' })) as QueryResult
      const first = await fetchPage()
      return {
        columns: first.fields.map(({ name }) => name),
        pages: (async function* () {
          try {
            for (let page = first; page.rows.length > 0; page = await fetchPage())
              yield page.rows as unknown as Value[][]
          } catch (error) {
            throw describeFailure('', error)
          } finally {
            await end()
          }
        })(),
      }
    } catch (error) {
      await end()
      throw describeFailure(this.description, error)
    }
  }

  async lock(): Promise<() => Promise<void>> {
    const client = await this.#connections
      .connectAlone()
      .catch((error: unknown) => Promise.reject(describeFailure(this.description, error)))
    // The server frees the lock with the connection, and so with the process.
    const { rows } = await client.query("select pg_try_advisory_lock(hashtext('personctl mirror')) as free")
    if (rows[0]?.free !== true) {
      await client.end()
      throw new MirrorError('mirror_busy', `Another process is pulling into ${this.description}.`, {
        hint: 'Wait until it has ended. personctl mirror status says how far it is.',
      })
    }
    return () => client.end()
  }

  close(): Promise<void> {
    return this.#connections.end()
  }

  async #connect(): Promise<PoolClient> {
    return this.#connections
      .connect()
      .catch((error: unknown) => Promise.reject(describeFailure(this.description, error)))
  }

  async #use<T>(work: (statements: PostgresStatements) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    try {
      return await work(new PostgresStatements(this.description, client, this.#types))
    } finally {
      client.release()
    }
  }
}

// Not among the declared types of pg 8, which sends a statement without parameters in the simple protocol otherwise.
const extended = { queryMode: 'extended' } as const

/** The types of columns, by table and name. */
type ColumnTypes = Map<string, ReadonlyMap<string, string>>

class PostgresStatements implements Statements {
  readonly kind = 'postgres'
  readonly #description: string
  readonly #client: PoolClient
  readonly #types: ColumnTypes

  constructor(description: string, client: PoolClient, types: ColumnTypes) {
    this.#description = description
    this.#client = client
    this.#types = types
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return (await this.#query(sql, parameters)).rowCount ?? 0
  }

  async all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return (await this.#query(sql, parameters)).rows as Row[]
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    conflict = '',
  ): Promise<void> {
    const [first] = rows
    if (first === undefined) return
    const head = `insert into ${table} (${columns.join(', ')})`
    if (rows.length === 1) {
      await this.#query(`${head} values (${columns.map(() => '?').join(', ')}) ${conflict}`, first)
      return
    }
    // An array for each column: one statement for any number of rows, which the server prepares once.
    const types = await this.#readTypes(table)
    const arrays = columns.map((column) => `?::${types.get(column) ?? 'text'}[]`)
    await this.#query(
      `${head} select * from unnest(${arrays.join(', ')}) ${conflict}`,
      columns.map((_, index) => rows.map((row) => row[index] ?? null)),
    )
  }

  anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter } {
    return anyOf(column, values)
  }

  /** Returns the types of the columns of a table. */
  async #readTypes(table: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#types.get(table)
    if (known !== undefined) return known
    const columns = await this.all<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
        where table_schema = 'personctl' and table_name = ?`,
      [table],
    )
    const types = new Map(columns.map(({ name, type }) => [name, type]))
    this.#types.set(table, types)
    return types
  }

  async #query(sql: string, parameters: readonly (Parameter | readonly Value[])[]): Promise<QueryResult> {
    try {
      // A name makes the server prepare a statement once.
      if (parameters.length === 0) return await this.#client.query(sql)
      return await this.#client.query({
        name: statementName(sql),
        text: numbered(sql),
        values: [...parameters] as unknown[],
      })
    } catch (error) {
      throw describeFailure(this.#description, error)
    }
  }
}

function anyOf(column: string, values: readonly (string | number)[]): { sql: string; parameter: Parameter } {
  return {
    sql: `${column} = any(?::${typeof values[0] === 'number' ? 'integer' : 'text'}[])`,
    parameter: values,
  }
}

const names = new Map<string, string>()

/** Returns a short name of a statement: the server cuts longer ones. */
function statementName(sql: string): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = `m${names.size}`
  names.set(sql, name)
  return name
}

const numberedTexts = new Map<string, string>()

/** Returns SQL with `$1` for the first `?`, and so on. A text in quotes stays as it is. */
function numbered(sql: string): string {
  const known = numberedTexts.get(sql)
  if (known !== undefined) return known
  let count = 0
  const text = sql.replace(quotesAndParameters, (part) => {
    if (part !== '?') return part
    count += 1
    return `$${count}`
  })
  if (numberedTexts.size < 500) numberedTexts.set(sql, text)
  return text
}

function describeFailure(description: string, error: unknown): unknown {
  const { code = '' } = (error ?? {}) as { code?: string }
  const text = describeError(error)
  if (code === '53100')
    return new MirrorError('database_full', `The mirror ${description} cannot be written: ${text}.`, {
      hint: 'Make room on the disk of the server. The next pull continues where this one stopped.',
      cause: error,
    })
  if (code === '25006')
    return new MirrorError('mirror_read_only', `The mirror ${description} cannot be written: ${text}.`, {
      cause: error,
    })
  if (code === '42501')
    return new MirrorError('mirror_read_only', `The role may not use the mirror ${description}: ${text}.`, {
      hint: 'Grant it usage on the schema personctl, and select on its tables; the role that pulls owns them.',
      cause: error,
    })
  const isUnreachable =
    /^(?:08|28|3D|57P)/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /terminated|timeout|not queryable|Connection ended/i.test(text)
  if (!isUnreachable) return error
  return new MirrorError(
    'database_unreachable',
    `The database ${description} cannot be used: ${text || code}.`,
    {
      hint: 'Check that the server runs, and host, database, user and password. The next pull continues where this one stopped.',
      cause: error,
    },
  )
}
