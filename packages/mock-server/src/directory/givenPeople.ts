import type { People } from './people.ts'
import type { StoredProfile } from './storedProfile.ts'
import { contentOf, textValueOf } from './storedProfile.ts'

/** The people of a data file, exactly as they are written there. */
export function givenPeople(profiles: readonly StoredProfile[]): People {
  const profileAt = (index: number): StoredProfile => {
    const profile = profiles[index]
    if (profile === undefined) throw new RangeError(`There is no profile ${index}`)
    return profile
  }
  return {
    size: profiles.length,
    valueAt: (index, key) => textValueOf(profileAt(index), key),
    contentAt: (index, path) => contentOf(profileAt(index), path),
    profileAt,
  }
}
