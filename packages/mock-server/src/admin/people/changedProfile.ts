import { profileOf } from '../../directory/profileOf.ts'
import type { StoredProfile } from '../../directory/storedProfile.ts'
import { isObject } from '../../directory/storedProfile.ts'
import type { PersonChange } from '../../openapi/admin.generated.ts'
import type { ProfileAttribute } from '../../openapi/cisAttributes.generated.ts'
import { checkedAttributes, checkedDisplays } from './checkedAttributes.ts'
import { checkedProfile } from './checkedProfile.ts'
import { mergePatch } from './mergePatch.ts'

/** A profile after a change; the profile itself stays as it is. @throws AdminError */
export function changedProfile(profile: StoredProfile, change: PersonChange, now: Date): StoredProfile {
  const modified = now.toISOString()
  let changed = mergePatch(profile, change.profile ?? {}) as StoredProfile
  for (const { attribute, value } of checkedAttributes(change.attributes))
    changed = withEntry(changed, attribute, modified, (entry) => ({ ...entry, [attribute.carrier]: value }))
  for (const { attribute, display } of checkedDisplays(change.displays))
    changed = withEntry(changed, attribute, modified, (entry) => ({
      ...entry,
      metadata: { ...objectIn(entry, 'metadata'), display },
    }))
  const isTimed = isObject(changed['last_modified']) && change.profile?.['last_modified'] === undefined
  return checkedProfile(
    isTimed
      ? { ...changed, last_modified: { ...objectIn(changed, 'last_modified'), value: modified } }
      : changed,
  )
}

function withEntry(
  profile: StoredProfile,
  { group, name }: ProfileAttribute,
  modified: string,
  change: (entry: StoredProfile) => StoredProfile,
): StoredProfile {
  const holder = group === null ? profile : objectIn(profile, group)
  const present = Object.hasOwn(holder, name) && isObject(holder[name])
  const entry = present ? objectIn(holder, name) : newEntry(group, name, modified)
  const changed = change(entry)
  const dated = { ...changed, metadata: { ...objectIn(changed, 'metadata'), last_modified: modified } }
  return group === null
    ? { ...profile, [name]: dated }
    : { ...profile, [group]: { ...holder, [name]: dated } }
}

/** An attribute as a new record has it. */
function newEntry(group: string | null, name: string, modified: string): StoredProfile {
  const keys = { user_id: '', uuid: '', primary_email: '', primary_username: '' }
  const record = profileOf({ keys, created: modified, modified, values: {}, displays: {} })
  return objectIn(group === null ? record : objectIn(record, group), name)
}

function objectIn(holder: StoredProfile, name: string): StoredProfile {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined
  return isObject(value) ? value : {}
}
