import { banner, lowerFirst, readDocument, type Schema } from './document.ts'

const source = 'cern.yaml'

/** Generates tables of the rows that a caller can select fields of: when each field is there, and what it may hold. */
export async function generateFieldTables(): Promise<string> {
  const { schemas } = (await readDocument(source)).components
  const rows = Object.entries(schemas).filter(
    ([name, { properties = {} }]) =>
      !name.startsWith('Selected') &&
      Object.values(properties).some((field) => field['x-layer'] !== undefined),
  )
  // A field type is asked for of rows that can be given, and those have an id.
  const given = rows.filter(([, { properties }]) => properties?.['id']?.['x-layer'] !== undefined)
  return `${banner(source)}import type { ${rows.map(([name]) => name).join(', ')} } from './cern.generated.ts'

/**
 * When a field is there: always (\`base\`); null unless it is requested (\`computed\`); only where it is set (\`dynamic\`);
 * in filters only (\`filter\`).
 */
export type FieldLayer = 'base' | 'computed' | 'dynamic' | 'filter'

${rows.map(([name, row]) => layerTable(name, row)).join('\n')}
/** A type that a field may hold. */
export type FieldType = 'string' | 'integer' | 'boolean' | 'object' | 'null'

${given.map(([name, row]) => typeTable(name, row, schemas)).join('\n')}`
}

function layerTable(name: string, { properties = {} }: Schema): string {
  const fields = Object.entries(properties).map(
    ([field, property]) => `  ${field}: '${property['x-layer']}',\n`,
  )
  return `/** The fields of ${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name} in their order, and when each is there. */
export const ${lowerFirst(name)}Fields: Readonly<Record<keyof ${name}, FieldLayer>> = {
${fields.join('')}}
`
}

function typeTable(
  name: string,
  { properties = {} }: Schema,
  schemas: Readonly<Record<string, Schema>>,
): string {
  const fields = Object.entries(properties).map(([field, { $ref, type }]) => {
    const referenced = schemas[$ref?.split('/').at(-1) ?? '']
    return `  ${field}: ${JSON.stringify([referenced?.type ?? type].flat())},\n`
  })
  return `/** The fields of ${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}, and the types that each may hold. */
export const ${lowerFirst(name)}FieldTypes: Readonly<Record<keyof ${name}, readonly FieldType[]>> = {
${fields.join('')}}
`
}
