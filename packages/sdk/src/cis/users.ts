import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type paths,
  type UserIdentifiers,
} from '@personctl/generated/cis'
import { isObject } from '@personctl/shared/guards'
import {
  checkIdentifier,
  checkOneOf,
  checkString,
  checkWholeNumber,
  describeValue,
  invalidArgument,
  invalidRequest,
  type OptionNames,
} from '../arguments.ts'
import {
  type ApiPromise,
  type ApiResult,
  type CallOptions,
  callOptionNames,
  fillPath,
  responseDetails,
  type ServiceClient,
} from '../client/serviceClient.ts'
import { isPersonctlError, NotFoundError, type PersonctlError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { type CisApi, readObject, service } from './cisApi.ts'
import {
  type FoundUser,
  type ListUserIdsOptions,
  type ListUsersOptions,
  listUserIds,
  listUsers,
  type SearchUsersOptions,
  searchUsers,
} from './userLists.ts'

/** The people of the Person API. */
export interface CisUsers {
  /**
   * Returns the profile of one person, with the attributes that the token may see.
   *
   * @throws {NotFoundError} if nobody has the key, or nobody active: the service does not distinguish the two
   * @throws {InvalidRequestError} for an invalid key or option, before anything is sent
   * @throws {AuthenticationError} if the service does not accept the token, or the token endpoint refuses the client
   * @throws {PermissionError} if the token does not permit the request
   * @throws {RateLimitError} if the service limits the rate of requests
   * @throws {NetworkError} if no response arrives
   * @throws {TimeoutError} if a response takes too long
   * @throws {ServerError} if the service fails
   * @throws {InvalidResponseError} if a response is not what the API describes
   * @example
   * const { first_name } = await cis.users.get({ primaryEmail: 'ada@example.org' })
   * console.log(first_name?.value)
   */
  get(key: CisUserKey, options?: GetUserOptions): ApiPromise<Profile>
  /**
   * Returns the profile of one person, or undefined where `get` throws a NotFoundError. Otherwise it throws as `get`
   * does.
   *
   * @example
   * const profile = await cis.users.find({ primaryUsername: 'ada' })
   */
  find(key: CisUserKey, options?: GetUserOptions): ApiPromise<Profile | undefined>
  /**
   * Looks up many people, several at a time. A person who does not exist and a failed lookup do not end the others: each
   * result says what became of its key. A key that is given twice is requested once.
   *
   * @param keys checked before the first request; an invalid one rejects the whole
   * @returns one result for each key, in the order of the keys
   * @throws {InvalidRequestError} for an invalid key or option, before anything is sent
   * @example
   * const emails = ['ada@example.org', 'grace@example.org']
   * for (const { key, profile, error } of await cis.users.getMany(emails.map((primaryEmail) => ({ primaryEmail })))) {
   *   if (error !== undefined) console.error(key.primaryEmail, error.message)
   *   else console.log(key.primaryEmail, profile === undefined ? 'unknown' : profile.uuid?.value)
   * }
   */
  getMany(keys: Iterable<CisUserKey>, options?: GetManyUsersOptions): Promise<readonly UserLookup[]>
  /**
   * Returns the profiles of all active people, in pages. The service cannot list active and inactive people at once: for
   * everybody, walk a second time with `active: 'false'`. This is slow for many people; if identifiers are enough, `ids` is
   * faster and takes `active: 'any'`.
   *
   * @throws {InvalidRequestError} for an invalid option; a walk throws as `get` does, except NotFoundError
   * @example
   * for await (const profile of cis.users.list({ prefetch: 1 })) console.log(profile.uuid?.value)
   */
  list(options?: ListUsersOptions): Pager<Profile>
  /**
   * Returns the identifiers of all active people who log in with one connection method; with `active: 'any'` of all. They
   * are not filtered: any token sees them.
   *
   * @throws {InvalidRequestError} for an invalid option; a walk throws as `get` does, except NotFoundError
   * @example
   * const emails = []
   * for await (const { primary_email } of cis.users.ids({ connectionMethod: 'ad' })) emails.push(primary_email)
   */
  ids(options: ListUserIdsOptions): Pager<UserIdentifiers>
  /**
   * Returns the active people who have a value in one attribute or, with `not`, all others. Needs the scope `search:all`.
   *
   * @throws {InvalidRequestError} for an invalid option; a walk throws as `get` does, except NotFoundError
   * @example
   * const managers = await cis.users.search({ attribute: 'staff_information.manager', value: true }).toArray()
   */
  search(options: SearchUsersOptions & { fullProfiles: true }): Pager<Required<FoundUser>>
  search(options: SearchUsersOptions): Pager<FoundUser>
  /**
   * Returns which directories know a primary e-mail, of an active person or not. Needs no token and requests none.
   *
   * @throws {InvalidRequestError} for an empty e-mail
   * @example
   * const { cis: hasProfile } = await client.users.exists('ada@example.org')
   */
  exists(primaryEmail: string, options?: CallOptions): ApiPromise<UserExistence>
}

/** A key by which the Person API finds a person. Exactly one is given; all are exact and case-sensitive. */
export type CisUserKey =
  | {
      readonly userId: string
      readonly uuid?: undefined
      readonly primaryEmail?: undefined
      readonly primaryUsername?: undefined
    }
  | {
      readonly uuid: string
      readonly userId?: undefined
      readonly primaryEmail?: undefined
      readonly primaryUsername?: undefined
    }
  | {
      readonly primaryEmail: string
      readonly userId?: undefined
      readonly uuid?: undefined
      readonly primaryUsername?: undefined
    }
  | {
      readonly primaryUsername: string
      readonly userId?: undefined
      readonly uuid?: undefined
      readonly primaryEmail?: undefined
    }

/** Options of `users.get` and `users.find`. */
export interface GetUserOptions extends CallOptions {
  /**
   * The state of the person: active, inactive, or `any`.
   *
   * @default 'true'
   */
  active?: ActiveFilter | undefined
  /**
   * The audience to which the profile will be shown. Attributes that the person shows to a narrower audience are omitted,
   * and so are attributes without a display level, such as `user_id` by default.
   *
   * @default none: all attributes that the token may see
   */
  filterDisplay?: DisplayLevel | undefined
}

/** Options of `users.getMany`. Time limits and retries apply to each lookup. */
export interface GetManyUsersOptions extends GetUserOptions {
  /**
   * The number of lookups at the same time, from 1 to 100.
   *
   * @default 8
   */
  concurrency?: number | undefined
}

/** The result of one lookup of many. */
export interface UserLookup {
  /** The key, as it was given. */
  readonly key: CisUserKey
  /** The profile; undefined if nobody has the key, or nobody active, and if the lookup failed. */
  readonly profile: Profile | undefined
  /** The failure of the lookup; undefined if it succeeded. */
  readonly error: PersonctlError | undefined
}

/** The directories that know a person. */
export interface UserExistence {
  /** True if the person has a profile, active or not. */
  readonly cis: boolean
  /** True if the person is in LDAP. */
  readonly ldap: boolean
}

/** Implements `CisUsers`. The methods for public data use the API without a token. */
export function createUsers(client: ServiceClient<paths>, open: CisApi): CisUsers {
  const { api } = client
  return {
    get: (key, options) =>
      client.run(options, getUserOptionNames, async (note) => {
        const { profile, result, kind, value } = await findUser(api, key, options, note)
        if (profile !== undefined) return profile
        const active = options?.active ?? 'true'
        throw new NotFoundError(
          `No ${descriptions[active]} has the ${keyNames[kind]} ${JSON.stringify(value)}.`,
          {
            service,
            ...responseDetails(result),
            hint: `Keys are case-sensitive.${active === 'any' ? '' : " To include people in any state, use active 'any'."}`,
          },
        )
      }),
    find: (key, options) =>
      client.run(
        options,
        getUserOptionNames,
        async (note) => (await findUser(api, key, options, note)).profile,
      ),
    getMany: (keys, options) =>
      client.run(options, { ...getUserOptionNames, concurrency: 1 }, () => findUsers(api, keys, options)),
    list: (options) => listUsers(api, options),
    ids: (options) => listUserIds(api, options),
    search: (options: SearchUsersOptions) => searchUsers(api, options) as Pager<Required<FoundUser>>,
    exists: (primaryEmail, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkIdentifier(service, 'primaryEmail', primaryEmail)
        const params = { path: { primary_email: primaryEmail } }
        const result = note(await open.GET('/v2/user/metadata/{primary_email}', { params, call }))
        const expected = 'a statement about a person'
        const data = readObject(result, expected)['exists']
        const exists = readObject({ data, response: result.response }, expected)
        return { cis: exists['cis'] === true, ldap: exists['ldap'] === true }
      }),
  }
}

