import { z } from 'zod'
import { adminDocument } from '../openapi/adminDocument.generated.ts'

const { schemas } = (adminDocument as { components: { schemas: Record<string, object> } }).components
const schemasByText = new Map<string, z.ZodType>()

/** What checks values against a schema of the description of the admin routes. */
export function schemaOf(schema: Readonly<Record<string, unknown>>): z.ZodType {
  const text = JSON.stringify(schema)
  let known = schemasByText.get(text)
  if (known === undefined) {
    known = z.fromJSONSchema(JSON.parse(withLocalReferences({ ...schema, $defs: schemas })))
    schemasByText.set(text, known)
  }
  return known
}

// A schema outside its document finds others below `$defs`.
const withLocalReferences = (schema: object): string =>
  JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')
