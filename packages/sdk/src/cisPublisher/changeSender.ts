import type { Discovery, Profile, Publisher } from '@personctl/generated/cis'
import type { BatchResult, ChangeResult, paths } from '@personctl/generated/cisChange'
import { stringifyExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import type { PublisherRules } from '@personctl/shared/publishing/rules'
import { checkString, invalidArgument, invalidRequest } from '../arguments.ts'
import type { CisClient } from '../cis/cisClient.ts'
import type { ApiResult, CallOptions, ServiceClient } from '../client/serviceClient.ts'
import {
  ConflictError,
  InvalidResponseError,
  isPersonctlError,
  NotFoundError,
  PermissionError,
} from '../errors.ts'
import { sleep } from '../http/abort.ts'
import type { BufferedResponse } from '../http/response.ts'
import { listMissingChanges, type PlannedChange, planCreation, planUpdate, type UpdatePlan } from './plan.ts'
import type { ProfileChanges } from './profileChanges.ts'
import {
  importPublisherKey,
  normalizeInteger,
  type PublisherKey,
  type PublisherKeyInput,
  type PublisherKeys,
  service,
} from './publisherKeys.ts'
import { signAttribute } from './signatures.ts'

/** Options of a change. */
export interface ChangeUserOptions extends CallOptions {
  /**
   * True to read the profile after the change, up to three times within two seconds, and to throw a ConflictError unless it
   * shows the change. The service does not compare versions: of two writes at the same time, it stores one.
   *
   * @default false
   */
  confirm?: boolean | undefined
}

/** Options of `users.update`. */
export interface UpdateUserOptions extends ChangeUserOptions {
  /**
   * The profile, if it was read already. It may be stale then, which a notice says.
   *
   * @default read from the Person API
   */
  current?: Profile | undefined
}

/** The result of a change of one person. */
export interface UserChangeResult {
  readonly userId: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
  /** The number of the change, for `status`; null if nothing was changed, or if only a repetition got a response. */
  readonly sequenceNumber: string | null
  readonly changes: readonly PlannedChange[]
  /** Warnings about the change, in sentences. */
  readonly notices: readonly string[]
}

interface Signer {
  readonly publisher: Publisher
  readonly key: PublisherKeyInput
  readonly rules: PublisherRules
}

/** A change that is planned and may be sent. */
export interface PreparedChange {
  readonly userId: string
  readonly plan: UpdatePlan
  readonly isCreation: boolean
}

type Document = Readonly<Record<string, unknown>>

/** Plans, signs and sends the changes of a client. */
export class ChangeSender {
  readonly #client: ServiceClient<paths>
  readonly #people: CisClient
  readonly #signer: Signer
  #key: Promise<PublisherKey> | undefined
  #published: Promise<PublisherKeys> | undefined

  constructor(client: ServiceClient<paths>, people: CisClient, signer: Signer) {
    this.#client = client
    this.#people = people
    this.#signer = signer
  }

  async update(
    userId: string,
    changes: ProfileChanges,
    { current, confirm = false, ...call }: UpdateUserOptions = {},
  ): Promise<UserChangeResult> {
    checkString(service, 'userId', userId)
    if (current !== undefined && !isObject(current))
      throw invalidArgument(service, 'current', current, 'a profile')
    const profile = current ?? (await this.read(userId, call))
    if (profile === undefined) throw unknownPerson(userId)
    const prepared = this.prepareUpdate(userId, profile, changes)
    const notices = current === undefined ? [] : [describeBase(current)]
    if (prepared.plan.changes.length === 0) return unchanged(prepared, notices)
    const result = await this.send(prepared, call, notices)
    return confirm ? this.confirm(result, call) : result
  }

  async create(
    changes: ProfileChanges,
    { confirm = false, ...call }: ChangeUserOptions = {},
  ): Promise<UserChangeResult> {
    const result = await this.send(this.prepareCreation(changes), call)
    return confirm ? this.confirm(result, call) : result
  }

  /**
   * Returns the result of a change once the profile shows it; with a notice if the profile cannot be read.
   *
   * @throws {ConflictError} if the profile does not show it
   */
  async confirm(result: UserChangeResult, call: CallOptions): Promise<UserChangeResult> {
    const { userId, outcome, changes, sequenceNumber } = result
    if (outcome === 'unchanged') return result
    let missing: readonly string[] = []
    // Reads lag behind writes, by less than a second.
    for (const delayMs of confirmationDelaysMs) {
      await sleep(delayMs, call.signal)
      try {
        const profile = await this.read(userId, call)
        missing = profile === undefined ? ['user_id'] : listMissingChanges(changes, profile)
        if (missing.length === 0) return result
        if (sequenceNumber !== null && (await this.isLastChange(sequenceNumber, call))) return result
      } catch (error) {
        if (call.signal?.aborted || !isPersonctlError(error)) throw error
        const notice = `The change was sent, and the profile could not be read afterwards to confirm it: ${error.message}`
        return { ...result, notices: [...result.notices, notice] }
      }
    }
    throw lostUpdate(userId, missing)
  }

  /** Returns true if exactly one record has this number as that of its last change. */
  async isLastChange(
    sequenceNumber: string,
    call: CallOptions | undefined,
    note: <Result extends ApiResult>(result: Result) => Result = (result) => result,
  ): Promise<boolean> {
    const params = { query: { sequenceNumber } }
    const open = this.#client.openApi(this.#client.baseUrl)
    const { data } = note(await open.GET('/v2/status', { params, expected: statusBody, call }))
    return data?.identity_vault === true
  }

  /** Returns the profile of a person, active or not; undefined if nobody has the user id. */
  read(userId: string, call: CallOptions): Promise<Profile | undefined> {
    return this.#people.users.find({ userId }, { ...call, active: 'any' })
  }

  /** @throws {PersonctlError} if the change is invalid, or if the rules refuse it */
  prepareUpdate(userId: string, current: object, changes: ProfileChanges): PreparedChange {
    const { publisher, rules } = this.#signer
    const plan = checkPlan(planUpdate(current, changes, { publisher, rules }))
    const document = { ...plan.document, user_id: { value: userId } }
    return { userId, plan: { ...plan, document }, isCreation: false }
  }

  /** @throws {PersonctlError} if the profile is invalid, or if the rules refuse it */
  prepareCreation(changes: ProfileChanges): PreparedChange {
    const { publisher, rules } = this.#signer
    const plan = checkPlan(planCreation(changes, { publisher, rules }))
    const userId = plan.changes.find(({ path }) => path === 'user_id')?.after.value
    return { userId: String(userId), plan, isCreation: true }
  }

  /** Signs a change and sends it alone. */
  async send(
    prepared: PreparedChange,
    call: CallOptions,
    notices: readonly string[] = [],
  ): Promise<UserChangeResult> {
    const { userId, plan, isCreation } = prepared
    const body = await this.sign(plan, call)
    const query = isCreation ? {} : { user_id: userId }
    const { data, response } = await this.#client.api.POST('/v2/user', {
      params: { query },
      body,
      bodySerializer: (sent) => stringifyExactJson(sent),
      expected: changeBody,
      call,
    })
    const { condition, sequence_number: sequenceNumber } = data as ChangeResult
    // If an earlier attempt was done without a response, there was nothing left to do.
    const isRepeated = condition === 'noop' && attemptsOf(response) > 1
    const outcome = isRepeated ? (isCreation ? 'created' : 'updated') : outcomes[condition]
    const { changes } = plan
    return { userId, outcome, sequenceNumber, changes, notices: [...plan.notices, ...notices] }
  }

  /** Sends changes that are signed as one batch. Returns the number of the batch, once for each of those that were stored. */
  async sendBatch(
    documents: readonly Document[],
    call: CallOptions,
    isCreation: boolean,
  ): Promise<readonly string[]> {
    const { data } = await this.#client.api.POST('/v2/users', {
      body: documents as readonly (Document & { user_id: { value: string } })[],
      bodySerializer: (sent) => stringifyExactJson(sent),
      expected: batchBody,
      call,
    })
    const { creates, updates } = data as BatchResult
    const part = isCreation ? creates : updates
    return part?.sequence_numbers ?? []
  }

  /** Returns the document of a plan with all its signatures. */
  async sign(
    { document, changes }: UpdatePlan,
    call: CallOptions,
  ): Promise<Document & { user_id: { value: string } }> {
    const key = await this.#requireKey(call)
    const { publisher } = this.#signer
    const signed: Record<string, unknown> = { ...document }
    for (const { path } of changes) {
      const [name = '', leaf] = path.split('.')
      const holder = leaf === undefined ? signed : { ...(signed[name] as Record<string, unknown>) }
      if (leaf !== undefined) signed[name] = holder
      const member = leaf ?? name
      holder[member] = await signAttribute(holder[member] as object, { publisher, key })
    }
    return signed as Document & { user_id: { value: string } }
  }

  async readPublishedKeys(call?: CallOptions): Promise<PublisherKeys> {
    const { api }: Discovery = await this.#people.discovery(call)
    if (isObject(api?.publishers_jwks)) return api.publishers_jwks
    throw new InvalidResponseError('The discovery document of cis has no keys of publishers.', { service })
  }

  /** @throws {InvalidRequestError} for a key that cannot sign, and for one that is known to be of somebody else */
  async #requireKey(call: CallOptions): Promise<PublisherKey> {
    this.#key ??= importPublisherKey(this.#signer.key)
    const key = await this.#key
    this.#published ??= this.readPublishedKeys(call).catch(() => ({}))
    checkOwner(key, this.#signer.publisher, await this.#published)
    return key
  }
}

