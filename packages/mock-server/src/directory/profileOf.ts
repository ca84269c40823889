import type { Metadata, Publisher, Signature } from '../openapi/cis.generated.ts'
import { publisherValues } from '../openapi/cis.generated.ts'
import type { ProfileAttribute } from '../openapi/cisAttributes.generated.ts'
import { profileAttributes } from '../openapi/cisAttributes.generated.ts'
import type { Person } from './person.ts'
import type { StoredProfile } from './storedProfile.ts'

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
export function profileOf(person: Person): StoredProfile {
  const values: Readonly<Record<string, unknown>> = {
    ...person.keys,
    created: person.created,
    last_modified: person.modified,
    ...person.values,
  }
  const metadata = metadataMaker(person)
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

function metadataMaker(person: Person): (attribute: ProfileAttribute) => Metadata {
  const made = new Map<string, Metadata>()
  return ({ path, classification, display: usual }) => {
    const chosen = person.displays[path]
    const display = chosen === undefined ? usual : chosen
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
