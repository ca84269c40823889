import createFetchClient from 'openapi-fetch'
import type { CallOptions } from '../client/clientOptions.ts'
import type { Connection } from '../client/connect.ts'
import { InvalidRequestError, InvalidResponseError, NotFoundError } from '../http/errors/index.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import { encodeTwice } from './encodeTwice.ts'
import { type CisUserKey, type NamedKey, namedKey } from './userKey.ts'
import {
  type ActiveFilter,
  activeFilterValues,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type paths,
} from './wire.generated.ts'

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

/** The people of the Person API. */
export interface CisUsers {
  /**
   * The profile of one person, with the attributes that the token may see.
   *
   * @throws NotFoundError where nobody has the key, or nobody active: the service tells neither apart
   * @throws InvalidRequestError for a key or an option that makes no sense, before anything is sent
   * @throws AuthenticationError, PermissionError, RateLimitError, NetworkError, TimeoutError, ServerError,
   * InvalidResponseError as the service, the token endpoint or the network fail
   * @example
   * const profile = await cis.users.get({ primaryEmail: 'ada@example.org' }, { active: 'any' })
   * console.log(profile.first_name?.value)
   */
  get(key: CisUserKey, options?: GetUserOptions): Promise<Profile>
  /**
   * As `get`, but undefined where `get` throws NotFoundError.
   *
   * @example
   * const profile = await cis.users.find({ userId: 'ad|Mozilla-LDAP|ada' })
   */
  find(key: CisUserKey, options?: GetUserOptions): Promise<Profile | undefined>
}

const service = 'cis'
const keyNames = {
  userId: 'user id',
  uuid: 'uuid',
  primaryEmail: 'primary e-mail',
  primaryUsername: 'primary username',
}

export function createUsers({ baseUrl, exchange }: Connection): CisUsers {
  const api = createFetchClient<paths>({
    baseUrl,
    // Both stand in for what they lack no part of that openapi-fetch uses.
    Request: OutgoingRequest as unknown as typeof Request,
    fetch: exchange as unknown as (request: Request) => Promise<Response>,
    pathSerializer: encodeTwice,
  })

  async function find(key: CisUserKey, options: GetUserOptions = {}): Promise<Profile | undefined> {
    return (await look(key, options)).profile
  }

  async function get(key: CisUserKey, options: GetUserOptions = {}): Promise<Profile> {
    const { profile, named, active } = await look(key, options)
    if (profile !== undefined) return profile
    const whom = `${keyNames[named.kind]} ${JSON.stringify(named.value)}`
    throw new NotFoundError(
      `No ${active === 'any' ? '' : active === 'true' ? 'active ' : 'inactive '}person has the ${whom}.`,
      {
        service,
        status: 200,
        attempts: 1,
        hint:
          active === 'any'
            ? 'Keys are case-sensitive.'
            : "Keys are case-sensitive. To find whoever has it, ask with active 'any'.",
      },
    )
  }

  async function look(key: CisUserKey, { active = 'true', filterDisplay, signal }: GetUserOptions) {
    const named = namedKey(key)
    oneOf('active', active, activeFilterValues)
    if (filterDisplay !== undefined) oneOf('filterDisplay', filterDisplay, displayLevelValues)
    const query = filterDisplay === undefined ? { active } : { active, filterDisplay }
    return { named, active, profile: profileIn(await request(named, query, signal)) }
  }

  async function request(
    { kind, value }: NamedKey,
    query: { active: ActiveFilter; filterDisplay?: DisplayLevel },
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const call = signal === undefined ? {} : { signal }
    switch (kind) {
      case 'userId':
        return (
          await api.GET('/v2/user/user_id/{user_id}', {
            params: { path: { user_id: value }, query },
            ...call,
          })
        ).data
      case 'uuid':
        return (await api.GET('/v2/user/uuid/{uuid}', { params: { path: { uuid: value }, query }, ...call }))
          .data
      case 'primaryEmail':
        return (
          await api.GET('/v2/user/primary_email/{primary_email}', {
            params: { path: { primary_email: value }, query },
            ...call,
          })
        ).data
      case 'primaryUsername':
        return (
          await api.GET('/v2/user/primary_username/{primary_username}', {
            params: { path: { primary_username: value }, query },
            ...call,
          })
        ).data
    }
  }

  return { get, find }
}

/** The profile; undefined for the empty object, which is how the service says that there is nobody. */
function profileIn(body: unknown): Profile | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidResponseError('cis answered with JSON that is not a profile.', {
      service,
      status: 200,
      attempts: 1,
    })
  }
  return Object.keys(body).length === 0 ? undefined : (body as Profile)
}

function oneOf(option: string, value: unknown, accepted: readonly string[]): void {
  if (accepted.includes(value as string)) return
  throw new InvalidRequestError(
    `${option} is ${JSON.stringify(value)}; it takes one of ${accepted.join(', ')}.`,
    { service },
  )
}