/** Checks that a key is published for its publisher, if that is known. */
function checkOwner({ publicKey }: PublisherKey, publisher: Publisher, published: PublisherKeys): void {
  const keys = published[publisher]?.keys
  if (publicKey === undefined || !Array.isArray(keys) || keys.length === 0) return
  const hasModulus = ({ n }: { readonly n?: unknown }): boolean =>
    typeof n === 'string' && normalizeInteger(n) === publicKey.n
  if (keys.some(hasModulus)) return
  const owner = Object.keys(published).find((name) => published[name]?.keys.some(hasModulus))
  const message =
    owner === undefined
      ? `The key is not published for ${publisher}, so the service would refuse its signatures.`
      : `The key is that of ${owner}, not of ${publisher}.`
  throw invalidRequest(service, 'key', message, 'Nothing was sent. Check which key belongs to the publisher.')
}

// The second and the third read follow after a pause.
const confirmationDelaysMs = [0, 300, 1200]

/** Creates the error for a change that the service reported as done, and that the profile does not show. */
function lostUpdate(userId: string, paths: readonly string[]): ConflictError {
  const [param] = paths
  const person = JSON.stringify(userId)
  return new ConflictError(
    `cis reported the change of ${person} as done, but the profile that was read afterwards does not show it in ${paths.join(', ')}.`,
    {
      service,
      param,
      code: 'lost_update',
      hint: 'Somebody else has written the person at the same time, or reads lag behind. Read the profile, and send the change again.',
    },
  )
}

