import type {
  Attributes,
  Displays,
  NewPerson,
  Person,
  PersonChange,
  PersonEverywhere,
  PersonSummary,
} from '@personctl/openapi/admin'
import { type Display, displayLevelValues } from '@personctl/openapi/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/openapi/cisAttributes'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { identityIdOf } from '../../directory/authorization/personFacts.ts'
import { placeOfId } from '../../directory/authorization/records.ts'
import type { ChangingDirectory } from '../../directory/directory.ts'
import {
  contentOf,
  generatedUsernameOf,
  lookupKeys,
  profileFlaw,
  profileOf,
  type StoredProfile,
  textValueOf,
  uuidOf,
} from '../../directory/profile.ts'
import { nearestPerson } from '../../journal/describe.ts'
import type { Session } from '../../session/session.ts'
import { type AdminContext, AdminError, type Handlers } from '../contract.ts'

const attributesByPath = new Map<string, ProfileAttribute>(profileAttributes.map((one) => [one.path, one]))

/** An attribute that is to be set, and what it is to hold. */
interface WantedAttribute {
  readonly attribute: ProfileAttribute
  readonly value: unknown
}

/** @throws AdminError if there is no such attribute, or it cannot hold that */
function checkedAttributes(attributes: Attributes = {}): readonly WantedAttribute[] {
  return Object.entries(attributes).map(([path, value]) => {
    const attribute = attributeAt('attributes', path)
    const found = value === null ? attribute.type : Array.isArray(value) ? 'array' : typeof value
    if (found === attribute.type) return { attribute, value }
    throw new AdminError(
      'invalid_request',
      `attributes.${path} is ${JSON.stringify(value) ?? String(value)}`,
      `expected ${{ string: 'a text', boolean: 'true or false', object: 'an object' }[attribute.type]}, or null`,
    )
  })
}

/** An attribute that is to be shown to others than a new record's is. */
interface WantedDisplay {
  readonly attribute: ProfileAttribute
  readonly display: Display
}

/** @throws AdminError if there is no such attribute, or it cannot be shown to those */
function checkedDisplays(displays: Displays = {}): readonly WantedDisplay[] {
  return Object.entries(displays).map(([path, wanted]) => {
    const attribute = attributeAt('displays', path)
    const allowed = attribute.allowed?.display ?? [...displayLevelValues, null]
    const display = allowed.find((one) => one === wanted)
    if (display !== undefined) return { attribute, display }
    throw new AdminError(
      'invalid_request',
      `displays.${path} is ${JSON.stringify(wanted)}`,
      `expected ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`,
    )
  })
}

function attributeAt(place: string, path: string): ProfileAttribute {
  const attribute = attributesByPath.get(path)
  if (attribute !== undefined) return attribute
  const nearest = didYouMean(path, [...attributesByPath.keys()])
  throw new AdminError(
    'invalid_request',
    `${place}.${path} is no attribute of a profile`,
    nearest === undefined
      ? 'see the profile of another person for those there are'
      : `did you mean ${nearest}?`,
  )
}

/** @throws AdminError unless it can be kept as a profile */
function checkedProfile(profile: StoredProfile): StoredProfile {
  const flaw = profileFlaw(profile)
  if (flaw === undefined) return profile
  throw new AdminError('invalid_request', `profile.${flaw.path.join('.')} cannot be kept`, flaw.reason)
}

/** JSON merge patch, RFC 7396: objects are merged, null removes, anything else takes the place of what was there. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  return Object.fromEntries(merged)
}

/** A profile after a change; the profile itself stays as it is. @throws AdminError */
function changedProfile(profile: StoredProfile, change: PersonChange, now: Date): StoredProfile {
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

/** The person with this uuid in the services beside CIS. */
function elsewhere(session: Session, uuid: string | null): Pick<PersonEverywhere, 'cern' | 'dabp'> {
  const { authorization, delegation } = session.services()
  const { identities } = authorization.view()
  const identityId = uuid === null ? undefined : identityIdOf(uuid)
  const place = identityId === undefined ? undefined : placeOfId(identities, identityId)
  const upn = place === undefined ? undefined : identities.valueAt(place, 'upn')
  const active = uuid === null ? undefined : delegation.lastActivity(uuid)
  return {
    cern: {
      identityId: place === undefined ? null : identities.idAt(place),
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
