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
import { addressWithin, type QueryParameters } from '../client/serviceClient.ts'
import { checkText } from '../client/values.ts'
import { InvalidRequestError, InvalidResponseError } from '../errors.ts'
import type { Exchange } from '../http/httpClient.ts'
import { OutgoingRequest } from '../http/request.ts'
import { Pager, type PagerOptions } from '../paging/pager.ts'
import { checkOneOf, objectIn, service } from './values.ts'
import type { CisApi } from './wire.ts'

export interface ListUsersOptions extends PagerOptions {
  /** Active people, or those who have left: this list has no way to ask for both. @default 'true' */
  active?: 'true' | 'false'
  /** Only the people with exactly this primary e-mail: there may be several. @default everybody */
  primaryEmail?: string
  /** The audience the profiles are to be shown to, as with `get`. @default none */
  filterDisplay?: DisplayLevel
}

export interface ListUserIdsOptions extends PagerOptions {
  /** How the user id begins: `ad`, `github`, `email`, `google-oauth2`, `oauth2`. Case-sensitive. */
  connectionMethod: string
  /** Whether the people must be active. @default 'true' */
  active?: ActiveFilter
}

/** All profiles. */
export function listUsers(api: CisApi, options: ListUsersOptions = {}): Pager<Profile> {
  const { active = 'true', primaryEmail, filterDisplay, ...paging } = options
  checkOneOf('active', active, ['true', 'false'])
  if (primaryEmail !== undefined) checkText(service, 'primaryEmail', primaryEmail)
  if (filterDisplay !== undefined) checkOneOf('filterDisplay', filterDisplay, displayLevelValues)
  const query = {
    active,
    ...(primaryEmail !== undefined && { primaryEmail }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  return new Pager<Profile>(
    {
      service,
      list: nameOf('users', query),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const { data } = await api.GET('/v2/users', { params: { query: { ...query, ...nextPage } }, signal })
        const page = objectIn(data, 'a page of users')
        return { items: rowsIn<Profile>(page, 'Items'), next: cursorIn(page) }
      },
    },
    paging,
  )
}

/** The identifiers of everybody with one connection method. */
export function listUserIds(api: CisApi, options: ListUserIdsOptions): Pager<UserIdentifiers> {
  const { connectionMethod, active = 'true', ...paging } = options
  checkText(service, 'connectionMethod', connectionMethod)
  checkOneOf('active', active, activeFilterValues)
  const query = { connectionMethod, active }
  return new Pager<UserIdentifiers>(
    {
      service,
      list: nameOf('users/id/all', query),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const { data } = await api.GET('/v2/users/id/all', {
          params: { query: { ...query, ...nextPage } },
          signal,
        })
        const page = objectIn(data, 'a page of user ids')
        return { items: rowsIn<UserIdentifiers>(page, 'users'), next: cursorIn(page) }
      },
    },
    paging,
  )
}

/** A list's name: with all that decides which rows it has, so that a resume token fits no other. */
function nameOf(list: string, query: Record<string, string>): string {
  return `${service} ${list}?${new URLSearchParams(query)}`
}

/** The rows of a page. Throws InvalidResponseError where there are none to be found. */
function rowsIn<T>(page: Record<string, unknown>, name: 'Items' | 'users'): readonly T[] {
  const rows = page[name]
  if (Array.isArray(rows)) return rows
  throw new InvalidResponseError(`cis answered with a page that has no list of ${name}.`, {
    service,
    status: 200,
    attempts: 1,
  })
}

/**
 * What goes back to the service for the next page. It is an object on one route and a text on the others; the object
 * goes back as JSON.
 */
function cursorIn({ nextPage }: Record<string, unknown>): string | undefined {
  if (nextPage === null || nextPage === undefined || nextPage === '') return undefined
  return typeof nextPage === 'string' ? nextPage : JSON.stringify(nextPage)
}

