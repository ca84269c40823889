import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type operations,
  type Profile,
  type UserIdentifiers,
} from '@personctl/openapi/cis'
import { type SearchAttribute, searchAttributes, searchKinds } from '@personctl/openapi/cisSearch'
import { checkOneOf, checkString } from '../arguments.ts'
import type { ApiResult, QueryParameters, ServiceClient } from '../client/serviceClient.ts'
import { InvalidRequestError } from '../errors.ts'
import { Pager, type PagerOptions } from '../paging/pager.ts'
import { type CisApi, invalidResponse, readObject, service } from './cisApi.ts'

/** Options of `users.list`. */
export interface ListUsersOptions extends PagerOptions {
  /**
   * The state of the people: active or inactive. This list cannot return both.
   *
   * @default 'true'
   */
  active?: 'true' | 'false'
  /**
   * The exact primary e-mail of the people. Several may share one.
   *
   * @default any
   */
  primaryEmail?: string
  /**
   * The audience to which the profiles will be shown, as for `users.get`.
   *
   * @default none
   */
  filterDisplay?: DisplayLevel
}

/** Returns all profiles. */
export function listUsers(api: CisApi, options: ListUsersOptions = {}): Pager<Profile> {
  const { active = 'true', primaryEmail, filterDisplay, ...paging } = options
  checkOneOf(service, 'active', active, ['true', 'false'])
  if (primaryEmail !== undefined) checkString(service, 'primaryEmail', primaryEmail)
  if (filterDisplay !== undefined) checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
  const query = {
    active,
    ...(primaryEmail !== undefined && { primaryEmail }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  return new Pager<Profile>(
    {
      service,
      list: listName('users', query),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const result = await api.GET('/v2/users', { params: { query: { ...query, ...nextPage } }, signal })
        const page = readObject(result, 'a page of users')
        return { items: readRows<Profile>(result, page, 'Items'), next: nextCursor(page) }
      },
    },
    paging,
  )
}

/** Options of `users.ids`. */
export interface ListUserIdsOptions extends PagerOptions {
  /** The beginning of the user id: `ad`, `github`, `email`, `google-oauth2`, `oauth2`. Case-sensitive. */
  connectionMethod: string
  /**
   * The state of the people: active, inactive, or `any`.
   *
   * @default 'true'
   */
  active?: ActiveFilter
}

/** Returns the identifiers of all people with one connection method. */
export function listUserIds(api: CisApi, options: ListUserIdsOptions): Pager<UserIdentifiers> {
  const { connectionMethod, active = 'true', ...paging } = options
  checkString(service, 'connectionMethod', connectionMethod)
  checkOneOf(service, 'active', active, activeFilterValues)
  const query = { connectionMethod, active }
  return new Pager<UserIdentifiers>(
    {
      service,
      list: listName('users/id/all', query),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const params = { query: { ...query, ...nextPage } }
        const result = await api.GET('/v2/users/id/all', { params, signal })
        const page = readObject(result, 'a page of user ids')
        return { items: readRows<UserIdentifiers>(result, page, 'users'), next: nextCursor(page) }
      },
    },
    paging,
  )
}

/** Options of `users.search`. */
export interface SearchUsersOptions extends PagerOptions {
  /** The attribute that is searched. */
  attribute: SearchAttribute
  /**
   * The value, compared as a whole and case-sensitively. It is a boolean for `staff_information.director`, `manager` and
   * `staff`, and the name of a group for `access_information`.
   */
  value: string | boolean
  /**
   * Returns the people who do not have the value.
   *
   * @default false
   */
  not?: boolean
  /**
   * The state of the people: active or inactive. The search cannot return both.
   *
   * @default 'true'
   */
  active?: 'true' | 'false'
  /**
   * Adds the person's profile to each row. The token must let `user_id` through then, which takes `display:none` or
   * `display:all` with the default display.
   *
   * @default false
   */
  fullProfiles?: boolean
  /**
   * The audience to which the profiles will be shown, as for `users.get`. Only with `fullProfiles`.
   *
   * @default none
   */
  filterDisplay?: DisplayLevel
}

/** A row of a search. */
export interface FoundUser {
  /** The user id. */
  readonly id: string
  /** The profile, if full profiles were requested. */
  readonly profile?: Profile
}

