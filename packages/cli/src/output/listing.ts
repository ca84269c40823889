import { setMaxListeners } from 'node:events'
import type { Page, Pager, PagerOptions } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { Invocation } from '../command.ts'
import { ExplainedError, UsageError } from '../errors/errors.ts'
import type { DataOutput, Terminal } from '../io/io.ts'
import type { ConnectionNeeds } from '../service/options.ts'
import type { Presentation } from './format.ts'
import { type FormatName, writeList } from './index.ts'
import { type Remark, remark } from './notice.ts'
import type { View } from './view.ts'

/** Things that are there, or come. */
type Arriving<Item> = Iterable<Item> | AsyncIterable<Item>

/**
 * Calls a function for every item as it comes, a few at a time, and gives the results in the order of the items. No more
 * are under way, or waiting for their turn, than that few. Where a call fails, those after it come to nothing, and those
 * under way are aborted.
 */
export async function* concurrently<Item, Result>(
  items: Arriving<Item>,
  limit: number,
  outer: AbortSignal,
  call: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const controller = new AbortController()
  const signal = AbortSignal.any([outer, controller.signal])
  // Each call listens to it, and that is no leak that Node.js would have to warn of.
  setMaxListeners(0, signal)
  const underWay: Promise<Result>[] = []
  const source = iteratorOf(items)
  let hasMore = true
  let arrival: Promise<void> | undefined
  const awaitNext = async () => {
    const { done, value } = await source.next()
    arrival = undefined
    if (done === true) hasMore = false
    else underWay.push(unhandled(call(value, signal)))
  }
  try {
    for (;;) {
      if (hasMore && underWay.length < limit) arrival ??= unhandled(awaitNext())
      const [first] = underWay
      if (first === undefined && arrival === undefined) return
      // Whoever gives the items may be slow, and the results are not to wait for it.
      const settled = first?.then(isReady, isReady)
      const isResult = await Promise.race([arrival, settled].filter((one) => one !== undefined))
      if (isResult !== true || first === undefined) continue
      underWay.shift()
      yield await first
    }
  } finally {
    controller.abort()
  }
}

function iteratorOf<Item>(items: Arriving<Item>): Iterator<Item> | AsyncIterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
}

const isReady = () => true

/** The promise, whose failure is for whoever awaits it, in its turn. */
function unhandled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

/** The option that keeps a format from being written as rows come, where it would be otherwise. */
function reasonToHoldBack(view: View | undefined, format: FormatName): string | undefined {
  if (format !== 'ndjson' && format !== 'csv') return undefined
  if (view?.sortBy !== undefined) return '--sort-by'
  return view?.query !== undefined && format === 'csv' ? '--query' : undefined
}

/** Why there are no rows for a while. */
function heldBack(reason: string): Remark {
  return {
    code: 'held_back',
    message: `Rows are written when all of them are there, for ${reason} needs them all.`,
    hint: null,
  }
}

/** What to type for rows that are written as they come. */
function streaming(view: View | undefined): string {
  const reason = reasonToHoldBack(view, 'csv')
  return `as ndjson or csv${reason === undefined ? '' : `, without ${reason}`}`
}

/** Which part of a list is wanted. */
export interface ListingOptions {
  /** The most rows; undefined for all. */
  readonly limit: number | undefined
  /** A resume token; undefined for the beginning. */
  readonly startAt: string | undefined
}

/** Adds the options that all lists have. */
export function describeListing(command: Command): void {
  command
    .option('--limit <n>', 'stop after so many rows')
    .option('--start-at <token>', 'go on where the same list, with the same filters, was left')
}

/** What all lists have in common, for their help. */
export const listingHelp = `
As ndjson and csv, rows are written as they come, in constant memory. json, yaml and table are
written whole or not at all: all rows are kept until the last is there. When a list ends early,
stderr has the token for --start-at: also when --limit ends it and more may follow.`

export function parseListing(values: OptionValues): ListingOptions {
  return { limit: parseLimit(values['limit']), startAt: values['startAt'] }
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && Number.isSafeInteger(limit)) return limit
  throw new UsageError(`--limit is ${JSON.stringify(text)}; it takes a whole number from 1 on.`)
}

/** The same for the SDK. */
export function pagerOptions({ limit, startAt }: ListingOptions, signal: AbortSignal): PagerOptions {
  return {
    signal,
    // With a limit, nobody knows whether the next page will be wanted.
    prefetch: limit === undefined ? 1 : 0,
    ...(startAt === undefined ? {} : { startAt }),
  }
}

/**
 * What lists need of their connection. What is wrong with a line is said before credentials are missed; and in
 * hundreds of pages a failure that a lone request would survive comes along often.
 */
export const listingNeeds: ConnectionNeeds = { credentials: 'when needed', retries: 5 }

const firstAfterMs = 300
const thenEveryMs = 100
const eraseToEndOfLine = '\u001b[K'

/** A line on a terminal that says how far a list is. */
interface Progress {
  /** @param expected how many rows there will be, if that is known */
  show(rows: number, expected: number | undefined): void
  /** Takes the line away; it does not come back. */
  end(): void
}

export const noProgress: Progress = { show: () => {}, end: () => {} }

