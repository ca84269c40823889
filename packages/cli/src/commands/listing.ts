import type { Page, Pager, PagerOptions } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { ExplainedError, hasErrorCode, UsageError } from '../errors/errors.ts'
import { wrapTerminal } from '../io/io.ts'
import type { Presentation } from '../output/format.ts'
import type { FormatName, Output, View } from '../output/index.ts'
import type { ConnectionNeeds } from '../service/connection.ts'
import { formatCount } from '../text/text.ts'
import type { Invocation } from './command.ts'
import { createProgress } from './progress.ts'

/** The requested part of a list. */
export interface ListingOptions {
  /** The maximum number of rows; undefined for all. */
  readonly limit: number | undefined
  /** A resume token; undefined for the beginning. */
  readonly startAt: string | undefined
}

/** Adds the options of every list. */
export function addListingOptions(command: Command): void {
  command
    .option('--limit <n>', 'Stop after this number of rows')
    .option('--start-at <token>', 'Continue where the same list, with the same filters, stopped')
}

/** The notes of every list. */
export const listingNotes = `\
As ndjson, csv and text, rows are written as they arrive, in constant memory. json, yaml and table
are written as a whole or not at all: all rows stay in memory until the last has arrived. When a list
ends early, stderr has the token for --start-at, also when --limit ends it and more rows may follow.`

/** Parses the options of every list. */
export function parseListing(values: OptionValues): ListingOptions {
  return { limit: parseLimit(values['limit']), startAt: values['startAt'] }
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && Number.isSafeInteger(limit)) return limit
  throw new UsageError(`--limit is ${JSON.stringify(text)}; it takes a whole number of at least 1.`)
}

/** Returns the options of every list for the SDK. */
export function toPagerOptions({ limit, startAt }: ListingOptions, signal: AbortSignal): PagerOptions {
  return {
    signal,
    // With a limit, the next page may not be needed.
    prefetch: limit === undefined ? 1 : 0,
    ...(startAt === undefined ? {} : { startAt }),
  }
}

/**
 * The needs of lists. Invalid arguments are reported before missing credentials; and among hundreds of pages some fail in
 * ways that a single request would survive.
 */
export const listingNeeds: ConnectionNeeds = { credentials: 'lazy', retries: 5 }

/** Writes a list. If it ends early, reports how to continue, so that the parts together have each row once. */
export async function writeListing<Row>(
  pager: Pager<Row>,
  options: ListingOptions,
  output: Output,
  presentation: Presentation<Row>,
  { io, signal, showsProgress }: Invocation,
): Promise<void> {
  const rows = new CountedRows(pager, options, signal)
  const progress = createProgress(io.stderr, showsProgress)
  const { stdout, view } = output
  let isWritten = false
  const observed = wrapTerminal(stdout, {
    write(text) {
      isWritten = true
      // Both may be the same terminal, and then the rows show the progress.
      if (stdout.isTerminal) progress.end()
      return stdout.write(text)
    },
  })
  const buffering = findBufferingOption(view, output.format)
  try {
    await output.withStdout(observed).writeList(observe(), presentation)
  } catch (error) {
    if (error instanceof UsageError && !isWritten) throw error
    throw isWritten ? explainPartial(error, rows) : explainUnwritten(error, rows, options, view)
  } finally {
    progress.end()
  }
  const { resumeToken } = rows
  if (resumeToken === undefined) return
  await output.notify({
    code: 'limit_reached',
    message: `The limit of ${formatCount(rows.taken, 'row')} is reached; more rows may follow.`,
    hint: `To continue after ${rows.taken === 1 ? 'it' : 'them'}, add --start-at ${resumeToken} and keep the filters.`,
    resumeToken,
  })

  async function* observe(): AsyncGenerator<Row, void, undefined> {
    if (buffering !== undefined) {
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

/** Returns the option because of which a format that could write each row at once has to wait for all rows. */
function findBufferingOption(view: View | undefined, format: FormatName): string | undefined {
  if (format !== 'ndjson' && format !== 'csv' && format !== 'text') return undefined
  if (view?.sortBy !== undefined) return '--sort-by'
  return view?.query !== undefined && format !== 'ndjson' ? '--query' : undefined
}

/** The rows of a list up to a limit, and the position after those that have been taken. */
class CountedRows<Row> implements AsyncIterable<Row> {
  readonly #pager: Pager<Row>
  readonly #limit: number
  readonly #startAt: string | undefined
  readonly #signal: AbortSignal
  #taken = 0
  #page: Page<Row> | undefined
  #takenOfPage = 0

  constructor(pager: Pager<Row>, { limit, startAt }: ListingOptions, signal: AbortSignal) {
    this.#pager = pager
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
  { startAt }: ListingOptions,
  view: View | undefined,
): unknown {
  const buffering = findBufferingOption(view, 'csv')
  const without = buffering === undefined ? '' : ` without ${buffering}`
  return new ExplainedError(error, {
    moreAdvice:
      taken === 0
        ? undefined
        : `None of the ${formatCount(taken, 'row')} read is written. Use ndjson, csv or text${without} to write rows as they arrive.`,
    resumption: startAt === undefined ? undefined : { rows: 0, token: startAt },
  })
}
