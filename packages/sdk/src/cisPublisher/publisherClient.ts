import { type Publisher, publisherValues } from '@personctl/generated/cis'
import type { paths } from '@personctl/generated/cisChange'
import { builtInRules } from '@personctl/generated/cisPublisherRules'
import { isObject } from '@personctl/shared/guards'
import type { PublisherRules } from '@personctl/shared/publishing/rules'
import {
  checkObject,
  checkOneOf,
  checkString,
  invalidRequest,
  type OptionNames,
  parseHttpUrl,
} from '../arguments.ts'
import { type CisClientOptions, createCisClient } from '../cis/cisClient.ts'
import { cisEnvironments } from '../cis/cisEnvironments.ts'
import {
  type ApiPromise,
  type BaseClient,
  type CallOptions,
  callOptionNames,
  clientOptionNames,
  ServiceClient,
  type ServiceDefinition,
  selectEnvironment,
} from '../client/serviceClient.ts'
import {
  type ErrorCode,
  InvalidRequestError,
  InvalidResponseError,
  PermissionError,
  type PersonctlError,
  ServerError,
} from '../errors.ts'
import {
  ChangeSender,
  type ChangeUserOptions,
  type UpdateUserOptions,
  type UserChangeResult,
} from './changeSender.ts'
import { planUpdate, type UpdatePlan } from './plan.ts'
import type { ProfileChanges } from './profileChanges.ts'
import { type PublisherKeyInput, type PublisherKeys, service } from './publisherKeys.ts'
import { checkRules } from './publisherRules.ts'
import {
  changeMany,
  type ManyChangesOptions,
  type UserChange,
  type UserChangeOutcome,
} from './userBatches.ts'

/**
 * Creates a client for a publisher: it reads profiles from the Person API, signs changes, and sends them to the Change API.
 * Create one and reuse it, since it caches the token and the imported key.
 *
 * @throws {InvalidRequestError} for an invalid option. An invalid key is found with the first change, before anything is sent.
 * @example
 * const publisher = createCisPublisherClient({
 *   auth: clientCredentials({ clientId, clientSecret }),
 *   publisher: 'hris',
 *   key: process.env.PUBLISHER_SIGNING_KEY ?? '',
 * })
 * const { outcome } = await publisher.users.update('ad|Mozilla-LDAP|ada', { 'staff_information.title': 'Countess' })
 */
