/** The facts about an attribute that a new record needs. */
interface NullAttribute {
  readonly path: string
  readonly carrier: 'value' | 'values'
  readonly classification: string
  readonly display: string | null
  readonly publisher: string
}

const epoch = '1970-01-01T00:00:00Z'

/**
 * Creates the profile that the service compares a new person with: every attribute is null and unsigned.
 *
 * @param attributes the attributes of a profile
 * @param order their paths in the order of the profile
 */
export function createNullProfile(
  attributes: readonly NullAttribute[],
  order: readonly string[],
): Record<string, unknown> {
  const byPath = new Map(attributes.map((one) => [one.path, one]))
  const profile: Record<string, unknown> = { schema: 'https://auth.mozilla.com/.well-known/profile.schema' }
  for (const path of order) {
    const attribute = byPath.get(path)
    if (attribute === undefined) continue
    const [name = '', leaf] = path.split('.')
    if (leaf === undefined) profile[name] = createNullAttribute(attribute)
    else profile[name] = { ...(profile[name] as object | undefined), [leaf]: createNullAttribute(attribute) }
  }
  return profile
}

function createNullAttribute({ carrier, classification, display, publisher }: NullAttribute): object {
  const signature = { alg: 'RS256', typ: 'JWS', name: publisher, value: '' }
  return {
    signature: { publisher: signature, additional: [{ ...signature, name: null }] },
    metadata: { classification, last_modified: epoch, created: epoch, verified: true, display },
    [carrier]: null,
  }
}