/** Returns the people who have a value in an attribute, or all others. */
export function searchUsers(api: CisApi, options: SearchUsersOptions): Pager<FoundUser> {
  const {
    attribute,
    value,
    not = false,
    active = 'true',
    fullProfiles = false,
    filterDisplay,
    ...paging
  } = options
  checkOneOf(service, 'attribute', attribute, searchAttributes)
  checkOneOf(service, 'active', active, ['true', 'false'])
  if (filterDisplay !== undefined) {
    checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
    if (!fullProfiles) {
      throw new InvalidRequestError('filterDisplay has no effect without fullProfiles.', {
        service,
        param: 'filterDisplay',
      })
    }
  }
  const query: SearchQuery = {
    [`${not ? 'not_' : ''}${attribute}`]: formatSearchValue(attribute, value),
    active: formatBoolean(active === 'true'),
    ...(fullProfiles && { fullProfiles: formatBoolean(true) }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  return new Pager<FoundUser>(
    {
      service,
      list: listName('search', query as Record<string, string>),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const route = '/v2/users/id/all/by_attribute_contains'
        const result = await api.GET(route, { params: { query: { ...query, ...nextPage } }, signal })
        const page = readObject(result, 'a page of a search')
        const rows = readRows<SearchRow>(result, page, 'users')
        return { items: rows.map((row) => readFoundUser(result, row)), next: nextCursor(page) }
      },
    },
    paging,
  )
}

type SearchQuery = NonNullable<operations['searchUsers']['parameters']['query']>

/** The service takes any string for true, `false` included; only the empty one is false. */
function formatBoolean(value: boolean): string {
  return value ? 'true' : ''
}

function formatSearchValue(attribute: SearchAttribute, value: unknown): string {
  if (searchKinds[attribute] !== 'boolean') {
    checkString(service, 'value', value)
    return value
  }
  if (typeof value === 'boolean') return formatBoolean(value)
  throw new InvalidRequestError(`value is ${JSON.stringify(value)}; ${attribute} takes true or false.`, {
    service,
    param: 'value',
  })
}

interface SearchRow {
  id: string | { value: string | null }
  profile?: Profile
}

/** With full profiles, the service sends the whole attribute instead of the id. */
function readFoundUser(result: ApiResult, { id, profile }: SearchRow): FoundUser {
  const userId = typeof id === 'string' ? id : id?.value
  if (typeof userId !== 'string')
    throw invalidResponse(result, 'cis responded with a search result without a user id.')
  return profile === undefined ? { id: userId } : { id: userId, profile }
}

/** Returns the rows of any list that is paged by `nextPage`. */
export function paginate<T>(
  client: ServiceClient<object>,
  path: string,
  query: QueryParameters = {},
  options: PagerOptions = {},
): Pager<T> {
  const first = client.resolveUrl(path, query)
  if (first.searchParams.has('nextPage')) {
    throw new InvalidRequestError('The query must not have nextPage, which the walk sets itself.', {
      service,
      param: 'query',
      hint: 'Use the option startAt.',
    })
  }
  return new Pager<T>(
    {
      service,
      list: `${service} ${first.pathname}${first.search}`,
      async fetchPage(cursor, signal) {
        const url = new URL(first)
        if (cursor !== undefined) url.searchParams.set('nextPage', cursor)
        const result = await client.get(url.href, signal)
        const page = readObject(result, 'a page of a list')
        const items = readRows<T>(result, page, 'Items' in page ? 'Items' : 'users')
        return { items, next: nextCursor(page) }
      },
    },
    options,
  )
}

/** Returns the name of a list, with everything that decides which rows it has, so that a resume token fits no other list. */
function listName(list: string, query: Record<string, string>): string {
  return `${service} ${list}?${new URLSearchParams(query)}`
}

function readRows<T>(
  result: ApiResult,
  page: Record<string, unknown>,
  name: 'Items' | 'users',
): readonly T[] {
  const rows = page[name]
  if (Array.isArray(rows)) return rows
  throw invalidResponse(result, `cis responded with a page without the list ${name}.`)
}

/** Returns the cursor of the next page. It is an object on one route, which is sent back as JSON, and a string on others. */
function nextCursor({ nextPage }: Record<string, unknown>): string | undefined {
  if (nextPage === null || nextPage === undefined || nextPage === '') return undefined
  return typeof nextPage === 'string' ? nextPage : JSON.stringify(nextPage)
}
