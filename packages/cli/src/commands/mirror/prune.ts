import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ParsedCommand } from '../command.ts'
import { addTargetOption, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorPruneOptions {
  readonly target: string | undefined
  readonly keepDays: number
}

interface PrunedRows {
  readonly versions: number
  readonly changes: number
}

const prunedPresentation = createFlatPresentation<PrunedRows>([
  { path: 'versions', heading: 'VERSIONS', value: ({ versions }) => versions },
  { path: 'changes', heading: 'CHANGES', value: ({ changes }) => changes },
])

/** `personctl mirror prune` */
export const pruneCommand: ParsedCommand<MirrorPruneOptions> = {
  examples: ['personctl mirror prune --keep 30d', 'personctl mirror prune --keep 1y --to people.db'],
  notes: `\
Removes what is no longer live and older than that: versions of people, groups and the like, and the
changes. What is live stays, and so do the runs. Each pull does the same with its own --keep.
Prints how many versions and changes were removed. The file keeps its size, and new rows fill it.

${targetNotes}`,
  columns: listColumnNames(prunedPresentation),

  configure(command) {
    command.requiredOption('--keep <time>', 'Keep the past for this time, such as 90d, 12w or 1y')
    addTargetOption(command)
  },

  parse: (_, values) => ({ target: parseTarget(values), keepDays: parseKeep(values['keep']) }),

  async run({ target, keepDays }, invocation) {
    const pruned = await useMirror(target, invocation, { createIfMissing: false }, (mirror) =>
      mirror.prune({ keepDays }),
    )
    await invocation.output.writeOne(pruned, prunedPresentation)
    return 'done'
  },
}

const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7, y: 365 }

/** Parses a time for which the past is stored, in days. */
export function parseKeep(text: string): number {
  const [, count, unit = ''] = /^(\d+)([dwy])$/.exec(text.trim()) ?? []
  if (count !== undefined) return Number(count) * (unitDays[unit] ?? 1)
  throw new UsageError(
    `--keep is ${JSON.stringify(text)}; it takes a number with a unit.`,
    'Write it as 90d, 12w or 1y.',
  )
}

interface MirrorForgetOptions {
  readonly target: string | undefined
  readonly person: string
}

interface ForgottenRow {
  readonly table: string
  readonly rows: number
}

const forgottenPresentation = createFlatPresentation<ForgottenRow>([
  { path: 'table', heading: 'TABLE', value: ({ table }) => table },
  { path: 'rows', heading: 'ROWS', value: ({ rows }) => rows },
])

/** `personctl mirror forget` */
export const forgetCommand: ParsedCommand<MirrorForgetOptions> = {
  examples: [
    'personctl mirror forget ada.lovelace@example.org --to people.db',
    'personctl mirror forget eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c',
  ],
  notes: `\
Erases everything that the mirror has about a person, in all services: what is live, all earlier
versions, memberships, grants and changes. Prints how many rows were erased of each table.

Someone who is still at a service comes back with the next pull. What others' profiles say about the
person, such as the e-mail of a manager, stays, and so do files that were exported and backups.

${targetNotes}`,
  columns: listColumnNames(forgottenPresentation),

  configure(command) {
    command.argument('<person>', 'A uuid, an e-mail, a user id, an employee id or a login')
    addTargetOption(command)
  },

  parse([person = ''], values) {
    checkNotEmpty('The person', person)
    return { target: parseTarget(values), person: person.trim() }
  },

  async run({ target, person }, invocation) {
    const erased = await useMirror(target, invocation, { createIfMissing: false }, (mirror) =>
      mirror.forget(person),
    )
    const rows = Object.entries(erased).map(([table, count]) => ({ table, rows: count }))
    if (rows.length === 0) throw new UnknownPersonError(person)
    await invocation.output.writeList(rows, forgottenPresentation)
    return 'done'
  },
}

/** Thrown for a person about whom the mirror has nothing. */
class UnknownPersonError extends Error {
  override readonly name = 'NotFoundError'
  readonly code = 'not_found'
  readonly hint = 'Check the spelling. Logins and e-mails are those that the mirror has, or had.'

  constructor(person: string) {
    super(`The mirror has nothing about ${JSON.stringify(person)}.`)
  }
}
