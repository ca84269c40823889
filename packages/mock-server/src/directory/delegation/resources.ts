import type { ReportResource } from '../../openapi/dabp.generated.ts'
import { absentPrivilegeValues } from '../../openapi/dabp.generated.ts'
import { derivedGuid } from '../authorization/guid.ts'
import { chanceOf } from './chance.ts'

const [noAccess = 'No access'] = absentPrivilegeValues

type Kind = readonly [type: string, privileges: readonly [string, ...string[]]]

const kinds: readonly [Kind, ...Kind[]] = [
  ['document archive', [noAccess, 'read', 'write', 'manage']],
  ['control room console', [noAccess, 'watch', 'operate']],
  ['purchase account', [noAccess, 'view', 'order', 'approve']],
  ['data set', [noAccess, 'read', 'download']],
  ['home insurance', [noAccess, 'read', 'sign']],
]

/** A resource of a group, by its number in it, with the privilege somebody has on it. */
function resourceOf(groupId: string, number: number, personId: string): ReportResource {
  const [type, privileges] = chanceOf('resource', groupId, String(number)).pick(kinds)
  return {
    id: derivedGuid('resource', `${groupId}#${number}`),
    name: `${type[0]?.toUpperCase()}${type.slice(1)} ${number}`,
    externalId: String(100_000 + number),
    privilege: chanceOf('privilege', groupId, String(number), personId).pick(privileges),
    resourceType: { id: derivedGuid('resource type', type), name: type },
  }
}

// Some collect them.
const collectorsPercent = 4

/** The resources somebody has to do with in a group, a privilege on each; two of five have to do with none. */
export function resourcesOfMember(groupId: string, personId: string): readonly ReportResource[] {
  const random = chanceOf('resources of member', groupId, personId)
  if (chanceOf('collector', personId).chance(collectorsPercent))
    return numbers(150 + random.below(250)).map((number) => resourceOf(groupId, number, personId))
  if (random.chance(40)) return []
  return numbers(8)
    .filter(() => random.chance(30))
    .map((number) => resourceOf(groupId, number, personId))
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
