import { existsSync } from 'node:fs'
import type { Publisher } from '@personctl/openapi/cis'
import type { CisClient, Profile } from '@personctl/sdk/cis'
import {
  type CisPublisherClient,
  type PlannedChange,
  type ProfileChanges,
  planCreation,
  planUpdate,
  type UserChangeOutcome,
  type UserChangeResult,
} from '@personctl/sdk/cis-publisher'
import { stringifyExactJson } from '@personctl/shared/exactJson'
import { pMapIterable } from 'p-map'
import { withOffer } from '../../completion/commandTable.ts'
import {
  checkNotEmpty,
  ExplainedError,
  type Explanation,
  hasErrorCode,
  UsageError,
} from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn, type Presentation, toScalar } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import { connectPublisher, type ReadKey, readPublisherKey } from '../../service/publisher.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { collectValues, formatCount } from '../../text/text.ts'
import { formatLook, type Invocation, type Outcome, type ParsedCommand } from '../command.ts'
import { FailureSummary } from '../lookup.ts'
import { createProgress } from '../progress.ts'
import { attributePaths } from './attributes.ts'
import {
  type ChangeRequest,
  type Changes,
  formatPart,
  parseChanges,
  readChangeRequests,
  setNotes,
} from './changes.ts'
import { type KeyKind, keyKinds, recognizeKind, toUserKey } from './print.ts'
import {
  addPublisherOptions,
  keyNotes,
  type PublisherOptions,
  parsePublisherOptions,
  requirePublisher,
} from './publisherOptions.ts'
import { isFile } from './verify.ts'

interface UserUpdateOptions extends PublisherOptions {
  /** The changes of one person, or the file with those of many. */
  readonly source:
    | { readonly id: string; readonly by: KeyKind | undefined; readonly changes: Changes }
    | { readonly file: string }
  readonly isDryRun: boolean
  /** True to create people whom nobody knows. */
  readonly creates: boolean
}

/** A part of an attribute that changes. */
interface ChangeRow {
  /** As `--set` names it: `first_name`, or `first_name:display`. */
  readonly attribute: string
  readonly from: unknown
  readonly to: unknown
  /** The reason why it cannot be published; null if it can. */
  readonly problem: string | null
}

const outcomes = ['created', 'updated', 'unchanged', 'would_create', 'would_update', 'refused'] as const

/** A person, and what came of the changes. */
interface PersonResult {
  readonly user_id: string
  readonly outcome: (typeof outcomes)[number]
  readonly sequence_number: string | null
  readonly changes: readonly ChangeRow[]
}

/** A row of a table or of CSV: one for each change, or for a person without any. */
interface FlatRow {
  readonly result: PersonResult
  readonly change: ChangeRow | undefined
}

const flatColumns: readonly FlatColumn<FlatRow>[] = [
  { path: 'user_id', heading: 'USER ID', value: ({ result }) => result.user_id },
  { path: 'outcome', heading: 'OUTCOME', value: ({ result }) => result.outcome },
  { path: 'attribute', heading: 'ATTRIBUTE', value: ({ change }) => change?.attribute ?? null },
  { path: 'from', heading: 'FROM', isFreeText: true, value: ({ change }) => toScalar(change?.from) },
  { path: 'to', heading: 'TO', isFreeText: true, value: ({ change }) => toScalar(change?.to) },
  { path: 'problem', heading: 'PROBLEM', isFreeText: true, value: ({ change }) => change?.problem ?? null },
]
const flatPresentation = createFlatPresentation(flatColumns)

const resultPresentation: Presentation<PersonResult> = {
  document: (result) => result,
  attributes: ({ user_id, outcome, sequence_number }) => [
    { path: 'user_id', value: user_id },
    { path: 'outcome', value: outcome },
    { path: 'sequence_number', value: sequence_number },
  ],
  leading: ['user_id', 'outcome'],
  columns: [],
}

