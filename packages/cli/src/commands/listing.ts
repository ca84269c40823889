import type { Page, Pager, PagerOptions } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../completion/commandTable.ts'
import { checkNotEmpty, ExplainedError, hasErrorCode, UsageError } from '../errors/errors.ts'
import { wrapTerminal } from '../io/io.ts'
import type { Presentation } from '../output/format.ts'
import type { FormatName, Output, View } from '../output/index.ts'
import type { ConnectionNeeds } from '../service/connection.ts'
import { formatCount } from '../text/text.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Invocation } from './command.ts'
import { createProgress } from './progress.ts'

/** The requested part of a list. */
export interface ListingOptions {
  /** The maximum number of rows; undefined for all. */
  readonly limit: number | undefined
  /** A resume token; undefined for the beginning. */
  readonly startAt: string | undefined
  /** The file that stores the position after each page; undefined for none. */
  readonly checkpoint: string | undefined
}

/** Adds the options of every list. */
export function addListingOptions(command: Command): void {
  command
    .option('--limit <n>', 'Stop after this number of rows')
    .option('--start-at <token>', 'Continue where the same list, with the same filters, stopped')
    .addOption(
      withOffer(
        command.createOption(
          '--checkpoint <file>',
          'Store the position in this file after each page, and continue there if it exists',
        ),
        'files',
      ),
    )
}

/**
 * Returns the notes of a list.
 *
 * @param command the list with its arguments, for the example
 */
export function describeListing(command: string): string {
  return `\
ndjson, csv and text write rows as they arrive, in constant memory. json, yaml and table write all rows
at the end or nothing, and keep them in memory until then. If a list ends early, also at --limit, stderr
has the token with which --start-at continues it.
With --start-at, csv that is appended to a file has no header.

With --checkpoint FILE, run the same command again until it succeeds, and append its output with >>:

  $ until ${command} -o csv --checkpoint FILE >> rows.csv; do sleep 60; done

Each list needs a FILE and an output of its own; while one process uses FILE, another one ends with 2.
Even after kill -9 the output has every row once, since the rows behind the position are cut off first;
only a process that is killed after the last row may leave neither FILE nor an exit code of 0. FILE is
removed at the end of the list. It takes ndjson, csv or text. Through a pipe, the rows of one page may
come twice.`
}

/** Parses the options of every list. */
export function parseListing(values: OptionValues): ListingOptions {
  const { limit, startAt, checkpoint } = values
  if (checkpoint !== undefined) {
    checkNotEmpty('--checkpoint', checkpoint)
    if (startAt !== undefined) {
      throw new UsageError(
        '--checkpoint and --start-at cannot be used together.',
        'The checkpoint has the position.',
      )
    }
  }
  return { limit: parseLimit(limit), startAt, checkpoint }
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && Number.isSafeInteger(limit)) return limit
  throw new UsageError(`--limit is ${JSON.stringify(text)}; it takes a whole number of at least 1.`)
}

/**
 * The needs of lists. Invalid arguments are reported before missing credentials; and among hundreds of pages some fail in
 * ways that a single request would survive.
 */
export const listingNeeds: ConnectionNeeds = { credentials: 'lazy', retries: 5 }

/**
 * Writes a list. If it ends early, reports how to continue, so that the parts together have each row once.
 *
 * @param createPager receives the options of every list for the SDK
 */
export async function writeListing<Row>(
  createPager: (paging: PagerOptions) => Pager<Row> | Promise<Pager<Row>>,
  options: ListingOptions,
  output: Output,
  presentation: Presentation<Row>,
  invocation: Invocation,
): Promise<void> {
  const { io, signal, showsProgress, typed, connection } = invocation
  const { stdout, view, format } = output
  const { limit } = options
  const buffering = findBufferingReason(view, format, presentation)
  const checkpoint = options.checkpoint === undefined ? undefined : await openCheckpoint(options.checkpoint)
  try {
    await writePart()
  } finally {
    await checkpoint?.release()
  }

  async function writePart(): Promise<void> {
    const startAt = checkpoint?.startAt ?? options.startAt
    const pager = await createPager({
      signal,
      // With a limit, the next page may not be needed.
      prefetch: limit === undefined ? 1 : 0,
      ...(startAt === undefined ? {} : { startAt }),
    })
    const rows = new CountedRows(pager, { limit, startAt }, signal, checkpoint)
    const progress = createProgress(io.stderr, showsProgress)
    let isWritten = false
    const observed = wrapTerminal(stdout, {
      async write(text) {
        await checkpoint?.prepare()
        isWritten = true
        // Both may be the same terminal, and then the rows show the progress.
        if (stdout.isTerminal) progress.end()
        return stdout.write(text)
      },
    })
    try {
      await chooseHead().withStdout(observed).writeList(observe(), presentation)
    } catch (error) {
      if (error instanceof UsageError && !isWritten) throw error
      if (checkpoint !== undefined) throw await explainStored(error, rows, checkpoint)
      throw isWritten ? explainPartial(error, rows) : explainUnwritten(error, rows, buffering, options)
    } finally {
      progress.end()
    }
    const { resumeToken } = rows
    if (resumeToken === undefined) {
      await checkpoint?.remove()
      return
    }
    await checkpoint?.save(resumeToken, rows.taken)
    await output.notify({
      code: 'limit_reached',
      message: `The limit of ${formatCount(rows.taken, 'row')} is reached; more rows may follow.`,
      hint:
        checkpoint === undefined
          ? `To continue after ${rows.taken === 1 ? 'it' : 'them'}, add --start-at ${resumeToken} and keep the filters.`
          : `To continue after ${rows.taken === 1 ? 'it' : 'them'}, run the same command again.`,
      resumeToken,
    })

    async function* observe(): AsyncGenerator<Row, void, undefined> {
      if (buffering !== undefined && isStreamable(format)) {
        await output.notify({
          code: 'held_back',
          message: `Rows are written after the last one has arrived, since ${buffering} needs all of them.`,
          hint: null,
        })
      }
      for await (const row of rows) {
        progress.show(rows.taken, rows.expected)
        yield row
      }
    }
  }

  async function openCheckpoint(path: string): Promise<Checkpoint> {
    if (!isStreamable(format) || buffering !== undefined) {
      throw new UsageError(
        `--checkpoint cannot be used with ${isStreamable(format) ? buffering : `-o ${format}`}, which needs all rows.`,
        'Use -o ndjson, csv or text, which write the rows of each page as they arrive.',
      )
    }
    const { Checkpoint, identifyList } = await import('./checkpoint.ts')
    return Checkpoint.open(path, identifyList(typed, format, connection), stdout)
  }

  /** Leaves out the header of CSV where the rows before it already have one. */
  function chooseHead(): Output {
    const isAppended = options.startAt !== undefined && (stdout.file?.length() ?? 0) > 0
    return checkpoint?.hasRows || isAppended ? output.withoutHead() : output
  }
}

