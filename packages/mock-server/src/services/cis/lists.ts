import { type SearchAttribute, searchAttributes, searchKinds } from '@personctl/openapi/cisSearch'
import { isObject } from '@personctl/shared/guards'
import type { ListedPerson, Listing, Slice } from '../../directory/people.ts'
import { percentDecode, queryOf } from '../../http/request.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { pythonJson, serialise } from '../../text/json.ts'
import { activeFilterOf, isWanted } from './activeRule.ts'
import { type Check, checksWithLevel } from './permissions.ts'
import { addRestRoute, type CisRoutes, type Conformance, ServiceFailure } from './route.ts'
import { addVisibleProfile, visibleAttribute } from './user.ts'

/**
 * The user id in the `nextPage` of `/v2/users`; undefined for the first page.
 *
 * Some clients put a Python dictionary into the URL where JSON belongs. The service mends that before it parses: single
 * quotes, with or without a `u` before them, become double ones, and capitalised truth values small ones.
 *
 * @throws ServiceFailure for what is then no JSON, or not of the one shape; the service fails there too
 */
function readNextPage(text: string | null): string | undefined {
  if (text === null) return undefined
  const parsed = parse(mended(text))
  if (parsed === null) return undefined
  if (isObject(parsed) && Object.keys(parsed).length === 1 && typeof parsed['id'] === 'string')
    return parsed['id']
  throw new ServiceFailure('nextPage of another shape')
}

function mended(text: string): string {
  return text
    .replace(/([ {,:[])u?'([^']+)'/g, '$1"$2"')
    .replace(/ False(?=[, }\]])/g, ' false')
    .replace(/ True(?=[, }\]])/g, ' true')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ServiceFailure('nextPage that is no JSON')
  }
}

const chunk = 500

/**
 * The next people who are wanted: as many as the size says, or fewer at the end. The last user id is that of the last
 * one looked at, wanted or not.
 */
function scan(
  listing: Listing,
  after: string | undefined,
  size: number,
  isWanted: (person: ListedPerson) => boolean,
): Slice {
  const found: ListedPerson[] = []
  let last = after
  for (;;) {
    const slice = listing.slice(last, chunk)
    for (const [index, person] of slice.people.entries()) {
      if (!isWanted(person)) continue
      found.push(person)
      const isEnd = slice.last === undefined && index === slice.people.length - 1
      if (found.length === size) return { people: found, last: isEnd ? undefined : person.userId }
    }
    if (slice.last === undefined) return { people: found, last: undefined }
    last = slice.last
  }
}

/** Says of a person whether a search finds them, before `active` is looked at. */
type SearchRule = (person: ListedPerson) => boolean

/**
 * What a query searches for: the first attribute given, those to be had before those to be lacked; others are ignored.
 *
 * @returns undefined where no attribute is given
 */
function searchRuleOf(query: URLSearchParams, conformance: Conformance): SearchRule | undefined {
  for (const negated of [false, true]) {
    // The service looks for them in this order.
    for (const attribute of searchAttributes) {
      const kind = searchKinds[attribute]
      const given = query.get(negated ? `not_${attribute}` : attribute)
      if (given === null) continue
      if (kind === 'group') return groupRule(attribute, given, negated)
      const wanted = kind === 'boolean' ? truthOf(given, conformance) : given
      return (person) => (person.content(attribute) === wanted) !== negated
    }
  }
  return undefined
}

/**
 * To the service every text is true but the empty one, `False` and `0` included: it asks Python for the truth of the
 * text. What its documents promise is what the words say.
 */
function truthOf(text: string, conformance: Conformance): boolean {
  if (conformance === 'observed') return text !== ''
  return !['', 'false', '0'].includes(text.toLowerCase())
}

/** A group is had where its name has null beside it. The name is a path to the service, so none with a dot is found. */
function groupRule(attribute: SearchAttribute, name: string, negated: boolean): SearchRule {
  return (person) => {
    const groups = person.content(attribute)
    const exists = isObject(groups) && !name.includes('.') && Object.hasOwn(groups, name)
    return negated ? !exists : exists && groups[name] === null
  }
}

/** The lists of the Person API. */
export function addListRoutes(routes: CisRoutes): void {
  addUsersRoute(routes)
  addIdsRoute(routes)
  addSearchRoute(routes)
}

function addUsersRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users', ({ req, env }, entitlement) => {
    const { directory, pageSizes, responses } = env
    const query = queryOf(req.url)
    const after = readNextPage(query.get('nextPage'))
    const email = query.get('primaryEmail')
    const { people, last } =
      email === null
        ? directory.listing.slice(after, pageSizes.users)
        : scan(
            directory.listing,
            undefined,
            Number.POSITIVE_INFINITY,
            (person) => person.content('primary_email') === email,
          )
    const checks = checksWithLevel(entitlement.checks, query.get('filterDisplay'))
    // This route knows no `any`; and it leaves people out of a page that is already cut.
    const filter = query.get('active')?.toLowerCase() === 'false' ? 'false' : 'true'
    const pieces = ['{"Items":[']
    for (const person of people) {
      const profile = person.profile()
      if (!isWanted(profile, filter)) continue
      if (pieces.length > 1) pieces.push(',')
      addVisibleProfile(pieces, profile, checks)
    }
    pieces.push('],"nextPage":', serialise(last === undefined ? null : { id: last }), '}\n')
    return responses.json(pieces.join(''))
  })
}

function addIdsRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users/id/all', ({ req, env }) => {
    const { directory, pageSizes, responses } = env
    const query = queryOf(req.url)
    const method = query.get('connectionMethod')
    if (!method) throw new ServiceFailure('no connectionMethod')
    const filter = activeFilterOf(query.get('active'))
    // Decoded once more than other parameters are.
    const after = percentDecode(query.get('nextPage') ?? '') || undefined
    const { people, last } = scan(directory.listing, after, pageSizes.ids, (person) => {
      if (!person.userId.startsWith(method)) return false
      return filter === 'any' || person.content('active') === (filter === 'true')
    })
    const users = people.map((person) => ({
      uuid: person.content('uuid') ?? null,
      user_id: person.userId,
      primary_email: person.content('primary_email') ?? null,
      active: person.content('active') ?? null,
    }))
    return responses.json(pythonJson({ users, nextPage: last ?? null }))
  })
}

function addSearchRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users/id/all/by_attribute_contains', ({ req, env }, entitlement) => {
    const { directory, pageSizes, responses, conformance } = env
    if (!entitlement.maySearch) {
      throw new InvalidTokenError('scope_missing', 'This endpoint may only be queried using search:all')
    }
    const query = queryOf(req.url)
    const matches = searchRuleOf(query, conformance)
    if (matches === undefined) throw new ServiceFailure('no attribute to search')
    const isActive = activeRuleOf(query.get('active'), conformance)
    const after = query.get('nextPage') || undefined
    const { people, last } = scan(
      directory.listing,
      after,
      pageSizes.search,
      (person) => isActive(person) && matches(person),
    )
    const full = truthOf(query.get('fullProfiles') ?? '', conformance)
    const checks = checksWithLevel(entitlement.checks, query.get('filterDisplay'))
    const rows = people.map((person) =>
      full ? fullRow(person, checks) : pythonJson({ id: person.userId }).trim(),
    )
    return responses.json(`{"users": [${rows.join(', ')}], "nextPage": ${pythonJson(last ?? null).trim()}}\n`)
  })
}

/**
 * To the service, `active` is the truth of the text, and without it null: that finds those whose `active` is null, so
 * as a rule nobody.
 */
function activeRuleOf(text: string | null, conformance: Conformance): (person: ListedPerson) => boolean {
  if (conformance === 'documented' && text?.toLowerCase() === 'any') return () => true
  const unsaid = conformance === 'documented' ? true : null
  const wanted = text === null ? unsaid : truthOf(text, conformance)
  return (person) => (person.content('active') ?? null) === wanted
}

/** A row with a profile. Its id is the attribute as it is left after the filter; where none is left, the service fails. */
function fullRow(person: ListedPerson, checks: readonly Check[]): string {
  const profile = person.profile()
  const id = visibleAttribute(profile, 'user_id', checks)
  if (id === undefined) throw new ServiceFailure('user_id is filtered away')
  const pieces = ['{"id": ', id, ', "profile": ']
  addVisibleProfile(pieces, profile, checks)
  pieces.push('}')
  return pieces.join('')
}