const outcomes = { create: 'created', update: 'updated', noop: 'unchanged' } as const

function unchanged({ userId, plan }: PreparedChange, notices: readonly string[]): UserChangeResult {
  const { changes } = plan
  return {
    userId,
    outcome: 'unchanged',
    sequenceNumber: null,
    changes,
    notices: [...plan.notices, ...notices],
  }
}

function attemptsOf(response: Response | BufferedResponse): number {
  return 'info' in response ? response.info.attempts : 1
}

/** Creates the error for a person who has to be created first. */
export function unknownPerson(userId: string): NotFoundError {
  return new NotFoundError(`No person has the user id ${JSON.stringify(userId)}.`, {
    service,
    param: 'userId',
    hint: 'Create the person first. User ids are case-sensitive.',
  })
}

function describeBase({ last_modified }: Profile): string {
  const since = last_modified?.value ? `, last modified ${last_modified.value}` : ''
  return `The change is based on a profile that was read before${since}: what others have changed since is overwritten.`
}

function checkPlan(plan: UpdatePlan): UpdatePlan {
  const [refusal] = plan.refusals
  if (refusal !== undefined) {
    throw new PermissionError(refusal.message, {
      code: 'invalid_publisher',
      service,
      param: refusal.path,
      hint: 'Nothing was sent: the rules for publishers do not allow it.',
      serviceDetails: plan.refusals.map(({ message }) => message),
    })
  }
  const [poison] = plan.poison
  if (poison === undefined) return plan
  const hint = 'Nothing was sent: the service would fail on every filtered read of the person.'
  throw invalidRequest(service, poison.path, poison.message, hint)
}

const changeBody = {
  name: 'the result of a change',
  test: (body: unknown) => isObject(body) && Object.hasOwn(outcomes, String(body['condition'])),
}
const statusBody = {
  name: 'a status',
  test: (body: unknown) => isObject(body) && typeof body['identity_vault'] === 'boolean',
}
const batchBody = {
  name: 'the result of a batch',
  test: (body: unknown) => isObject(body) && 'creates' in body && 'updates' in body,
}
