import { Ajv } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import {
  banner,
  type Document,
  listRoutes,
  type Operation,
  type Parameter,
  readDocument,
  referencedName,
  type Schema,
} from './document.ts'

const source = 'admin.yaml'

/** Generates the description of the admin routes itself. */
export async function generateAdminDocument(): Promise<string> {
  return `${banner(source)}/** The description itself, OpenAPI 3.1. */
export const adminDocument: Readonly<Record<string, unknown>> = ${JSON.stringify(await readDocument(source), null, 1)}
`
}

/** Generates a table of the admin operations: the route of each, and the parameters and the body that it takes. */
export async function generateAdminOperations(): Promise<string> {
  const document = await readDocument(source)
  const rows = listRoutes(document).map(({ path, method, operation }) => {
    const { operationId, responses, requestBody, security } = operation
    const row = {
      method,
      path,
      status: Number(Object.keys(responses)[0]),
      parameters: parametersOf(document, operation).map(({ name, in: where, schema }) => ({
        name,
        in: where,
        schema,
      })),
      ...(requestBody && {
        body: referencedName(requestBody.content['application/json']?.schema ?? {}),
        bodyRequired: requestBody.required === true,
      }),
      isOpen: security?.length === 0,
    }
    return `  ${operationId}: ${JSON.stringify(row)},\n`
  })
  return `${banner(source)}import type { operations } from './admin.generated.ts'

/** The route of an operation, and what it takes. */
export interface OperationRoute {
  readonly method: string
  readonly path: string
  /** The status of a response without an error. */
  readonly status: number
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly schema: Readonly<Record<string, unknown>>
  }[]
  /** The name of the schema of its body. */
  readonly body?: string
  readonly bodyRequired?: boolean
  /** True if it needs no token. */
  readonly isOpen: boolean
}

export const adminOperations: Readonly<Record<keyof operations, OperationRoute>> = {
${rows.join('')}}
`
}

/** Generates a function for each admin operation with parameters or a body that checks both. */
export async function generateAdminValidators(): Promise<string> {
  const document = await readDocument(source)
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    messages: false,
    strict: false,
    // Nothing here limits a length but to 1, and what counts characters would have to be there at run time.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
    formats: { 'date-time': dateTime },
  })
  ajv.addSchema(prepare(document), 'admin')
  const inputs = listRoutes(document).flatMap(({ operation }) => {
    const schema = inputSchema(document, operation)
    return schema === undefined ? [] : [[operation.operationId, schema] as const]
  })
  for (const [name, schema] of inputs) ajv.addSchema(schema, name)
  const code = standaloneCode(ajv, Object.fromEntries(inputs.map(([name]) => [name, name])))
  if (code.includes('require(')) throw new Error('A validator needs ajv at run time.')
  const table: string[] = []
  const functions = code
    .replace('"use strict";', '')
    .replaceAll(/^export const (\w+) = (\w+);\n/gm, (_, name: string, validator: string) => {
      table.push(`  ${name}: ${validator},\n`)
      return ''
    })
    // The same in a line: ajv writes out ten for each problem.
    .replaceAll(
      /const (err\d+) = (.*);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      '(vErrors ??= []).push($2), errors++;',
    )
    .replaceAll(
      /\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g,
      '{instancePath=""}={}',
    )
    .replaceAll(/,parentData:\w+,parentDataProperty:[^}]*,rootData\}/g, '}')
  return `// @ts-nocheck: the functions are written by ajv.
${banner(source)}
/** One thing that is wrong with an input. */
export interface InputProblem {
  readonly keyword: string
  /** A JSON pointer into the input. */
  readonly instancePath: string
  /** A pointer to the keyword in the description. */
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Checks \`{ path, query, body }\`; what is wrong stands in \`errors\` until the next call. */
export interface InputValidator {
  (input: unknown): boolean
  errors?: readonly InputProblem[] | null
}

/** By operation; one that takes nothing has none. */
export const adminValidators: Readonly<Partial<Record<string, InputValidator>>> = {
${table.join('')}}
${functions}`
}

/** A date that is in the calendar, a time with or without seconds, in UTC. */
const dateTime = new RegExp(
  `^(?:${[
    '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])',
    '\\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)',
    '\\d{4}-(?:0[13578]|1[02])-31',
    '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29',
  ].join('|')})T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?Z$`,
)

function parametersOf({ components }: Document, { parameters = [] }: Operation): Parameter[] {
  return parameters.map((parameter) => components.parameters?.[referencedName(parameter) ?? ''] ?? parameter)
}

function inputSchema(document: Document, operation: Operation): object | undefined {
  const parameters = parametersOf(document, operation)
  const body = operation.requestBody?.content['application/json']?.schema
  if (parameters.length === 0 && body === undefined) return undefined
  const propertiesIn = (where: string) =>
    Object.fromEntries(
      parameters.filter((one) => one.in === where).map(({ name, schema }) => [name, local(schema)]),
    )
  return {
    properties: {
      path: { properties: propertiesIn('path') },
      query: { properties: propertiesIn('query') },
      ...(body && { body: local(body) }),
    },
    required: operation.requestBody?.required ? ['body'] : [],
  }
}

function local(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/', 'admin#/components/'))
}

/** Leaves out what only people read, and adds `discriminator` to each choice of objects that differ in their `type`. */
function prepare(document: Document): object {
  const isTyped = (schema: Schema): boolean => {
    const target = document.components.schemas[referencedName(schema) ?? ''] ?? schema
    return target.properties?.['type']?.enum !== undefined
  }
  return JSON.parse(JSON.stringify(document), (key, node) => {
    if (typeof node === 'string' && (key === 'description' || key === 'summary')) return undefined
    if (key === 'example' || key === 'examples' || key === 'responses') return undefined
    return Array.isArray(node?.oneOf) && node.oneOf.every(isTyped)
      ? { ...node, type: 'object', required: ['type'], discriminator: { propertyName: 'type' } }
      : node
  })
}
