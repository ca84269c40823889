import type { Identity } from './identity.ts'
import { identitiesOf, keyOf } from './identity.ts'
import { isLookupKey } from './lookupKey.ts'
import { namedPeople } from './namedPeople.ts'
import type { People } from './people.ts'
import type { Person } from './person.ts'
import { personOf } from './personOf.ts'
import { profileOf } from './profileOf.ts'
import type { StoredProfile } from './storedProfile.ts'

// A profile is some thirty kilobytes with the texts made of it: of many people only those lately asked for are kept.
const keptProfiles = 1000

/**
 * The generated directory: the named people first, then others. Who is in it is known at once; a profile is made when
 * it is asked for, the same one each time.
 *
 * @param size everybody, the named people included; there are never fewer than those
 * @param seed an integer; the same seed gives the same profiles on every machine
 */
export function generatedPeople(size: number, seed: number): People {
  const identities = identitiesOf(size - namedPeople.length, seed)
  const kept = new Map<number, StoredProfile>()

  const identityAt = (index: number): Identity => {
    const identity = identities[index - namedPeople.length]
    if (identity === undefined) throw new RangeError(`There is no person ${index}`)
    return identity
  }
  // The attributes of one person are asked for one after the other.
  let latest: { readonly index: number; readonly person: Person } | undefined
  const personAt = (index: number): Person => {
    if (latest?.index !== index)
      latest = { index, person: namedPeople[index] ?? personOf(identityAt(index), seed) }
    return latest.person
  }
  const valueAt: People['valueAt'] = (index, key) =>
    namedPeople[index]?.keys[key] ?? keyOf(identityAt(index), key)
  const profileAt = (index: number): StoredProfile => {
    const known = kept.get(index)
    if (known !== undefined) return known
    const profile = profileOf(personAt(index))
    kept.set(index, profile)
    if (kept.size > keptProfiles) kept.delete(kept.keys().next().value as number)
    return profile
  }

  return {
    size: namedPeople.length + identities.length,
    valueAt,
    // Of a profile nobody asks for, only as much is made as is looked at.
    contentAt(index, path) {
      if (isLookupKey(path)) return valueAt(index, path)
      const { created, modified, values } = personAt(index)
      return path === 'created' ? created : path === 'last_modified' ? modified : (values[path] ?? null)
    },
    profileAt,
  }
}
