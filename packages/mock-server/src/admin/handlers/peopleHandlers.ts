import type { Person, PersonEverywhere, PersonSummary } from '@personctl/generated/admin'
import { deriveIdentityId } from '../../directory/authorization/personFacts.ts'
import { type ChangingDirectory, changedBytesLimit } from '../../directory/directory.ts'
import {
  lookupKeys,
  readAttribute,
  readStringAttribute,
  type StoredProfile,
} from '../../directory/profile.ts'
import { applyPersonChange, createProfile, ProfileError } from '../../directory/profileRecord.ts'
import { findNearestPerson } from '../../journal/describe.ts'
import type { Session } from '../../session/session.ts'
import { type AdminContext, AdminError, type Handlers } from '../contract.ts'

export const peopleHandlers: Handlers<
  'listPeople' | 'createPerson' | 'getPerson' | 'changePerson' | 'deletePerson'
> = {
  listPeople(context, { query }) {
    const { directory } = context.session()
    const { people, last } = directory.listing.slice(query.after, query.limit ?? defaultLimit)
    return {
      people: people.map((person) => summarizePerson(directory, person.index)),
      total: directory.size,
      next: last ?? null,
    }
  },
  createPerson(context, { body }) {
    const { directory, clock } = context.session()
    const profile = createOrReject(() => createProfile(body, new Date(clock.now())))
    checkUserId(directory, profile, undefined)
    checkLimit(directory, profile)
    return describePerson(directory, directory.add(profile))
  },
  getPerson(context, { path }) {
    const session = context.session()
    const person = describePerson(session.directory, requireIndex(context, path.id))
    return { ...person, ...findOtherIds(session, person.uuid) }
  },
  changePerson(context, { path, body }) {
    const { directory, clock } = context.session()
    const index = requireIndex(context, path.id)
    const before = directory.people.profileAt(index)
    const profile = createOrReject(() => applyPersonChange(before, body, new Date(clock.now())))
    checkUserId(directory, profile, index)
    checkLimit(directory, profile, index)
    directory.replace(index, profile)
    return describePerson(directory, index)
  },
  deletePerson(context, { path }) {
    const { directory } = context.session()
    directory.remove(requireIndex(context, path.id))
    return undefined
  },
}

/** Runs a function that creates a profile. @throws {AdminError} in place of its errors */
export function createOrReject(create: () => StoredProfile): StoredProfile {
  try {
    return create()
  } catch (error) {
    if (error instanceof ProfileError) throw new AdminError('invalid_request', error.reason, error.hint)
    throw error
  }
}

/** Returns the ids of the person with this uuid in the other services. */
function findOtherIds(session: Session, uuid: string | null): Pick<PersonEverywhere, 'cern' | 'dabp'> {
  const { authorization, delegation } = session.services()
  const { identities } = authorization.view()
  const identityId = uuid === null ? undefined : deriveIdentityId(uuid)
  const index = identityId === undefined ? undefined : identities.indexOfId(identityId)
  const upn = index === undefined ? undefined : identities.valueAt(index, 'upn')
  const active = uuid === null ? undefined : delegation.lastActivity(uuid)
  return {
    cern: {
      identityId: index === undefined ? null : identities.idAt(index),
      upn: typeof upn === 'string' ? upn : null,
    },
    dabp: {
      referenceId: uuid !== null && delegation.report(uuid) !== undefined ? uuid : null,
      lastActivity: active === undefined ? null : new Date(active).toISOString(),
    },
  }
}

const changeLimit = 10_000
const defaultLimit = 100

/**
 * Returns the index of the person with this id.
 *
 * @throws {AdminError} if no person has the id
 */
function requireIndex(context: AdminContext, id: string): number {
  const { directory } = context.session()
  for (const key of lookupKeys) {
    const index = directory.indexOf(key, id)
    if (index !== undefined) return index
  }
  const key = id.includes('@') && !id.includes('|') ? 'primary_email' : 'user_id'
  const nearest = findNearestPerson(directory, key, id)
  throw new AdminError(
    'not_found',
    `No person has the id ${id}`,
    nearest === undefined ? 'list the people to see who is there' : `did you mean ${nearest.value}?`,
  )
}

function checkUserId(directory: ChangingDirectory, profile: StoredProfile, own: number | undefined): void {
  const userId = readStringAttribute(profile, 'user_id')
  const index = userId === undefined ? undefined : directory.indexOf('user_id', userId)
  if (index === undefined || index === own) return
  throw new AdminError(
    'user_id_taken',
    `Another person has the user id ${userId}`,
    'choose another user_id or, if it is derived, another primary_email; or change that person',
  )
}

/**
 * @param profile the profile to store
 * @param own the index of the person whose profile it replaces
 * @throws {AdminError} if too many people were changed, or their profiles are too large
 */
function checkLimit(directory: ChangingDirectory, profile: StoredProfile, own?: number): void {
  const { changedCount } = directory
  const hint = 'reset the people, or start the server with a data file'
  const isChanged = own !== undefined && directory.originOf(own) !== 'initial'
  if (changedCount >= changeLimit && !isChanged)
    throw new AdminError(
      'limit_reached',
      `The limit of ${changeLimit} people that were added, changed or removed is reached`,
      hint,
    )
  if (directory.changedBytesWith(profile, own) > changedBytesLimit)
    throw new AdminError(
      'limit_reached',
      `The limit of ${changedBytesLimit} bytes of changed people is reached`,
      hint,
    )
}

function summarizePerson({ people, originOf }: ChangingDirectory, index: number): PersonSummary {
  const profile = people.profileAt(index)
  const active = readAttribute(profile, 'active')
  const keys = Object.fromEntries(lookupKeys.map((key) => [key, people.valueAt(index, key) ?? null])) as Pick<
    PersonSummary,
    (typeof lookupKeys)[number]
  >
  return { ...keys, active: typeof active === 'boolean' ? active : null, origin: originOf(index) }
}

const describePerson = (directory: ChangingDirectory, index: number): Person => ({
  ...summarizePerson(directory, index),
  profile: { ...directory.people.profileAt(index) },
})
