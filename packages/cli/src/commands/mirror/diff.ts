import type { Change, ChangeFilter } from '@personctl/mirror'
import { isObject } from '@personctl/shared/guards'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type Scalar, toScalar } from '../../output/format.ts'
import { formatCount } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import { addTargetOption, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorDiffOptions {
  readonly target: string | undefined
  readonly filter: ChangeFilter
}

const kinds = ['added', 'removed', 'returned', 'deactivated', 'changed', 'hidden', 'shown', 'scope_lost']

/** The tables that have changes. The groups of CIS are attributes of people. */
const tables = [
  ...['cis_person', 'cern_identity', 'cern_group', 'cern_member', 'cern_application', 'cern_role'],
  ...['cern_role_group', 'dabp_report', 'dabp_grant'],
]

const presentation = createFlatPresentation<Change>([
  { path: 'run', heading: 'RUN', value: ({ run }) => run },
  { path: 'at', heading: 'AT', value: ({ at }) => at },
  { path: 'collection', heading: 'TABLE', value: ({ collection }) => collection },
  { path: 'name', heading: 'NAME', value: ({ name, key }) => name ?? key },
  { path: 'group', heading: 'GROUP', value: ({ group }) => group },
  { path: 'key', heading: 'KEY', value: ({ key }) => key },
  { path: 'person', heading: 'PERSON', value: ({ person }) => person },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'attribute', heading: 'ATTRIBUTE', value: ({ attribute }) => attribute },
  { path: 'old', heading: 'OLD', isFreeText: true, value: ({ old }) => toScalar(old) },
  { path: 'new', heading: 'NEW', isFreeText: true, value: (change) => toScalar(change.new) },
])

/**
 * A table for people. It names what changed, and only the differences of values; identifiers are for programs. A terminal
 * that is too narrow loses the last columns.
 */
const shownPresentation = createFlatPresentation<Change>([
  { path: 'run', heading: 'RUN', value: ({ run }) => run },
  {
    path: 'name',
    heading: 'NAME',
    value: ({ name, key, group }) => (group === null ? (name ?? key) : `${name ?? key} in ${group}`),
  },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'attribute', heading: 'ATTRIBUTE', value: ({ attribute }) => attribute },
  { path: 'old', heading: 'OLD', isFreeText: true, value: (change) => describeValue(change, 'old') },
  { path: 'new', heading: 'NEW', isFreeText: true, value: (change) => describeValue(change, 'new') },
  { path: 'collection', heading: 'TABLE', value: ({ collection }) => collection },
  { path: 'at', heading: 'AT', value: ({ at }) => at?.replace(/\.\d+Z$/, 'Z') ?? null },
])

/**
 * Returns a value of a change for people. A whole row is left out, since its name says enough; of an object, such as the
 * groups of a person, only the entries that the other value does not have.
 */
function describeValue(change: Change, side: 'old' | 'new'): Scalar {
  const value = change[side]
  if (change.attribute === null && isObject(value)) return null
  const other = change[side === 'old' ? 'new' : 'old']
  if (!isObject(value) || !(isObject(other) || other === null || other === undefined)) return toScalar(value)
  return Object.entries(value)
    .filter(([name, one]) => !isObject(other) || JSON.stringify(other[name]) !== JSON.stringify(one))
    .map(([name, one]) => (one === null || one === '' ? name : `${name}: ${toScalar(one)}`))
    .join(', ')
}

