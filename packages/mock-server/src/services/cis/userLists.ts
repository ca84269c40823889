import { type SearchAttribute, searchAttributes, searchKinds } from '@personctl/generated/cisSearch'
import type { Quirks } from '@personctl/generated/quirks'
import { isObject } from '@personctl/shared/guards'
import type { ListedPerson, Listing, Slice } from '../../directory/people.ts'
import { percentDecode, queryOf } from '../../http/request.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { pythonJson, serialise } from '../../text/json.ts'
import { type Check, checksWithLevel } from './cisPermissions.ts'
import {
  CisFailure,
  type CisHandler,
  matchesActiveFilter,
  readActiveFilter,
  withEntitlement,
} from './cisRequest.ts'
import type { ProfileFilter } from './profileFilter.ts'

/** Lists people with their profiles. */
export const listUsers: CisHandler = withEntitlement(
  ({ request }, { directory, filter: profiles, pageSizes, responses, quirks }, entitlement) => {
    const query = queryOf(request.url)
    const page = parseNextPage(query.get('nextPage'))
    const email = query.get('primaryEmail')
    // With an e-mail, the position is parsed and not used.
    const after = email === null ? readPosition(page) : undefined
    if (quirks.cisVanishedCursor === 'internalError' && after && !directory.find('user_id', after))
      throw new CisFailure('next_page_invalid', 'Nobody has the user id in nextPage')
    const { people, last } =
      email === null
        ? directory.listing.slice(after, pageSizes.users)
        : scanListing(
            directory.listing,
            undefined,
            Number.POSITIVE_INFINITY,
            (person) => person.content('primary_email') === email,
          )
    const checks = checksWithLevel(entitlement.checks, query.get('filterDisplay'))
    // This route does not know `any`; and it leaves people out of a page that is already cut.
    const filter = query.get('active')?.toLowerCase() === 'false' ? 'false' : 'true'
    const pieces = ['{"Items":[']
    for (const person of people) {
      const profile = person.profile()
      if (!matchesActiveFilter(profile, filter)) continue
      if (pieces.length > 1) pieces.push(',')
      profiles.addProfile(pieces, profile, checks)
    }
    pieces.push('],"nextPage":', serialise(last === undefined ? null : { id: last }), '}\n')
    return responses.json(pieces.join(''))
  },
)

/** Lists the ids of people. */
export const listUserIds: CisHandler = withEntitlement(({ request }, { directory, pageSizes, responses }) => {
  const query = queryOf(request.url)
  const method = query.get('connectionMethod')
  if (!method) throw new CisFailure('connection_method_missing', 'The query has no connectionMethod')
  const filter = readActiveFilter(query.get('active'))
  // Decoded once more than other parameters are.
  const position = query.get('nextPage')
  const after = position === null ? undefined : percentDecode(position)
  // The store rejects an empty position in every thread that reads a part of the list, and the service misses none of them.
  if (after === '') return responses.json(pythonJson({ users: [], nextPage: null }))
  const { people, last } = scanListing(directory.listing, after, pageSizes.ids, (person) => {
    if (!person.userId.startsWith(method)) return false
    return filter === 'any' || person.content('active') === (filter === 'true')
  })
  const users = people.map((person) => {
    const active = person.content('active')
    if (active === undefined) throw new CisFailure('profile_incomplete', 'A person in the list has no active')
    return {
      uuid: person.content('uuid') ?? null,
      user_id: person.userId,
      primary_email: person.content('primary_email') ?? null,
      active,
    }
  })
  return responses.json(pythonJson({ users, nextPage: last ?? null }))
})

/** Searches people by one attribute. */
export const searchUsers: CisHandler = withEntitlement(
  ({ request }, { directory, filter: profiles, pageSizes, responses, quirks }, entitlement) => {
    if (!entitlement.maySearch)
      throw new InvalidTokenError('scope_missing', 'This endpoint may only be queried using search:all')
    const query = queryOf(request.url)
    const matches = readSearchRule(query, quirks)
    if (matches === undefined)
      throw new CisFailure('search_attribute_missing', 'The query has no attribute to search by')
    const isActive = readActiveRule(query.get('active'), quirks)
    const after = query.get('nextPage') ?? undefined
    if (after === '') throw new CisFailure('next_page_invalid', 'nextPage is empty')
    const { people, last } = scanListing(
      directory.listing,
      after,
      pageSizes.search,
      (person) => isActive(person) && matches(person),
    )
    const isFull = readBoolean(query.get('fullProfiles') ?? '', quirks)
    const checks = checksWithLevel(entitlement.checks, query.get('filterDisplay'))
    const rows = people.map((person) =>
      isFull ? serialiseFullRow(person, checks, profiles) : pythonJson({ id: person.userId }).trim(),
    )
    return responses.json(`{"users": [${rows.join(', ')}], "nextPage": ${pythonJson(last ?? null).trim()}}\n`)
  },
)

