/** A raw profile v2 as it is kept: any JSON object, since the filter must take whatever a record holds. */
export type StoredProfile = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is StoredProfile {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an attribute holds, by a path such as `staff_information.title`; undefined where the profile lacks it. */
export function contentOf(profile: StoredProfile, path: string): unknown {
  let node: unknown = profile
  for (const name of path.split('.'))
    node = isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  if (!isObject(node)) return undefined
  return Object.hasOwn(node, 'value') ? node['value'] : node['values']
}

/** The string an attribute of a profile carries as its `value`, if it carries one. */
export function textValueOf(profile: StoredProfile, attribute: string): string | undefined {
  const holder = Object.hasOwn(profile, attribute) ? profile[attribute] : undefined
  const value = isObject(holder) && Object.hasOwn(holder, 'value') ? holder['value'] : undefined
  return typeof value === 'string' ? value : undefined
}
