import { z } from 'zod'
import { adminDocument } from '../openapi/adminDocument.generated.ts'

type JsonSchema = Readonly<Record<string, unknown>>

const { schemas } = (adminDocument as { components: { schemas: Readonly<Record<string, JsonSchema>> } })
  .components
const checks = new Map<string, z.ZodType>()

/** What checks values against a schema of the description of the admin routes. */
export function checkOf(schema: JsonSchema): z.ZodType {
  const text = JSON.stringify(schema)
  let check = checks.get(text)
  if (check === undefined) {
    check = z.fromJSONSchema(JSON.parse(withLocalReferences({ ...schema, $defs: schemas })))
    checks.set(text, check)
  }
  return check
}

// A schema outside its document finds others below `$defs`.
const withLocalReferences = (schema: JsonSchema): string =>
  JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')

/** The members an object may have at a place in what a schema describes. */
export function membersAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  const [name, ...rest] = path
  const forms = formsOf(schema)
  const found = forms.flatMap(({ properties = {}, items }) => {
    if (name === undefined) return Object.keys(properties as JsonSchema)
    const inside = typeof name === 'number' ? items : Reflect.get(properties as JsonSchema, name)
    return inside === undefined ? [] : membersAt(inside as JsonSchema, rest)
  })
  return [...new Set(found)]
}

/** A schema, or those it is one of. */
function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const { $ref, oneOf } = schema
  if (typeof $ref === 'string') return formsOf(schemas[$ref.split('/').at(-1) ?? ''] ?? {})
  return Array.isArray(oneOf) ? oneOf.flatMap(formsOf) : [schema]
}