/** Returns a row with a profile. Its id is the attribute as the filter leaves it; without one, the service fails. */
function serialiseFullRow(person: ListedPerson, checks: readonly Check[], profiles: ProfileFilter): string {
  const profile = person.profile()
  const id = profiles.serialiseAttribute(profile, 'user_id', checks)
  if (id === undefined)
    throw new CisFailure('user_id_hidden', 'The scopes or filterDisplay hide the user_id that a row needs')
  const pieces = ['{"id": ', id, ', "profile": ']
  profiles.addProfile(pieces, profile, checks)
  pieces.push('}')
  return pieces.join('')
}

/**
 * Parses the `nextPage` of `/v2/users`; null for the first page.
 *
 * Some clients put a Python dictionary into the URL where JSON belongs. The service repairs that before it parses: single
 * quotes, with or without a `u` before them, become double ones, and capitalised booleans become lower case.
 *
 * @throws {CisFailure} if the result is not JSON; the service fails there too
 */
function parseNextPage(parameter: string | null): unknown {
  return parameter === null ? null : parseJson(repairJson(parameter))
}

/**
 * Returns the user id that a page comes after; undefined for the first page.
 *
 * @throws {CisFailure} if the position is not of the one shape, or empty, which the store rejects
 */
function readPosition(page: unknown): string | undefined {
  if (page === null) return undefined
  const isPosition = isObject(page) && Object.keys(page).length === 1
  if (isPosition && typeof page['id'] === 'string' && page['id'] !== '') return page['id']
  throw new CisFailure('next_page_invalid', 'nextPage is not an object with the one member id, a user id')
}

function repairJson(text: string): string {
  return text
    .replace(/([ {,:[])u?'([^']+)'/g, '$1"$2"')
    .replace(/ False(?=[, }\]])/g, ' false')
    .replace(/ True(?=[, }\]])/g, ' true')
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new CisFailure('next_page_invalid', 'nextPage is not JSON')
  }
}

const chunkSize = 500

/**
 * Returns the next people who match: as many as the size says, or fewer at the end. The last user id is that of the last
 * person looked at, matching or not.
 */
function scanListing(
  listing: Listing,
  after: string | undefined,
  size: number,
  matches: (person: ListedPerson) => boolean,
): Slice {
  const found: ListedPerson[] = []
  let last = after
  for (;;) {
    const slice = listing.slice(last, chunkSize)
    for (const [index, person] of slice.people.entries()) {
      if (!matches(person)) continue
      found.push(person)
      const isEnd = slice.last === undefined && index === slice.people.length - 1
      if (found.length === size) return { people: found, last: isEnd ? undefined : person.userId }
    }
    if (slice.last === undefined) return { people: found, last: undefined }
    last = slice.last
  }
}

/** True for a person whom a search finds, regardless of `active`. */
type SearchRule = (person: ListedPerson) => boolean

/**
 * Reads the rule of a search: the first attribute in the query, those to have before those to lack. Others are ignored.
 *
 * @returns undefined if the query does not have an attribute
 */
function readSearchRule(query: URLSearchParams, quirks: Quirks): SearchRule | undefined {
  for (const isNegated of [false, true]) {
    for (const attribute of searchAttributes) {
      const parameter = query.get(isNegated ? `not_${attribute}` : attribute)
      if (parameter === null) continue
      const kind = searchKinds[attribute]
      if (kind === 'group') return createGroupRule(attribute, parameter, isNegated)
      const wanted = kind === 'boolean' ? readBoolean(parameter, quirks) : parameter
      return (person) => (person.content(attribute) === wanted) !== isNegated
    }
  }
  return undefined
}

/**
 * Reads a boolean. To the service every string but the empty one is true, `False` and `0` included: it tests the truth of
 * the string in Python. Its documents promise what the words say.
 */
function readBoolean(parameter: string, quirks: Quirks): boolean {
  if (quirks.cisSearchBoolean !== 'parsed') return parameter !== ''
  return !['', 'false', '0'].includes(parameter.toLowerCase())
}

/** A member is in a group whose name has the value null. To the service a name is a path: one with a dot is not found. */
function createGroupRule(attribute: SearchAttribute, name: string, isNegated: boolean): SearchRule {
  return (person) => {
    const groups = person.content(attribute)
    const exists = isObject(groups) && !name.includes('.') && Object.hasOwn(groups, name)
    return isNegated ? !exists : exists && groups[name] === null
  }
}

/**
 * Reads the rule for `active`. To the service it is the truth of the string, and null without one: that finds people whose
 * `active` is null, so usually nobody.
 */
function readActiveRule(parameter: string | null, quirks: Quirks): SearchRule {
  if (quirks.cisSearchBoolean === 'parsed' && parameter?.toLowerCase() === 'any') return () => true
  const defaultValue = quirks.cisSearchWithoutActive === 'active' ? true : null
  const wanted = parameter === null ? defaultValue : readBoolean(parameter, quirks)
  return (person) => (person.content('active') ?? null) === wanted
}