function isStreamable(format: FormatName): boolean {
  return format === 'ndjson' || format === 'csv' || format === 'text'
}

/** Returns the option because of which a format that could write each row at once has to wait for all rows. */
function findBufferingReason(
  view: View | undefined,
  format: FormatName,
  presentation: Pick<Presentation<never>, 'paths'>,
): string | undefined {
  if (view?.sortBy !== undefined) return '--sort-by'
  if (format === 'ndjson' || !isStreamable(format)) return undefined
  if (view?.query !== undefined) return '--query'
  return presentation.paths === undefined ? `-o ${format}` : undefined
}

/** The rows of a list up to a limit, and the position after those that have been taken. */
class CountedRows<Row> implements AsyncIterable<Row> {
  readonly #pager: Pager<Row>
  readonly #limit: number
  readonly #startAt: string | undefined
  readonly #signal: AbortSignal
  readonly #checkpoint: Checkpoint | undefined
  #taken = 0
  #page: Page<Row> | undefined
  #takenOfPage = 0

  constructor(
    pager: Pager<Row>,
    { limit, startAt }: Pick<ListingOptions, 'limit' | 'startAt'>,
    signal: AbortSignal,
    checkpoint: Checkpoint | undefined,
  ) {
    this.#pager = pager
    this.#checkpoint = checkpoint
    this.#limit = limit ?? Number.POSITIVE_INFINITY
    this.#startAt = startAt
    this.#signal = signal
  }

  /** The number of rows that the caller is done with, which it is once it takes the next one. */
  get taken(): number {
    return this.#taken
  }

  /** The total number of rows; undefined if the service does not tell, or if the list is a continuation. */
  get expected(): number | undefined {
    const total = this.#page?.total
    return total === undefined || this.#startAt !== undefined ? undefined : Math.min(total, this.#limit)
  }

  /** The token that continues after the taken rows; undefined at the end, and at the beginning of a whole list. */
  get resumeToken(): string | undefined {
    return this.#page === undefined ? this.#startAt : this.#page.resumeTokenAfter(this.#takenOfPage)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.#pager.pages()) {
      this.#page = page
      this.#takenOfPage = 0
      for (const row of page.items) {
        this.#signal.throwIfAborted()
        yield row
        this.#taken += 1
        this.#takenOfPage += 1
        if (this.#taken === this.#limit) return
      }
      if (page.resumeToken !== undefined) await this.#checkpoint?.save(page.resumeToken, this.#taken)
    }
  }
}

function explainPartial(error: unknown, { taken, resumeToken }: CountedRows<unknown>): unknown {
  // A list that repeats itself cannot be continued.
  if (resumeToken === undefined || hasErrorCode(error, 'repeated_page')) return error
  return new ExplainedError(error, { resumption: { rows: taken, token: resumeToken } })
}

/** Explains an error of a list of which nothing is written: it has to start again where it started. */
function explainUnwritten(
  error: unknown,
  { taken }: CountedRows<unknown>,
  buffering: string | undefined,
  { startAt }: ListingOptions,
): unknown {
  const without = buffering === undefined ? '' : ` without ${buffering}`
  return new ExplainedError(error, {
    moreAdvice:
      taken === 0
        ? undefined
        : `None of the ${formatCount(taken, 'row')} read is written. Use ndjson, csv or text${without} to write rows as they arrive.`,
    resumption: startAt === undefined ? undefined : { rows: 0, token: startAt },
  })
}

/** The codes of errors of a list that contradicts itself: only a new one can be right. */
const brokenListCodes = ['repeated_page', 'repeated_rows', 'list_changed', 'incomplete_list']

/** Stores how far a list came before an error, and explains it. */
async function explainStored(
  error: unknown,
  { taken, resumeToken }: CountedRows<unknown>,
  checkpoint: Checkpoint,
): Promise<unknown> {
  if (!checkpoint.isStored) return error
  if (brokenListCodes.some((code) => hasErrorCode(error, code))) {
    await checkpoint.reset()
    return new ExplainedError(error, {
      hint: 'To start from the beginning, run the same command again. It replaces the rows that are written.',
    })
  }
  if (resumeToken === undefined) return error
  // On a full disk the position of the last page stays, and the next run cuts off the rows after it.
  await checkpoint.save(resumeToken, taken).catch(() => {})
  return new ExplainedError(error, { resumption: { rows: taken, token: resumeToken, isStored: true } })
}