/** `personctl user update` */
export const command: ParsedCommand<UserUpdateOptions> = {
  examples: [
    'personctl user update ada.lovelace@example.org --set staff_information.title=Countess --publisher hris --demo',
    "personctl user update 'ad|Mozilla-LDAP|ada' --set fun_title=Enchantress --set fun_title:display=staff --dry-run",
    'personctl user update changed.json --publisher ldap --key-file ldap.pem',
    'personctl user update titles.csv --publisher hris --dry-run -o csv',
    'personctl user update new.json --create',
  ],
  notes: `\
Reads each person, finds out what really changes, signs that as the publisher, and sends it. Prints each change,
with an outcome: created, updated or unchanged. --dry-run prints the changes, and would_create or
would_update; it needs no key. If the rules for publishers forbid a change, nothing of that person is
sent: the exit code is 5, and with --dry-run 10.

${setNotes}

Without --set, the argument is a file: profiles as user get writes them, with or without --raw, or CSV whose
first line names attributes. user_id, or else uuid, primary_email or primary_username says who it is. What is
null in JSON, or an empty cell in CSV, is not changed. Several people are sent in batches; those that fail are
reported, and the others are published. The results are written after each batch, so that an interrupted command
has told what was done; run it again to do the rest.

A person who does not exist is an error, and those beside them are published; with --create, the
person is created. A new person needs user_id and primary_email.

CIS has no versions: if somebody else changes the same attribute at the same time, the last one wins.
To repeat a command does no harm, since what is there already is left out. With --demo, changes are gone
when the command ends.

${keyNotes}`,
  columns: listColumnNames(flatPresentation),

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument(
            '<person>',
            `The id of a person, with --set; otherwise a file of changes, ${stdinMark} for stdin`,
          ),
          'files',
        ),
      )
      .addOption(
        withOffer(
          command
            .createOption('--set <path=value>', 'Set an attribute, its :display or :verified; repeatable')
            .argParser(collectValues),
          attributePaths.map((path) => `${path}=`),
        ),
      )
      .addOption(
        command
          .createOption('--by <key>', 'Set the kind of the id (default: told from its form)')
          .choices(keyKinds),
      )
    addPublisherOptions(command)
    command
      .option('--create', 'Create people who do not exist')
      .option('--dry-run', 'Show what would change, and send nothing')
  },

  parse([target = ''], values) {
    checkNotEmpty('The person', target)
    const { set, by, create = false, dryRun = false } = values
    if (set === undefined && by !== undefined) {
      throw new UsageError(
        '--by says what kind the id is, and a file names it.',
        'Add --set, or leave out --by.',
      )
    }
    const options = parsePublisherOptions(values, set === undefined ? [target] : [])
    if (set !== undefined) {
      if (target === stdinMark || (by === undefined && isNamedFile(target))) {
        const isStdin = target === stdinMark
        throw new UsageError(
          `--set takes the id of one person${isStdin ? '' : `, and ${target} is a file`}.`,
          'Give the id, or a file without --set.',
        )
      }
      return {
        ...options,
        source: { id: target, by, changes: parseChanges(set) },
        isDryRun: dryRun,
        creates: create,
      }
    }
    if (!isFile(target)) {
      throw new UsageError(
        `There is nothing to change for ${JSON.stringify(target)}, and no file has that name.`,
        'Say what to change with --set PATH=VALUE, or give the path of a file.',
      )
    }
    return { ...options, source: { file: target }, isDryRun: dryRun, creates: create }
  },

  async run({ source, isDryRun, creates, ...options }, invocation) {
    const { io, signal } = invocation
    const publisher = await requirePublisher(options, invocation)
    const requests =
      'file' in source ? await readChangeRequests(source.file, io, signal) : [createRequest(source)]
    const isList = requests.length !== 1 || requests[0]?.position !== undefined
    if (isDryRun) {
      const { people, missing } = await findAll(requests, creates, invocation)
      const plans = await planAll(people, publisher, invocation)
      await writeResults(plans, isList, invocation)
      const isRefused = plans.some(({ outcome }) => outcome === 'refused')
      if (missing.length === 0) return isRefused ? 'no' : 'done'
      const failures = new FailureSummary(invocation.output, invocation)
      failures.found = people.length
      for (const error of missing) await failures.add(error)
      const exitCode = await failures.finish()
      return isRefused ? 'no' : { exitCode }
    }
    const key = await readPublisherKey(publisher, options.keyFile, invocation)
    const { people, missing } = await findAll(requests, creates, invocation)
    const client = await connectPublisher(publisher, key.key, invocation.connection)
    try {
      if (isList) return await publishMany(people, missing, creates, client, invocation)
      for (const person of people) {
        const result = await publishOne(person, client, invocation)
        await notifyAll(result.notices, invocation)
        await writeResults([toPersonResult(result)], isList, invocation)
      }
      return 'done'
    } catch (error) {
      throw nameKey(error, key)
    }
  },
}