/** `personctl mirror diff` */
export const command: ParsedCommand<MirrorDiffOptions> = {
  examples: [
    'personctl mirror diff',
    'personctl mirror diff --since 2026-11-01 -o csv > november.csv',
    'personctl mirror diff --since 7d --attribute staff_information.title',
    'personctl mirror diff --since 12 --person ada.lovelace@example.org -o ndjson',
    'personctl mirror diff --run 4 --kind removed',
  ],
  notes: `\
Shows what changed in the last run, or since another one: people, groups and the like that were added,
removed, or came back, and each attribute that changed, with its value before and after. Without
--since, it is the last run that was published. The rows of the first run of a service are not changes.
--run N also shows a run that was refused, and so what it would have changed.

  added        new
  removed      no longer there: looked up, and not found
  deactivated  still there, but no longer active
  returned     there or active again
  changed      an attribute has another value
  hidden       the service no longer returns an attribute: a person of CIS does not show it any more,
               or a row of CERN has no value; shown is the contrary
  scope_lost   the token shows less than before; nothing is known to have changed

Times are in UTC. A table for people has only the differences of values, and leaves out the values of a
row that was added or removed, and identifiers: csv, json, ndjson, yaml, text and --columns have all of them.

A notice says so if some of the changes were removed as too old.

The exit code is 0 if nothing changed, and 10 otherwise.

${targetNotes}`,
  columns: listColumnNames(presentation),

  configure(command) {
    command
      .option('--since <run|date>', 'Show changes after a run, a date, or a time ago such as 7d or 12h')
      .option('--run <run>', 'Show the changes of one run')
      .option('--person <id>', 'Show one person, by uuid, e-mail, user id, employee id or login')
      .option('--attribute <name>', 'Show one attribute, or a group of attributes such as staff_information')
      .addOption(command.createOption('--kind <kind>', 'Show one kind of change').choices(kinds))
      .addOption(command.createOption('--table <name>', 'Show one table, such as cis_person').choices(tables))
    addTargetOption(command)
  },

  parse(_, values) {
    const { since, run, person, attribute, kind, table } = values
    for (const [option, value] of Object.entries({ person, attribute }))
      if (value !== undefined) checkNotEmpty(`--${option}`, value)
    if (since !== undefined && run !== undefined) {
      throw new UsageError('--since and --run cannot be used together.', 'Leave out one of them.')
    }
    return {
      target: parseTarget(values),
      filter: {
        ...(since !== undefined && { since: parseSince(since) }),
        ...(run !== undefined && { run: parseRun('--run', run) }),
        person,
        attribute,
        kind,
        collection: table,
      },
    }
  },

  async run({ target, filter }, invocation) {
    const { output, signal } = invocation
    return useMirror(target, invocation, { readOnly: true }, async (mirror) => {
      const counts = new Map<string, number>()
      async function* read() {
        await noticePruned()
        const isOfLast = filter.since === undefined && filter.run === undefined
        const last = isOfLast ? await findLastRun() : undefined
        if (isOfLast && last === undefined) return
        for await (const change of mirror.changes({ ...filter, ...(last !== undefined && { run: last }) })) {
          signal.throwIfAborted()
          counts.set(change.kind, (counts.get(change.kind) ?? 0) + 1)
          yield change
        }
      }
      async function noticePruned() {
        const { since, run } = filter
        if (since === undefined && run === undefined) return
        const { prunedUntil, runs } = await mirror.status()
        if (prunedUntil === null) return
        const isAsked = (one: number, ended: string | null) =>
          run === one ||
          (since instanceof Date
            ? ended !== null && Date.parse(ended) > since.getTime()
            : since !== undefined && one > since)
        if (!runs.some((one) => one.run <= prunedUntil && isAsked(one.run, one.ended))) return
        await output.notify({
          code: 'pruned',
          message: `The changes up to run ${prunedUntil} are no longer in the mirror, so that more may have changed.`,
          hint: 'mirror pull --keep says for how long they stay.',
        })
      }
      async function findLastRun(): Promise<number | undefined> {
        const { services } = await mirror.status()
        const runs = services.flatMap(({ run }) => run ?? [])
        return runs.length === 0 ? undefined : Math.max(...runs)
      }
      const isForReading = output.format === 'table' && output.view === undefined
      await output.writeList(read(), isForReading ? shownPresentation : presentation)
      if (counts.size === 0) return 'done'
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      const parts = [...counts].map(([kind, count]) => `${count} ${kind}`)
      await output.notify({
        code: 'changes',
        message: `${formatCount(total, 'change')}: ${parts.join(', ')}.`,
        hint: null,
      })
      return 'no'
    })
  },
}

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Parses a run, a date, or a time ago. */
function parseSince(text: string): number | Date {
  if (/^\d+$/.test(text)) return parseRun('--since', text)
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? []
  const time =
    count === undefined ? new Date(text) : new Date(Date.now() - Number(count) * (unitMs[unit] ?? 0))
  if (!Number.isNaN(time.getTime()) && (count !== undefined || /^\d{4}-\d\d-\d\d/.test(text))) return time
  throw new UsageError(
    `--since is ${JSON.stringify(text)}; it takes a run, a date, or a time ago.`,
    'Write it as 12, 2026-11-02, 2026-11-02T08:00:00Z, 12h, 7d or 4w.',
  )
}

/** Parses the number of a run. */
export function parseRun(option: string, text: string): number {
  const run = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(run)) return run
  throw new UsageError(
    `${option} is ${JSON.stringify(text)}; it takes the number of a run.`,
    'personctl mirror status --runs shows them.',
  )
}
