import { isObject, lookupKeys } from './profile.ts'

/** What keeps something from being a profile: where, and why. */
interface ProfileFlaw {
  readonly path: readonly string[]
  readonly reason: string
}

/** The filter takes whatever a profile holds as it comes; but what people are found by is text. */
export function profileFlaw(profile: unknown): ProfileFlaw | undefined {
  if (!isObject(profile)) return { path: [], reason: 'expected a profile, that is an object' }
  for (const key of lookupKeys) {
    const attribute = Object.hasOwn(profile, key) ? profile[key] : undefined
    const value = isObject(attribute) && Object.hasOwn(attribute, 'value') ? attribute['value'] : null
    if (value !== null && typeof value !== 'string')
      return { path: [key, 'value'], reason: `expected a text or null, found ${JSON.stringify(value)}` }
  }
  return undefined
}
