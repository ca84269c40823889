import type { CallOptions } from '../../client/clientOptions.ts'
import type { Pager } from '../../paging/pager.ts'
import type { Profile, UserIdentifiers } from '../wire.generated.ts'
import type { CisApi } from '../wire.ts'
import { findUser, type GetUserOptions, getUser } from './singleUser.ts'
import { type UserExists, userExists } from './userExists.ts'
import type { CisUserKey } from './userKey.ts'
import { type ListUserIdsOptions, type ListUsersOptions, listUserIds, listUsers } from './userLists.ts'
import { type FoundUser, type SearchUsersOptions, searchUsers } from './userSearch.ts'

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
