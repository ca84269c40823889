import { didYouMean } from '@personctl/shared/didYouMean'
import type { Engine, StreamedRows, Value } from '../engine/engine.ts'
import { quotesAndParameters } from '../engine/quotes.ts'
import { describeError, hintToRead, isMirrorError, MirrorError } from '../errors.ts'
import { collections } from '../schema/collections.ts'
import { views } from '../schema/views.ts'
import { bindQuestion, findQuestion } from './questions.ts'

/** A row of a query, by the names of its columns. Times are ISO 8601; JSON is text. */
export type QueryRow = Readonly<Record<string, Value>>

/** The rows of a query, as they arrive. They can be read once; a reader who leaves early ends the query. */
export interface QueryRows extends AsyncIterable<QueryRow> {
  /** The names of the columns; a repeated one has a number behind it. */
  readonly columns: readonly string[]
}

/** Returns the rows of any statement that reads. */
export async function queryRows(
  engine: Engine,
  sql: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<QueryRows> {
  const compiled = compileSql(engine.kind, sql, parameters)
  const explain = (error: unknown) => explainFailure(engine, error, compiled)
  let streamed: StreamedRows
  try {
    streamed = await engine.stream(compiled.text, compiled.values)
  } catch (error) {
    throw await explain(error)
  }
  return nameRows(streamed, explain)
}

/** Returns the rows of a question. */
export async function askQuestion(
  engine: Engine,
  name: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<QueryRows> {
  const question = findQuestion(name)
  const { columns, ...rows } = await queryRows(engine, question.sql, bindQuestion(question, parameters))
  return { columns, [Symbol.asyncIterator]: () => withBooleans(rows, columns) }
}

const booleanColumns = Object.values(collections).flatMap(({ columns }) =>
  Object.entries(columns).flatMap(([column, type]) => (type === 'boolean' ? column : [])),
)

/** Yields rows with booleans where SQLite has computed 0 or 1, and so has forgotten how the column was declared. */
async function* withBooleans(
  rows: AsyncIterable<QueryRow>,
  columns: readonly string[],
): AsyncGenerator<QueryRow, void, undefined> {
  const booleans = columns.filter((column) => booleanColumns.includes(column))
  for await (const row of rows) {
    const changed = booleans.flatMap((column) =>
      typeof row[column] === 'number' ? [[column, row[column] === 1]] : [],
    )
    yield changed.length === 0 ? row : { ...row, ...Object.fromEntries(changed) }
  }
}

/** The tables and views that can be exported. */
export const exportNames: readonly string[] = [
  ...Object.keys(views),
  ...Object.keys(collections).map((name) => `${name}_version`),
  'run',
  'run_service',
]

const jsonColumns = ['data', 'hidden', 'old', 'new', 'selection', 'scopes', 'counts']

/** The rows of a table or a view. JSON is parsed. */
export interface ExportedRows extends AsyncIterable<Readonly<Record<string, unknown>>> {
  readonly columns: readonly string[]
}

/** Returns all rows of a table or a view, in the order of its first columns, which identify them. */
export async function exportRows(engine: Engine, name: string): Promise<ExportedRows> {
  if (!exportNames.includes(name)) {
    const nearest = didYouMean(name, exportNames)
    throw new MirrorError('invalid_argument', `The table ${JSON.stringify(name)} does not exist.`, {
      hint:
        nearest === undefined
          ? `The tables and views are ${exportNames.join(', ')}.`
          : `Did you mean ${nearest}?`,
    })
  }
  const rows = nameRows(
    await engine.stream(`select * from ${name} order by ${orderOf(name)}`),
    (error) => error,
  )
  return {
    columns: rows.columns,
    async *[Symbol.asyncIterator]() {
      for await (const row of withBooleans(rows, rows.columns)) {
        const parsed: Record<string, unknown> = { ...row }
        for (const column of jsonColumns) {
          const value = row[column]
          if (typeof value === 'string' && /^[[{"\dtfn-]/.test(value)) parsed[column] = parseJson(value)
        }
        yield parsed
      }
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Returns the numbers of the columns that bring the rows of a table into an order that is always the same. */
function orderOf(name: string): string {
  const collection = Object.values(collections).find((one) => one.name === name.replace(/_version$/, ''))
  if (collection === undefined) return name === 'person_identity' || name === 'run_service' ? '1, 2' : '1'
  const key = Object.keys(collection.key)
  return (name.endsWith('_version') ? [...key, 'from_run'] : key).join(', ')
}

function nameRows({ columns, pages }: StreamedRows, explain: (error: unknown) => unknown): QueryRows {
  const used = new Set<string>()
  const names = columns.map((column) => {
    let name = column
    for (let count = 2; used.has(name); count += 1) name = `${column}_${count}`
    used.add(name)
    return name
  })
  return {
    columns: names,
    async *[Symbol.asyncIterator]() {
      try {
        for await (const page of pages)
          for (const row of page)
            yield Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))
      } catch (error) {
        throw await explain(error)
      }
    },
  }
}

/** SQL as an engine takes it. A parameter takes as many characters as before, so that positions stay the same. */
interface CompiledSql {
  readonly sql: string
  readonly text: string
  readonly values: readonly Value[]
}

// Texts, quoted names and comments come first: what is in them is neither a parameter nor the end of a statement.
const parts: Readonly<Record<Engine['kind'], RegExp>> = {
  sqlite:
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[:@$]([A-Za-z_]\w*)|\?\d*|;/g,
  postgres:
    /\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|::|:([A-Za-z_]\w*)|\?|;/g,
}

/** Replaces named parameters and comments. */
function compileSql(
  kind: Engine['kind'],
  sql: string,
  parameters: Readonly<Record<string, unknown>>,
): CompiledSql {
  if (sql.trim() === '') throw new MirrorError('invalid_query', 'The SQL is empty.')
  const [, command] = /^\s*([.\\][a-z]\w*)/i.exec(sql) ?? []
  if (command !== undefined)
    throw createQueryError(
      sql,
      sql.indexOf(command),
      `${command} is a command of a shell for databases`,
      hintToRead,
    )
  const values: Value[] = []
  const used = new Set<string>()
  const text = sql.replace(parts[kind], (part, one: string | undefined, ...rest: unknown[]) => {
    const offset = rest.find((argument) => typeof argument === 'number') ?? 0
    if (part.startsWith('--') || part.startsWith('/*')) return part.replaceAll(/[^\n]/g, ' ')
    if (part === ';') {
      if (isNothing(sql.slice(offset))) return ' '
      throw createQueryError(
        sql,
        offset,
        'There is a second statement behind the semicolon',
        'Write one statement.',
      )
    }
    if (part.startsWith('?'))
      throw createQueryError(
        sql,
        offset,
        'The parameter has no name',
        'Write it as :name, and pass its value by name.',
      )
    const name = /^[:@$]\w/.test(part) && !/\$$/.test(part) ? one || part.slice(1) : undefined
    if (name === undefined) return part
    if (!Object.hasOwn(parameters, name))
      throw createQueryError(
        sql,
        offset,
        `The parameter ${part} has no value`,
        `Pass one, on the command line with --parameter ${name}=VALUE.`,
      )
    used.add(name)
    values.push(toValue(name, parameters[name]))
    return '?'.padEnd(part.length)
  })
  const unused = Object.keys(parameters).find((name) => !used.has(name))
  if (unused !== undefined)
    throw new MirrorError('invalid_query', `The SQL has no parameter :${unused}.`, {
      hint: 'Leave out its value, or use it in the SQL.',
    })
  return { sql, text, values }
}

/** Returns true for a text of semicolons, spaces and comments. */
function isNothing(text: string): boolean {
  return !/[^\s;]/.test(text.replaceAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ''))
}

function toValue(name: string, value: unknown): Value {
  if (value instanceof Date) return value.toISOString()
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Value
  throw new MirrorError('invalid_argument', `The parameter ${name} is of the type ${typeof value}.`, {
    hint: 'Pass a string, a number, a boolean, a Date or null.',
  })
}

/** Returns the error for a statement that the engine rejected, with its position. */
async function explainFailure(engine: Engine, error: unknown, { sql, text }: CompiledSql): Promise<unknown> {
  const { kind } = engine
  const reason = describeError(isMirrorError(error) ? (error.cause ?? error) : error)
  if (isMirrorError(error) && error.code !== 'mirror_read_only') return error
  const { code = '', position } = error as { code?: string; position?: unknown }
  const isOfSql = kind === 'sqlite' || isMirrorError(error) || /^(?:0A|2[12]|25|42|57014|54)/.test(code)
  if (!isOfSql) return error
  const writes = /read-?only|data-modifying|cannot modify/i.test(reason)
  const offset =
    kind === 'postgres'
      ? findPostgresOffset(text, Number(position))
      : writes
        ? undefined
        : await findSqliteOffset(engine, text, reason)
  const isCommand = writes || (offset !== undefined && sql.slice(0, offset).trim() === '')
  if (writes)
    return new MirrorError('invalid_query', `The database refused the query: ${reason.replace(/\.$/, '')}.`, {
      hint: hintToRead,
      cause: error,
    })
  return createQueryError(sql, offset, reason, isCommand ? hintToRead : undefined, error)
}

/** The words before the statement of a query, from which PostgreSQL counts. */
const cursorWords = 'declare mirror_rows no scroll cursor for '

/** Returns the offset in the SQL for a position that PostgreSQL reports, where parameters are `$1` and so on. */
function findPostgresOffset(text: string, position: number): number | undefined {
  if (!Number.isInteger(position) || position <= cursorWords.length) return undefined
  let offset = position - 1 - cursorWords.length
  let count = 0
  for (const match of text.matchAll(quotesAndParameters)) {
    if (match[0] !== '?' || match.index >= offset) continue
    count += 1
    offset -= String(count).length
  }
  return Math.min(offset, text.length)
}

/** Returns the offset of what SQLite complains about, of which it says the text but not the position. */
async function findSqliteOffset(engine: Engine, text: string, reason: string): Promise<number | undefined> {
  if (/incomplete input/.test(reason)) return text.trimEnd().length
  const token = /^near "([\s\S]*)": syntax error/.exec(reason)?.[1]
  const named =
    token ??
    /^unrecognized token: "([\s\S]*)"/.exec(reason)?.[1] ??
    /^(?:no such \w+|ambiguous column name|misuse of [a-z ]+): (?:main\.)?([\w.]+)/.exec(reason)?.[1] ??
    /^wrong number of arguments to function (\w+)/.exec(reason)?.[1]
  if (named === undefined || named === '') return undefined
  const offsets = listOffsets(text, named)
  if (token === undefined || offsets.length < 2) return offsets[0]
  // SQLite reads no further than the error: the part up to it has the same one, and shorter parts have another.
  for (const offset of offsets) {
    const part = `explain ${text.slice(0, offset + token.length)}`
    const failure = await engine.stream(part).then(() => '', describeError)
    if (failure.startsWith(`near "${token}"`)) return offset
  }
  return undefined
}

/** Returns the offsets of a word, or of another text, outside of texts in quotes. */
function listOffsets(text: string, word: string): number[] {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = /^\w[\w.]*$/.test(word) ? `(?<![\\w.])(?<found>${escaped})(?!\\w)` : `(?<found>${escaped})`
  return [...text.matchAll(new RegExp(`'(?:[^']|'')*'|${pattern}`, 'gi'))].flatMap(({ groups, index }) =>
    groups?.['found'] === undefined ? [] : index,
  )
}

function createQueryError(
  sql: string,
  offset: number | undefined,
  reason: string,
  hint?: string,
  cause?: unknown,
): MirrorError {
  const position = offset === undefined ? undefined : offset + 1
  const before = sql.slice(0, offset).split('\n')
  const where =
    offset === undefined ? '' : ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  return new MirrorError('invalid_query', `The SQL is invalid${where}: ${reason.replace(/\.$/, '')}.`, {
    position,
    hint,
    cause,
  })
}
