// Writes every file that is derived from openapi/, or with --check says which of them is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

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

/** @returns {Promise<string>} the attributes of a profile and what a new record is given, in the order of the schema */
async function profileAttributes(source) {
  const document = parse(await readFile(new URL(`openapi/${source}`, root), 'utf8'), { merge: true })
  const { schemas } = document.components
  const nameOf = (schema) => schema.$ref?.split('/').at(-1)
  const attributesOf = (schema, group) =>
    Object.entries(schema.properties).flatMap(([name, property]) => {
      const target = nameOf(property)
      if (target === undefined) return []
      if (property['x-default'] === undefined) return attributesOf(schemas[target], name)
      const { classification, display, publisher } = property['x-default']
      const carrier = 'values' in schemas[target].properties ? 'values' : 'value'
      return [{ path: group ? `${group}.${name}` : name, group: group ?? null, name, carrier, classification, display, publisher }]
    })
  const rows = attributesOf(schemas.Profile).map((row) => `  ${JSON.stringify(row)},`)
  return `${banner(source)}import type { Classification, Display, Publisher } from './wire.generated.ts'

/** One attribute of a profile: where it stands, and the metadata a new record is given. */
export interface ProfileAttribute {
  readonly path: string
  readonly group: 'identities' | 'access_information' | 'staff_information' | null
  readonly name: string
  readonly carrier: 'value' | 'values'
  readonly classification: Classification
  readonly display: Display
  readonly publisher: Publisher
}

export const profileAttributes: readonly ProfileAttribute[] = [
${rows.join('\n')}
]
`
}

const outputs = [
  ['packages/sdk/src/cis/wire.generated.ts', () => wireTypes('cis.yaml')],
  ['packages/mock-server/src/cis/wire.generated.ts', () => wireTypes('cis.yaml')],
  ['packages/mock-server/src/cis/attributes.generated.ts', () => profileAttributes('cis.yaml')],
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
