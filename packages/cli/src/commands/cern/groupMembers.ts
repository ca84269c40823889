import type { CernClient, Identity } from '@personctl/sdk'
import { cernPageSize } from '@personctl/sdk/cern'
import { lowerUuid } from '@personctl/shared/guards'
import type { Command, OptionValues } from 'commander'
import { checkNotEmpty, ExplainedError, UsageError } from '../../errors/errors.ts'
import { exitCodes, findExitCode } from '../../errors/exitCodes.ts'
import { stdinMark } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { Notice } from '../../output/index.ts'
import { formatCount } from '../../text/text.ts'
import { formatLook, type Invocation, type Outcome, type ParsedCommand } from '../command.ts'
import { FailureSummary } from '../failureSummary.ts'
import { addIdOptions, collectLookups, type IdSources, idNotes, parseIds } from '../lookup.ts'
import { dryRunNotice, writeNotes } from './fields.ts'
import { getIdentity, identityArgument } from './identityName.ts'

/** The number of identities in one request. */
const batchSize = 100

/** The number of changes that the service may refuse before it has accepted one. */
const mostRejections = 10

/** A change to the members of a group. */
interface MemberChange {
  readonly action: 'add' | 'remove'
  /** As typed, or the UPN of a member that nobody named. */
  readonly identity: string
  readonly upn: string | null
  readonly id: string
}

const presentation = createFlatPresentation<MemberChange>([
  { path: 'action', heading: 'ACTION', value: ({ action }) => action },
  { path: 'identity', heading: 'IDENTITY', value: ({ identity }) => identity },
  { path: 'upn', heading: 'UPN', value: ({ upn }) => upn },
  { path: 'id', heading: 'ID', value: ({ id }) => id },
])

interface MembersOptions extends IdSources {
  readonly group: string
  readonly isDryRun: boolean
  readonly allowsEmpty: boolean
}

/** The parts in which the commands that change members differ. */
interface MembersDefinition {
  readonly examples: readonly string[]
  readonly notes: string
  /** True if those who are not named are removed. Then an empty list needs `--allow-empty`. */
  readonly isSetting?: boolean
  /** Returns the changes that make the group what is requested. */
  plan(group: Members, named: readonly NamedMember[]): readonly MemberChange[]
}

/** `personctl group add-members` */
export const addMembersCommand: ParsedCommand<MembersOptions> = createMembersCommand({
  examples: [
    'personctl group add-members atlas-readers alovelace ghopper --demo',
    'personctl group add-members atlas-readers ada.lovelace@example.org --dry-run --demo',
    'personctl group add-members shift-crew --from-csv people.csv:email --dry-run',
  ],
  notes: 'Those who are in the group already stay in it.',
  plan: (group, named) => named.filter(({ id }) => !group.has(id)).map((one) => toChange('add', one)),
})

/** `personctl group remove-members` */
export const removeMembersCommand: ParsedCommand<MembersOptions> = createMembersCommand({
  examples: [
    'personctl group remove-members atlas-readers cbabbage --demo',
    'personctl group remove-members shift-crew - --dry-run < leavers.txt',
  ],
  notes: 'Members of groups within the group are not removed, nor are those groups.',
  plan: (group, named) =>
    named.flatMap((one) => (group.has(one.id) ? toChange('remove', { ...one, upn: group.upnOf(one) }) : [])),
})

/** `personctl group set-members` */
export const setMembersCommand: ParsedCommand<MembersOptions> = createMembersCommand({
  examples: [
    'personctl group set-members atlas-readers alovelace ghopper --dry-run --demo',
    'personctl group set-members shift-crew --from-csv rota.csv:upn',
    'personctl group set-members shift-crew --allow-empty --dry-run',
  ],
  notes: `\
Adds those who are missing, then removes all others. Groups within the group stay. An empty list is an
error without --allow-empty.`,
  isSetting: true,
  plan(group, named) {
    const wanted = new Set(named.map(({ id }) => id))
    return [
      ...named.filter(({ id }) => !group.has(id)).map((one) => toChange('add', one)),
      ...group.removable
        .filter(({ id }) => !wanted.has(id))
        .map((one) => toChange('remove', { ...one, name: one.upn })),
    ]
  },
})

