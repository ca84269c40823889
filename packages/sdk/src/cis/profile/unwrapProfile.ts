import type { Profile } from '../wire.generated.ts'

/** What is inside an attribute; a group becomes an object of what is inside its attributes. */
export type Unwrapped<T> = T extends { readonly value: infer V }
  ? V
  : T extends { readonly values: infer V }
    ? V
    : T extends object
      ? { readonly [K in keyof T]: Unwrapped<T[K]> }
      : T

/** A profile without signatures and metadata: `first_name` is a name, not an object around one. */
export type UnwrappedProfile = Unwrapped<Profile>

/**
 * Takes the values out of a profile's attributes. What the token could not see is absent, what the person has not set
 * is null, and the groups stay, perhaps empty.
 *
 * @returns a new object; the profile is left as it is
 * @example
 * const { first_name, staff_information } = unwrapProfile(await cis.users.get({ primaryEmail }))
 * console.log(first_name, staff_information?.title)
 */
export function unwrapProfile(profile: Profile): UnwrappedProfile {
  return unwrap(profile) as UnwrappedProfile
}

function unwrap(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  // The service itself tells an attribute from a group by its metadata.
  if (Object.hasOwn(node, 'metadata')) {
    const { value, values } = node as { value?: unknown; values?: unknown }
    return values === undefined ? value : values
  }
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, unwrap(child)]))
}
