import type { GroupAttribute, PersonReport, ReportGroup } from '../../openapi/dabp.generated.ts'
import { artificialPolicyValues } from '../../openapi/dabp.generated.ts'
import { chanceOf } from './chance.ts'
import { policiesOfGroup, policiesOfMember } from './policies.ts'
import { resourcesOfMember } from './resources.ts'

/** A group somebody is in. */
export interface MemberGroup {
  readonly id: string
  readonly name: string
  readonly identifier: string
  /** The ids of the groups it is in, each inside the next. */
  readonly around: readonly string[]
  /** Whether they are in it themselves, not by way of a subgroup alone. */
  readonly isDirect: boolean
  /** Whether they administrate it, or one it is in. */
  readonly isAdministrated: boolean
}

/**
 * The report on somebody: it follows from the person and the groups alone, so that it is the same whatever else there is.
 *
 * @param personId whatever tells the person from others
 */
export function derivedReport(personId: string, groups: readonly MemberGroup[]): PersonReport {
  return { groups: groups.map((group) => reportedGroup(personId, group)) }
}

function reportedGroup(personId: string, group: MemberGroup): ReportGroup {
  const { id, name, around, isDirect, isAdministrated } = group
  const ofGroup = policiesOfGroup([id, ...around])
  const policies = isDirect ? policiesOfMember(ofGroup, id, personId) : ofGroup.slice(0, 1)
  const resources = isDirect ? resourcesOfMember(id, personId) : []
  const superuser = artificialPolicyValues.map((artificial) => ({ name: artificial }))
  return {
    id,
    name,
    policies: isAdministrated ? [...superuser, ...policies] : policies,
    attributes: attributesOf(group),
    ...(resources.length === 0 ? {} : { resources }),
  }
}

function attributesOf({ id, identifier }: MemberGroup): readonly GroupAttribute[] {
  const random = chanceOf('attributes', id)
  if (random.chance(25)) return []
  const own = { name: 'groupIdentifier', value: identifier }
  return random.chance(30)
    ? [own, { name: 'customerNumber', value: String(10_000 + random.below(90_000)) }]
    : [own]
}
