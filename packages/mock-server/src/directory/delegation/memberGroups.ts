import type { AuthorizationView } from '../authorization/authorizationDirectory.ts'
import type { MemberGroup } from './derivedReport.ts'

/** The groups an identity of the Authorization Service is in, by way of others, too. */
export function memberGroups(view: AuthorizationView, identity: number): readonly MemberGroup[] {
  const { groups, memberships } = view
  const direct = new Set(memberships.groupsOf(identity, false))
  const places = memberships.groupsOf(identity, true)
  const ids = new Set(places.map((place) => groups.idAt(place)))
  const isAdministrated = (place: number): boolean => ids.has(textAt(view, place, 'administratorsId'))
  return places.map((place) => {
    const around = groupsAround(view, place)
    return {
      id: groups.idAt(place),
      name: textAt(view, place, 'displayName'),
      identifier: textAt(view, place, 'groupIdentifier'),
      around: around.map((outer) => groups.idAt(outer)),
      isDirect: direct.has(place),
      isAdministrated: [place, ...around].some(isAdministrated),
    }
  })
}

/** The groups a group is in, each inside the next: of several the first. */
function groupsAround({ groups }: AuthorizationView, place: number): readonly number[] {
  const around = new Set<number>()
  for (let next: number | undefined = place; next !== undefined; ) {
    const [parent]: readonly number[] = groups
      .parentsOf(groups.numberAt(next))
      .flatMap((number) => groups.placeOfNumber(number) ?? [])
    // Groups of a data file may be in each other.
    next = parent === undefined || parent === place || around.has(parent) ? undefined : parent
    if (next !== undefined) around.add(next)
  }
  return [...around]
}

function textAt({ groups }: AuthorizationView, place: number, field: string): string {
  const value = groups.valueAt(place, field)
  return typeof value === 'string' ? value : ''
}
