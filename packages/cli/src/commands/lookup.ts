import { setMaxListeners } from 'node:events'
import type { Command, OptionValues } from 'commander'
import { pMapIterable } from 'p-map'
import { withOffer } from '../completion/commandTable.ts'
import { checkNotEmpty, ExplainedError, UsageError } from '../errors/errors.ts'
import { stdinMark } from '../io/files.ts'
import type { Presentation } from '../output/format.ts'
import type { Output } from '../output/index.ts'
import type { ConnectionNeeds } from '../service/connection.ts'
import { collectValues, readLines } from '../text/text.ts'
import type { Invocation, Outcome } from './command.ts'
import type { FailureSummary } from './failureSummary.ts'
import { createProgress } from './progress.ts'

/** The sources of ids, as typed. */
export interface IdSources {
  /** The arguments; `-` stands for ids on stdin. */
  readonly ids: readonly string[]
  /** The columns of CSV files, whose ids follow those of the arguments. */
  readonly columns: readonly CsvColumn[]
}

interface CsvColumn {
  /** The path of the file, or `-` for stdin. */
  readonly file: string
  readonly column: string
}

/** Adds the option of every command that takes many ids. */
export function addIdOptions(command: Command): void {
  command.addOption(
    withOffer(
      command
        .createOption(
          '--from-csv <file:column>',
          'Read ids from a column of a CSV file; - for stdin; repeatable',
        )
        .argParser(collectValues),
      'files',
    ),
  )
}

/** The notes of every command that takes many ids. */
export const idNotes: string = `\
--from-csv people.csv:email takes the cells of the column "email". Commas, semicolons and tabs
separate columns, the first line names them, and blank cells are left out.`

/**
 * Parses the sources of ids.
 *
 * @param noun the name of the argument
 * @throws {UsageError} if they are missing, or if one is invalid
 */
export function parseIds(operands: readonly string[], values: OptionValues, noun: string): IdSources {
  const fromCsv: readonly string[] = values['fromCsv'] ?? []
  const columns = fromCsv.map(parseCsvColumn)
  for (const operand of operands) checkNotEmpty('An id', operand)
  if (operands.length === 0 && columns.length === 0) {
    throw new UsageError(
      `The argument <${noun}> is missing.`,
      `Give one or more, ${stdinMark} to read them from stdin, or --from-csv FILE:COLUMN.`,
    )
  }
  if ([...operands, ...columns.map(({ file }) => file)].filter((source) => source === stdinMark).length > 1) {
    throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
  }
  return { ids: operands, columns }
}

function parseCsvColumn(text: string): CsvColumn {
  const [, file, column] = /^(.+):(.+)$/s.exec(text) ?? []
  if (file !== undefined && column?.trim()) return { file, column: column.trim() }
  throw new UsageError(
    `--from-csv is ${JSON.stringify(text)}; it takes FILE:COLUMN.`,
    'Name the column that has the ids, for example people.csv:email.',
  )
}

/** Yields the ids of all sources in their order, as they arrive. Rejects as soon as the signal aborts. */
async function* readIds(
  { ids, columns }: IdSources,
  { io, signal, connection }: Pick<Invocation, 'io' | 'signal' | 'connection'>,
): AsyncGenerator<string, void, undefined> {
  for (const id of ids) {
    if (id === stdinMark) {
      connection.log('reading ids from stdin')
      yield* readLines(io.stdin, signal)
    } else yield id
  }
  for (const { file, column } of columns) {
    const { readCsvColumn } = await import('../io/csvReader.ts')
    connection.log(`reading ids from ${file}`)
    yield* readCsvColumn(file, column, io, signal)
  }
}

/** The options of every command that looks up one or many ids. */
export interface LookupOptions extends IdSources {
  /** The maximum number of requests at a time. */
  readonly concurrency: number
  /** True to leave out what fails instead of failing. */
  readonly keepGoing: boolean
}

const defaultConcurrency = 8
const maxConcurrency = 64

