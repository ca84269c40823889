import { type ProfileAttribute, profileAttributes } from '../attributes.generated.ts'
import { checkOneOf } from '../checks.ts'
import { type Scope, scopeValues } from '../wire.generated.ts'
import { scopesOf } from './scopeRule.ts'

/**
 * The least scopes with which a token shows the given attributes, for a record with the default classifications and
 * displays. It may show others as well: scopes go by class and level, not by attribute.
 *
 * @param attributes paths such as `staff_information.title`; the name of a group stands for all it has
 * @returns the scopes, in the order the service lists them; empty where everything is public
 * @throws InvalidRequestError for an attribute that there is not
 * @example
 * scopesFor(['staff_information.title', 'primary_email'])
 * // ['classification:mozilla_confidential', 'display:ndaed', 'display:none']
 */
export function scopesFor(attributes: readonly string[]): Scope[] {
  const needed = new Set<Scope>()
  for (const attribute of attributes.flatMap(attributesNamed)) {
    const { classification, display } = scopesOf(attribute)
    if (classification !== undefined) needed.add(classification)
    if (display !== undefined) needed.add(display)
  }
  return scopeValues.filter((scope) => needed.has(scope))
}

const names: readonly string[] = [
  ...profileAttributes.map(({ path }) => path),
  ...new Set(profileAttributes.flatMap(({ group }) => group ?? [])),
]

function attributesNamed(name: string): ProfileAttribute[] {
  checkOneOf('attribute', name, names)
  return profileAttributes.filter(({ path, group }) => path === name || group === name)
}
