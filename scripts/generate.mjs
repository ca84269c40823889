// Writes every file that is derived from openapi/, or with --check says which of them is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'
import { documentItself, operationRoutes, operationSummaries, serviceOperations } from './operations.mjs'

const root = new URL('../', import.meta.url)
const banner = (source) => `// Generated from openapi/${source} by \`npm run generate\`. Do not edit.\n`

/** @returns {Promise<string>} the wire types of one API, its enumerations as arrays too */
async function wireTypes(source) {
  const types = await openapiTS(new URL(`openapi/${source}`, root), {
    alphabetize: false,
    enumValues: true,
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  })
  return `${banner(source)}${astToString(types)}`
}

/** @returns {Promise<string>} the wire types of one API, and of the things it can give a part of, their fields and layers */
async function wireTypesAndFields(source) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const layered = Object.entries(document.components.schemas).filter(
    ([name, { properties = {} }]) =>
      !name.startsWith('Selected') && Object.values(properties).some((property) => property['x-layer']),
  )
  const tables = layered.map(([name, { properties }]) => {
    const rows = Object.entries(properties).map(
      ([field, property]) => `  ${field}: '${property['x-layer']}',`,
    )
    const table = `${name[0].toLowerCase()}${name.slice(1)}Fields`
    return `/** The fields of ${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name} in their order, and when each is there. */
export const ${table}: Readonly<Record<keyof ${name}, FieldLayer>> = {
${rows.join('\n')}
}
`
  })
  return `${await wireTypes(source)}
/** When a field is there: always; null unless asked for; only where it is set; in filters only. */
export type FieldLayer = 'base' | 'computed' | 'dynamic' | 'filter'

${tables.join('\n')}`
}

/** @returns {Promise<string>} what `wireTypesAndFields` gives, and what each field may hold */
async function wireTypesAndFieldTypes(source) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const { schemas } = document.components
  const typesOf = (property) =>
    [(property.$ref ? schemas[property.$ref.split('/').at(-1)] : property).type].flat()
  const tables = Object.entries(schemas)
    .filter(([name, { properties }]) => properties?.id?.['x-layer'] && !name.startsWith('Selected'))
    .map(([name, { properties }]) => {
      const rows = Object.entries(properties).map(
        ([field, property]) => `  ${field}: ${JSON.stringify(typesOf(property))},`,
      )
      return `export const ${name[0].toLowerCase()}${name.slice(1)}FieldTypes: Readonly<Record<keyof ${name}, readonly FieldType[]>> = {
${rows.join('\n')}
}
`
    })
  return `${await wireTypesAndFields(source)}
/** What a field may hold. */
export type FieldType = 'string' | 'integer' | 'boolean' | 'object' | 'null'

${tables.join('\n')}`
}

/** @returns {Promise<string>} the attributes of a profile and their rules, in the order of the schema */
async function profileAttributes(source, wireTypes) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const { schemas } = document.components
  const nameOf = (schema) => schema.$ref?.split('/').at(-1)
  const attributesOf = (schema, group) =>
    Object.entries(schema.properties).flatMap(([name, property]) => {
      const target = nameOf(property)
      if (target === undefined) return []
      if (property['x-default'] === undefined) return attributesOf(schemas[target], name)
      return [
        {
          path: group ? `${group}.${name}` : name,
          group: group ?? null,
          name,
          carrier: 'values' in schemas[target].properties ? 'values' : 'value',
          type:
            target === 'BooleanAttribute' ? 'boolean' : target === 'StringAttribute' ? 'string' : 'object',
          ...property['x-default'],
          ...(property['x-allowed'] && { allowed: property['x-allowed'] }),
        },
      ]
    })
  const attributes = attributesOf(schemas.Profile)
  return `${banner(source)}import type { Classification, Display, Publisher } from './${wireTypes}'

/** Where an attribute stands in a profile. */
export type ProfileAttributePath =
${attributes.map(({ path }) => `  | '${path}'`).join('\n')}

/** One attribute of a profile, the metadata a new record is given, and what the JSON schema of profiles narrows it to. */
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

export const profileAttributes: readonly ProfileAttribute[] = [
${attributes.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]
`
}

