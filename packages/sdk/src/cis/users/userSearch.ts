import { checkText } from '../../client/checkText.ts'
import { InvalidRequestError, InvalidResponseError } from '../../http/errors/index.ts'
import { Pager, type PagerOptions } from '../../paging/pager.ts'
import { checkOneOf, objectIn, service } from '../checks.ts'
import { type DisplayLevel, displayLevelValues, type operations, type Profile } from '../wire.generated.ts'
import type { CisApi } from '../wire.ts'
import { cursorIn, nameOf, rowsIn } from './userLists.ts'

type SearchQuery = NonNullable<operations['searchUsers']['parameters']['query']>

/** An attribute that people can be searched by. */
export type SearchAttribute = Exclude<Extract<keyof SearchQuery, `${string}.${string}`>, `not_${string}`>

/** What kind of value each searchable attribute is compared with. */
const kinds: Readonly<Record<SearchAttribute, 'group' | 'text' | 'boolean'>> = {
  'access_information.ldap': 'group',
  'access_information.mozilliansorg': 'group',
  'staff_information.cost_center': 'text',
  'staff_information.director': 'boolean',
  'staff_information.manager': 'boolean',
  'staff_information.office_location': 'text',
  'staff_information.staff': 'boolean',
  'staff_information.team': 'text',
  'staff_information.title': 'text',
  'staff_information.worker_type': 'text',
}

/** The attributes that people can be searched by. */
export const searchAttributes: readonly SearchAttribute[] = Object.keys(kinds) as SearchAttribute[]

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
  if (kinds[attribute] !== 'boolean') {
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
