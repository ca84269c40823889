import { DataFileError } from '../dataFileError.ts'
import type { GivenMembership } from './authorizationData.ts'
import { groupPlaceOf } from './givenAuthorization.ts'
import type { Groups } from './groups.ts'
import type { Identities } from './identities.ts'
import type { Memberships } from './memberships.ts'
import { placeOfId } from './table.ts'

/**
 * The memberships of a data file, in place of whatever others there would be.
 *
 * @returns who is in which groups, and the same groups with no others in them than those it says
 * @throws DataFileError for an identity or a group there is not, and for groups that are inside each other
 */
export function givenMemberships(
  given: readonly GivenMembership[],
  identities: Identities,
  groups: Groups,
): { readonly memberships: Memberships; readonly groups: Groups } {
  const people = createRelation()
  const nested = createRelation()
  for (const [index, { group, identity, memberGroup }] of given.entries()) {
    const place = `cern.memberships[${index}]`
    const container = groupPlaceOf(groups, group, `${place}.group`)
    if (identity !== undefined)
      people.add(identityPlaceOf(identities, identity, `${place}.identity`), container)
    if (memberGroup === undefined) continue
    const member = groupPlaceOf(groups, memberGroup, `${place}.memberGroup`)
    if (nested.leads(container, member))
      throw new DataFileError('', place, `${group} is inside ${memberGroup} already, or the same`)
    nested.add(member, container)
  }
  return {
    memberships: { groupsOf: people.from, membersOf: people.to },
    groups: { ...groups, parentsAt: nested.from, childrenAt: nested.to },
  }
}

/** The same memberships, every identity named by its id; and only those of identities that are still there. */
export function membershipsOfThoseThere(
  given: readonly GivenMembership[],
  { before, now }: { readonly before: Identities; readonly now: Identities },
): readonly GivenMembership[] {
  return given.flatMap((membership) => {
    if (membership.identity === undefined) return membership
    const identity = before.idAt(identityPlaceOf(before, membership.identity, ''))
    return placeOfId(now, identity) === undefined ? [] : { ...membership, identity }
  })
}

function identityPlaceOf(identities: Identities, reference: string, place: string): number {
  const found =
    placeOfId(identities, reference) ??
    identities.placeOfUpn(reference) ??
    identities.placeOfPersonId(reference)
  if (found !== undefined) return found
  throw new DataFileError('', place, `there is no identity ${JSON.stringify(reference)}`)
}

/** What belongs to what, from both sides. */
function createRelation() {
  const onward = new Map<number, Set<number>>()
  const back = new Map<number, Set<number>>()
  const sorted = (places: ReadonlySet<number> = new Set()): readonly number[] =>
    [...places].sort((one, other) => one - other)
  return {
    add(from: number, to: number): void {
      onward.set(from, (onward.get(from) ?? new Set()).add(to))
      back.set(to, (back.get(to) ?? new Set()).add(from))
    },
    from: (place: number) => sorted(onward.get(place)),
    to: (place: number) => sorted(back.get(place)),
    /** Whether one comes from one to the other, or is there. */
    leads(from: number, to: number): boolean {
      const found = new Set([from])
      for (const place of found) for (const next of onward.get(place) ?? []) found.add(next)
      return found.has(to)
    },
  }
}
