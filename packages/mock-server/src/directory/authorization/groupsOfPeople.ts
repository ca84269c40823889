import type { AuthorizationDirectory } from './authorizationDirectory.ts'
import { identityIdOf } from './personIds.ts'
import { placeOfId } from './table.ts'

/** A group as other services speak of it. */
export interface GroupSummary {
  readonly id: string
  readonly groupIdentifier: string
  readonly displayName: string
}

/** Somebody of the other directories. */
export interface PersonKeys {
  readonly uuid?: string
  readonly email?: string
}

/** What other services may ask about groups; as they are now, whatever was written. */
export interface GroupsOfPeople {
  /** The groups somebody is in, directly or through others, in the order of their ids; none for who is not known. */
  groupsOf(person: PersonKeys): readonly GroupSummary[]
  /** The groups a group is directly in; none for one that is not known. */
  parentsOf(groupId: string): readonly GroupSummary[]
  /** The groups that are directly in a group; none for one that is not known. */
  childrenOf(groupId: string): readonly GroupSummary[]
}

export function groupsOfPeople(directory: AuthorizationDirectory): GroupsOfPeople {
  const summaryOf = (place: number): GroupSummary => {
    const { groups } = directory.view()
    return {
      id: groups.idAt(place),
      groupIdentifier: String(groups.valueAt(place, 'groupIdentifier')),
      displayName: String(groups.valueAt(place, 'displayName')),
    }
  }
  const around = (groupId: string, relation: 'parentsOf' | 'childrenOf'): readonly GroupSummary[] => {
    const { groups } = directory.view()
    const place = placeOfId(groups, groupId)
    if (place === undefined) return []
    return groups[relation](groups.numberAt(place)).flatMap((number) => {
      const other = groups.placeOfNumber(number)
      return other === undefined ? [] : summaryOf(other)
    })
  }
  return {
    groupsOf({ uuid, email }) {
      const { identities, memberships } = directory.view()
      const place =
        (uuid === undefined ? undefined : placeOfId(identities, identityIdOf(uuid))) ??
        (email === undefined ? undefined : identities.placesOfEmail(email)[0])
      return place === undefined ? [] : memberships.groupsOf(place, true).map(summaryOf)
    },
    parentsOf: (groupId) => around(groupId, 'parentsOf'),
    childrenOf: (groupId) => around(groupId, 'childrenOf'),
  }
}