/** Returns true for a file whose name says that it has changes in it. */
function isNamedFile(target: string): boolean {
  return /\.(?:csv|tsv|json|ndjson|jsonl)$/i.test(target) && existsSync(target)
}

function createRequest({
  id,
  by,
  changes,
}: {
  readonly id: string
  readonly by: KeyKind | undefined
  readonly changes: Changes
}): ChangeRequest {
  return { kind: by ?? recognizeKind(id), id, changes, position: undefined }
}

/** A person, and the changes that are wanted. */
interface FoundPerson {
  readonly userId: string
  /** Undefined for a person who does not exist. */
  readonly current: Profile | undefined
  readonly changes: ProfileChanges
  readonly position: string | undefined
}

// As many as other commands look up at a time.
const concurrency = 8

/** The people of a command. */
interface FoundPeople {
  readonly people: readonly FoundPerson[]
  /** The errors about those of a list who do not exist, who do not keep the others from being published. */
  readonly missing: readonly unknown[]
}

/** Finds all people. Nothing is sent. */
async function findAll(
  requests: readonly ChangeRequest[],
  creates: boolean,
  invocation: Invocation,
): Promise<FoundPeople> {
  const { signal } = invocation
  const client = await invocation.cis({ wantsBytes: true, wantsSignatures: true })
  const missing: unknown[] = []
  const find = async (request: ChangeRequest) => {
    try {
      return await findPerson(request, creates, client, signal)
    } catch (error) {
      const isMissing = error instanceof ExplainedError && hasErrorCode(error.cause, 'not_found')
      if (!isMissing || requests.length === 1) throw error
      return error
    }
  }
  const people: FoundPerson[] = []
  const seen = new Map<string, string | undefined>()
  for await (const person of pMapIterable(requests, find, { concurrency })) {
    if (person instanceof ExplainedError) {
      missing.push(person)
      continue
    }
    const { userId, position } = person
    people.push(person)
    if (seen.has(userId)) {
      throw new UsageError(
        `${seen.get(userId)} and ${position} are about the same person, ${userId}.`,
        'Give each person once.',
      )
    }
    seen.set(userId, position)
  }
  return { people, missing }
}

async function findPerson(
  { kind, id, changes, position }: ChangeRequest,
  creates: boolean,
  { users }: CisClient,
  signal: AbortSignal,
): Promise<FoundPerson> {
  const wanted: ProfileChanges = Object.fromEntries(changes)
  const [key, options] = [toUserKey(id, kind), { active: 'any', signal } as const]
  try {
    const current = await (creates ? users.find(key, options) : users.get(key, options))
    if (current !== undefined) {
      const userId = current.user_id?.value
      if (userId) return { userId, current, changes: wanted, position }
      throw new UsageError(
        `The token does not see the user_id of ${JSON.stringify(id)}, and CIS needs it for a change.`,
        'Request a scope that shows it: personctl scopes for user_id',
      )
    }
    if (kind === 'user-id') return { userId: id, current, changes: { ...wanted, user_id: id }, position }
    throw new UsageError(
      `Nobody has the ${kind} ${JSON.stringify(id)}, and a new person needs a user_id.`,
      'Give the user_id of the person to create.',
    )
  } catch (error) {
    const hint = hasErrorCode(error, 'not_found') ? 'To create a person, add --create.' : undefined
    throw new ExplainedError(error, { item: position, hint })
  }
}

