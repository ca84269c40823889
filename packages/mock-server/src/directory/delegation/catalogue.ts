import { absentPrivilegeValues, type ReportPolicy, type ReportResource } from '@personctl/openapi/dabp'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import { derivedGuid } from '../authorization/records.ts'

/** A stream of chance that depends on these texts and nothing else. */
export function chanceOf(...texts: readonly string[]): SeededRandom {
  return seededRandom(...texts.map(numberOf))
}

// FNV-1a: texts that differ anywhere differ in their numbers.
function numberOf(text: string): number {
  let number = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    number = Math.imul(number ^ text.charCodeAt(index), 0x01000193)
  return number | 0
}

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