/** @returns {Promise<string>} the JSON schema of a whole profile, in the draft and the shape the service publishes it */
async function profileSchema(source) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const { schemas } = document.components
  const definitions = {}
  const define = (name) => {
    if (definitions[name] !== undefined) return
    definitions[name] = {}
    const { description: _description, ...schema } = schemas[name]
    definitions[name] = convert(schema)
    if (name === 'Profile' || name === 'AccessInformation' || name === 'StaffInformation') {
      definitions[name].required = Object.keys(schema.properties)
    }
  }
  const convert = (node) => {
    if (Array.isArray(node)) return node.map(convert)
    if (typeof node !== 'object' || node === null) return node
    // What is only a convention, the published schema leaves open.
    if (node['x-convention']) return {}
    // A profile that is written today has a classification of today.
    if (node.anyOf?.some(({ $ref }) => $ref?.endsWith('/LegacyClassification'))) return convert(node.anyOf[0])
    if (node.$ref === undefined)
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, convert(value)]))
    const name = node.$ref.split('/').at(-1)
    define(name)
    const reference = { $ref: `#/definitions/${name}` }
    const allowed = node['x-allowed']
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
export const profileSchema: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, null, 2)}
`
}

/** @returns {Promise<string>} what the properties of the named schemas, and of those they refer to, have to be */
async function shapes(source, wireTypes, roots) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const { schemas } = document.components
  const found = new Map()
  const kindOf = (property) => {
    const name = property.$ref?.split('/').at(-1)
    if (name !== undefined) add(name)
    return name ?? (property.type === 'string' ? 'text' : undefined)
  }
  const add = (name) => {
    if (found.has(name)) return
    found.set(name, '')
    const fields = Object.entries(schemas[name].properties).flatMap(([field, property]) => {
      const isList = property.type === 'array'
      const kind = kindOf(isList ? property.items : property)
      // What is left open is not checked.
      return kind === undefined ? [] : [`    ${field}: { kind: '${kind}', isList: ${isList} },\n`]
    })
    found.set(name, fields.join(''))
  }
  for (const name of roots) add(name)
  const names = [...found.keys()]
  return `${banner(source)}import type { ${names.sort().join(', ')} } from './${wireTypes}'

/** What is made of fields. */
export interface Shapes {
${names.map((name) => `  ${name}: ${name}\n`).join('')}}

/** What a field has to be, or each item of it. */
export interface FieldShape {
  readonly kind: 'text' | keyof Shapes
  readonly isList: boolean
}

export const shapes: { readonly [Name in keyof Shapes]: { readonly [Field in keyof Shapes[Name]]?: FieldShape } } = {
${names.map((name) => `  ${name}: {\n${found.get(name)}  },\n`).join('')}}
`
}

const outputs = [
  ['packages/sdk/src/cis/wire.generated.ts', () => wireTypes('cis.yaml')],
  ['packages/sdk/src/cis/attributes.generated.ts', () => profileAttributes('cis.yaml', 'wire.generated.ts')],
  ['packages/mock-server/src/openapi/cis.generated.ts', () => wireTypes('cis.yaml')],
  [
    'packages/mock-server/src/openapi/cisAttributes.generated.ts',
    () => profileAttributes('cis.yaml', 'cis.generated.ts'),
  ],
  ['packages/mock-server/src/openapi/cisProfileSchema.generated.ts', () => profileSchema('cis.yaml')],
  ['packages/mock-server/src/openapi/admin.generated.ts', () => wireTypes('admin.yaml')],
  ['packages/mock-server/src/openapi/adminOperations.generated.ts', () => operationRoutes('admin.yaml')],
  [
    'packages/mock-server/src/openapi/adminDocument.generated.ts',
    () => documentItself('admin.yaml', 'adminDocument'),
  ],
  ['packages/mock-server/src/openapi/serviceOperations.generated.ts', () => serviceOperations()],
  ['packages/mock-server/src/openapi/operationSummaries.generated.ts', () => operationSummaries()],
  ['packages/sdk/src/cern/wire.generated.ts', () => wireTypesAndFields('cern.yaml')],
  ['packages/mock-server/src/openapi/cern.generated.ts', () => wireTypesAndFieldTypes('cern.yaml')],
  ['packages/sdk/src/dabp/wire.generated.ts', () => wireTypes('dabp.yaml')],
  [
    'packages/sdk/src/dabp/shapes.generated.ts',
    () => shapes('dabp.yaml', 'wire.generated.ts', ['PersonReport', 'LegacyReport']),
  ],
  ['packages/mock-server/src/openapi/dabp.generated.ts', () => wireTypes('dabp.yaml')],
  [
    'packages/mock-server/src/openapi/dabpShapes.generated.ts',
    () => shapes('dabp.yaml', 'dabp.generated.ts', ['PersonReport']),
  ],
]

const checking = process.argv.includes('--check')
const stale = []
for (const [path, produce] of outputs) {
  const file = new URL(path, root)
  const wanted = await produce()
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present === wanted) continue
  if (checking) stale.push(path)
  else {
    await writeFile(file, wanted)
    console.log(`wrote ${fileURLToPath(file)}`)
  }
}
if (stale.length > 0) {
  console.error(`Stale, run \`npm run generate\`: ${stale.join(', ')}`)
  process.exitCode = 1
}
