import type { ListedPerson } from '../../directory/listing.ts'
import { isObject } from '../../directory/storedProfile.ts'
import type { operations } from '../../openapi/cis.generated.ts'
import type { Conformance } from '../failures.ts'

type SearchParameter = keyof NonNullable<operations['searchUsers']['parameters']['query']>
type SearchAttribute = Exclude<Extract<SearchParameter, `${string}.${string}`>, `not_${string}`>

/** The attributes that can be searched, in the order in which the service looks for them. */
const searched: readonly (readonly [SearchAttribute, 'group' | 'text' | 'boolean'])[] = [
  ['access_information.ldap', 'group'],
  ['access_information.mozilliansorg', 'group'],
  ['staff_information.cost_center', 'text'],
  ['staff_information.director', 'boolean'],
  ['staff_information.manager', 'boolean'],
  ['staff_information.office_location', 'text'],
  ['staff_information.staff', 'boolean'],
  ['staff_information.team', 'text'],
  ['staff_information.title', 'text'],
  ['staff_information.worker_type', 'text'],
]

/** Says of a person whether a search finds them, before `active` is looked at. */
export type SearchRule = (person: ListedPerson) => boolean

/**
 * What a query searches for: the first attribute given, those to be had before those to be lacked; others are ignored.
 *
 * @returns undefined where no attribute is given
 */
export function searchRuleOf(query: URLSearchParams, conformance: Conformance): SearchRule | undefined {
  for (const negated of [false, true]) {
    for (const [attribute, kind] of searched) {
      const given = query.get(negated ? `not_${attribute}` : attribute)
      if (given === null) continue
      if (kind === 'group') return groupRule(attribute, given, negated)
      const wanted = kind === 'boolean' ? truthOf(given, conformance) : given
      return (person) => (person.content(attribute) === wanted) !== negated
    }
  }
  return undefined
}

/**
 * To the service every text is true but the empty one, `False` and `0` included: it asks Python for the truth of the
 * text. What its documents promise is what the words say.
 */
export function truthOf(text: string, conformance: Conformance): boolean {
  if (conformance === 'observed') return text !== ''
  return !['', 'false', '0'].includes(text.toLowerCase())
}

/** A group is had where its name has null beside it. The name is a path to the service, so none with a dot is found. */
function groupRule(attribute: SearchAttribute, name: string, negated: boolean): SearchRule {
  return (person) => {
    const groups = person.content(attribute)
    const exists = isObject(groups) && !name.includes('.') && Object.hasOwn(groups, name)
    return negated ? !exists : exists && groups[name] === null
  }
}
