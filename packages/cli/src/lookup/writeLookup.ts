import type { Invocation, Outcome } from '../command.ts'
import { concurrently } from '../concurrently.ts'
import { ExplainedError } from '../failure/explainedError.ts'
import { noProgress, progressOn } from '../listing/progress.ts'
import type { Presentation } from '../output/format.ts'
import { type FormatName, writeList, writeOne } from '../output/index.ts'
import { readLines } from '../text/lines.ts'
import { stdinMark } from './ids.ts'
import { Losses } from './losses.ts'
import { isOfOne, type LookupOptions } from './options.ts'

/** How one thing is found by its id. */
export type LookUp<Item> = (id: string, signal: AbortSignal) => Promise<Item>

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
