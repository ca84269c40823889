import type { ActiveFilter } from '@personctl/openapi/cis'
import { isObject } from '@personctl/shared/guards'
import type { StoredProfile } from '../../directory/profile.ts'
import { ServiceFailure } from './route.ts'

/** What the query parameter `active` asks for: case does not matter, and without a known value it is `true`. */
export function activeFilterOf(parameter: string | null): ActiveFilter {
  const word = parameter?.toLowerCase()
  return word === 'false' || word === 'any' ? word : 'true'
}

/**
 * Whether a stored profile, before any filter, is one that was asked for. A null `active` is neither true nor false.
 *
 * @throws ServiceFailure if the profile has no `active` to compare; the service fails there too.
 */
export function isWanted(profile: StoredProfile, filter: ActiveFilter): boolean {
  const active = Object.hasOwn(profile, 'active') ? profile['active'] : undefined
  if (!isObject(active) || !Object.hasOwn(active, 'value')) throw new ServiceFailure('no active attribute')
  if (filter === 'any') return true
  // To Python, 1 equals True and 0 equals False.
  return filter === 'true'
    ? active['value'] === true || active['value'] === 1
    : active['value'] === false || active['value'] === 0
}