/** Finds out what would change, without a key. */
async function planAll(
  people: readonly FoundPerson[],
  publisher: Publisher,
  invocation: Invocation,
): Promise<readonly PersonResult[]> {
  const plans = people.map(({ userId, current, changes, position }) => {
    try {
      const plan =
        current === undefined
          ? planCreation(changes, { publisher })
          : planUpdate(current, changes, { publisher })
      return { userId, current, plan }
    } catch (error) {
      throw new ExplainedError(error, { item: position })
    }
  })
  await notifyAll(
    plans.flatMap(({ plan }) => plan.notices),
    invocation,
  )
  return plans.map(({ userId, current, plan }): PersonResult => {
    const problems = new Map([...plan.refusals, ...plan.poison].map(({ path, message }) => [path, message]))
    const planned = current === undefined ? 'would_create' : 'would_update'
    return {
      user_id: userId,
      outcome: problems.size > 0 ? 'refused' : plan.changes.length === 0 ? 'unchanged' : planned,
      sequence_number: null,
      changes: listChanges(plan.changes, problems),
    }
  })
}

async function notifyAll(messages: Iterable<string>, { output }: Invocation): Promise<void> {
  for (const message of new Set(messages)) {
    // This command has read the profile just now.
    if (message.startsWith('The change is based on')) continue
    await output.notify({ code: 'about_change', message, hint: null })
  }
}

async function publishOne(
  { userId, current, changes }: FoundPerson,
  { users }: CisPublisherClient,
  invocation: Invocation,
): Promise<UserChangeResult> {
  const { signal } = invocation
  try {
    return await (current === undefined
      ? users.create(changes, { signal })
      : users.update(userId, changes, { current, signal }))
  } catch (error) {
    const lookWith = formatLook(['user', 'get', userId, '--by', 'user-id'], invocation)
    throw explainRefusal(error, { lookWith, isRepeatable: true })
  }
}

// As many as the SDK sends in a request.
const batchSize = 25

/** Publishes the changes of many people in batches, writes each result, and reports those that fail. */
async function publishMany(
  people: readonly FoundPerson[],
  missing: readonly unknown[],
  create: boolean,
  { users }: CisPublisherClient,
  invocation: Invocation,
): Promise<Outcome> {
  const { io, output, signal, showsProgress } = invocation
  const failures = new FailureSummary(output, invocation, 'published')
  const notices = new Set<string>()
  const progress = createProgress(io.stderr, showsProgress && !output.stdout.isTerminal)
  let stop: ExplainedError | undefined
  let hasDoubt = false
  for (const error of missing) await failures.add(error)
  const total = people.length + missing.length

  async function* publishBatch(batch: readonly FoundPerson[]): AsyncGenerator<PersonResult, void, undefined> {
    const outcomes: UserChangeOutcome[] = []
    try {
      await users.updateMany(batch, {
        create,
        signal,
        batchSize,
        onResult: (outcome) => outcomes.push(outcome),
      })
    } catch (error) {
      stop = new ExplainedError(error, {})
    }
    for (const outcome of outcomes) {
      if (outcome.error === undefined) {
        for (const notice of outcome.notices) notices.add(notice)
        failures.found += 1
        yield toPersonResult(outcome)
      } else if (outcome.error.param === 'key') {
        // It would be the same for everybody.
        stop = new ExplainedError(outcome.error, {})
        return
      } else {
        progress.end()
        hasDoubt ||= outcome.error.mayHaveBeenDone === true
        await failures.add(explainRefusal(outcome.error, { item: outcome.userId, isRepeatable: true }))
      }
    }
    progress.show(failures.found + failures.failed, total)
  }

  async function* publishAll(): AsyncGenerator<PersonResult, void, undefined> {
    for (let start = 0; start < people.length && stop === undefined; start += batchSize)
      yield* publishBatch(people.slice(start, start + batchSize))
    progress.end()
    // The rows of what is done come first, also in formats that are written at the end.
    if (stop !== undefined && failures.found === 0) throw explainStop(stop, failures, total)
  }

  // The rows only report the changes.
  io.stdout.outliveReader?.()
  try {
    await writeResults(publishAll(), true, invocation)
  } catch (error) {
    throw error instanceof ExplainedError ? error : explainStop(error, failures, total)
  } finally {
    progress.end()
  }
  await notifyAll(notices, invocation)
  if (stop !== undefined) throw explainStop(stop, failures, total)
  const exitCode = await failures.finish()
  if (hasDoubt) {
    await output.notify({
      code: 'outcome_unknown',
      message: 'Some of those that failed may have been published, since no usable response came.',
      hint: 'Run the command again: what is there already is left out.',
    })
  }
  return { exitCode }
}

