import {
  type Display,
  type Metadata,
  type Publisher,
  publisherValues,
  type Signature,
} from '@personctl/openapi/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/openapi/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { encodeBase64Url } from '@personctl/shared/jwt'
import { parse, v5 } from 'uuid'

/** The uuid of a user id: version 5, in the URL name space, of a salt and the id. */
export function deriveUuid(userId: string): string {
  return v5(`personctl-mock#${userId}`, v5.URL)
}

/** The user name a record is given until its person picks one: `r--` and the uuid's bytes in URL-safe base64. */
export function deriveUsername(uuid: string): string {
  return `r--${encodeBase64Url(parse(uuid))}`
}

/** The attributes a single person can be asked for by, each with a route of its own. */
export const lookupKeys = ['user_id', 'uuid', 'primary_email', 'primary_username'] as const

export type LookupKey = (typeof lookupKeys)[number]

export function isLookupKey(path: string): path is LookupKey {
  return (lookupKeys as readonly string[]).includes(path)
}

/** What was asked for by its name and not found, or not shown. */
export interface MissedName {
  readonly key: LookupKey | 'upn' | 'groupIdentifier'
  readonly value: string
}

/** Keeps by its request what was missed: an answer need not tell, and the route alone knows. */
export type MissedNames = Pick<WeakMap<Request, MissedName>, 'get' | 'set'>

/** What the directory knows of a person, before it is laid out as a profile. */
export interface PersonValues {
  readonly keys: Readonly<Record<LookupKey, string>>
  /** When the record was made and last changed, `YYYY-MM-DDTHH:MM:SS.000Z`. */
  readonly created: string
  readonly modified: string
  /** What is set, by the path of the attribute. Every other attribute is null. */
  readonly values: Readonly<Record<string, unknown>>
  /** Where the display is not the one a new record is given. */
  readonly displays: Readonly<Record<string, Display>>
}

/** A raw profile v2 as it is kept: any JSON object, since the filter must take whatever a record holds. */
export type StoredProfile = Readonly<Record<string, unknown>>

/** What an attribute holds, by a path such as `staff_information.title`; undefined where the profile lacks it. */
export function readAttribute(profile: StoredProfile, path: string): unknown {
  let node: unknown = profile
  for (const name of path.split('.'))
    node = isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  if (!isObject(node)) return undefined
  return Object.hasOwn(node, 'value') ? node['value'] : node['values']
}

/** The string an attribute of a profile carries as its `value`, if it carries one. */
export function readStringAttribute(profile: StoredProfile, attribute: string): string | undefined {
  const holder = Object.hasOwn(profile, attribute) ? profile[attribute] : undefined
  const value = isObject(holder) && Object.hasOwn(holder, 'value') ? holder['value'] : undefined
  return typeof value === 'string' ? value : undefined
}

// Most of a profile is the same signatures and metadata over and over; they are shared, since nobody changes them.
const signatures = Object.fromEntries(
  publisherValues.map((name) => [
    name,
    {
      publisher: { alg: 'RS256', typ: 'JWS', name, value: '' },
      additional: [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }],
    } satisfies Signature,
  ]),
) as unknown as Record<Publisher, Signature>

/** Lays a person out as a complete profile v2, in the order of the schema. */
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

/** What keeps something from being a profile: where, and why. */
interface ProfileError {
  readonly path: readonly string[]
  readonly reason: string
}

/** The filter takes whatever a profile holds as it comes; but what people are found by is text. */
export function findProfileError(profile: unknown): ProfileError | undefined {
  if (!isObject(profile)) return { path: [], reason: 'expected a profile, that is an object' }
  for (const key of lookupKeys) {
    const attribute = Object.hasOwn(profile, key) ? profile[key] : undefined
    const value = isObject(attribute) && Object.hasOwn(attribute, 'value') ? attribute['value'] : null
    if (value !== null && typeof value !== 'string')
      return { path: [key, 'value'], reason: `expected a text or null, found ${JSON.stringify(value)}` }
  }
  return undefined
}
