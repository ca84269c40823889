import { checkString, checkWholeNumber, invalidArgument, invalidRequest } from '../arguments.ts'
import type { CallOptions } from '../client/serviceClient.ts'
import { isPersonctlError, type PersonctlError } from '../errors.ts'
import {
  type ChangeSender,
  type ChangeUserOptions,
  type PreparedChange,
  type UserChangeResult,
  unknownPerson,
} from './changeSender.ts'
import type { ProfileChanges } from './profileChanges.ts'
import { service } from './publisherKeys.ts'

/** The change of one person of many. */
export interface UserChange {
  readonly userId: string
  readonly changes: ProfileChanges
}

/** Options of `users.updateMany`. Time limits and retries apply to each request. */
export interface ManyChangesOptions extends ChangeUserOptions {
  /**
   * True to create the people who do not exist. Otherwise their results have a NotFoundError.
   *
   * @default false
   */
  create?: boolean | undefined
  /**
   * The number of people in a request, from 1 to 100.
   *
   * @default 25
   */
  batchSize?: number | undefined
  /**
   * The number of profiles that are read at the same time, from 1 to 100.
   *
   * @default 8
   */
  concurrency?: number | undefined
  /**
   * Called with each result once the batch of the person is done, in the order of the changes; also with those of a batch
   * that is interrupted, so that a caller knows what was done before `updateMany` rejects.
   */
  onResult?: ((result: UserChangeOutcome) => void) | undefined
}

/** The result of the change of one person of many: that of `users.update`, or an error. */
export type UserChangeOutcome =
  | (UserChangeResult & { readonly error?: undefined })
  | { readonly userId: string; readonly error: PersonctlError; readonly outcome?: undefined }

/** Implements `users.updateMany`. */
export async function changeMany(
  sender: ChangeSender,
  changes: Iterable<UserChange>,
  options: ManyChangesOptions = {},
): Promise<readonly UserChangeOutcome[]> {
  const { create = false, confirm = false, batchSize = 25, concurrency = 8, onResult, ...call } = options
  checkWholeNumber(service, 'batchSize', batchSize, 1, 100)
  checkWholeNumber(service, 'concurrency', concurrency, 1, 100)
  if (onResult !== undefined && typeof onResult !== 'function')
    throw invalidArgument(service, 'onResult', onResult, 'a function')
  const all = checkChanges(changes)
  const results = new Map<string, UserChangeOutcome>()

  /** Stores the result of a function about one person; an error too, unless it ends the whole. */
  async function settle(userId: string, run: () => Promise<UserChangeOutcome | undefined>): Promise<void> {
    try {
      const result = await run()
      if (result !== undefined) results.set(userId, result)
    } catch (error) {
      if (call.signal?.aborted || !isPersonctlError(error)) throw error
      results.set(userId, { userId, error })
    }
  }

  const prepareOne = async ({ userId, changes: wanted }: UserChange): Promise<PreparedChange | undefined> => {
    let prepared: PreparedChange | undefined
    await settle(userId, async () => {
      const current = await sender.read(userId, call)
      if (current === undefined && !create) throw unknownPerson(userId)
      const change =
        current === undefined
          ? sender.prepareCreation({ ...wanted, user_id: userId })
          : sender.prepareUpdate(userId, current, wanted)
      const { plan } = change
      if (plan.changes.length === 0)
        return { userId, outcome: 'unchanged', sequenceNumber: null, changes: [], notices: plan.notices }
      prepared = change
      return undefined
    })
    return prepared
  }

  const confirmOne = async ({ userId }: UserChange): Promise<void> => {
    const result = results.get(userId)
    if (result === undefined || result.error !== undefined) return
    await settle(userId, () => sender.confirm(result, call))
  }

  const send = async (batch: readonly PreparedChange[], isCreation: boolean): Promise<void> => {
    const sent = tryBatch(sender, batch, call)
    for (const change of batch) {
      const { userId, plan } = change
      await settle(userId, async () => {
        const stored = await sent
        if (stored.length !== batch.length) return markDone(await sender.send(change, call), isCreation)
        const outcome = isCreation ? 'created' : 'updated'
        return {
          userId,
          outcome,
          sequenceNumber: stored[0] ?? null,
          changes: plan.changes,
          notices: plan.notices,
        }
      })
    }
  }

  // What others change between the read and the write is overwritten, so people are read just before they are sent.
  for (let start = 0; start < all.length; start += batchSize) {
    const part = all.slice(start, start + batchSize)
    try {
      const prepared = await mapConcurrently(part, concurrency, prepareOne)
      // The service stores creations and updates in transactions of their own: a batch of one kind fails as a whole.
      for (const isCreation of [true, false]) {
        await send(
          prepared
            .filter((change) => change?.isCreation === isCreation)
            .filter((change) => change !== undefined),
          isCreation,
        )
      }
      if (confirm) await mapConcurrently(part, concurrency, confirmOne)
    } finally {
      for (const result of listResults(part, results)) onResult?.(result)
    }
    const next = start + batchSize
    const latest = listResults(all.slice(0, next), results).slice(-Math.max(part.length, fewestFailures))
    const common = findCommonFailure(latest)
    if (common !== undefined && next < all.length) throw common
  }
  return listResults(all, results)
}

