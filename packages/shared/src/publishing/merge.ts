import { orderedObject } from '../exactJson.ts'
import { isObject } from '../guards.ts'
import { getItem, PythonError, pythonEquals } from './pythonValues.ts'
import type { AttributeObject } from './signedContent.ts'

/** One attribute of a profile, or what stands in its place. */
export interface ProfileMember {
  /** Such as `first_name` or `identities.github_id_v3`. */
  readonly path: string
  /** The last part of the path, by which the service names the attribute. */
  readonly leaf: string
  readonly attribute: unknown
}

/** Lists the attributes of a profile in its order, those of groups included. Other members at the top, such as `schema`, are left out. */
export function attributesOf(profile: AttributeObject): ProfileMember[] {
  return Object.entries(profile).flatMap(([name, item]) => {
    if (!isObject(item)) return []
    if (['signature', 'value', 'values'].some((key) => Object.hasOwn(item, key)))
      return [{ path: name, leaf: name, attribute: item }]
    return Object.entries(item).map(([leaf, attribute]) => ({ path: `${name}.${leaf}`, leaf, attribute }))
  })
}

/** Returns true for an attribute with a value. Empty ones count, null does not. */
export function isSet(attribute: unknown): boolean {
  if (!isObject(attribute)) return false
  return Object.hasOwn(attribute, 'value')
    ? attribute['value'] !== null
    : Object.hasOwn(attribute, 'values') && attribute['values'] !== null
}

/** The result of `mergeProfile`. */
export interface MergedProfile {
  /** The last parts of the paths of what changed: first those in groups, then the others, each in the order of `incoming`. */
  readonly changed: readonly string[]
  readonly profile: AttributeObject
}

/**
 * Merges a profile into another as the service does: an attribute that is not null replaces the current one whole if its
 * value, `display` or `verified` differ. The profiles are not modified.
 *
 * @throws {PythonError} if the current profile lacks an attribute or a group, or metadata that must be compared
 */
export function mergeProfile(current: AttributeObject, incoming: AttributeObject): MergedProfile {
  const members = new Map(Object.entries(current))
  const changedInGroups: string[] = []
  const attributes: [name: string, attribute: AttributeObject][] = []
  for (const [name, item] of Object.entries(incoming)) {
    if (name.startsWith('_') || !isObject(item)) continue
    if (Object.hasOwn(item, 'signature')) attributes.push([name, item])
    else {
      const group = getItem(current, name)
      if (Object.keys(item).length === 0) continue
      const merged = mergeProfile(requireObject(group), item)
      changedInGroups.push(...merged.changed)
      members.set(name, merged.profile)
    }
  }
  const changed: string[] = []
  for (const [name, attribute] of attributes) {
    if (isNull(attribute['value']) && isNull(attribute['values'])) continue
    if (equalsStored(requireObject(getItem(current, name)), attribute)) continue
    changed.push(name)
    members.set(name, attribute)
  }
  return { changed: [...changedInGroups, ...changed], profile: orderedObject(members) }
}

function requireObject(value: unknown): AttributeObject {
  if (isObject(value)) return value
  throw new PythonError('AttributeError', 'the stored profile has no object there')
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}

function equalsStored(stored: AttributeObject, attribute: AttributeObject): boolean {
  const sameOf = (left: AttributeObject, right: AttributeObject, name: string): boolean =>
    pythonEquals(left[name] ?? null, right[name] ?? null)
  if (!sameOf(stored, attribute, 'value') || !sameOf(stored, attribute, 'values')) return false
  return ['display', 'verified'].every((name) =>
    pythonEquals(getItem(getItem(stored, 'metadata'), name), getItem(getItem(attribute, 'metadata'), name)),
  )
}

/**
 * Returns the way in which the service treats a merged update: `nothing` is stored, the `active` attribute is stored without
 * a look at the rules, or the `rules` decide.
 */
export function classifyUpdate(
  { changed, profile }: MergedProfile,
  stored: AttributeObject,
): 'nothing' | 'active' | 'rules' {
  if (changed.length > 1) return 'rules'
  const [only] = changed
  if (only === undefined || only === 'user_id') return 'nothing'
  if (only !== 'active') return 'rules'
  return pythonEquals(valueOfActive(profile), valueOfActive(stored)) ? 'nothing' : 'active'
}

function valueOfActive(profile: AttributeObject): unknown {
  return getItem(getItem(profile, 'active'), 'value')
}
