import type { z } from 'zod'
import type { OperationRoute } from '../openapi/adminOperations.generated.ts'
import { nearestWord } from '../text/nearestWord.ts'
import { AdminError } from './adminError.ts'

/** What an operation was given, before anybody has looked at it. */
export interface UncheckedInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/**
 * Holds what an operation was given against its description. Numbers may be given as texts where nothing else can be, in
 * a path or a query.
 *
 * @throws AdminError naming the place, the value and the reason
 */
export async function checkedInput(route: OperationRoute, input: UncheckedInput): Promise<UncheckedInput> {
  const given = { path: {}, query: {}, ...input }
  checkQueryNames(route, given.query)
  const isBare = route.parameters.length === 0 && (route.body === undefined || given.body === undefined)
  if (isBare && !route.bodyRequired) return given
  const { schemaOf } = await import('./requestSchemas.ts')
  const parameters: Record<'path' | 'query', Record<string, unknown>> = { path: {}, query: {} }
  for (const { name, in: place, schema } of route.parameters) {
    const value = given[place][name]
    if (value === undefined) continue
    const number = schema['type'] === 'integer' && /^-?\d+$/.test(String(value)) ? Number(value) : value
    parameters[place][name] = checked(schemaOf(schema), number, [name])
  }
  if (route.body === undefined || (given.body === undefined && !route.bodyRequired)) return parameters
  const body = checked(schemaOf({ $ref: `#/components/schemas/${route.body}` }), given.body, [])
  return { ...parameters, body }
}

function checkQueryNames({ parameters }: OperationRoute, query: Readonly<Record<string, unknown>>): void {
  const known = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name)
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue
    throw new AdminError('invalid_request', `There is no parameter ${name}`, hintFor(name, known))
  }
}

function checked(schema: z.ZodType, value: unknown, start: readonly PropertyKey[]): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw issue === undefined
    ? new AdminError('invalid_request', 'It makes no sense', '')
    : errorOf(issue, value, start)
}

function errorOf(issue: z.core.$ZodIssue, value: unknown, start: readonly PropertyKey[]): AdminError {
  if (issue.code === 'invalid_union') return errorOfUnion(issue, value, start)
  const place = written([...start, ...issue.path])
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return new AdminError('invalid_request', `${place} has no ${key}`, 'leave it out, or see openapi.json')
  }
  const found = at(value, issue.path)
  const shown = found === undefined ? 'is missing' : `is ${excerpt(found)}`
  return new AdminError('invalid_request', `${place} ${shown}`, reasonOf(issue))
}

/** Of several forms, the one that has the `type` of what was given is the one that was meant. */
function errorOfUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  start: readonly PropertyKey[],
): AdminError {
  const meant = issue.errors.find((issues) => !issues.some(({ path }) => path[0] === 'type'))
  const [first] = meant ?? []
  const place = [...start, ...issue.path]
  const inside = at(value, issue.path)
  if (first !== undefined) return errorOf(first, inside, place)
  const types = issue.errors.flatMap((issues) =>
    issues.flatMap((one) => (one.code === 'invalid_value' && one.path[0] === 'type' ? one.values : [])),
  )
  const type = at(inside, ['type'])
  const shown = type === undefined ? 'is missing' : `is ${excerpt(type)}`
  return new AdminError(
    'invalid_request',
    `${written([...place, 'type'])} ${shown}`,
    hintFor(String(type), types.map(String)),
  )
}

const reasonOf = (issue: z.core.$ZodIssue): string => {
  const [reason = ''] = issue.message.replace(/^(Invalid input|Too \w+|Invalid \w+): /, '').split('\n')
  return reason.replace(/, received .*$/, '')
}

function hintFor(typed: string, known: readonly string[]): string {
  const nearest = nearestWord(typed, known)
  if (nearest !== undefined) return `did you mean ${nearest}?`
  return known.length === 0 ? 'leave it out' : `known are ${known.join(', ')}`
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let node: unknown = value
  for (const name of path)
    node = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
  return node
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function written(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'The body'
}