export function progressOn(terminal: Terminal): Progress {
  const startedAt = performance.now()
  let nextAt = startedAt + firstAfterMs
  let isShown = false
  return {
    show(rows, expected) {
      const now = performance.now()
      if (now < nextAt) return
      nextAt = now + thenEveryMs
      isShown = true
      const rate = Math.round((rows * 1000) / (now - startedAt))
      const line = `${howFar(rows, expected)}, ${withCommas(rate)} a second`
      // On a line that is too narrow it would go on to the next, and stay.
      void terminal.write(`\r${line.slice(0, (terminal.columns ?? 80) - 1)}${eraseToEndOfLine}`)
    },
    end() {
      nextAt = Number.POSITIVE_INFINITY
      if (isShown) void terminal.write(`\r${eraseToEndOfLine}`)
      isShown = false
    },
  }
}

function howFar(rows: number, expected: number | undefined): string {
  if (expected === undefined) return `${withCommas(rows)} rows`
  // While rows are added, there may come more than were expected.
  const percent = Math.min(Math.floor((rows * 100) / Math.max(expected, 1)), 100)
  return `${withCommas(rows)} of ${withCommas(expected)} rows, ${percent} %`
}

function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** The rows of a list, at most so many, and where to go on after those that have been taken. */
class Rows<Item> implements AsyncIterable<Item> {
  readonly #pager: Pager<Item>
  readonly #limit: number
  readonly #isWhole: boolean
  readonly #signal: AbortSignal
  #taken = 0
  #page: Page<Item> | undefined
  #takenOfPage = 0
  #resumeToken: string | undefined

  constructor(
    pager: Pager<Item>,
    { limit, startAt }: { limit: number | undefined; startAt: string | undefined },
    signal: AbortSignal,
  ) {
    this.#pager = pager
    this.#limit = limit ?? Number.POSITIVE_INFINITY
    this.#isWhole = startAt === undefined
    this.#signal = signal
    this.#resumeToken = startAt
  }

  /** How many rows were taken and done with: whoever asks for another is done with the one before. */
  get taken(): number {
    return this.#taken
  }

  /** How many rows there will be; undefined where the service does not say, or the list was begun before. */
  get expected(): number | undefined {
    const total = this.#page?.total
    return total === undefined || !this.#isWhole ? undefined : Math.min(total, this.#limit)
  }

  /** What goes on after the rows taken; undefined at either end of the list. */
  get resumeToken(): string | undefined {
    return this.#page === undefined ? this.#resumeToken : this.#page.resumeTokenAfter(this.#takenOfPage)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.#pager.pages()) {
      this.#page = page
      this.#takenOfPage = 0
      for (const item of page.items) {
        this.#signal.throwIfAborted()
        yield item
        this.#taken += 1
        this.#takenOfPage += 1
        if (this.#taken === this.#limit) return
      }
    }
  }
}

/** Writes a list. Where it ends early, says how to go on, so that the parts together have every row once. */
export async function writeListing<Item>(
  pager: Pager<Item>,
  options: ListingOptions,
  format: FormatName,
  presentation: Presentation<Item>,
  { io, signal, showsProgress }: Invocation,
): Promise<void> {
  const rows = new Rows(pager, options, signal)
  const progress = showsProgress ? progressOn(io.stderr) : noProgress
  let isWritten = false
  const { view } = io.stdout
  const stdout: DataOutput = {
    isTerminal: io.stdout.isTerminal,
    get columns() {
      return io.stdout.columns
    },
    ...(view && { view }),
    write(text) {
      isWritten = true
      // Both may be the same terminal, and then the rows are progress enough.
      if (io.stdout.isTerminal) progress.end()
      return io.stdout.write(text)
    },
  }
  try {
    const reason = reasonToHoldBack(view, format)
    const onStart = () => (reason === undefined ? undefined : remark(io.stderr, format, heldBack(reason)))
    await writeList(stdout, format, watched(rows, progress, onStart), presentation)
  } catch (error) {
    if (error instanceof UsageError && !isWritten) throw error
    throw isWritten ? leftMidway(error, rows) : leftUnwritten(error, rows, options, view)
  } finally {
    progress.end()
  }
  const { resumeToken } = rows
  if (resumeToken === undefined) return
  await remark(io.stderr, format, {
    code: 'limit_reached',
    message: `Written: ${rows.taken} rows, as many as --limit allows; more may follow.`,
    hint: `Add --start-at ${resumeToken} to go on after them, with the same filters.`,
    resumeToken,
  })
}

async function* watched<Item>(
  rows: Rows<Item>,
  progress: Progress,
  onStart: () => Promise<void> | undefined,
): AsyncGenerator<Item, void, undefined> {
  await onStart()
  for await (const row of rows) {
    progress.show(rows.taken, rows.expected)
    yield row
  }
}

function leftMidway(error: unknown, { taken, resumeToken }: Rows<unknown>): unknown {
  // A list that goes in a circle has no rest to go on with.
  const goesInCircle = error instanceof Error && 'code' in error && error.code === 'repeated_page'
  if (resumeToken === undefined || goesInCircle) return error
  return new ExplainedError(error, { resumption: { rows: taken, token: resumeToken } })
}

/** A list that is written whole or not at all has to be begun where it was begun. */
function leftUnwritten(
  error: unknown,
  { taken }: Rows<unknown>,
  { startAt }: ListingOptions,
  view: View | undefined,
): unknown {
  return new ExplainedError(error, {
    moreAdvice:
      taken === 0
        ? undefined
        : `Nothing is written of the ${taken} rows read; ${streaming(view)}, rows are written as they come.`,
    resumption: startAt === undefined ? undefined : { rows: 0, token: startAt },
  })
}
