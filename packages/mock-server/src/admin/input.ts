import { adminDocument } from '@personctl/generated/adminDocument'
import type { OperationRoute } from '@personctl/generated/adminOperations'
import { adminValidators, type InputProblem } from '@personctl/generated/adminValidators'
import { redactionMark } from '@personctl/shared/redact'
import { isSecretName } from '../http/redactSecrets.ts'
import { AdminError, suggestName, type UncheckedInput } from './contract.ts'

/**
 * Checks the input of an operation against its description. Parameters of a path or a query may be strings.
 *
 * @throws {AdminError} with the parameter or member, its value and the reason
 */
export function checkInputValues(
  operation: string,
  route: OperationRoute,
  given: Required<UncheckedInput>,
): UncheckedInput {
  const parameters: Record<'path' | 'query', Record<string, unknown>> = { path: {}, query: {} }
  for (const { name, in: where, schema } of route.parameters) {
    const value = given[where][name]
    if (value === undefined) continue
    const parsed = parseParameter(schema, value)
    check(`${operation}.${name}`, schema, parsed, [name])
    parameters[where][name] = parsed
  }
  if (route.body === undefined || (given.body === undefined && !route.bodyRequired)) return parameters
  check(`${operation}.body`, { $ref: route.body }, given.body, [])
  return { ...parameters, body: given.body }
}

function parseParameter({ type }: JsonSchema, value: unknown): unknown {
  const text = String(value)
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  return type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : value
}

function check(input: string, schema: JsonSchema, value: unknown, name: readonly string[]): void {
  const validate = adminValidators[input]
  if (validate === undefined || validate(value)) return
  const problems = validate.errors ?? []
  // A misspelt member is reported as missing too. The spelling is what needs correction.
  const problem = problems.find(({ keyword }) => keyword === 'additionalProperties') ?? innermost(problems)
  if (problem !== undefined) throw toAdminError(problem, schema, value, name)
}

/** Returns the first problem. If no choice fits a value, the innermost one is about the choice that the user means. */
function innermost(problems: readonly InputProblem[]): InputProblem | undefined {
  const depth = ({ instancePath }: InputProblem): number => instancePath.split('/').length
  if (!problems.some(({ keyword }) => keyword === 'oneOf')) return problems[0]
  const deepest = Math.max(...problems.map(depth))
  const found = problems.filter((one) => depth(one) === deepest)
  return found.find(({ keyword }) => keyword !== 'type' && keyword !== 'oneOf') ?? found[0]
}

function toAdminError(
  { instancePath, keyword, params }: InputProblem,
  schema: JsonSchema,
  whole: unknown,
  name: readonly string[],
): AdminError {
  const path = instancePath.split('/').slice(1).map(unescapePointer)
  const member = String(params['additionalProperty'] ?? params['missingProperty'] ?? params['tag'] ?? '')
  const within = schemasAt(schema, path)
  // A member with a choice of words is none for secrets, such as `effect.token`.
  const isChoice = within.some((one) => one.enum !== undefined)
  const given = valueAt(whole, path)
  const value = isChoice ? given : hideSecret(given, path.at(-1))
  const position = formatPath([...name, ...path])
  if (keyword === 'additionalProperties') {
    const known = within.flatMap(({ properties = {} }) => Object.keys(properties))
    return invalid(`${position} has no member ${member}`, suggestName(member, [...new Set(known)]))
  }
  if (keyword === 'required' || keyword === 'discriminator') {
    const found = valueAt(value, [member])
    return invalid(
      `${formatPath([...name, ...path, member])} ${describeValue(found)}`,
      expected(
        found,
        within.flatMap((one) => schemasAt(one, [member])),
      ),
    )
  }
  const reason =
    keyword === 'type' || keyword === 'enum' ? expected(value, within) : describeProblem(keyword, params)
  return invalid(`${position} ${describeValue(value)}`, reason)
}

const invalid = (reason: string, hint: string): AdminError => new AdminError('invalid_request', reason, hint)

/** Describes what the schemas expect. */
function expected(value: unknown, schemas: readonly JsonSchema[]): string {
  const known = schemas.flatMap((schema) => schema.enum ?? [])
  if (known.length > 0) return suggestName(typeof value === 'string' ? value : '', known)
  const types = new Set(schemas.flatMap(({ type = [] }) => type))
  return `expected ${[...types].map((type) => (type === 'null' ? type : withArticle(type))).join(' or ')}`
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

function describeProblem(keyword: string, { comparison, limit, pattern }: InputProblem['params']): string {
  switch (keyword) {
    case 'format':
      return 'expected a time, such as 2030-01-31T12:00:00Z'
    case 'pattern':
      return `expected to match ${pattern}`
    case 'minLength':
      return 'expected a string that is not empty'
    case 'minItems':
    case 'minProperties':
      return 'expected at least one member'
    default:
      return `expected a number ${comparison} ${limit}`
  }
}

const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

const { schemas } = (adminDocument as { components: { schemas: Readonly<Record<string, JsonSchema>> } })
  .components

/** Returns the schemas that may apply at a path of a value. */
function schemasAt(schema: JsonSchema, [name, ...rest]: readonly string[]): readonly JsonSchema[] {
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? '']
    return target === undefined ? [] : schemasAt(target, name === undefined ? [] : [name, ...rest])
  }
  if (schema.oneOf !== undefined)
    return schema.oneOf.flatMap((one) => schemasAt(one, name === undefined ? [] : [name, ...rest]))
  if (name === undefined) return [schema]
  const inside = schema.properties?.[name] ?? schema.items ?? schema.additionalProperties
  return typeof inside === 'object' ? schemasAt(inside, rest) : []
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let node = value
  for (const name of path)
    node = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
  return node
}

/** An error is printed by tests, in logs that many can read. */
const hideSecret = (value: unknown, name: string | undefined): unknown =>
  name !== undefined && isSecretName(name) ? redactionMark : value

function describeValue(value: unknown): string {
  if (value === undefined) return 'is missing'
  const json = JSON.stringify(value) ?? String(value)
  return `is ${json.length > 60 ? `${json.slice(0, 60)}…` : json}`
}

function formatPath(path: readonly string[]): string {
  const text = path.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('')
  return text.replace(/^\./, '') || 'The body'
}
