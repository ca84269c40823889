import type { ChangingDirectory } from '../../directory/directory.ts'
import { lookupKeys } from '../../directory/lookupKey.ts'
import type { StoredProfile } from '../../directory/storedProfile.ts'
import { contentOf, textValueOf } from '../../directory/storedProfile.ts'
import { nearestPerson } from '../../journal/nearestName.ts'
import type { Person, PersonSummary } from '../../openapi/admin.generated.ts'
import type { AdminContext, Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'
import { changedProfile } from '../people/changedProfile.ts'
import { createdProfile } from '../people/createdProfile.ts'
import { elsewhere } from '../people/elsewhere.ts'

const changeLimit = 10_000
const defaultLimit = 100

export const peopleHandlers: Handlers<
  'listPeople' | 'createPerson' | 'getPerson' | 'changePerson' | 'deletePerson'
> = {
  listPeople(context, { query }) {
    const { directory } = context.session()
    const { people, last } = directory.listing.slice(query.after, query.limit ?? defaultLimit)
    return {
      people: people.map((person) => summaryOf(directory, person.place)),
      total: directory.size,
      next: last ?? null,
    }
  },
  createPerson(context, { body }) {
    const { directory, clock } = context.session()
    const profile = createdProfile(body, new Date(clock.now()))
    checkUserId(directory, profile, undefined)
    checkLimit(directory)
    return described(directory, directory.add(profile))
  },
  getPerson(context, { path }) {
    const session = context.session()
    const person = described(session.directory, found(context, path.id))
    return { ...person, ...elsewhere(session, person.uuid) }
  },
  changePerson(context, { path, body }) {
    const { directory, clock } = context.session()
    const place = found(context, path.id)
    const profile = changedProfile(directory.people.profileAt(place), body, new Date(clock.now()))
    checkUserId(directory, profile, place)
    if (directory.originOf(place) === 'initial') checkLimit(directory)
    directory.replace(place, profile)
    return described(directory, place)
  },
  deletePerson(context, { path }) {
    const { directory } = context.session()
    directory.remove(found(context, path.id))
    return undefined
  },
}

/** The place of whoever an id is of. @throws AdminError */
function found(context: AdminContext, id: string): number {
  const { directory } = context.session()
  for (const key of lookupKeys) {
    const place = directory.placeOf(key, id)
    if (place !== undefined) return place
  }
  const key = id.includes('@') && !id.includes('|') ? 'primary_email' : 'user_id'
  const nearest = nearestPerson(directory, key, id)
  throw new AdminError(
    'not_found',
    `Nobody has the id ${id}`,
    nearest === undefined ? 'list the people to see who is there' : `did you mean ${nearest.value}?`,
  )
}

function checkUserId(directory: ChangingDirectory, profile: StoredProfile, own: number | undefined): void {
  const userId = textValueOf(profile, 'user_id')
  const place = userId === undefined ? undefined : directory.placeOf('user_id', userId)
  if (place === undefined || place === own) return
  throw new AdminError(
    'user_id_taken',
    `Somebody else has the user id ${userId}`,
    'user ids are unique: choose another, or change that person',
  )
}

function checkLimit({ changed }: ChangingDirectory): void {
  if (changed >= changeLimit)
    throw new AdminError(
      'limit_reached',
      `${changeLimit} people were added, changed or removed`,
      'reset the people, or start the server with a data file',
    )
}

function summaryOf({ people, originOf }: ChangingDirectory, place: number): PersonSummary {
  const profile = people.profileAt(place)
  const active = contentOf(profile, 'active')
  const keys = Object.fromEntries(lookupKeys.map((key) => [key, people.valueAt(place, key) ?? null])) as Pick<
    PersonSummary,
    (typeof lookupKeys)[number]
  >
  return { ...keys, active: typeof active === 'boolean' ? active : null, origin: originOf(place) }
}

const described = (directory: ChangingDirectory, place: number): Person => ({
  ...summaryOf(directory, place),
  profile: { ...directory.people.profileAt(place) },
})
