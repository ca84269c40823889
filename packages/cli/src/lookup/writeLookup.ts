import type { Invocation } from '../command.ts'
import { concurrently } from '../concurrently.ts'
import { ExplainedError } from '../failure/explainedError.ts'
import type { Presentation } from '../output/format.ts'
import { type FormatName, writeList, writeOne } from '../output/index.ts'
import { readLines } from '../text/lines.ts'
import { stdinMark } from './ids.ts'

const requestsAtOnce = 8

/** How one thing is found by its id. */
export type LookUp<Item> = (id: string, signal: AbortSignal) => Promise<Item>

/** Writes the thing that has the id, or of several ids a list in their order. Where one fails, all fail. */
export async function writeLookup<Item>(
  ids: readonly string[],
  lookUp: LookUp<Item>,
  format: FormatName,
  presentation: Presentation<Item>,
  { io, signal, debug }: Invocation,
): Promise<void> {
  const [only] = ids
  if (ids.length === 1 && only !== undefined && only !== stdinMark) {
    await writeOne(io.stdout, format, await lookUp(only, signal), presentation)
    return
  }
  const all = await withThoseOnStdin(ids, () => {
    debug('reading ids from stdin')
    return readLines(io.stdin, signal)
  })
  const items = concurrently(all, requestsAtOnce, signal, (id, ownSignal) => saying(id, lookUp, ownSignal))
  await writeList(io.stdout, format, items, presentation)
}

async function withThoseOnStdin(
  ids: readonly string[],
  read: () => Promise<string[]>,
): Promise<readonly string[]> {
  const place = ids.indexOf(stdinMark)
  return place === -1 ? ids : ids.toSpliced(place, 1, ...(await read()))
}

/** Where it fails, the error says which of several it was. */
async function saying<Item>(id: string, lookUp: LookUp<Item>, signal: AbortSignal): Promise<Item> {
  try {
    return await lookUp(id, signal)
  } catch (error) {
    throw !signal.aborted && isOfOne(error) ? new ExplainedError(error, { item: id }) : error
  }
}

/** Whether it came of asking for one thing: what fails before anything is sent would fail for all. */
function isOfOne(error: unknown): boolean {
  if (error instanceof ExplainedError) return true
  return error instanceof Error && 'attempts' in error && Number(error.attempts) > 0
}
