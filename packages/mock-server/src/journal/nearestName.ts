import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { ChangingDirectory } from '../directory/directory.ts'
import { isLookupKey, lookupKeys } from '../directory/lookupKey.ts'
import type { MissedName } from '../directory/missedNames.ts'
import { contentOf } from '../directory/storedProfile.ts'
import type { NearestName } from '../openapi/admin.generated.ts'
import { editDistance } from '../text/editDistance.ts'

/** Where names are looked for. */
export interface NamedThings {
  readonly directory: ChangingDirectory
  services(): { readonly authorization: AuthorizationDirectory }
}

/** What is most like what was missed, of what is there now; undefined where nothing is. */
export function nearestName(
  { directory, services }: NamedThings,
  missed: MissedName,
): NearestName | undefined {
  const { key, value } = missed
  if (isLookupKey(key)) return nearestPerson(directory, key, value)
  const { identities, groups } = services().authorization.view()
  const table = key === 'upn' ? identities : groups
  const names = Array.from({ length: table.size }, (_, place) => String(table.valueAt(place, key) ?? ''))
  const nearest = mostLike(value, names)
  return nearest === undefined ? undefined : { key, value: nearest, active: null }
}

type Key = (typeof lookupKeys)[number]

/** @param key what they were asked for by, which may have been the wrong one */
export function nearestPerson(
  directory: ChangingDirectory,
  key: Key,
  value: string,
): NearestName | undefined {
  const isThere = (name: Key, one: string): boolean => directory.placeOf(name, one) !== undefined
  const other = [key, ...lookupKeys].find((name) => isThere(name, value))
  if (other !== undefined) return described(directory, other, value)
  const nearest = mostLike(value, directory.valuesOf(key), (one) => isThere(key, one))
  return nearest === undefined ? undefined : described(directory, key, nearest)
}

function described(directory: ChangingDirectory, key: Key, value: string): NearestName {
  const active = contentOf(directory.find(key, value) ?? {}, 'active')
  return { key, value, active: typeof active === 'boolean' ? active : null }
}

function mostLike(
  value: string,
  names: Iterable<string>,
  isThere: (name: string) => boolean = () => true,
): string | undefined {
  const sought = value.toLowerCase()
  let nearest: string | undefined
  let least = Math.max(2, Math.floor(value.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(sought, name.toLowerCase(), least)
    if (distance >= least || !isThere(name)) continue
    nearest = name
    least = distance
  }
  return nearest
}
