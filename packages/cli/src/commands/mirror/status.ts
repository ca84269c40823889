import type { RunStatus, ServiceStatus } from '@personctl/mirror'
import { UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ParsedCommand } from '../command.ts'
import { addTargetOption, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorStatusOptions {
  readonly target: string | undefined
  readonly showsRuns: boolean
  /** The age that no service may exceed, in seconds. */
  readonly maxAgeSeconds: number | undefined
}

/** The tables whose rows stand for a service. */
const mainTables = ['cis_person', 'cern_identity', 'dabp_report']

const servicesPresentation = createFlatPresentation<ServiceStatus>([
  { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
  { path: 'run', heading: 'RUN', value: ({ run }) => run },
  { path: 'published', heading: 'PUBLISHED', value: ({ published }) => published },
  { path: 'age_seconds', heading: 'AGE (S)', value: ({ ageSeconds }) => ageSeconds },
  {
    path: 'people',
    heading: 'PEOPLE',
    value: ({ rows }) => mainTables.flatMap((table) => rows[table] ?? [])[0] ?? null,
  },
  {
    path: 'rows',
    heading: 'ROWS',
    value: ({ rows }) => Object.values(rows).reduce((sum, count) => sum + count, 0),
  },
  { path: 'pending', heading: 'PENDING', value: ({ pending }) => describePending(pending) },
  { path: 'note', heading: 'NOTE', isFreeText: true, value: ({ pending }) => pending?.note ?? null },
])

function describePending(pending: ServiceStatus['pending']): string | null {
  return pending === null ? null : `run ${pending.run} ${pending.status}, ${pending.rows} rows`
}

const runsPresentation = createFlatPresentation<RunStatus>([
  { path: 'run', heading: 'RUN', value: ({ run }) => run },
  { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
  { path: 'status', heading: 'STATUS', value: ({ status }) => status },
  { path: 'started', heading: 'STARTED', value: ({ started }) => started },
  { path: 'ended', heading: 'ENDED', value: ({ ended }) => ended },
  { path: 'attempt', heading: 'ATTEMPTS', value: ({ attempt }) => attempt },
  { path: 'requests', heading: 'REQUESTS', value: ({ requests }) => requests },
  {
    path: 'changes',
    heading: 'CHANGES',
    value: ({ changes }) =>
      Object.entries(changes)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', ') || null,
  },
  { path: 'note', heading: 'NOTE', isFreeText: true, value: ({ note }) => note },
])

/** `personctl mirror status` */
export const command: ParsedCommand<MirrorStatusOptions> = {
  examples: [
    'personctl mirror status --to people.db',
    "personctl mirror status --max-age 26h || echo 'The mirror is old.'",
    'personctl mirror status --runs -o csv',
  ],
  notes: `\
Shows a row for each service: the last run that was published, its age, the numbers of people and of
rows, and the run that is pending: one that goes on, that was interrupted, or that a brake holds back.
--runs shows all runs with the numbers of their changes, latest first.

With --max-age, the exit code is 10 if a service is older, or has never been published.

${targetNotes}`,
  columns: listColumnNames(servicesPresentation, runsPresentation),

  configure(command) {
    command
      .option('--runs', 'Show the runs')
      .option('--max-age <time>', 'Exit with 10 if the last run of a service is older, such as 26h or 2d')
    addTargetOption(command)
  },

  parse(_, values) {
    const { runs = false, maxAge } = values
    return {
      target: parseTarget(values),
      showsRuns: runs,
      maxAgeSeconds: maxAge === undefined ? undefined : parseAge(maxAge),
    }
  },

  async run({ target, showsRuns, maxAgeSeconds }, invocation) {
    const { output } = invocation
    const { services, runs } = await useMirror(target, invocation, { readOnly: true }, (mirror) =>
      mirror.status(),
    )
    if (showsRuns) await output.writeList(runs, runsPresentation)
    else await output.writeList(services, servicesPresentation)
    if (maxAgeSeconds === undefined) return 'done'
    const old = services.filter(({ ageSeconds }) => ageSeconds === null || ageSeconds > maxAgeSeconds)
    if (services.length > 0 && old.length === 0) return 'done'
    await output.notify({
      code: 'stale',
      message:
        services.length === 0
          ? 'Nothing has been pulled yet.'
          : `The last complete run is too old: ${old.map(({ service }) => service).join(', ')}.`,
      hint: 'Run personctl mirror pull.',
    })
    return 'no'
  },
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

function parseAge(text: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text.trim()) ?? []
  if (count !== undefined) return Number(count) * (unitSeconds[unit] ?? 1)
  throw new UsageError(
    `--max-age is ${JSON.stringify(text)}; it takes a number with a unit.`,
    'Write it as 90m, 26h or 2d.',
  )
}
