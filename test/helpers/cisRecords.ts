import { profileAttributes } from '@personctl/generated/cisAttributes'

export type Json = any

/** A new record as the service makes it: every attribute there, each with the metadata a new record is given. */
export function newRecord(): Json {
  const profile: Json = { schema: 'https://auth.mozilla.com/.well-known/profile.schema' }
  for (const { group, name, carrier, classification, display, publisher } of profileAttributes) {
    if (group !== null) profile[group] ??= {}
    const holder = group === null ? profile : profile[group]
    holder[name] = {
      signature: {
        publisher: { alg: 'RS256', typ: 'JWS', name: publisher, value: '' },
        additional: [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }],
      },
      metadata: {
        classification,
        last_modified: '1970-01-01T00:00:00Z',
        created: '1970-01-01T00:00:00Z',
        verified: true,
        display,
      },
      [carrier]: null,
    }
  }
  return profile
}

/** A new record of somebody with these keys, active unless told otherwise. */
export function recordOf(userId: string | null, values: Record<string, unknown> = {}): Json {
  const profile = newRecord()
  profile.user_id.value = userId
  profile.active.value = true
  for (const [name, value] of Object.entries(values)) profile[name].value = value
  return profile
}

/** The paths of the attributes in an answer, and of the groups, sorted. */
export function pathsOf(profile: Json): string[] {
  return Object.keys(profile)
    .flatMap((name) =>
      ['identities', 'access_information', 'staff_information'].includes(name)
        ? [name, ...Object.keys(profile[name]).map((member) => `${name}.${member}`)]
        : [name],
    )
    .sort()
}
