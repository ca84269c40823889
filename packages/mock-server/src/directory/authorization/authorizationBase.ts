import type { People } from '../people.ts'
import { accountsOf } from './accounts.ts'
import type { ApplicationRecord } from './applications.ts'
import { namedApplications } from './applications.ts'
import type { AuthorizationData } from './authorizationData.ts'
import { generatedGroups } from './generatedGroups.ts'
import { completeApplications, completeIdentities, givenGroups } from './givenAuthorization.ts'
import { givenMemberships, membershipsOfThoseThere } from './givenMemberships.ts'
import type { Groups } from './groups.ts'
import type { Identities } from './identities.ts'
import { derivedIdentities, givenIdentities } from './identities.ts'
import { jumpHash } from './jumpHash.ts'
import type { Memberships } from './memberships.ts'
import { generatedMemberships } from './memberships.ts'
import { personFacts } from './personFacts.ts'
import type { Table } from './table.ts'

/** What the Authorization Service knows before anybody writes to it. It never changes. */
export interface AuthorizationBase {
  readonly identities: Identities
  readonly accounts: Table
  readonly groups: Groups
  readonly memberships: Memberships
  readonly applications: readonly ApplicationRecord[]
}

export interface AuthorizationBaseOptions {
  /** Who has an identity. */
  readonly people: People
  /** How many groups to generate. */
  readonly groups: number
  readonly seed: number
  /** What takes the place of what would be generated. */
  readonly data?: AuthorizationData | undefined
}

/**
 * Making it takes no time: what is generated is worked out when it is asked for.
 *
 * @throws DataFileError if rows of the data do not fit together
 */
export function createAuthorizationBase(options: AuthorizationBaseOptions): AuthorizationBase {
  const { people, seed, data = {} } = options
  const facts = personFacts(people, seed)
  const given = data.identities && givenIdentities(completeIdentities(data.identities))
  const ownerOf = (number: number): string | null => {
    const { size } = given ?? facts
    const place = number === 0 ? 0 : jumpHash(number, size)
    if (size === 0) return null
    if (given !== undefined) return given.idAt(place)
    return facts.gone.has(place) ? null : facts.idOf(place)
  }
  const groups = data.groups ? givenGroups(data.groups) : generatedGroups(options.groups, seed, ownerOf)
  const applications = data.applications
    ? completeApplications(data.applications, groups)
    : namedApplications(groups, ownerOf(0))
  const identities = given ?? derivedIdentities(facts, applications)
  return {
    identities,
    accounts: accountsOf(identities),
    applications,
    ...membershipsOf(options, identities, groups),
  }
}

/** What the Authorization Service knows once people have changed: of memberships, those of whoever is still there. */
export function changedAuthorizationBase(
  { identities: before }: AuthorizationBase,
  options: AuthorizationBaseOptions,
): AuthorizationBase {
  const { memberships, ...rest } = options.data ?? {}
  const now = createAuthorizationBase({ ...options, data: rest })
  if (memberships === undefined) return now
  const ofThoseThere = membershipsOfThoseThere(memberships, { before, now: now.identities })
  return createAuthorizationBase({ ...options, data: { ...rest, memberships: ofThoseThere } })
}

function membershipsOf(
  { data = {}, seed }: AuthorizationBaseOptions,
  identities: Identities,
  groups: Groups,
): Pick<AuthorizationBase, 'groups' | 'memberships'> {
  if (data.memberships || data.groups) return givenMemberships(data.memberships ?? [], identities, groups)
  return { groups, memberships: generatedMemberships(identities, groups, seed) }
}
