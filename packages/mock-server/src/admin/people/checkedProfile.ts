import { profileFlaw } from '../../directory/profileFlaw.ts'
import type { StoredProfile } from '../../directory/storedProfile.ts'
import { AdminError } from '../adminError.ts'

/** @throws AdminError unless it can be kept as a profile */
export function checkedProfile(profile: StoredProfile): StoredProfile {
  const flaw = profileFlaw(profile)
  if (flaw === undefined) return profile
  throw new AdminError('invalid_request', `profile.${flaw.path.join('.')} cannot be kept`, flaw.reason)
}