function createMembersCommand({
  examples,
  notes,
  isSetting = false,
  plan,
}: MembersDefinition): ParsedCommand<MembersOptions> {
  return {
    examples,
    notes: `\
${notes}

All identities are looked up first: if one is unknown, nothing is changed. The rows are the changes
that are done, up to ${batchSize} with each request; what is as requested already has none. If the service
refuses some, stderr names them, the others are changed, and the exit code is 9. If the command stops
half way, running it again does the rest. A reader that closes the pipe, as head does, does not stop it.

--dry-run prints the same rows, and sends nothing but what it has to read.

${writeNotes}

${idNotes}`,
    columns: listColumnNames(presentation),

    configure(command: Command) {
      command
        .argument('<group>', 'A group identifier or an id')
        .argument('[identity...]', `${identityArgument}; ${stdinMark} reads them from stdin, one a line`)
      addIdOptions(command)
      command.option('--dry-run', 'Print what would change, and change nothing')
      if (isSetting) command.option('--allow-empty', 'Accept an empty list, which removes all members')
    },

    parse([group = '', ...operands]: readonly string[], values: OptionValues) {
      checkNotEmpty('The group', group)
      const allowsEmpty = !isSetting || values['allowEmpty'] === true
      const hasNoSource = operands.length === 0 && values['fromCsv'] === undefined
      return {
        ...(isSetting && allowsEmpty && hasNoSource
          ? { ids: [], columns: [] }
          : parseIds(operands, values, 'identity')),
        group: lowerUuid(group),
        isDryRun: values['dryRun'] ?? false,
        allowsEmpty,
      }
    },

    async run(options, invocation) {
      const cern = await invocation.cern()
      const group = await readMembers(cern, options.group, invocation.signal)
      const { rows, exitCode } = await collectLookups(
        options,
        (name, signal) => findMember(cern, group, name, signal),
        invocation,
      )
      const { output } = invocation
      if (exitCode !== 0) {
        await output.notify(abortedNotice)
        return { exitCode }
      }
      if (rows.length === 0 && !options.allowsEmpty) {
        throw new UsageError('The list is empty.', 'To remove all members of the group, add --allow-empty.')
      }
      const changes = plan(group, unique(rows))
      if (isSetting && group.unremovable.length > 0) await output.notify(describeUnremovable(group))
      if (changes.length === 0) await output.notify(nothingNotice)
      else if (options.isDryRun) await output.notify(dryRunNotice)
      if (!options.isDryRun) return makeChanges(changes, options.group, cern, invocation)
      await output.writeList(changes, presentation)
      return 'done'
    },
  }
}

const abortedNotice: Notice = {
  code: 'nothing_changed',
  message: 'Nothing is changed, since some ids failed.',
  hint: null,
}

const nothingNotice: Notice = {
  code: 'nothing_to_change',
  message: 'There is nothing to change.',
  hint: null,
}

function describeUnremovable({ unremovable: ids }: Members): Notice {
  return {
    code: 'not_removable',
    message: `The service removes members by UPN, and these have none, so they stay: ${ids.join(', ')}.`,
    hint: null,
  }
}

/** Returns the first of those with the same id. */
function unique(named: readonly NamedMember[]): NamedMember[] {
  const ids = new Set<string>()
  return named.filter(({ id }) => ids.size < ids.add(id).size)
}

/** An identity that the command names. */
interface NamedMember {
  /** As typed. */
  readonly name: string
  readonly id: string
  readonly upn: string | null
}

type MemberIdentity = Pick<Identity, 'id' | 'upn' | 'personId'>

/** The direct members of a group. */
class Members {
  /** The members that the service can remove, which it does by UPN. */
  readonly removable: readonly { readonly id: string; readonly upn: string }[]
  /** The ids of the others: lists have had rows without a UPN, and rows for groups. */
  readonly unremovable: readonly string[]
  readonly #upns: ReadonlyMap<string, string | null>
  readonly #ids = new Map<string, string>()