/** Adds the options of every lookup. */
export function addLookupOptions(command: Command): void {
  addIdOptions(command)
  command
    .option(
      '--concurrency <n>',
      `Send up to this number of requests at a time, 1 to ${maxConcurrency} (default: ${defaultConcurrency})`,
    )
    .option('--keep-going', 'Leave out what fails, and report it on stderr')
}

/** The notes of every lookup. */
export const lookupNotes: string = `\
With one argument, the output is one object. With several, with - or with --from-csv, it is a list in
the same order; ndjson, csv and text write each row as soon as it has arrived, in constant memory.

If one of several fails, the command fails, and prints only the rows that ndjson, csv or text have
written before. With --keep-going, the row is left out: stderr gets a line for each failure and their
number at the end, and the exit code is 1 if a failure was unexpected, otherwise the highest. Five
failures in a row that are not about an id end the command.

${idNotes}`

/** Parses the options of every lookup. */
export function parseLookup(operands: readonly string[], values: OptionValues, noun: string): LookupOptions {
  return {
    ...parseIds(operands, values, noun),
    concurrency: parseConcurrency(values['concurrency']),
    keepGoing: values['keepGoing'] ?? false,
  }
}

function parseConcurrency(text: string | undefined): number {
  if (text === undefined) return defaultConcurrency
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (count >= 1 && count <= maxConcurrency) return count
  throw new UsageError(
    `--concurrency is ${JSON.stringify(text)}; it takes a whole number from 1 to ${maxConcurrency}.`,
  )
}

/** Returns the needs of a lookup: among thousands of requests some fail in ways that a single request would survive. */
export function lookupNeeds(options: LookupOptions): ConnectionNeeds {
  return isSingle(options) ? {} : { retries: 5 }
}

/** Returns true if there is exactly one id, regardless of what is on stdin. */
export function isSingle({ ids, columns }: IdSources): boolean {
  return ids.length === 1 && ids[0] !== stdinMark && columns.length === 0
}

type LookUp<Row> = (id: string, signal: AbortSignal) => Promise<Row>

/** Writes the row of a single id, or the rows of several as a list in their order. */
export async function writeLookup<Row>(
  options: LookupOptions,
  lookUp: LookUp<Row>,
  output: Output,
  presentation: Presentation<Row>,
  invocation: Invocation,
): Promise<Outcome> {
  const [only] = options.ids
  if (only !== undefined && isSingle(options)) {
    await output.writeOne(await lookUp(only, invocation.signal), presentation)
    return 'done'
  }
  return writeLookups(options, lookUp, output, invocation, (rows) => output.writeList(rows, presentation))
}

/** Writes the rows of several ids in a way of the command's own. They are looked up as they are taken. */
export async function writeLookups<Row>(
  options: LookupOptions,
  lookUp: LookUp<Row>,
  output: Output,
  invocation: Invocation,
  write: (rows: AsyncIterable<Row>) => Promise<void>,
): Promise<{ readonly exitCode: number }> {
  const { FailureSummary } = await import('./failureSummary.ts')
  const failures = new FailureSummary(output, invocation)
  const pending = { done: 0, ids: [] as string[] }
  try {
    await write(lookUpAll(options, lookUp, output, failures, pending, invocation))
  } catch (error) {
    throw explainUnfinished(error, pending, output, invocation)
  }
  return { exitCode: await failures.finish() }
}

/**
 * Returns the rows of all ids in their order, for a command that needs all of them before it does anything. Reports each
 * id that fails; the exit code is 0 if none did.
 *
 * @throws if the only id fails
 */
export async function collectLookups<Row>(
  sources: IdSources,
  lookUp: LookUp<Row>,
  invocation: Invocation,
): Promise<{ readonly rows: readonly Row[]; readonly exitCode: number }> {
  const { output } = invocation
  const { FailureSummary } = await import('./failureSummary.ts')
  const failures = new FailureSummary(output, invocation)
  const options = { ...sources, concurrency: defaultConcurrency, keepGoing: !isSingle(sources) }
  const rows: Row[] = []
  const pending = { done: 0, ids: [] }
  for await (const row of lookUpAll(options, lookUp, output, failures, pending, invocation)) rows.push(row)
  return { rows, exitCode: await failures.finish() }
}

