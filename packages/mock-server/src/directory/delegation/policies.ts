import type { ReportPolicy } from '../../openapi/dabp.generated.ts'
import { derivedGuid } from '../authorization/guid.ts'
import { chanceOf } from './chance.ts'

const names = [
  'Member',
  'Pension',
  'Insurance',
  'Shift planning',
  'Run control',
  'Data export',
  'Publication',
  'Procurement',
  'Travel',
  'Safety training',
  'Key holder',
  'Visitor desk',
] as const

/** Every policy there is. The first one, members of a group have in any case. */
const policies: readonly ReportPolicy[] = names.map((name) => ({ id: derivedGuid('policy', name), name }))

/**
 * The policies a group has to give: a subgroup has no more than the group it is in.
 *
 * @param lineage the ids of the group and of those it is in, each inside the next
 */
export function policiesOfGroup(lineage: readonly string[]): readonly ReportPolicy[] {
  const outermostFirst = [...lineage].reverse()
  return outermostFirst.reduce((left, id) => {
    const random = chanceOf('policies of group', id)
    return left.filter((_, index) => index === 0 || random.chance(70))
  }, policies)
}

/** Those of a group's policies that somebody was given in it, the first one always. */
export function policiesOfMember(
  ofGroup: readonly ReportPolicy[],
  groupId: string,
  personId: string,
): readonly ReportPolicy[] {
  const random = chanceOf('policies of member', groupId, personId)
  return ofGroup.filter((_, index) => index === 0 || random.chance(40))
}