const getUserOptionNames: OptionNames<GetUserOptions> = {
  ...callOptionNames,
  active: 1,
  filterDisplay: 1,
}

const keyNames = {
  userId: 'user id',
  uuid: 'uuid',
  primaryEmail: 'primary e-mail',
  primaryUsername: 'primary username',
}
type KeyKind = keyof typeof keyNames
const kinds = Object.keys(keyNames) as KeyKind[]
const descriptions = { true: 'active person', false: 'inactive person', any: 'person' }

/** Requests a profile. It is undefined if the service finds nobody. */
async function findUser(
  api: CisApi,
  key: CisUserKey,
  call: GetUserOptions = {},
  note: (result: ApiResult) => unknown = () => {},
): Promise<{ profile: Profile | undefined; result: ApiResult; kind: KeyKind; value: string }> {
  const { active = 'true', filterDisplay } = call
  const { kind, value } = parseKey(key)
  checkLookup(call)
  const query = filterDisplay === undefined ? { active } : { active, filterDisplay }
  const init = <Path>(path: Path) => ({
    params: { path, query },
    pathSerializer: fillPathTwice,
    expected: profileOrNobody,
    call,
  })
  const result = await {
    userId: () => api.GET('/v2/user/user_id/{user_id}', init({ user_id: value })),
    uuid: () => api.GET('/v2/user/uuid/{uuid}', init({ uuid: value })),
    primaryEmail: () => api.GET('/v2/user/primary_email/{primary_email}', init({ primary_email: value })),
    primaryUsername: () =>
      api.GET('/v2/user/primary_username/{primary_username}', init({ primary_username: value })),
  }[kind]()
  note(result)
  const profile: object = readObject(result, profileOrNobody.name)
  return { profile: isEmpty(profile) ? undefined : profile, result, kind, value }
}

