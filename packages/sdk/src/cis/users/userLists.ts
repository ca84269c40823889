import { checkText } from '../../client/checkText.ts'
import { InvalidResponseError } from '../../http/errors/index.ts'
import { Pager, type PagerOptions } from '../../paging/pager.ts'
import { checkOneOf, objectIn, service } from '../checks.ts'
import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type UserIdentifiers,
} from '../wire.generated.ts'
import type { CisApi } from '../wire.ts'

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
export function nameOf(list: string, query: Record<string, string>): string {
  return `${service} ${list}?${new URLSearchParams(query)}`
}

/** The rows of a page. Throws InvalidResponseError where there are none to be found. */
export function rowsIn<T>(page: Record<string, unknown>, name: 'Items' | 'users'): readonly T[] {
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
export function cursorIn({ nextPage }: Record<string, unknown>): string | undefined {
  if (nextPage === null || nextPage === undefined || nextPage === '') return undefined
  return typeof nextPage === 'string' ? nextPage : JSON.stringify(nextPage)
}
