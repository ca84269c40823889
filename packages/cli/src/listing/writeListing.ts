import type { Pager } from '@personctl/sdk'
import type { Invocation } from '../command.ts'
import { ExplainedError } from '../failure/explainedError.ts'
import { UsageError } from '../failure/usageError.ts'
import type { DataOutput } from '../io.ts'
import type { Presentation } from '../output/format.ts'
import { type FormatName, writeList } from '../output/index.ts'
import type { View } from '../output/view.ts'
import { remark } from '../remark.ts'
import { heldBack, reasonToHoldBack, streaming } from './holdingBack.ts'
import type { ListingOptions } from './options.ts'
import { noProgress, type Progress, progressOn } from './progress.ts'
import { Rows } from './rows.ts'

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