// One of them may be about its person.
const fewestFailures = 3

/** Returns the failure of all these people, if those who follow would have it, too. */
function findCommonFailure(outcomes: readonly UserChangeOutcome[]): PersonctlError | undefined {
  const errors = outcomes.map(({ error }) => error)
  const [first] = errors
  if (first === undefined || errors.length < fewestFailures || !isCommon(first)) return undefined
  const isAlike = (error: PersonctlError | undefined) =>
    error?.code === first.code && error.status === first.status && error.during === first.during
  return errors.every(isAlike) ? first : undefined
}

/** Returns true for a failure that has nothing to do with the person. */
function isCommon({ code, during, status = 0 }: PersonctlError): boolean {
  if (during === 'token') return true
  // The Person API reports failures of a person with 500, too.
  if (code === 'token_rejected' || code === 'not_authenticated') return status < 500
  return code === 'not_permitted' || code === 'network_failure' || code === 'timeout'
}

function listResults(
  changes: readonly UserChange[],
  results: ReadonlyMap<string, UserChangeOutcome>,
): UserChangeOutcome[] {
  return changes.map(({ userId }) => results.get(userId)).filter((result) => result !== undefined)
}

/** Maps all with up to `limit` calls at a time. The results have the order of the inputs. */
async function mapConcurrently<In, Out>(
  inputs: readonly In[],
  limit: number,
  map: (input: In) => Promise<Out>,
): Promise<Out[]> {
  const outputs: Out[] = []
  const pending = inputs.entries()
  const work = async (): Promise<void> => {
    for (const [index, input] of pending) outputs[index] = await map(input)
  }
  await Promise.all(Array.from({ length: Math.min(limit, inputs.length) }, work))
  return outputs
}

/** Returns the result of a change that was sent in a batch before: if there was nothing left to do, the batch has done it. */
function markDone(result: UserChangeResult, isCreation: boolean): UserChangeResult {
  if (result.outcome !== 'unchanged') return result
  return { ...result, outcome: isCreation ? 'created' : 'updated' }
}

/** Sends a batch. Returns the numbers of what was stored; none if it failed as a whole, for a reason that may be one person. */
async function tryBatch(
  sender: ChangeSender,
  batch: readonly PreparedChange[],
  call: CallOptions,
): Promise<readonly string[]> {
  const [first] = batch
  // Alone, a person has a route whose response says more.
  if (batch.length < 2 || first === undefined) return []
  try {
    const documents = await Promise.all(batch.map(({ plan }) => sender.sign(plan, call)))
    return await sender.sendBatch(documents, call, first.isCreation)
  } catch (error) {
    const isAboutData =
      isPersonctlError(error) && [400, 403, 500].includes(error.status ?? 0) && error.code !== 'not_permitted'
    if (call.signal?.aborted || !isAboutData) throw error
    return []
  }
}

function checkChanges(changes: Iterable<UserChange>): UserChange[] {
  if (typeof changes !== 'object' || changes === null || !(Symbol.iterator in changes))
    throw invalidArgument(service, 'changes', changes, 'a list of changes, each with a userId')
  const all = [...changes]
  const known = new Set<string>()
  for (const change of all) {
    checkString(service, 'userId', change?.userId)
    const { userId } = change
    if (known.has(userId)) {
      const message = `${JSON.stringify(userId)} is listed twice.`
      throw invalidRequest(
        service,
        'changes',
        message,
        'Merge the changes: the service refuses a batch with one person twice.',
      )
    }
    known.add(userId)
  }
  return all
}