  constructor(rows: readonly MemberIdentity[]) {
    this.#upns = new Map(rows.map(({ id, upn }) => [id, isUpn(upn) ? upn : null]))
    this.removable = [...this.#upns].flatMap(([id, upn]) => (upn === null ? [] : { id, upn }))
    this.unremovable = [...this.#upns].flatMap(([id, upn]) => (upn === null ? id : []))
    const several = new Set<string>()
    for (const { id, upn, personId } of rows) {
      for (const name of [id, upn, personId]) {
        if (!name) continue
        if ((this.#ids.get(name) ?? id) !== id) several.add(name)
        this.#ids.set(name, id)
      }
    }
    for (const name of several) this.#ids.delete(name)
  }

  has(id: string): boolean {
    return this.#upns.has(id)
  }

  /** Returns the only member with this id, UPN or person id. */
  find(name: string): NamedMember | undefined {
    const id = this.#ids.get(lowerUuid(name))
    return id === undefined ? undefined : { name, id, upn: this.#upns.get(id) ?? null }
  }

  /** @throws {UsageError} if a member does not have one */
  upnOf({ name, id }: NamedMember): string {
    const upn = this.#upns.get(id)
    if (upn) return upn
    throw new UsageError(
      `The member ${JSON.stringify(name)} has no UPN, by which the service removes members.`,
      'Leave it out. Nothing was changed.',
    )
  }
}

/** Returns true for the UPN of an identity. Rows for groups have had one like `group|…`. */
function isUpn(upn: string | null | undefined): upn is string {
  return typeof upn === 'string' && upn !== '' && !upn.startsWith('group|')
}

async function readMembers(cern: CernClient, group: string, signal: AbortSignal): Promise<Members> {
  const fields = ['id', 'upn', 'personId'] as const
  return new Members(
    await cern.groups.members(group, { fields, pageSize: cernPageSize.max, signal }).toArray(),
  )
}

async function findMember(
  cern: CernClient,
  group: Members,
  name: string,
  signal: AbortSignal,
): Promise<NamedMember> {
  const member = group.find(name)
  if (member !== undefined) return member
  const { id, upn } = await getIdentity(cern, name, { fields: ['upn'], signal })
  return { name, id, upn: upn ?? null }
}

function toChange(action: MemberChange['action'], { name, id, upn }: NamedMember): MemberChange {
  return { action, identity: name, upn, id }
}

/** Makes the changes, and writes a row for each that is done. */
async function makeChanges(
  changes: readonly MemberChange[],
  group: string,
  cern: CernClient,
  invocation: Invocation,
): Promise<Outcome> {
  const { io, output, signal } = invocation
  const failures = new FailureSummary(output, invocation, 'changed')
  let stop: ExplainedError | undefined
  const lookWith = formatLook(['group', 'members', group], invocation)
  const explain = (error: unknown) => explainStop(error, failures, changes.length, lookWith)

  async function* make(batch: readonly MemberChange[]): AsyncGenerator<MemberChange, void, undefined> {
    if (stop !== undefined) return
    try {
      await send(batch, group, cern, signal)
    } catch (error) {
      const isHopeless = failures.found === 0 && failures.failed >= mostRejections
      if (isHopeless || !isRejected(error)) {
        stop = explain(error)
        // The rows of what is done come first, also in formats that are written at the end.
        if (failures.found === 0) throw stop
      } else if (batch.length === 1) {
        await failures.add(new ExplainedError(error, { item: batch[0]?.identity }))
      } else {
        // The service need not say which of them it refuses.
        const middle = Math.ceil(batch.length / 2)
        yield* make(batch.slice(0, middle))
        yield* make(batch.slice(middle))
      }
      return
    }
    failures.found += batch.length
    yield* batch
  }

  async function* makeAll(): AsyncGenerator<MemberChange, void, undefined> {
    for (const batch of divide(changes)) yield* make(batch)
  }

  // The rows only report the changes.
  io.stdout.outliveReader?.()
  try {
    await output.writeList(makeAll(), presentation)
  } catch (error) {
    throw error instanceof ExplainedError ? error : explain(error)
  }
  if (stop !== undefined) throw stop
  return { exitCode: await failures.finish() }
}

/** Divides changes into requests, each of which either adds or removes. */
function divide(changes: readonly MemberChange[]): MemberChange[][] {
  const batches: MemberChange[][] = []
  for (const change of changes) {
    const last = batches.at(-1)
    if (last === undefined || last.length === batchSize || last[0]?.action !== change.action)
      batches.push([change])
    else last.push(change)
  }
  return batches
}

async function send(
  batch: readonly MemberChange[],
  group: string,
  { groups }: CernClient,
  signal: AbortSignal,
): Promise<void> {
  if (batch[0]?.action === 'add') {
    const ids = batch.map(({ id }) => id)
    await groups.addMembers(group, ids, { signal })
  } else {
    const upns = batch.map(({ upn }) => upn ?? '')
    await groups.removeMembers(group, upns, { signal })
  }
}

function isRejected(error: unknown): boolean {
  return error instanceof Error && findExitCode(error) === exitCodes.refused
}

/** Explains the failure that ended the changes. */
function explainStop(
  error: unknown,
  { found: done, failed }: FailureSummary,
  total: number,
  lookWith: string,
): ExplainedError {
  const count = `${done.toLocaleString('en-US')} of ${formatCount(total, 'change')} ${done === 1 ? 'is' : 'are'} done.`
  const advice = done < total ? `${count} To do the rest, run the command again.` : count
  return new ExplainedError(error, {
    moreAdvice: done > 0 ? advice : failed > 0 ? `${count} The rest was not tried.` : undefined,
    lookWith,
    isRepeatable: true,
  })
}