/** The state of a lookup of many ids. */
interface PendingLookup {
  /** The number of ids whose rows are written, or whose failures are reported. */
  done: number
  /** The ids after them that are read, in their order. */
  readonly ids: string[]
}

/** Explains where a lookup stopped, if that was not because of one of the ids. */
function explainUnfinished(
  error: unknown,
  { done, ids: [nextId] }: PendingLookup,
  { format, view }: Output,
  { signal }: Invocation,
): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error && error.name === 'Error'
  if (!signal.aborted && !isSystemError) return error
  const isStreamed =
    format === 'ndjson' || ((format === 'csv' || format === 'text') && view?.query === undefined)
  if (isStreamed && view?.sortBy === undefined)
    return new ExplainedError(error, { unfinished: { done, nextId } })
  return new ExplainedError(error, {
    moreAdvice: 'No row is written. Use -o ndjson, csv or text to write rows as they arrive.',
  })
}

/** Yields the rows of all ids in their order, and adds what fails to the summary. */
async function* lookUpAll<Row>(
  options: LookupOptions,
  lookUp: LookUp<Row>,
  output: Output,
  failures: FailureSummary,
  pending: PendingLookup,
  invocation: Invocation,
): AsyncGenerator<Row, void, undefined> {
  const { concurrency, keepGoing } = options
  const { io, signal, showsProgress } = invocation
  const controller = new AbortController()
  const ownSignal = AbortSignal.any([signal, controller.signal])
  // Each request listens to it, and that is not a leak that Node.js would have to warn of.
  setMaxListeners(0, ownSignal)
  const results = pMapIterable(
    collectIds(options, pending, invocation),
    (id) => lookUpOne(id, lookUp, ownSignal, keepGoing),
    { concurrency, backpressure: concurrency },
  )
  // Rows on the same terminal show the progress.
  const areRowsVisible = output.stdout.isTerminal && (output.format === 'ndjson' || output.format === 'csv')
  // Nor may it be written over ids that somebody types.
  const areIdsTyped = io.isStdinTerminal === true && options.ids.includes(stdinMark)
  const progress = createProgress(io.stderr, showsProgress && !areRowsVisible && !areIdsTyped)
  const areAllKnown = options.columns.length === 0 && !options.ids.includes(stdinMark)
  const expected = areAllKnown ? options.ids.length : undefined
  try {
    for await (const result of results) {
      if ('error' in result) {
        progress.end()
        await failures.add(result.error)
        if (failures.isHopeless && pending.ids.length > 1) {
          failures.isStopped = true
          return
        }
      } else {
        failures.found += 1
        progress.show(pending.done, expected)
        yield result.row
      }
      pending.done += 1
      pending.ids.shift()
    }
  } finally {
    progress.end()
    controller.abort()
  }
}

/** Yields the ids of all sources, and stores them until they are done. */
async function* collectIds(
  sources: IdSources,
  pending: PendingLookup,
  invocation: Invocation,
): AsyncGenerator<string, void, undefined> {
  for await (const id of readIds(sources, invocation)) {
    pending.ids.push(id)
    yield id
  }
}

/** Returns the row of an id, or the error if the command continues without it. */
async function lookUpOne<Row>(
  id: string,
  lookUp: LookUp<Row>,
  signal: AbortSignal,
  keepGoing: boolean,
): Promise<{ readonly row: Row } | { readonly error: unknown }> {
  try {
    return { row: await lookUp(id, signal) }
  } catch (error) {
    if (signal.aborted || !concernsOneId(error)) throw error
    const explained = new ExplainedError(error, { item: id })
    if (!keepGoing) throw explained
    const { concernsAllIds } = await import('./failureSummary.ts')
    if (concernsAllIds(error)) throw explained
    return { error: explained }
  }
}

/** Returns true for an error that came after a request. An error before any request would be the same for all ids. */
function concernsOneId(error: unknown): boolean {
  if (error instanceof ExplainedError) return true
  return error instanceof Error && 'attempts' in error && Number(error.attempts) > 0
}