/** The rows of any list that goes from page to page by `nextPage`. */
export function paginate<T>(
  exchange: Exchange,
  baseUrl: string,
  path: string,
  query: QueryParameters = {},
  options: PagerOptions = {},
): Pager<T> {
  const first = addressWithin(service, baseUrl, path, query)
  if (first.searchParams.has('nextPage')) {
    throw new InvalidRequestError('The query has nextPage, which the walk sets by itself.', {
      service,
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
        const request = new OutgoingRequest(url.href, { method: 'GET', signal, isCallersOwn: true })
        const page = objectIn((await exchange(request)).parsedOrUndefined(), 'a page of a list')
        return { items: rowsIn<T>(page, 'Items' in page ? 'Items' : 'users'), next: cursorIn(page) }
      },
    },
    options,
  )
}

type SearchQuery = NonNullable<operations['searchUsers']['parameters']['query']>

export interface SearchUsersOptions extends PagerOptions {
  attribute: SearchAttribute
  /** Compared whole, and case-sensitive; of the two groups, the name of a group; of three of them, a boolean. */
  value: string | boolean
  /** Whether to find those who do not have the value. @default false */
  not?: boolean
  /** Active people, or those who have left: the search has no way to ask for both. @default 'true' */
  active?: 'true' | 'false'
  /**
   * Whether each row has the person's profile. The token must then let `user_id` through: with the default display
   * that takes `display:none` or `display:all`.
   * @default false
   */
  fullProfiles?: boolean
  /** The audience the profiles are to be shown to, as with `get`; only with `fullProfiles`. @default none */
  filterDisplay?: DisplayLevel
}

/** One person that a search found. */
export interface FoundUser {
  /** The user id. */
  readonly id: string
  /** The profile, where full profiles were asked for. */
  readonly profile?: Profile
}

/** Everybody who has a value, or lacks it. */
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
  checkOneOf('attribute', attribute, searchAttributes)
  checkOneOf('active', active, ['true', 'false'])
  if (filterDisplay !== undefined) {
    checkOneOf('filterDisplay', filterDisplay, displayLevelValues)
    if (!fullProfiles)
      throw new InvalidRequestError('filterDisplay has no effect without fullProfiles.', { service })
  }
  const query: SearchQuery = {
    [`${not ? 'not_' : ''}${attribute}`]: searchedText(attribute, value),
    active: booleanText(active === 'true'),
    ...(fullProfiles && { fullProfiles: booleanText(true) }),
    ...(filterDisplay !== undefined && { filterDisplay }),
  }
  return new Pager<FoundUser>(
    {
      service,
      list: nameOf('search', query as Record<string, string>),
      async fetchPage(cursor, signal) {
        const nextPage = cursor === undefined ? {} : { nextPage: cursor }
        const route = '/v2/users/id/all/by_attribute_contains'
        const { data } = await api.GET(route, { params: { query: { ...query, ...nextPage } }, signal })
        const page = objectIn(data, 'a page of a search')
        return { items: rowsIn<WireRow>(page, 'users').map(foundUser), next: cursorIn(page) }
      },
    },
    paging,
  )
}

/** The service takes any text for true, `false` included; only the empty one is false. */
function booleanText(value: boolean): string {
  return value ? 'true' : ''
}

function searchedText(attribute: SearchAttribute, value: unknown): string {
  if (searchKinds[attribute] !== 'boolean') {
    checkText(service, `value, searched in ${attribute},`, value)
    return value
  }
  if (typeof value === 'boolean') return booleanText(value)
  throw new InvalidRequestError(
    `value is ${JSON.stringify(value)}; ${attribute} is searched for true or false.`,
    { service },
  )
}

interface WireRow {
  id: string | { value: string | null }
  profile?: Profile
}

/** With full profiles the service puts the whole attribute where the id should be. */
function foundUser({ id, profile }: WireRow): FoundUser {
  const userId = typeof id === 'string' ? id : id?.value
  if (typeof userId !== 'string') {
    throw new InvalidResponseError('cis answered with somebody found who has no user id.', {
      service,
      status: 200,
      attempts: 1,
    })
  }
  return profile === undefined ? { id: userId } : { id: userId, profile }
}
