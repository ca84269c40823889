import { adminDocument } from '@personctl/openapi/adminDocument'
import type { OperationRoute } from '@personctl/openapi/adminOperations'
import { z } from 'zod'
import { AdminError, choice, type UncheckedInput } from './contract.ts'

type JsonSchema = Readonly<Record<string, unknown>>

const { schemas } = (adminDocument as { components: { schemas: Readonly<Record<string, JsonSchema>> } })
  .components
const checks = new Map<string, z.ZodType>()

/** What checks values against a schema of the description of the admin routes. */
function checkOf(schema: JsonSchema): z.ZodType {
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
function membersAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
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

/** Holds what an operation was given against its description. @throws AdminError */
export function inputCheck(route: OperationRoute, given: Required<UncheckedInput>): UncheckedInput {
  const parameters: Record<'path' | 'query', Record<string, unknown>> = { path: {}, query: {} }
  for (const { name, in: place, schema } of route.parameters) {
    const value = given[place][name]
    if (value === undefined) continue
    const number = schema['type'] === 'integer' && /^-?\d+$/.test(String(value)) ? Number(value) : value
    parameters[place][name] = checked(schema, number, [name])
  }
  if (route.body === undefined || (given.body === undefined && !route.bodyRequired)) return parameters
  return { ...parameters, body: checked({ $ref: `#/components/schemas/${route.body}` }, given.body, []) }
}

function checked(schema: JsonSchema, value: unknown, start: readonly PropertyKey[]): unknown {
  const result = checkOf(schema).safeParse(value)
  if (result.success) return result.data
  throw errorOf(firstOf(result.error.issues), { schema, value, start, inside: [] })
}

/** A value that is not as it should be. */
interface Refused {
  readonly schema: JsonSchema
  /** As it was given, whole. */
  readonly value: unknown
  /** What it is called. */
  readonly start: readonly PropertyKey[]
  /** Where in it to look. */
  readonly inside: readonly PropertyKey[]
}

/** What is written wrong is missing, too: that is not what to begin with. */
function firstOf(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
}

function errorOf(issue: z.core.$ZodIssue | undefined, refused: Refused): AdminError {
  const path = [...refused.inside, ...(issue?.path ?? [])]
  const place = written([...refused.start, ...path])
  if (issue?.code === 'invalid_union') return errorOfUnion(issue, { ...refused, inside: path })
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return invalid(`${place} has no member ${key}`, choice(key, membersAt(refused.schema, path)))
  }
  return invalid(`${place} ${shown(at(refused.value, path))}`, reasonOf(issue))
}

/** Of several forms, the one that has the `type` of what was given is the one that was meant. */
function errorOfUnion({ errors }: z.core.$ZodIssueInvalidUnion, refused: Refused): AdminError {
  const meant = errors.find((issues) => !issues.some(({ path }) => path[0] === 'type'))
  const isObject = typeof at(refused.value, refused.inside) === 'object'
  if (meant !== undefined || !isObject) return errorOf(firstOf(meant ?? errors[0] ?? []), refused)
  const types = errors.flat().flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []))
  const path = [...refused.inside, 'type']
  const type = at(refused.value, path)
  return invalid(
    `${written([...refused.start, ...path])} ${shown(type)}`,
    choice(String(type), types.map(String)),
  )
}

const invalid = (reason: string, hint: string): AdminError => new AdminError('invalid_request', reason, hint)

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_format' && issue.format === 'datetime')
    return 'expected a time, such as 2030-01-31T12:00:00Z'
  const reason = issue?.message.replace(/^(Invalid input|Too \w+|Invalid \w+): /, '') ?? 'it makes no sense'
  return reason.replace(/, received .*$/, '')
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let node: unknown = value
  for (const name of path)
    node = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
  return node
}

function shown(value: unknown): string {
  if (value === undefined) return 'is missing'
  const text = JSON.stringify(value) ?? String(value)
  return `is ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}

function written(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'The body'
}
