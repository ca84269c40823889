import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type operations,
  type Profile,
  type UserIdentifiers,
} from '@personctl/generated/cis'
import { type SearchAttribute, searchKinds } from '@personctl/generated/cisSearch'
import { isObject } from '@personctl/shared/guards'
import { checkOneOf, checkOptions, checkString, invalidRequest, type OptionNames } from '../arguments.ts'
import {
  type ApiResult,
  checkCall,
  type QueryParameters,
  type ServiceClient,
} from '../client/serviceClient.ts'
import { type PageInit, Pager, type PagerOptions, pagerOptionNames } from '../paging/pager.ts'
import { type CisApi, invalidResponse, readObject, service } from './cisApi.ts'

/** Options of `users.list`. */
export interface ListUsersOptions extends PagerOptions {
  /**
   * The state of the people: active or inactive. This list cannot return both.
   *
   * @default 'true'
   */
  active?: 'true' | 'false' | undefined
  /**
   * The exact primary e-mail of the people. Several may share one.
   *
   * @default any
   */
  primaryEmail?: string | undefined
  /**
   * The audience to which the profiles will be shown, as for `users.get`.
   *
   * @default none
   */
  filterDisplay?: DisplayLevel | undefined
}

/** Returns the profiles of all active people, or of all inactive ones. */
export function listUsers(api: CisApi, options: ListUsersOptions = {}): Pager<Profile> {
  const names: OptionNames<ListUsersOptions> = {
    ...pagerOptionNames,
    ...{ active: 1, primaryEmail: 1, filterDisplay: 1 },
  }
  checkCall(service, options, names)
  const { active = 'true', primaryEmail, filterDisplay, ...paging } = options
  checkOneOf(service, 'active', active, ['true', 'false'])
  if (primaryEmail !== undefined) checkString(service, 'primaryEmail', primaryEmail)
  if (filterDisplay !== undefined) checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
  const query = {
    active,
    ...(primaryEmail !== undefined && { primaryEmail }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  return createPager<Profile>(
    {
      list: listName('users', query),
      request: (position, init) =>
        api.GET('/v2/users', { params: { query: { ...query, ...position } }, ...init }),
      rows: 'Items',
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
  active?: ActiveFilter | undefined
}

/** Returns the identifiers of all people with one connection method. */
export function listUserIds(api: CisApi, options: Partial<ListUserIdsOptions> = {}): Pager<UserIdentifiers> {
  const names: OptionNames<ListUserIdsOptions> = { ...pagerOptionNames, connectionMethod: 1, active: 1 }
  checkCall(service, options, names)
  const { connectionMethod, active = 'true', ...paging } = options
  checkString(service, 'connectionMethod', connectionMethod)
  checkOneOf(service, 'active', active, activeFilterValues)
  const query = { connectionMethod, active }
  return createPager<UserIdentifiers>(
    {
      list: listName('users/id/all', query),
      request: (position, init) =>
        api.GET('/v2/users/id/all', { params: { query: { ...query, ...position } }, ...init }),
      rows: 'users',
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
  not?: boolean | undefined
  /**
   * The state of the people: active or inactive. The search cannot return both.
   *
   * @default 'true'
   */
  active?: 'true' | 'false' | undefined
  /**
   * Adds the person's profile to each row. The token must let `user_id` through then, which takes `display:none` or
   * `display:all` with the default display.
   *
   * @default false
   */
  fullProfiles?: boolean | undefined
  /**
   * The audience to which the profiles will be shown, as for `users.get`. Only with `fullProfiles`.
   *
   * @default none
   */
  filterDisplay?: DisplayLevel | undefined
}

/** A row of a search. */
export interface FoundUser {
  /** The user id. */
  readonly id: string
  /** The profile, if full profiles were requested. */
  readonly profile?: Profile
}

/** Returns the people who have a value in an attribute, or all others. */
export function searchUsers(api: CisApi, options: Partial<SearchUsersOptions> = {}): Pager<FoundUser> {
  const names: OptionNames<SearchUsersOptions> = {
    ...pagerOptionNames,
    ...{ attribute: 1, value: 1, not: 1, active: 1, fullProfiles: 1, filterDisplay: 1 },
  }
  checkCall(service, options, names)
  const {
    attribute,
    value,
    not = false,
    active = 'true',
    fullProfiles = false,
    filterDisplay,
    ...paging
  } = options
  checkOneOf(service, 'attribute', attribute, Object.keys(searchKinds))
  checkOneOf(service, 'active', active, ['true', 'false'])
  if (filterDisplay !== undefined) {
    checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
    if (!fullProfiles)
      throw invalidRequest(service, 'filterDisplay', 'filterDisplay has no effect without fullProfiles.')
  }
  const query: SearchQuery = {
    [`${not ? 'not_' : ''}${attribute}`]: formatSearchValue(attribute, value),
    active: formatBoolean(active === 'true'),
    ...(fullProfiles && { fullProfiles: 'true' }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  const route = '/v2/users/id/all/by_attribute_contains'
  return createPager<FoundUser>(
    {
      list: listName('search', query as Record<string, string>),
      request: (position, init) => api.GET(route, { params: { query: { ...query, ...position } }, ...init }),
      rows: 'users',
      readRow: readFoundUser,
    },
    paging,
  )
}

type SearchQuery = NonNullable<operations['searchUsers']['parameters']['query']>

/** The service takes any string for true, `false` included; only the empty one is false. */
function formatBoolean(value: boolean): string {
  return value ? 'true' : ''
}

function formatSearchValue(attribute: SearchAttribute | undefined, value: unknown): string {
  if (attribute === undefined || searchKinds[attribute] !== 'boolean') {
    checkString(service, 'value', value)
    return value
  }
  if (typeof value === 'boolean') return formatBoolean(value)
  const message = `value is ${JSON.stringify(value)}; ${attribute} takes true or false.`
  throw invalidRequest(service, 'value', message)
}

/** With full profiles, the service sends the whole attribute instead of the id. */
function readFoundUser(row: unknown, result: ApiResult): FoundUser {
  const id = readIdentifier(row, 'id')
  if (id === undefined) throw invalidResponse(result, 'cis responded with a search result without a user id.')
  const { profile } = row as Pick<FoundUser, 'profile'>
  return profile === undefined ? { id } : { id, profile }
}

/** Returns the rows of any list that is paged by `nextPage`. */
export function paginate<T>(
  client: ServiceClient<object>,
  path: string,
  query: QueryParameters = {},
  options: PagerOptions = {},
): Pager<T> {
  checkCall(service, options, pagerOptionNames)
  checkOptions(service, query, undefined, 'query')
  const first = client.resolveUrl(path, query)
  if (first.searchParams.has('nextPage')) {
    const message = 'The query must not have nextPage, which the walk sets itself.'
    throw invalidRequest(service, 'query', message, 'Use startAt.')
  }
  return createPager<T>(
    {
      list: `${service} ${first.pathname}${first.search}`,
      request({ nextPage }, init) {
        const url = new URL(first)
        if (nextPage !== undefined) url.searchParams.set('nextPage', nextPage)
        return client.get(url.href, init)
      },
    },
    options,
  )
}

/** A route that is paged by `nextPage`. */
interface Route<T> {
  /** The name of the list, with its filters. */
  list: string
  request(position: { nextPage?: string }, init: PageInit): Promise<ApiResult>
  /** The property of a page that has the rows. By default the one that is there. */
  rows?: 'Items' | 'users'
  readRow?(row: unknown, result: ApiResult): T
}

function createPager<T>({ list, request, rows, readRow }: Route<T>, options: PagerOptions): Pager<T> {
  return new Pager<T>(
    {
      service,
      list,
      keyOf: (row) => readIdentifier(row, 'uuid', 'user_id', 'id'),
      async fetchPage(cursor, init) {
        const result = await request(cursor === undefined ? {} : { nextPage: cursor }, init)
        const page = readObject(result, 'a page of a list')
        const items = readRows<T>(result, page, rows ?? ('Items' in page ? 'Items' : 'users'))
        const next = nextCursor(page)
        return {
          items: readRow === undefined ? items : items.map((row) => readRow(row, result)),
          next,
          cursorAfter: (row) => cursorAfter(row, next ?? cursor ?? ''),
        }
      },
    },
    options,
  )
}

/**
 * Returns the cursor right after a row; undefined if it cannot be known.
 *
 * @param sample a cursor of the service. It is a user id, as JSON on one route, and the service begins after any user id,
 * also of somebody who is gone. Without a cursor the list has one page, and then the service may ignore that of a caller.
 */
function cursorAfter(row: unknown, sample: string): string | undefined {
  const id = readIdentifier(row, 'user_id', 'id')
  // One route decodes a text twice.
  if (id === undefined || !sample.includes('|') || id.includes('%')) return undefined
  if (!sample.startsWith('{')) return id
  return /^\{"id":"[^"]+"\}$/.test(sample) ? JSON.stringify({ id }) : undefined
}

/** Returns the first of some identifiers that a row shows. It may be in an attribute of a profile. */
function readIdentifier(row: unknown, ...names: string[]): string | undefined {
  for (const name of names) {
    const content = isObject(row) ? row[name] : undefined
    const value = isObject(content) ? content['value'] : content
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
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
