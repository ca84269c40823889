import type { People } from '../people.ts'
import {
  completeApplications,
  completeIdentities,
  createGivenGroups,
  createGivenMemberships,
  filterMemberships,
} from './given.ts'
import {
  createAccounts,
  createDerivedIdentities,
  createGivenIdentities,
  type Identities,
} from './identities.ts'
import { createPersonFacts } from './personFacts.ts'
import {
  type ApplicationRecord,
  type AuthorizationData,
  type Groups,
  namedApplications,
  type Table,
} from './records.ts'
import { createSyntheticGroups, createSyntheticMemberships, type Memberships } from './syntheticGroups.ts'

/**
 * One of so many buckets, chosen by a number. When a bucket is added, only those choices change that fall on the new one
 * (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm").
 */
function jumpHash(key: number, buckets: number): number {
  let state = BigInt(key >>> 0)
  let bucket = -1
  let next = 0
  while (next < buckets) {
    bucket = next
    state = BigInt.asUintN(64, state * 2_862_933_555_777_941_757n + 1n)
    next = Math.floor((bucket + 1) * (0x80000000 / (Number(state >> 33n) + 1)))
  }
  return bucket
}

/** What the Authorization Service knows before anybody writes to it. It never changes. */
export interface AuthorizationBase {
  readonly identities: Identities
  readonly accounts: Table
  readonly groups: Groups
  readonly memberships: Memberships
  readonly applications: readonly ApplicationRecord[]
}

interface AuthorizationBaseOptions {
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
  const facts = createPersonFacts(people, seed)
  const given = data.identities && createGivenIdentities(completeIdentities(data.identities))
  const ownerOf = (number: number): string | null => {
    const { size } = given ?? facts
    const index = number === 0 ? 0 : jumpHash(number, size)
    if (size === 0) return null
    if (given !== undefined) return given.idAt(index)
    return facts.removed.has(index) ? null : facts.idOf(index)
  }
  const groups = data.groups
    ? createGivenGroups(data.groups)
    : createSyntheticGroups(options.groups, seed, ownerOf)
  const applications = data.applications
    ? completeApplications(data.applications, groups)
    : namedApplications(groups, ownerOf(0))
  const identities = given ?? createDerivedIdentities(facts, applications)
  return {
    identities,
    accounts: createAccounts(identities),
    applications,
    ...createMemberships(options, identities, groups),
  }
}

/** What the Authorization Service knows once people have changed: of memberships, those of whoever is still there. */
export function rebuildAuthorizationBase(
  { identities: before }: AuthorizationBase,
  options: AuthorizationBaseOptions,
): AuthorizationBase {
  const { memberships, ...rest } = options.data ?? {}
  const current = createAuthorizationBase({ ...options, data: rest })
  if (memberships === undefined) return current
  const ofThoseThere = filterMemberships(memberships, { before, current: current.identities })
  return createAuthorizationBase({ ...options, data: { ...rest, memberships: ofThoseThere } })
}

function createMemberships(
  { data = {}, seed }: AuthorizationBaseOptions,
  identities: Identities,
  groups: Groups,
): Pick<AuthorizationBase, 'groups' | 'memberships'> {
  if (data.memberships || data.groups)
    return createGivenMemberships(data.memberships ?? [], identities, groups)
  return { groups, memberships: createSyntheticMemberships(identities, groups, seed) }
}