export function createCisPublisherClient(options: CisPublisherClientOptions): CisPublisherClient {
  checkObject(service, options, optionNames)
  const {
    publisher,
    key,
    rules = builtInRules,
    personBaseUrl,
    environment: name = 'production',
    ...shared
  } = options
  checkOneOf(service, 'publisher', publisher, publisherValues)
  if (key === undefined || key === null) {
    const hint = 'Pass a private RSA key as JWK or PEM.'
    throw invalidRequest(service, 'key', 'The key option is missing.', hint)
  }
  checkRules(rules)
  if (personBaseUrl !== undefined) parseHttpUrl('personBaseUrl', personBaseUrl)
  const environment = selectEnvironment(service, cisEnvironments, name)
  const changeUrl = environment.baseUrl.replace('//person.', '//change.')
  const client = new ServiceClient<paths>(shared, { ...environment, baseUrl: changeUrl }, definition)
  const people = createCisClient({ ...shared, environment: name, baseUrl: personBaseUrl ?? shared.baseUrl })
  const sender = new ChangeSender(client, people, { publisher, key, rules })
  const members = client.members()
  const close = async (): Promise<void> => {
    await Promise.all([members.close(), people.close()])
  }

  return {
    users: {
      plan: (current, changes) => planUpdate(current, changes, { publisher, rules }),
      update: (userId, changes, call) =>
        client.run(call, updateOptionNames, () => sender.update(userId, changes, call)),
      create: (changes, call) => client.run(call, changeOptionNames, () => sender.create(changes, call)),
      updateMany: (changes, call) =>
        client.run(call, manyOptionNames, () => changeMany(sender, changes, call)),
    },
    ...members,
    status: (sequenceNumber, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkString(service, 'sequenceNumber', sequenceNumber)
        return sender.isLastChange(sequenceNumber, call, note)
      }),
    publisherKeys: (call) => sender.readPublishedKeys(call),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Options of `createCisPublisherClient`. */
export interface CisPublisherClientOptions extends CisClientOptions {
  /** The publisher who signs: `ldap`, `mozilliansorg`, `hris`, `access_provider` or `cis`. */
  publisher: Publisher
  /** The private key of the publisher: JWK, PEM, `CryptoKey`, or the result of `importPublisherKey`. */
  key: PublisherKeyInput
  /**
   * The rules for publishers, by which a change is refused before it is sent.
   *
   * @default the rules that the service enforces
   */
  rules?: PublisherRules | undefined
  /**
   * The URL of the Change API. A trailing `/v2` is removed.
   *
   * @default the URL of the environment
   */
  baseUrl?: string | undefined
  /**
   * The URL of the Person API, from which profiles are read before they are changed.
   *
   * @default `baseUrl` if that is given, otherwise the URL of the environment
   */
  personBaseUrl?: string | undefined
}

/** A client of the Change API of Mozilla CIS, version 2. */
export interface CisPublisherClient extends BaseClient {
  /** The people of CIS, to be changed. */
  readonly users: CisPublisherUsers
  /**
   * Returns true if exactly one record has this sequence number as its last one: false also for a batch of two or more, and
   * once the person was changed again. Needs no token.
   *
   * @throws {InvalidRequestError} for an empty number
   */
  status(sequenceNumber: string, options?: CallOptions): ApiPromise<boolean>
  /**
   * Returns the public keys of all publishers from the discovery document. Needs no token.
   *
   * @throws {InvalidResponseError} if the document has none
   * @example
   * const verdict = await verifyProfile(profile, await publisher.publisherKeys())
   */
  publisherKeys(options?: CallOptions): Promise<PublisherKeys>
}

/** The people of CIS, as a publisher changes them. */
export interface CisPublisherUsers {
  /**
   * Plans an update without sending anything, as `planUpdate` does, with the publisher and the rules of the client.
   *
   * @throws {InvalidRequestError} for an unknown attribute, a value that it cannot have, and what the service cannot store
   */
  plan(current: object, changes: ProfileChanges): UpdatePlan
  /**
   * Updates a person: reads the profile, plans the update, signs what really changes, and sends it. If nothing changes,
   * nothing is sent. A failure whose outcome is unknown is sent again, since a repetition does no harm.
   *
   * The service has no versions: what others change between the read and the write is overwritten in the same attributes. If
   * they write at the same time, either write may be lost without an error; `confirm` finds out.
   *
   * @returns the outcome, with the changes and with notices
   * @throws {NotFoundError} if nobody has the user id
   * @throws {PermissionError} with the code `invalid_publisher` if the rules refuse a change, before it is sent or by the
   * service; with `invalid_signature` if a signature of the record or of the change is not valid
   * @throws {InvalidRequestError} for an invalid change or key, before anything is sent
   * @throws {ServerError} with the code `integration_exception` if the service cannot store a value
   * @throws {ConflictError} with the code `lost_update` if `confirm` is true, and the profile does not show the change
   * @throws {PersonctlError} for other failures, as `createCisClient` does
   * @example
   * await publisher.users.update('ad|Mozilla-LDAP|ada', { fun_title: { value: 'Countess', display: 'staff' } })
   */
  update(userId: string, changes: ProfileChanges, options?: UpdateUserOptions): Promise<UserChangeResult>
  /**
   * Creates a person from the whole null profile with these values, all signed by the publisher. If the user id exists, the
   * service updates that person instead, and the outcome says so.
   *
   * @param changes with `user_id` and `primary_email`; `active` is true unless given
   * @throws {PermissionError} as `update` does
   * @throws {InvalidRequestError} for invalid values, before anything is sent
   * @throws {ServerError} with the code `integration_exception` if the service cannot store a value
   * @example
   * await publisher.users.create({ user_id: 'ad|Mozilla-LDAP|ada', primary_email: 'ada@example.org', first_name: 'Ada' })
   */
  create(changes: ProfileChanges, options?: ChangeUserOptions): Promise<UserChangeResult>
  /**
   * Updates and creates many people, in batches. The people of a batch are read just before it is sent. What the rules
   * refuse is not sent. If the service refuses a batch, or fails, its people are sent one at a time, so that each result is
   * about its person; so are those of a batch with fewer results than people, since the service drops creations in silence.
   *
   * @param changes each person once
   * @returns one result for each person, in the same order; it has an error if the change failed
   * @throws {InvalidRequestError} for a person who is listed twice, before anything is sent
   * @throws {PersonctlError} if all people of a batch fail since the token is not accepted or does not permit it, or since the
   * service cannot be reached: the people after them would fail in the same way, and are not tried
   * @example
   * for (const { userId, outcome, error } of await publisher.users.updateMany(changes)) console.log(userId, outcome ?? error)
   */
  updateMany(
    changes: Iterable<UserChange>,
    options?: ManyChangesOptions,
  ): Promise<readonly UserChangeOutcome[]>
}

const optionNames: OptionNames<CisPublisherClientOptions> = {
  ...clientOptionNames,
  environment: 1,
  publisher: 1,
  key: 1,
  rules: 1,
  personBaseUrl: 1,
}
const changeOptionNames: OptionNames<ChangeUserOptions> = { ...callOptionNames, confirm: 1 }
const updateOptionNames: OptionNames<UpdateUserOptions> = { ...changeOptionNames, current: 1 }
const manyOptionNames: OptionNames<ManyChangesOptions> = {
  ...changeOptionNames,
  create: 1,
  batchSize: 1,
  concurrency: 1,
  onResult: 1,
}

const definition: ServiceDefinition = {
  service,
  tokenRequestFormat: 'json',
  apiPath: /\/v2$/,
  // A change that is sent twice has nothing left to do.
  isRetryable: () => true,
  mapError(response, sentence, details): PersonctlError | undefined {
    const { status } = response
    if (status === 404) {
      const hint = 'It does not have this route: check that the base URL is that of a Change API.'
      return new InvalidResponseError(sentence, { ...details, code: 'wrong_url', hint })
    }
    const body = response.tryParse()
    if (!isObject(body) || typeof body['description'] !== 'string') return undefined
    const description = response.hide(body['description'])
    const code = String(body['code'])
    if (code === 'integration_exception')
      return status === 400
        ? new InvalidRequestError(sentence, details)
        : new ServerError(sentence, {
            ...details,
            code,
            hint: 'A value is of a type that the service cannot store.',
          })
    if (status !== 403 || !isRefusal(code)) return undefined
    if (code === 'invalid_signature') {
      // Its description has the attribute in it, which may not be for a log.
      const message = 'cis refuses the change: a signature is not valid.'
      const hint =
        'Every signature of the merged record is verified, also those that did not change: verify the stored profile.'
      return new PermissionError(message, { ...details, code, hint })
    }
    return new PermissionError(`cis refuses the change: ${description}`, {
      ...details,
      code,
      serviceDetails: [description],
    })
  },
}

const refusalCodes = ['invalid_publisher', 'invalid_signature', 'uuid_or_primary_username_set'] as const

function isRefusal(code: string): code is Extract<ErrorCode, (typeof refusalCodes)[number]> {
  return refusalCodes.some((one) => one === code)
}
