import type { People } from '../people.ts'
import { accountsOf } from './accounts.ts'
import type { ApplicationRecord } from './applications.ts'
import { namedApplications } from './applications.ts'
import { generatedGroups } from './generatedGroups.ts'
import type { Groups } from './groups.ts'
import type { Identities } from './identities.ts'
import { derivedIdentities } from './identities.ts'
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
}

/** Making it takes no time: everything in it is worked out when it is asked for. */
export function createAuthorizationBase(options: AuthorizationBaseOptions): AuthorizationBase {
  const { people, seed } = options
  const facts = personFacts(people, seed)
  const ownerOf = (number: number): string | null =>
    people.size === 0 ? null : facts.idOf(number === 0 ? 0 : jumpHash(number, people.size))
  const groups = generatedGroups(options.groups, seed, ownerOf)
  const applications = namedApplications(groups, ownerOf(0))
  const identities = derivedIdentities(facts, applications)
  return {
    identities,
    accounts: accountsOf(identities),
    groups,
    memberships: generatedMemberships(identities, groups, seed),
    applications,
  }
}
