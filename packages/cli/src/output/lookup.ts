import type { Command, OptionValues } from 'commander'
import type { Invocation, Outcome } from '../command.ts'
import { describeHidden, failureAsJson, failureAsText } from '../errors/describe.ts'
import { ExplainedError, UsageError, worstOf } from '../errors/errors.ts'
import type { ConnectionNeeds } from '../service/options.ts'
import { readLines } from '../text/text.ts'
import type { Presentation } from './format.ts'
import { type FormatName, isForPrograms, writeList, writeOne } from './index.ts'
import { concurrently, noProgress, progressOn } from './listing.ts'
import { remark } from './notice.ts'

/** What stands on a line for the ids on stdin. */
export const stdinMark = '-'

/** Ids as typed, with the mark for those on stdin once at most. Throws UsageError where they make no sense. */
function parseIds(operands: readonly string[]): readonly string[] {
  if (operands.some((operand) => operand.trim() === ''))
    throw new UsageError('An id is empty.', 'Is a variable of your script not set?')
  if (operands.filter((operand) => operand === stdinMark).length > 1) {
    throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
  }
  return operands
}

/** What was asked for and not found, said one by one and in the end in all. */
class Losses {
  readonly #invocation: Invocation
  readonly #format: FormatName
  readonly #exitCodes = new Set<number>()
  #count = 0

  constructor(invocation: Invocation, format: FormatName) {
    this.#invocation = invocation
    this.#format = format
  }

  /** Says on stderr what became of one. */
  async add(error: unknown): Promise<void> {
    const { io, connection } = this.#invocation
    const failure = describeHidden(error, connection.redactor)
    this.#count += 1
    this.#exitCodes.add(failure.exitCode)
    // The same advice a thousand times is none.
    const line = isForPrograms(this.#format)
      ? failureAsJson(failure)
      : failureAsText({ ...failure, hint: null })
    await io.stderr.write(line)
  }

  /** Says how many there were, if there were any. Returns the exit code of the worst. */
  async sum(found: number): Promise<number> {
    if (this.#count === 0) return 0
    await remark(this.#invocation.io.stderr, this.#format, {
      code: 'some_failed',
      message: `Of ${found + this.#count} ids, ${found} were found and ${this.#count} failed.`,
      hint: null,
    })
    return worstOf(this.#exitCodes)
  }
}

/** What is looked up, and how. */
export interface LookupOptions {
  /** As typed: `-` stands for those on stdin. */
  readonly ids: readonly string[]
  /** How many requests are under way at once. */
  readonly concurrency: number
  /** Whether what fails is left out, in place of failing the command. */
  readonly keepGoing: boolean
}

const usualConcurrency = 8
const mostAtOnce = 64

/** Adds the options of every command that takes many ids. */
export function describeLookup(command: Command): void {
  command
    .option('--concurrency <n>', `ask for 1 to ${mostAtOnce} at once (default: ${usualConcurrency})`)
    .option('--keep-going', 'leave out what fails, and say so on stderr')
}

/** What such commands have in common, for their help. */
export const lookupHelp = `
One gives one object; several, or -, give a list in their order, written as ndjson as the answers
come, in constant memory. If one fails, the command fails: nothing is printed, but for the lines
that ndjson has printed already. With --keep-going it is left out, stderr has a line for each that
failed and their number at the end, and the exit code is that of the worst: 1, or else the highest.`

export function parseLookup(operands: readonly string[], values: OptionValues): LookupOptions {
  return {
    ids: parseIds(operands),
    concurrency: parseConcurrency(values['concurrency']),
    keepGoing: values['keepGoing'] ?? false,
  }
}

/** Whether there is one id, whatever stdin may have. */
function isOfOne({ ids }: LookupOptions): boolean {
  return ids.length === 1 && ids[0] !== stdinMark
}

/** What a lookup needs of its connection: among thousands, a failure that a lone request would survive comes along often. */
export function lookupNeeds(options: LookupOptions): ConnectionNeeds {
  return isOfOne(options) ? {} : { retries: 5 }
}

function parseConcurrency(text: string | undefined): number {
  if (text === undefined) return usualConcurrency
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (count >= 1 && count <= mostAtOnce) return count
  throw new UsageError(
    `--concurrency is ${JSON.stringify(text)}; it takes a whole number from 1 to ${mostAtOnce}.`,
  )
}

/** How one thing is found by its id. */
type LookUp<Item> = (id: string, signal: AbortSignal) => Promise<Item>

/** What became of one id. */
type Result<Item> = { readonly item: Item } | { readonly error: unknown }

/**
 * Writes the thing that has the id, or of several ids a list in their order. Where one fails, all fail, unless it is to
 * be kept going.
 */
export async function writeLookup<Item>(
  options: LookupOptions,
  lookUp: LookUp<Item>,
  format: FormatName,
  presentation: Presentation<Item>,
  invocation: Invocation,
): Promise<Outcome> {
  const { io, signal } = invocation
  const { ids, concurrency, keepGoing } = options
  const [only] = ids
  if (only !== undefined && isOfOne(options)) {
    await writeOne(io.stdout, format, await lookUp(only, signal), presentation)
    return 'done'
  }
  const results = concurrently(withThoseOnStdin(ids, invocation), concurrency, signal, (id, ownSignal) =>
    resultOf(id, lookUp, ownSignal, keepGoing),
  )
  const losses = new Losses(invocation, format)
  const found = { count: 0 }
  await writeList(io.stdout, format, itemsIn(results, losses, found, format, invocation), presentation)
  return { exitCode: await losses.sum(found.count) }
}

async function* withThoseOnStdin(
  ids: readonly string[],
  { io, signal, debug }: Invocation,
): AsyncGenerator<string, void, undefined> {
  for (const id of ids) {
    if (id === stdinMark) {
      debug('reading ids from stdin')
      yield* readLines(io.stdin, signal)
    } else yield id
  }
}

/** Throws what fails the command. The error says which of several it was. */
async function resultOf<Item>(
  id: string,
  lookUp: LookUp<Item>,
  signal: AbortSignal,
  keepGoing: boolean,
): Promise<Result<Item>> {
  try {
    return { item: await lookUp(id, signal) }
  } catch (error) {
    if (signal.aborted || !isAboutOne(error)) throw error
    const explained = new ExplainedError(error, { item: id })
    if (!keepGoing || isAboutAll(error)) throw explained
    return { error: explained }
  }
}

/** Whether it came of asking for one thing: what fails before anything is sent would fail for all. */
function isAboutOne(error: unknown): boolean {
  if (error instanceof ExplainedError) return true
  return error instanceof Error && 'attempts' in error && Number(error.attempts) > 0
}

/** Whether the others need not be asked for: who is told that the token is no good is told so of all. */
function isAboutAll(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'AuthenticationError') return false
  // A service that has no better answer may have failed at this one alone.
  return !('status' in error && Number(error.status) >= 500)
}

async function* itemsIn<Item>(
  results: AsyncIterable<Result<Item>>,
  losses: Losses,
  found: { count: number },
  format: FormatName,
  { io, showsProgress }: Invocation,
): AsyncGenerator<Item, void, undefined> {
  // Rows on the same terminal are progress enough.
  const isSeen = io.stdout.isTerminal && (format === 'ndjson' || format === 'csv')
  const progress = showsProgress && !isSeen ? progressOn(io.stderr) : noProgress
  try {
    for await (const result of results) {
      if ('error' in result) {
        progress.end()
        await losses.add(result.error)
        continue
      }
      found.count += 1
      progress.show(found.count, undefined)
      yield result.item
    }
  } finally {
    progress.end()
  }
}
