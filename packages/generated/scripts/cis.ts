import { banner, listRoutes, parsedLiteral, readDocument, referencedName, type Schema } from './document.ts'

const source = 'cis.yaml'
const changeSource = 'cis-change.yaml'

/** Generates both copies of the rules for publishers, and the order of the attributes in a new profile. */
export async function generatePublisherRules(): Promise<string> {
  const document = await readDocument(changeSource)
  const rules = document['x-publisher-rules'] ?? { create: {}, update: {} }
  const hosted = document['x-hosted-publisher-rules'] ?? {}
  const order = document['x-null-profile-order'] ?? []
  const literal = (value: unknown): string => JSON.stringify(value, undefined, 2)
  return `${banner(changeSource)}import type { ProfileAttributePath } from './cisAttributes.generated.ts'

/** The rules for publishers. A group may have one rule for all its attributes. */
interface Rules {
  readonly create: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>
  readonly update: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The rules that the service enforces: the copy built into it. */
export const builtInRules: Rules = ${literal(rules)}

/** The rules that are published beside the discovery document. The service never reads them. */
export const hostedRules: Rules = {
  create: { ...builtInRules.create, ...${JSON.stringify(hosted.create ?? {})} },
  update: { ...builtInRules.update, ...${JSON.stringify(hosted.update ?? {})} },
}

/** The paths of all attributes, in the order of a new profile. */
export const nullProfileOrder: readonly ProfileAttributePath[] = ${literal(order)}
`
}

/** Generates the attributes of a profile and their rules, in the order of the schema. */
export async function generateProfileAttributes(): Promise<string> {
  const { schemas } = (await readDocument(source)).components
  const attributesOf = (schema: Schema, group?: string): Record<string, unknown>[] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const target = referencedName(property)
      const referenced = schemas[target ?? '']
      if (referenced === undefined) return []
      if (property['x-default'] === undefined) return attributesOf(referenced, name)
      return [
        {
          path: group ? `${group}.${name}` : name,
          group: group ?? null,
          name,
          carrier: 'values' in (referenced.properties ?? {}) ? 'values' : 'value',
          type:
            target === 'BooleanAttribute' ? 'boolean' : target === 'StringAttribute' ? 'string' : 'object',
          ...property['x-default'],
          ...(property['x-allowed'] && { allowed: property['x-allowed'] }),
        },
      ]
    })
  const attributes = attributesOf(schemas['Profile'] ?? {})
  return `${banner(source)}import type { Classification, Display, Publisher } from './cis.generated.ts'

/** The path of an attribute in a profile, such as \`staff_information.title\`. */
export type ProfileAttributePath =
${attributes.map(({ path }) => `  | '${path}'`).join('\n')}

/** One attribute of a profile, the metadata that a new record is given, and what the JSON schema of profiles narrows it to. */
export interface ProfileAttribute {
  readonly path: ProfileAttributePath
  readonly group: 'identities' | 'access_information' | 'staff_information' | null
  readonly name: string
  readonly carrier: 'value' | 'values'
  readonly type: 'string' | 'boolean' | 'object'
  readonly classification: Classification
  readonly display: Display
  readonly publisher: Publisher
  readonly allowed?: { readonly classification?: readonly Classification[]; readonly display?: readonly Display[] }
}

/** The paths of all attributes, then the names of the groups that some of them are in. */
export const attributeNames: readonly string[] = [
${[...attributes.map(({ path }) => path), ...new Set(attributes.flatMap(({ group }) => group ?? []))].map((name) => `  '${name}',\n`).join('')}]

/** Every attribute of a profile, in the order of the schema. */
export const profileAttributes: readonly ProfileAttribute[] = [
${attributes.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]
`
}

/** Generates a table of the attributes that people can be searched by, in the order in which the service looks for them. */
export async function generateSearchAttributes(): Promise<string> {
  const document = await readDocument(source)
  const { schemas } = document.components
  const search = listRoutes(document).find(({ operation }) => operation.operationId === 'searchUsers')
  const rows = (search?.operation.parameters ?? []).flatMap(({ name = '' }) => {
    const [group = '', attribute] = name.split('.')
    if (attribute === undefined || group.startsWith('not_')) return []
    const groupSchema = schemas[referencedName(schemas['Profile']?.properties?.[group] ?? {}) ?? '']
    const type = referencedName(groupSchema?.properties?.[attribute] ?? {})
    const kinds: Record<string, string> = { AccessAttribute: 'group', BooleanAttribute: 'boolean' }
    return [[name, kinds[type ?? ''] ?? 'text']]
  })
  return `${banner(source)}/** An attribute that people can be searched by. */
export type SearchAttribute =
${rows.map(([name]) => `  | '${name}'`).join('\n')}

/** The attributes that people can be searched by. */
export const searchAttributes: readonly SearchAttribute[] = [
${rows.map(([name]) => `  '${name}',\n`).join('')}]

/** The kind of value that each attribute is compared with: the name of a group, a text, or a boolean. */
export const searchKinds: Readonly<Record<SearchAttribute, 'group' | 'text' | 'boolean'>> = {
${rows.map(([name, kind]) => `  '${name}': '${kind}',\n`).join('')}}
`
}

/** Generates the JSON schema of a whole profile, in the draft and the shape that the service publishes. */
export async function generateProfileSchema(): Promise<string> {
  const { schemas } = (await readDocument(source)).components
  const definitions: Record<string, unknown> = {}

  function define(name: string): void {
    if (definitions[name] !== undefined) return
    definitions[name] = {}
    const { description: _, ...schema } = schemas[name] ?? {}
    const definition = convert(schema) as Record<string, unknown>
    if (name === 'Profile' || name === 'AccessInformation' || name === 'StaffInformation')
      definition['required'] = Object.keys(schema.properties ?? {})
    definitions[name] = definition
  }

  function convert(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(convert)
    if (typeof node !== 'object' || node === null) return node
    const schema = node as Schema
    // The published schema leaves open what is only a convention.
    if (schema['x-convention']) return {}
    // A profile that is written today has a classification of today.
    const [current, legacy] = schema.anyOf ?? []
    if (legacy !== undefined && referencedName(legacy) === 'LegacyClassification') return convert(current)
    const name = referencedName(schema)
    if (name === undefined)
      return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, convert(value)]))
    define(name)
    const reference = { $ref: `#/definitions/${name}` }
    const allowed = schema['x-allowed']
    if (allowed === undefined) return reference
    const rules = Object.fromEntries(Object.entries(allowed).map(([key, values]) => [key, { enum: values }]))
    return { allOf: [reference, { properties: { metadata: { properties: rules } } }] }
  }

  define('Profile')
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    $ref: '#/definitions/Profile',
    definitions,
  }
  return `${banner(source)}/** The JSON schema of a profile as it is stored, before any filter. */
export const profileSchema: Readonly<Record<string, unknown>> = ${parsedLiteral(schema)}
`
}
