import type { Publisher } from '@personctl/generated/cis'
import type { CisClient, Profile } from '@personctl/sdk/cis'
import {
  type CisPublisherClient,
  type ProfileChanges,
  planCreation,
  planUpdate,
  type UserChangeOutcome,
  type UserChangeResult,
} from '@personctl/sdk/cis-publisher'
import { pMapIterable } from 'p-map'
import { ExplainedError, type Explanation, hasErrorCode, UsageError } from '../../errors/errors.ts'
import { formatCount } from '../../text/text.ts'
import { formatLook, type Invocation, type Outcome } from '../command.ts'
import { FailureSummary } from '../failureSummary.ts'
import { createProgress } from '../progress.ts'
import { listChanges, type PersonResult, toPersonResult, writeResults } from './changeResults.ts'
import type { ChangeRequest } from './changes.ts'
import { toUserKey } from './print.ts'

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
export async function findAll(
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
export async function planAll(
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

export async function notifyAll(messages: Iterable<string>, { output }: Invocation): Promise<void> {
  for (const message of new Set(messages)) {
    // This command has read the profile just now.
    if (message.startsWith('The change is based on')) continue
    await output.notify({ code: 'about_change', message, hint: null })
  }
}

export async function publishOne(
  { userId, current, changes }: FoundPerson,
  { users }: CisPublisherClient,
  invocation: Invocation,
): Promise<UserChangeResult> {
  const { signal } = invocation
  try {
    return await (current === undefined
      ? users.create(changes, { confirm: true, signal })
      : users.update(userId, changes, { current, confirm: true, signal }))
  } catch (error) {
    const lookWith = formatLook(['user', 'get', userId, '--by', 'user-id'], invocation)
    throw explainRefusal(error, { lookWith, isRepeatable: true })
  }
}

// As many as the SDK sends in a request.
const batchSize = 25

/** Publishes the changes of many people in batches, writes each result, and reports those that fail. */
export async function publishMany(
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
        confirm: true,
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
    for (let start = 0; start < people.length && stop === undefined; start += batchSize) {
      failures.isStopped = failures.isHopeless
      if (failures.isStopped) break
      yield* publishBatch(people.slice(start, start + batchSize))
    }
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
