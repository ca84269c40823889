import type { CallOptions } from '../../client/clientOptions.ts'
import { NotFoundError } from '../../http/errors/index.ts'
import { checkOneOf, objectIn, service } from '../checks.ts'
import { filledPathTwice } from '../pathEncoding.ts'
import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
} from '../wire.generated.ts'
import type { CisApi } from '../wire.ts'
import { type CisUserKey, type NamedKey, namedKey } from './userKey.ts'

export interface GetUserOptions extends CallOptions {
  /** Whether the person must be active: `any` finds those who have left, too. @default 'true' */
  active?: ActiveFilter
  /**
   * The audience the profile is to be shown to: leaves out what the person wants to be seen by fewer. Attributes that
   * have no display level, such as `user_id` by default, are then left out as well.
   * @default none: whatever the token may see
   */
  filterDisplay?: DisplayLevel
}

const keyNames = {
  userId: 'user id',
  uuid: 'uuid',
  primaryEmail: 'primary e-mail',
  primaryUsername: 'primary username',
}
const whoIsFound = { true: 'active person', false: 'inactive person', any: 'person' }

/** The profile; undefined where the service finds nobody. */
export async function findUser(
  api: CisApi,
  key: CisUserKey,
  options: GetUserOptions = {},
): Promise<Profile | undefined> {
  const { active = 'true', filterDisplay } = options
  const named = namedKey(key)
  checkOneOf('active', active, activeFilterValues)
  if (filterDisplay !== undefined) checkOneOf('filterDisplay', filterDisplay, displayLevelValues)
  const query = filterDisplay === undefined ? { active } : { active, filterDisplay }
  const profile = objectIn(await request(api, named, query, options.signal ?? null), 'a profile')
  // An empty object is how the service says that there is nobody.
  return Object.keys(profile).length === 0 ? undefined : (profile as Profile)
}

/** The profile. Throws NotFoundError where the service finds nobody. */
export async function getUser(api: CisApi, key: CisUserKey, options: GetUserOptions = {}): Promise<Profile> {
  const profile = await findUser(api, key, options)
  if (profile !== undefined) return profile
  const { active = 'true' } = options
  const { kind, value } = namedKey(key)
  throw new NotFoundError(`No ${whoIsFound[active]} has the ${keyNames[kind]} ${JSON.stringify(value)}.`, {
    service,
    status: 200,
    attempts: 1,
    hint: `Keys are case-sensitive.${active === 'any' ? '' : " To find whoever has it, ask with active 'any'."}`,
  })
}

async function request(
  api: CisApi,
  { kind, value }: NamedKey,
  query: { active: ActiveFilter; filterDisplay?: DisplayLevel },
  signal: AbortSignal | null,
): Promise<unknown> {
  const options = { signal, pathSerializer: filledPathTwice }
  const parameters = <P>(path: P) => ({ ...options, params: { path, query } })
  switch (kind) {
    case 'userId':
      return (await api.GET('/v2/user/user_id/{user_id}', parameters({ user_id: value }))).data
    case 'uuid':
      return (await api.GET('/v2/user/uuid/{uuid}', parameters({ uuid: value }))).data
    case 'primaryEmail':
      return (await api.GET('/v2/user/primary_email/{primary_email}', parameters({ primary_email: value })))
        .data
    case 'primaryUsername':
      return (
        await api.GET('/v2/user/primary_username/{primary_username}', parameters({ primary_username: value }))
      ).data
  }
}
