import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type UserIdentifiers,
} from '@personctl/openapi/cis'
import type { CallOptions } from '../client/serviceClient.ts'
import { checkText } from '../client/values.ts'
import { NotFoundError } from '../errors.ts'
import { filledPathTwice } from '../http/url.ts'
import type { Pager } from '../paging/pager.ts'
import {
  type FoundUser,
  type ListUserIdsOptions,
  type ListUsersOptions,
  listUserIds,
  listUsers,
  type SearchUsersOptions,
  searchUsers,
} from './userLists.ts'
import { type CisUserKey, checkOneOf, type NamedKey, namedKey, objectIn, service } from './values.ts'
import type { CisApi } from './wire.ts'

export interface GetUserOptions extends CallOptions {
  /** Whether the person must be active: `any` finds those who have left, too. @default 'true' */
  active?: ActiveFilter
  /**
   * The audience the profile is to be shown to: leaves out what the person wants to be seen by fewer. Attributes that
   * have no display level, such as `user_id` by default, are then left out as well.
   * @default none: whatever the token may see
   */
  filterDisplay?: DisplayLevel
}

const keyNames = {
  userId: 'user id',
  uuid: 'uuid',
  primaryEmail: 'primary e-mail',
  primaryUsername: 'primary username',
}
const whoIsFound = { true: 'active person', false: 'inactive person', any: 'person' }

/** The profile; undefined where the service finds nobody. */
async function findUser(
  api: CisApi,
  key: CisUserKey,
  options: GetUserOptions = {},
): Promise<Profile | undefined> {
  const { active = 'true', filterDisplay } = options
  const named = namedKey(key)
  checkOneOf('active', active, activeFilterValues)
  if (filterDisplay !== undefined) checkOneOf('filterDisplay', filterDisplay, displayLevelValues)
  const query = filterDisplay === undefined ? { active } : { active, filterDisplay }
  const profile = objectIn(await request(api, named, query, options.signal ?? null), 'a profile')
  // An empty object is how the service says that there is nobody.
  return Object.keys(profile).length === 0 ? undefined : (profile as Profile)
}

/** The profile. Throws NotFoundError where the service finds nobody. */
async function getUser(api: CisApi, key: CisUserKey, options: GetUserOptions = {}): Promise<Profile> {
  const profile = await findUser(api, key, options)
  if (profile !== undefined) return profile
  const { active = 'true' } = options
  const { kind, value } = namedKey(key)
  throw new NotFoundError(`No ${whoIsFound[active]} has the ${keyNames[kind]} ${JSON.stringify(value)}.`, {
    service,
    status: 200,
    attempts: 1,
    hint: `Keys are case-sensitive.${active === 'any' ? '' : " To find whoever has it, ask with active 'any'."}`,
  })
}

async function request(
  api: CisApi,
  { kind, value }: NamedKey,
  query: { active: ActiveFilter; filterDisplay?: DisplayLevel },
  signal: AbortSignal | null,
): Promise<unknown> {
  const options = { signal, pathSerializer: filledPathTwice }
  const parameters = <P>(path: P) => ({ ...options, params: { path, query } })
  switch (kind) {
    case 'userId':
      return (await api.GET('/v2/user/user_id/{user_id}', parameters({ user_id: value }))).data
    case 'uuid':
      return (await api.GET('/v2/user/uuid/{uuid}', parameters({ uuid: value }))).data
    case 'primaryEmail':
      return (await api.GET('/v2/user/primary_email/{primary_email}', parameters({ primary_email: value })))
        .data
    case 'primaryUsername':
      return (
        await api.GET('/v2/user/primary_username/{primary_username}', parameters({ primary_username: value }))
      ).data
  }
}

/** Where a person is known. */
export interface UserExists {
  /** Whether the person has a profile, active or not. */
  readonly cis: boolean
  /** Whether the person is in LDAP. */
  readonly ldap: boolean
}

/** Whether anybody has this primary e-mail. */
async function userExists(api: CisApi, primaryEmail: string, options: CallOptions = {}): Promise<UserExists> {
  checkText(service, 'primaryEmail', primaryEmail)
  const { data } = await api.GET('/v2/user/metadata/{primary_email}', {
    params: { path: { primary_email: primaryEmail } },
    signal: options.signal ?? null,
  })
  const exists = objectIn(objectIn(data, 'an answer about a person')['exists'], 'an answer about a person')
  return { cis: exists['cis'] === true, ldap: exists['ldap'] === true }
}

/** The people of the Person API. */
export interface CisUsers {
  /**
   * The profile of one person, with the attributes that the token may see.
   *
   * @throws NotFoundError where nobody has the key, or nobody active: the service tells neither apart
   * @throws InvalidRequestError for a key or an option that makes no sense, before anything is sent
   * @throws AuthenticationError, PermissionError, RateLimitError, NetworkError, TimeoutError, ServerError,
   * InvalidResponseError as the service, the token endpoint or the network fail
   * @example
   * const profile = await cis.users.get({ primaryEmail: 'ada@example.org' }, { active: 'any' })
   * console.log(profile.first_name?.value)
   */
  get(key: CisUserKey, options?: GetUserOptions): Promise<Profile>
  /**
   * As `get`, but undefined where `get` throws NotFoundError.
   *
   * @example
   * const profile = await cis.users.find({ userId: 'ad|Mozilla-LDAP|ada' })
   */
  find(key: CisUserKey, options?: GetUserOptions): Promise<Profile | undefined>

  /**
   * Everybody, a page at a time. Slow with many people: where identifiers are enough, `ids` is faster.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `get` does
   * @example
   * for await (const profile of cis.users.list({ prefetch: 1 })) console.log(profile.uuid?.value)
   */
  list(options?: ListUsersOptions): Pager<Profile>
  /**
   * The identifiers of everybody who logs in with one connection method. They are not filtered: any token sees them.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `get` does
   * @example
   * const emails = []
   * for await (const { primary_email } of cis.users.ids({ connectionMethod: 'ad' })) emails.push(primary_email)
   */
  ids(options: ListUserIdsOptions): Pager<UserIdentifiers>
  /**
   * Everybody who has a value in one attribute, or with `not` everybody who lacks it. Needs the scope `search:all`.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `get` does
   * @example
   * const managers = await cis.users.search({ attribute: 'staff_information.manager', value: true }).toArray()
   */
  search(options: SearchUsersOptions & { fullProfiles: true }): Pager<Required<FoundUser>>
  search(options: SearchUsersOptions): Pager<FoundUser>
  /**
   * Whether anybody has a primary e-mail, active or not. Needs no token, and asks for none.
   *
   * @throws InvalidRequestError for an empty e-mail
   * @example
   * const { cis: known } = await client.users.exists('ada@example.org')
   */
  exists(primaryEmail: string, options?: CallOptions): Promise<UserExists>
}

/** @param open the API without a token, for what is open to everybody */
export function createUsers(api: CisApi, open: CisApi): CisUsers {
  return {
    get: (key, options) => getUser(api, key, options),
    find: (key, options) => findUser(api, key, options),
    list: (options) => listUsers(api, options),
    ids: (options) => listUserIds(api, options),
    search: (options: SearchUsersOptions) => searchUsers(api, options) as Pager<Required<FoundUser>>,
    exists: (primaryEmail, options) => userExists(open, primaryEmail, options),
  }
}
