import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type UserIdentifiers,
} from '@personctl/openapi/cis'
import { checkOneOf, checkString } from '../arguments.ts'
import { type ApiResult, type CallOptions, fillPath, responseDetails } from '../client/serviceClient.ts'
import { InvalidRequestError, NotFoundError } from '../errors.ts'
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
  get(key: CisUserKey, options?: GetUserOptions): Promise<Profile>
  /**
   * Returns the profile of one person, or undefined where `get` throws a NotFoundError. Otherwise it throws as `get`
   * does.
   *
   * @example
   * const profile = await cis.users.find({ primaryUsername: 'ada' })
   */
  find(key: CisUserKey, options?: GetUserOptions): Promise<Profile | undefined>
  /**
   * Returns the profiles of all people, in pages. This is slow for many people; if identifiers are enough, `ids` is
   * faster.
   *
   * @throws {InvalidRequestError} for an invalid option; a walk throws as `get` does, except NotFoundError
   * @example
   * for await (const profile of cis.users.list({ prefetch: 1 })) console.log(profile.uuid?.value)
   */
  list(options?: ListUsersOptions): Pager<Profile>
  /**
   * Returns the identifiers of all people who log in with one connection method. They are not filtered: any token sees
   * them.
   *
   * @throws {InvalidRequestError} for an invalid option; a walk throws as `get` does, except NotFoundError
   * @example
   * const emails = []
   * for await (const { primary_email } of cis.users.ids({ connectionMethod: 'ad' })) emails.push(primary_email)
   */
  ids(options: ListUserIdsOptions): Pager<UserIdentifiers>
  /**
   * Returns the people who have a value in one attribute or, with `not`, all others. Needs the scope `search:all`.
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
  exists(primaryEmail: string, options?: CallOptions): Promise<UserExistence>
}

/** A key by which the Person API finds a person. Exactly one is given; all are exact and case-sensitive. */
export type CisUserKey =
  | {
      readonly userId: string
      readonly uuid?: never
      readonly primaryEmail?: never
      readonly primaryUsername?: never
    }
  | {
      readonly uuid: string
      readonly userId?: never
      readonly primaryEmail?: never
      readonly primaryUsername?: never
    }
  | {
      readonly primaryEmail: string
      readonly userId?: never
      readonly uuid?: never
      readonly primaryUsername?: never
    }
  | {
      readonly primaryUsername: string
      readonly userId?: never
      readonly uuid?: never
      readonly primaryEmail?: never
    }

/** Options of `users.get` and `users.find`. */
export interface GetUserOptions extends CallOptions {
  /**
   * The state of the person: active, inactive, or `any`.
   *
   * @default 'true'
   */
  active?: ActiveFilter
  /**
   * The audience to which the profile will be shown. Attributes that the person shows to a narrower audience are omitted,
   * and so are attributes without a display level, such as `user_id` by default.
   *
   * @default none: all attributes that the token may see
   */
  filterDisplay?: DisplayLevel
}

/** The directories that know a person. */
export interface UserExistence {
  /** True if the person has a profile, active or not. */
  readonly cis: boolean
  /** True if the person is in LDAP. */
  readonly ldap: boolean
}

/** Implements `CisUsers`. The methods for public data use the API without a token. */
export function createUsers(api: CisApi, open: CisApi): CisUsers {
  return {
    async get(key, options = {}) {
      const { profile, result } = await findUser(api, key, options)
      if (profile !== undefined) return profile
      const { active = 'true' } = options
      const { kind, value } = parseKey(key)
      throw new NotFoundError(
        `No ${descriptions[active]} has the ${keyNames[kind]} ${JSON.stringify(value)}.`,
        {
          service,
          ...responseDetails(result),
          hint: `Keys are case-sensitive.${active === 'any' ? '' : " To include people in any state, use active 'any'."}`,
        },
      )
    },
    find: async (key, options = {}) => (await findUser(api, key, options)).profile,
    list: (options) => listUsers(api, options),
    ids: (options) => listUserIds(api, options),
    search: (options: SearchUsersOptions) => searchUsers(api, options) as Pager<Required<FoundUser>>,
    async exists(primaryEmail, options = {}) {
      checkString(service, 'primaryEmail', primaryEmail)
      const result = await open.GET('/v2/user/metadata/{primary_email}', {
        params: { path: { primary_email: primaryEmail } },
        signal: options.signal ?? null,
      })
      const expected = 'a statement about a person'
      const data = readObject(result, expected)['exists']
      const exists = readObject({ data, response: result.response }, expected)
      return { cis: exists['cis'] === true, ldap: exists['ldap'] === true }
    },
  }
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
  { active = 'true', filterDisplay, signal }: GetUserOptions,
): Promise<{ profile: Profile | undefined; result: ApiResult }> {
  const { kind, value } = parseKey(key)
  checkOneOf(service, 'active', active, activeFilterValues)
  if (filterDisplay !== undefined) checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
  const query = filterDisplay === undefined ? { active } : { active, filterDisplay }
  const init = <Path>(path: Path) => ({
    params: { path, query },
    pathSerializer: fillPathTwice,
    signal: signal ?? null,
  })
  const result = await {
    userId: () => api.GET('/v2/user/user_id/{user_id}', init({ user_id: value })),
    uuid: () => api.GET('/v2/user/uuid/{uuid}', init({ uuid: value })),
    primaryEmail: () => api.GET('/v2/user/primary_email/{primary_email}', init({ primary_email: value })),
    primaryUsername: () =>
      api.GET('/v2/user/primary_username/{primary_username}', init({ primary_username: value })),
  }[kind]()
  const profile = readObject(result, 'a profile')
  // The service reports an unknown person with an empty object.
  return { profile: Object.keys(profile).length === 0 ? undefined : (profile as Profile), result }
}

/**
 * Fills the parameters of a path. The Person API decodes the last segment of these routes twice, so `/` and `%` survive
 * only if they are encoded twice.
 */
function fillPathTwice(path: string, values: Readonly<Record<string, unknown>>): string {
  const once = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(String(value))])
  return fillPath(path, Object.fromEntries(once))
}

/** Returns the kind and the value of a key. Throws InvalidRequestError unless it is exactly one string. */
function parseKey(key: CisUserKey): { kind: KeyKind; value: string } {
  const accepted = kinds.map((kind) => `{ ${kind} }`).join(', ')
  const entries = Object.entries(key ?? {}).filter(([, value]) => value !== undefined)
  const [only] = entries
  if (only === undefined || entries.length > 1) {
    const names = entries.map(([name]) => name).join(' and ')
    throw new InvalidRequestError(
      `The key has ${names === '' ? 'no field' : names}; it takes exactly one of ${accepted}.`,
      { service, param: 'key' },
    )
  }
  const [name, value] = only
  const kind = kinds.find((known) => known === name)
  if (kind === undefined) {
    throw new InvalidRequestError(`A person has no key ${JSON.stringify(name)}; use one of ${accepted}.`, {
      service,
      param: 'key',
    })
  }
  checkString(service, kind, value)
  return { kind, value }
}
