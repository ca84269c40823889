import type { ListedPerson } from '../../directory/listing.ts'
import { queryOf } from '../../http/requestTarget.ts'
import { unquote } from '../../http/unquote.ts'
import { AuthRefusal } from '../../oauth/authRefusal.ts'
import { pythonJson } from '../../text/pythonJson.ts'
import { serialise } from '../../text/serialise.ts'
import { activeFilterOf, isWanted } from '../activeRule.ts'
import type { Conformance } from '../failures.ts'
import { type Check, checksWithLevel } from '../permissions.ts'
import { addRestRoute, type CisRoutes } from '../restRoute.ts'
import { ServiceFailure } from '../serviceFailure.ts'
import { addVisibleProfile, visibleAttribute } from '../visibleProfile.ts'
import { readNextPage } from './nextPage.ts'
import { scan } from './scan.ts'
import { searchRuleOf, truthOf } from './searchRule.ts'

/** The lists of the Person API. */
export function addListRoutes(routes: CisRoutes): void {
  addUsersRoute(routes)
  addIdsRoute(routes)
  addSearchRoute(routes)
}

function addUsersRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users', ({ req, env }, entitlement) => {
    const { directory, pageSizes, responder } = env
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
    return responder.json(pieces.join(''))
  })
}

function addIdsRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users/id/all', ({ req, env }) => {
    const { directory, pageSizes, responder } = env
    const query = queryOf(req.url)
    const method = query.get('connectionMethod')
    if (!method) throw new ServiceFailure('no connectionMethod')
    const filter = activeFilterOf(query.get('active'))
    // Decoded once more than other parameters are.
    const after = unquote(query.get('nextPage') ?? '') || undefined
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
    return responder.json(pythonJson({ users, nextPage: last ?? null }))
  })
}

function addSearchRoute(routes: CisRoutes): void {
  addRestRoute(routes, '/v2/users/id/all/by_attribute_contains', ({ req, env }, entitlement) => {
    const { directory, pageSizes, responder, conformance } = env
    if (!entitlement.maySearch) {
      throw new AuthRefusal('scope_missing', 'This endpoint may only be queried using search:all')
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
    return responder.json(`{"users": [${rows.join(', ')}], "nextPage": ${pythonJson(last ?? null).trim()}}\n`)
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
