import { generatedUsernameOf, uuidOf } from '../../directory/identifiers.ts'
import { profileOf } from '../../directory/profileOf.ts'
import type { StoredProfile } from '../../directory/storedProfile.ts'
import type { NewPerson } from '../../openapi/admin.generated.ts'
import { AdminError } from '../adminError.ts'
import { checkedAttributes, checkedDisplays } from './checkedAttributes.ts'
import { checkedProfile } from './checkedProfile.ts'

/** The profile of a new person: the one that is given, or a new record of what is. @throws AdminError */
export function createdProfile({ profile, attributes, displays }: NewPerson, now: Date): StoredProfile {
  if (profile === undefined) return newRecord({ attributes: attributes ?? {}, displays: displays ?? {} }, now)
  if (attributes === undefined && displays === undefined) return checkedProfile(profile)
  throw new AdminError(
    'invalid_request',
    'There is a profile, and attributes or displays beside it',
    'put everything into the profile, or leave it out',
  )
}

function newRecord(
  { attributes, displays }: Required<Pick<NewPerson, 'attributes' | 'displays'>>,
  now: Date,
): StoredProfile {
  const values = Object.fromEntries(
    checkedAttributes(attributes).map((one) => [one.attribute.path, one.value]),
  )
  const shown = Object.fromEntries(checkedDisplays(displays).map((one) => [one.attribute.path, one.display]))
  const text = (path: string): string | undefined => {
    const value = values[path]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const email = text('primary_email')
  const userId = text('user_id') ?? (email && `email|${uuidOf(email).replaceAll('-', '')}`)
  if (userId === undefined)
    throw new AdminError(
      'invalid_request',
      'Neither attributes.primary_email nor attributes.user_id says who it is',
      'give one of them',
    )
  const uuid = text('uuid') ?? uuidOf(userId)
  return profileOf({
    keys: {
      user_id: userId,
      uuid,
      primary_email: email ?? '',
      primary_username: text('primary_username') ?? generatedUsernameOf(uuid),
    },
    created: now.toISOString(),
    modified: now.toISOString(),
    // Of what people are found by, null is kept as it is given.
    values: {
      active: true,
      login_method: userId.split('|', 1)[0],
      primary_email: null,
      ...values,
      user_id: userId,
    },
    displays: shown,
  })
}
