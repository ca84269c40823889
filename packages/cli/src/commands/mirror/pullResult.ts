import type { ChangeCounts, PullResult, ServiceResult } from '@personctl/mirror'
import { ExplainedError, hasErrorCode } from '../../errors/errors.ts'
import { createFlatPresentation, type Presentation } from '../../output/format.ts'
import { formatCount } from '../../text/text.ts'
import type { Invocation } from '../command.ts'

/** The kinds of changes that have a column. */
export const countedKinds = [
  'added',
  'changed',
  'deactivated',
  'removed',
  'returned',
  'hidden',
  'shown',
] as const

/** The columns of the result of a pull, a row for each service. */
export const resultPresentation: Presentation<ServiceRow> = createFlatPresentation<ServiceRow>(
  [
    { path: 'run', heading: 'RUN', value: ({ run }) => run },
    { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
    { path: 'status', heading: 'STATUS', value: ({ status }) => status },
    { path: 'rows', heading: 'ROWS', value: ({ rows }) => rows },
    ...countedKinds.map((kind) => ({
      path: kind,
      heading: kind.toUpperCase(),
      value: ({ counts }: ServiceRow) => counts[kind] ?? 0,
    })),
    { path: 'requests', heading: 'REQUESTS', value: ({ requests }) => requests },
    { path: 'seconds', heading: 'SECONDS', value: ({ seconds }) => seconds },
    { path: 'reason', heading: 'REASON', isFreeText: true, value: ({ reason }) => reason },
  ],
  ({ counts, reason, tables, notices, ...row }) => ({
    ...row,
    ...Object.fromEntries(countedKinds.map((kind) => [kind, counts[kind] ?? 0])),
    reason,
    tables,
    notices,
  }),
)

/** The result for one service, as it is shown. */
export interface ServiceRow {
  readonly run: number
  readonly service: string
  readonly status: string
  /** The number of rows of all tables that were seen. */
  readonly rows: number
  /** The changes by kind. */
  readonly counts: Readonly<Record<string, number>>
  readonly requests: number
  readonly seconds: number
  readonly reason: string | null
  readonly tables: ServiceResult['tables']
  readonly notices: readonly string[]
}

/** Returns the rows of a result. */
export function toRows({ run, services }: PullResult): ServiceRow[] {
  return services.map(({ service, status, tables, requests, durationMs, reason, notices }) => {
    const counts: Record<string, number> = {}
    for (const table of Object.values(tables) as ChangeCounts[])
      for (const [kind, count] of Object.entries(table)) counts[kind] = (counts[kind] ?? 0) + count
    const { seen = 0, ...changes } = counts
    return {
      run,
      service,
      status,
      rows: seen,
      counts: changes,
      requests,
      seconds: Math.round(durationMs / 100) / 10,
      reason: reason ?? null,
      tables,
      notices,
    }
  })
}

/** Writes the last line of a pull. */
export async function reportEnd(result: PullResult, { output }: Invocation): Promise<void> {
  const rows = toRows(result)
  const total = rows.reduce((sum, row) => sum + row.rows, 0)
  const changes = rows.flatMap(({ counts }) => countedKinds.map((kind) => counts[kind] ?? 0))
  await output.notify({
    code: 'pulled',
    message: `Run ${result.run} is ${result.status}: ${formatCount(total, 'row')}, ${formatCount(
      changes.reduce((sum, count) => sum + count, 0),
      'change',
    )}, ${formatCount(result.requests, 'request')}, ${Math.round(result.durationMs / 100) / 10} s.`,
    hint: null,
  })
}

const toContinue = 'Readers see the last complete run. The same command continues this one.'

/** Explains why a pull did not publish everything, after writing what it did. */
export async function explainPull(
  error: unknown,
  signal: AbortSignal,
  { output }: Invocation,
): Promise<unknown> {
  if (signal.aborted && error === signal.reason) return new ExplainedError(error, { moreAdvice: toContinue })
  if (!(error instanceof Error)) return error
  const { result } = error as { result?: PullResult }
  if (result?.services.some(({ status }) => status !== 'interrupted')) {
    await output.writeList(toRows(result), resultPresentation)
  }
  if (!hasErrorCode(error, 'incomplete') || error.cause === undefined) return error
  return new ExplainedError(error.cause, { moreAdvice: toContinue })
}