/**
 * A profile, or the empty object by which the service reports that nobody has the key. Something of a profile is in each:
 * the service shows `schema` and the groups to every token, and an attribute has a value. The body of an error that comes
 * with a status of 200 has nothing of this.
 */
const profileOrNobody = {
  name: 'a profile',
  test: (body: unknown) =>
    isObject(body) &&
    (isEmpty(body) ||
      typeof body['schema'] === 'string' ||
      'staff_information' in body ||
      Object.values(body).some((part) => isObject(part) && ('value' in part || 'values' in part))),
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0
}

function checkLookup({ active = 'true', filterDisplay }: GetUserOptions): void {
  checkOneOf(service, 'active', active, activeFilterValues)
  if (filterDisplay !== undefined) checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
}

async function findUsers(
  api: CisApi,
  keys: Iterable<CisUserKey>,
  { concurrency = 8, ...call }: GetManyUsersOptions = {},
): Promise<UserLookup[]> {
  if (typeof keys !== 'object' || keys === null || !(Symbol.iterator in keys))
    throw invalidArgument(service, 'keys', keys, 'a list of keys')
  checkWholeNumber(service, 'concurrency', concurrency, 1, 100)
  checkLookup(call)
  const all = [...keys].map((key) => ({ key, id: JSON.stringify(parseKey(key)) }))
  const results = new Map<string, Omit<UserLookup, 'key'>>()
  // One iterator for all, which so divide the keys between them.
  const pending = new Map(all.map(({ key, id }) => [id, key])).entries()
  const lookUp = async () => {
    for (const [id, key] of pending) results.set(id, await tryFindUser(api, key, call))
  }
  await Promise.all(Array.from({ length: concurrency }, lookUp))
  return all.map(({ key, id }) => ({ key, ...results.get(id) }) as UserLookup)
}

async function tryFindUser(
  api: CisApi,
  key: CisUserKey,
  call: GetUserOptions,
): Promise<Omit<UserLookup, 'key'>> {
  try {
    const { profile } = await findUser(api, key, call)
    return { profile, error: undefined }
  } catch (error) {
    // The reason of the caller's signal ends the whole.
    if (call.signal?.aborted || !isPersonctlError(error)) throw error
    return { profile: undefined, error }
  }
}

/**
 * Fills the parameters of a path. The Person API decodes the last segment of these routes twice, so `/` and `%` survive
 * only if they are encoded twice.
 */
function fillPathTwice(path: string, values: Readonly<Record<string, unknown>>): string {
  const once = Object.entries(values).map(([name, value]) => {
    // URLs drop the segments "." and "..", even encoded once.
    const text = String(value)
    return [name, /^\.\.?$/.test(text) ? text.replaceAll('.', '%2E') : encodeURIComponent(text)]
  })
  return fillPath(path, Object.fromEntries(once))
}

/** Returns the kind and the value of a key. Throws InvalidRequestError unless it is exactly one string. */
function parseKey(key: CisUserKey): { kind: KeyKind; value: string } {
  const fields: unknown = key
  const names = isObject(fields) ? Object.keys(fields).filter((name) => fields[name] !== undefined) : []
  const kind = kinds.find((known) => known === names[0])
  if (kind !== undefined && names.length === 1) {
    const value: unknown = key[kind]
    checkString(service, kind, value)
    return { kind, value }
  }
  const accepted = kinds.map((known) => `{ ${known} }`).join(', ')
  if (!isObject(fields)) throw invalidArgument(service, 'key', fields, `one of ${accepted}`)
  const message = `The key has ${names.map(describeValue).join(' and ') || 'no field'}; it takes exactly one of ${accepted}.`
  throw invalidRequest(service, 'key', message)
}
