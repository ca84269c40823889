import type { ChangingDirectory } from '../directory/directory.ts'
import { lookupKeys } from '../directory/lookupKey.ts'
import type { MissedPerson } from '../directory/missedPeople.ts'
import { contentOf } from '../directory/storedProfile.ts'
import type { NearestPerson } from '../openapi/admin.generated.ts'
import { editDistance } from '../text/editDistance.ts'

/** The person most like the one who was missed, of those who are there now; undefined where nobody is. */
export function nearestPerson(directory: ChangingDirectory, missed: MissedPerson): NearestPerson | undefined {
  const found = sameElsewhere(directory, missed) ?? similar(directory, missed)
  const profile = found && directory.find(found.key, found.value)
  if (found === undefined || profile === undefined) return undefined
  const active = contentOf(profile, 'active')
  return { key: found.key, value: found.value, active: typeof active === 'boolean' ? active : null }
}

/** Somebody who has just this value, of the key that was asked for or of another. */
function sameElsewhere(directory: ChangingDirectory, { key, value }: MissedPerson): MissedPerson | undefined {
  const other = [key, ...lookupKeys].find((name) => directory.placeOf(name, value) !== undefined)
  return other && { key: other, value }
}

function similar(directory: ChangingDirectory, { key, value }: MissedPerson): MissedPerson | undefined {
  const sought = value.toLowerCase()
  let nearest: string | undefined
  let least = Math.max(2, Math.floor(value.length / 3)) + 1
  for (const candidate of directory.valuesOf(key)) {
    const distance = editDistance(sought, candidate.toLowerCase(), least)
    if (distance >= least || directory.placeOf(key, candidate) === undefined) continue
    nearest = candidate
    least = distance
  }
  return nearest === undefined ? undefined : { key, value: nearest }
}
