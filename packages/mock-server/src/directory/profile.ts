import {
  type Display,
  type Metadata,
  type Publisher,
  publisherValues,
  type Signature,
} from '@personctl/generated/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/generated/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { encodeBase64Url } from '@personctl/shared/jwt'
import { nameUuid, uuidBytes } from '../text/nameUuid.ts'

/** A stored raw profile v2. It is any JSON object, since the filter must handle any stored data. */
export type StoredProfile = Readonly<Record<string, unknown>>

/**
 * Returns the content of an attribute by a path such as `staff_information.title`; undefined if the profile lacks it.
 */
export function readAttribute(profile: StoredProfile, path: string): unknown {
  let node: unknown = profile
  for (const name of path.split('.'))
    node = isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  if (!isObject(node)) return undefined
  return Object.hasOwn(node, 'value') ? node['value'] : node['values']
}

/** Returns the `value` of an attribute if it is a string. */
export function readStringAttribute(profile: StoredProfile, attribute: string): string | undefined {
  const holder = Object.hasOwn(profile, attribute) ? profile[attribute] : undefined
  const value = isObject(holder) && Object.hasOwn(holder, 'value') ? holder['value'] : undefined
  return typeof value === 'string' ? value : undefined
}

/** The attributes that identify a person. Each has a lookup route. */
export const lookupKeys = ['user_id', 'uuid', 'primary_email', 'primary_username'] as const

export type LookupKey = (typeof lookupKeys)[number]

export function isLookupKey(path: string): path is LookupKey {
  return (lookupKeys as readonly string[]).includes(path)
}

/** The position of an error in a profile, and its reason. */
interface ProfileError {
  readonly path: readonly string[]
  readonly reason: string
}

/**
 * Returns the reason why a value cannot be a profile, if any. Only the lookup attributes are checked: they must be
 * strings. The filter handles everything else.
 */
export function findProfileError(profile: unknown): ProfileError | undefined {
  if (!isObject(profile)) return { path: [], reason: 'expected a profile, which is an object' }
  for (const key of lookupKeys) {
    const attribute = Object.hasOwn(profile, key) ? profile[key] : undefined
    const value = isObject(attribute) && Object.hasOwn(attribute, 'value') ? attribute['value'] : null
    if (value !== null && typeof value !== 'string')
      return { path: [key, 'value'], reason: `expected a string or null, found ${JSON.stringify(value)}` }
  }
  return undefined
}

/** The values of a person's profile. */
export interface PersonValues {
  readonly keys: Readonly<Record<LookupKey, string>>
  /** The times of creation and last change, as `YYYY-MM-DDTHH:MM:SS.000Z`. */
  readonly created: string
  readonly modified: string
  /** The values by attribute path. All other attributes are null. */
  readonly values: Readonly<Record<string, unknown>>
  /** The displays that differ from the defaults of a new record. */
  readonly displays: Readonly<Record<string, Display>>
}

/** Creates a complete profile v2 in the order of the schema. */
export function buildProfile(person: PersonValues): StoredProfile {
  const values: Readonly<Record<string, unknown>> = {
    ...person.keys,
    created: person.created,
    last_modified: person.modified,
    ...person.values,
  }
  const metadata = createMetadataFactory(person)
  const profile: Record<string, unknown> = { schema: 'https://auth.mozilla.com/.well-known/profile.schema' }
  for (const attribute of profileAttributes) {
    const { path, group, name, carrier, publisher } = attribute
    const entry = {
      signature: signatures[publisher],
      metadata: metadata(attribute),
      [carrier]: values[path] ?? null,
    }
    if (group === null) profile[name] = entry
    else {
      profile[group] ??= {}
      const members = profile[group] as Record<string, unknown>
      members[name] = entry
    }
  }
  return profile
}

/** Returns the uuid of a user id: version 5 in the URL namespace, of a salt and the id. */
export function deriveUuid(userId: string): string {
  return nameUuid(`personctl-mock#${userId}`)
}

/** Returns the user name of a person who has not chosen one: `r--` and the bytes of the uuid in URL-safe base64. */
export function deriveUsername(uuid: string): string {
  return `r--${encodeBase64Url(uuidBytes(uuid))}`
}

// Profiles consist mostly of identical signatures and metadata. They are shared, since they are never modified.
const signatures = Object.fromEntries(
  publisherValues.map((name) => [
    name,
    {
      publisher: { alg: 'RS256', typ: 'JWS', name, value: '' },
      additional: [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }],
    } satisfies Signature,
  ]),
) as unknown as Record<Publisher, Signature>

const generatedSignatures: ReadonlySet<unknown> = new Set(Object.values(signatures))

/** Returns true for the signature of an attribute that the mock has made. Responses have a true one in its stead. */
export function isGeneratedSignature(signature: unknown): signature is Signature {
  return generatedSignatures.has(signature)
}

/** Returns the signature of an attribute that the mock makes; undefined if nobody has the name of the publisher. */
export function generatedSignature(publisher: unknown): Signature | undefined {
  return publisherValues.includes(publisher as Publisher) ? signatures[publisher as Publisher] : undefined
}

function createMetadataFactory(person: PersonValues): (attribute: ProfileAttribute) => Metadata {
  const made = new Map<string, Metadata>()
  return ({ path, classification, display: defaultDisplay }) => {
    const chosen = person.displays[path]
    const display = chosen === undefined ? defaultDisplay : chosen
    const key = `${classification} ${display}`
    let metadata = made.get(key)
    if (metadata === undefined) {
      metadata = {
        classification,
        last_modified: person.modified,
        created: person.created,
        verified: true,
        display,
      }
      made.set(key, metadata)
    }
    return metadata
  }
}
