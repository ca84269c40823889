import type { Attributes, Displays, NewPerson, PersonChange } from '@personctl/generated/admin'
import { type Display, displayLevelValues } from '@personctl/generated/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/generated/cisAttributes'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { mergePatch } from '../text/mergePatch.ts'
import {
  buildProfile,
  deriveUsername,
  deriveUuid,
  findProfileError,
  generatedSignature,
  type StoredProfile,
} from './profile.ts'

/** Thrown when a profile cannot be created from given values. */
export class ProfileError extends Error {
  override readonly name: string = 'ProfileError'

  constructor(
    /** The problem, with the value that causes it. */
    readonly reason: string,
    /** The next step. */
    readonly hint: string,
  ) {
    super(`${reason}: ${hint}`)
  }
}

const attributesByPath = new Map<string, ProfileAttribute>(profileAttributes.map((one) => [one.path, one]))

/** An attribute and its new content. */
interface AttributeChange {
  readonly attribute: ProfileAttribute
  readonly value: unknown
}

/** @throws {ProfileError} if an attribute does not exist or cannot hold the content */
function checkAttributes(attributes: Attributes = {}): readonly AttributeChange[] {
  return Object.entries(attributes).map(([path, value]) => {
    const attribute = findAttribute('attributes', path)
    const requireIndex = value === null ? attribute.type : Array.isArray(value) ? 'array' : typeof value
    if (requireIndex === attribute.type) return { attribute, value }
    throw new ProfileError(
      `attributes.${path} is ${JSON.stringify(value) ?? String(value)}`,
      `expected ${{ string: 'a string', boolean: 'true or false', object: 'an object' }[attribute.type]}, or null`,
    )
  })
}

/** An attribute and its new display level. */
interface DisplayChange {
  readonly attribute: ProfileAttribute
  readonly display: Display
}

/** @throws {ProfileError} if an attribute does not exist or cannot have the display level */
function checkDisplays(displays: Displays = {}): readonly DisplayChange[] {
  return Object.entries(displays).map(([path, wanted]) => {
    const attribute = findAttribute('displays', path)
    const allowed = attribute.allowed?.display ?? [...displayLevelValues, null]
    const display = allowed.find((one) => one === wanted)
    if (display !== undefined) return { attribute, display }
    throw new ProfileError(
      `displays.${path} is ${JSON.stringify(wanted)}`,
      `expected ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`,
    )
  })
}

function findAttribute(member: string, path: string): ProfileAttribute {
  const attribute = attributesByPath.get(path)
  if (attribute !== undefined) return attribute
  const nearest = didYouMean(path, [...attributesByPath.keys()])
  throw new ProfileError(
    `${member}.${path} is not an attribute of profiles`,
    nearest === undefined ? 'see the profile of any person for all attributes' : `did you mean ${nearest}?`,
  )
}

/** @throws {ProfileError} if the profile cannot be stored */
function checkProfile(profile: StoredProfile): StoredProfile {
  const flaw = findProfileError(profile)
  if (flaw === undefined) return profile
  throw new ProfileError(`profile.${flaw.path.join('.')} cannot be stored`, flaw.reason)
}

/**
 * Returns the changed profile. The given one is not modified.
 *
 * @throws {ProfileError} if the change is invalid
 */
export function applyPersonChange(profile: StoredProfile, change: PersonChange, now: Date): StoredProfile {
  const modified = now.toISOString()
  let changed = mergePatch(profile, change.profile ?? {}) as StoredProfile
  for (const { attribute, value } of checkAttributes(change.attributes))
    changed = updateEntry(changed, attribute, modified, (entry) => ({ ...entry, [attribute.carrier]: value }))
  for (const { attribute, display } of checkDisplays(change.displays))
    changed = updateEntry(changed, attribute, modified, (entry) => ({
      ...entry,
      metadata: { ...objectIn(entry, 'metadata'), display },
    }))
  const isTimed = isObject(changed['last_modified']) && change.profile?.['last_modified'] === undefined
  return checkProfile(
    isTimed
      ? { ...changed, last_modified: signAnew({ ...objectIn(changed, 'last_modified'), value: modified }) }
      : changed,
  )
}

function updateEntry(
  profile: StoredProfile,
  { group, name }: ProfileAttribute,
  modified: string,
  change: (entry: StoredProfile) => StoredProfile,
): StoredProfile {
  const holder = group === null ? profile : objectIn(profile, group)
  const present = Object.hasOwn(holder, name) && isObject(holder[name])
  const entry = present ? objectIn(holder, name) : newEntry(group, name, modified)
  const changed = change(entry)
  const dated = signAnew({
    ...changed,
    metadata: { ...objectIn(changed, 'metadata'), last_modified: modified },
  })
  return group === null
    ? { ...profile, [name]: dated }
    : { ...profile, [group]: { ...holder, [name]: dated } }
}

/** Returns a changed attribute that its publisher signs anew, as far as somebody has signed it before. */
function signAnew(attribute: StoredProfile): StoredProfile {
  const { name, value } = objectIn(objectIn(attribute, 'signature'), 'publisher')
  const signature = typeof value === 'string' && value !== '' ? generatedSignature(name) : undefined
  return signature === undefined ? attribute : { ...attribute, signature }
}

/** Returns an attribute of a new record. */
function newEntry(group: string | null, name: string, modified: string): StoredProfile {
  const keys = { user_id: '', uuid: '', primary_email: '', primary_username: '' }
  const record = buildProfile({ keys, created: modified, modified, values: {}, displays: {} })
  return objectIn(group === null ? record : objectIn(record, group), name)
}

function objectIn(holder: StoredProfile, name: string): StoredProfile {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined
  return isObject(value) ? value : {}
}

/**
 * Returns the profile of a new person: the given one, or a new record with the given values.
 *
 * @throws {ProfileError} if the values are invalid
 */
export function createProfile({ profile, attributes, displays }: NewPerson, now: Date): StoredProfile {
  if (profile === undefined) return newRecord({ attributes: attributes ?? {}, displays: displays ?? {} }, now)
  if (attributes === undefined && displays === undefined) return checkProfile(profile)
  throw new ProfileError(
    'The body has both a profile and attributes or displays',
    'put everything into the profile, or leave the profile out',
  )
}

function newRecord(
  { attributes, displays }: Required<Pick<NewPerson, 'attributes' | 'displays'>>,
  now: Date,
): StoredProfile {
  const values = Object.fromEntries(checkAttributes(attributes).map((one) => [one.attribute.path, one.value]))
  const shown = Object.fromEntries(checkDisplays(displays).map((one) => [one.attribute.path, one.display]))
  const text = (path: string): string | undefined => {
    const value = values[path]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const email = text('primary_email')
  const userId = text('user_id') ?? (email && `email|${deriveUuid(email).replaceAll('-', '')}`)
  if (userId === undefined)
    throw new ProfileError(
      'Both attributes.primary_email and attributes.user_id are missing',
      'set at least one of them',
    )
  const uuid = text('uuid') ?? deriveUuid(userId)
  return buildProfile({
    keys: {
      user_id: userId,
      uuid,
      primary_email: email ?? '',
      primary_username: text('primary_username') ?? deriveUsername(uuid),
    },
    created: now.toISOString(),
    modified: now.toISOString(),
    // An explicit null is stored as it is.
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