/** Explains the failure that ended the changes of many people. */
function explainStop(error: unknown, { found, failed }: FailureSummary, total: number): unknown {
  const cause = error instanceof ExplainedError ? error.cause : error
  if (found + failed === 0 && (cause as { readonly param?: unknown }).param === 'key') return error
  const done = `${found.toLocaleString('en-US')} of ${formatCount(total, 'id')} ${found === 1 ? 'is' : 'are'} done${failed > 0 ? `, and ${failed.toLocaleString('en-US')} failed` : ''}.`
  const advice =
    found + failed === total
      ? done
      : `${done} The batch that was interrupted may have been published as well. To do the rest, run the command again.`
  return hasErrorCode(cause, 'interrupted')
    ? new ExplainedError(cause, { hint: advice })
    : new ExplainedError(cause, { moreAdvice: advice, isRepeatable: true })
}

/** Returns an error with the command that says who may publish the attribute, if the rules refused it. */
function explainRefusal(error: unknown, explanation: Explanation): ExplainedError {
  const { param } = error as { readonly param?: string }
  if (!hasErrorCode(error, 'invalid_publisher') || param === undefined) {
    return new ExplainedError(error, explanation)
  }
  const hint = `Nothing was sent. Who may: personctl publisher rules ${param}`
  return new ExplainedError(error, { ...explanation, hint })
}

/** Returns an error about the key with the source of the key in it. */
function nameKey(error: unknown, { source }: ReadKey): unknown {
  const cause = error instanceof ExplainedError ? error.cause : error
  if (!hasErrorCode(cause, 'invalid_request')) return error
  const { param, message, hint } = cause as Error & { readonly param?: string; readonly hint?: string }
  return param === 'key' ? new UsageError(message.replace(/^The key /, `The key in ${source} `), hint) : error
}

function toPersonResult({ userId, outcome, sequenceNumber, changes }: UserChangeResult): PersonResult {
  return { user_id: userId, outcome, sequence_number: sequenceNumber, changes: listChanges(changes) }
}

/** Returns the rows about the changes of a person. */
function listChanges(
  changes: readonly PlannedChange[],
  problems: ReadonlyMap<string, string> = new Map(),
): ChangeRow[] {
  return changes.flatMap(({ path, before, after }) => {
    const parts = (['value', 'display', 'verified'] as const).filter(
      (part) => stringifyExactJson(before[part]) !== stringifyExactJson(after[part]),
    )
    return parts.map((part) => ({
      attribute: formatPart(path, part),
      from: withDigits(before[part]),
      to: withDigits(after[part]),
      problem: problems.get(path) ?? null,
    }))
  })
}

/** Returns a value for the output, whose numbers have the digits as they were. */
function withDigits(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? parseExactly(stringifyExactJson(value)) : value
}

/** Writes what came of the changes: one row for each in a table, and one object for each person for programs. */
async function writeResults(
  results: Iterable<PersonResult> | AsyncIterable<PersonResult>,
  isList: boolean,
  { output }: Invocation,
): Promise<void> {
  const { format } = output
  const hasQuery = output.view?.query !== undefined
  if (!hasQuery && !isForPrograms(format)) return output.writeList(flattenResults(results), flatPresentation)
  if (isList) return output.writeList(results, resultPresentation)
  for await (const result of results) await output.writeOne(result, resultPresentation)
}

async function* flattenResults(
  results: Iterable<PersonResult> | AsyncIterable<PersonResult>,
): AsyncGenerator<FlatRow, void, undefined> {
  for await (const result of results) {
    for (const change of result.changes.length === 0 ? [undefined] : result.changes) yield { result, change }
  }
}
