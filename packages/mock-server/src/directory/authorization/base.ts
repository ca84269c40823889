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
} from './identityTables.ts'
import { createPersonFacts } from './personFacts.ts'
import {
  type ApplicationRecord,
  type AuthorizationData,
  type Groups,
  namedApplications,
  type Table,
} from './records.ts'
import { createSyntheticGroups, createSyntheticMemberships, type Memberships } from './syntheticGroups.ts'

/** The initial rows of the Authorization Service. Immutable. */
export interface AuthorizationBase {
  readonly identities: Identities
  readonly accounts: Table
  readonly groups: Groups
  readonly memberships: Memberships
  readonly applications: readonly ApplicationRecord[]
}

interface AuthorizationBaseOptions {
  /** The people with an identity. */
  readonly people: People
  /** The number of groups to generate. */
  readonly groups: number
  readonly seed: number
  /** Data that replaces generated rows. */
  readonly data?: AuthorizationData | undefined
}

/**
 * Creates the initial rows. Generated ones are created on demand.
 *
 * @throws {DataFileError} if rows of the data contradict each other
 */
export function createAuthorizationBase(options: AuthorizationBaseOptions): AuthorizationBase {
  const { people, seed, data = {} } = options
  const facts = createPersonFacts(people, seed)
  const given = data.identities && createGivenIdentities(completeIdentities(data.identities))
  const ownerOf = (number: number): string | null => {
    const { size } = given?.sorted ?? facts
    const index = number === 0 ? 0 : jumpHash(number, size)
    if (size === 0) return null
    if (given !== undefined) return given.sorted.idAt(index)
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
    accounts: createAccounts(identities.sorted),
    applications,
    ...createMemberships(options, identities, groups),
  }
}

/** Returns the rows after people have changed. Memberships of people who were removed are dropped. */
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

/**
 * Assigns a number to a bucket. If a bucket is added, only the numbers move that now belong to it (Lamping and Veach,
 * "A Fast, Minimal Memory, Consistent Hash Algorithm").
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

function createMemberships(
  { data = {}, seed }: AuthorizationBaseOptions,
  identities: Identities,
  groups: Groups,
): Pick<AuthorizationBase, 'groups' | 'memberships'> {
  if (data.memberships || data.groups)
    return createGivenMemberships(data.memberships ?? [], identities, groups)
  return { groups, memberships: createSyntheticMemberships(identities, groups, seed) }
}
