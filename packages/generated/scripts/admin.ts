import { Ajv } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import {
  banner,
  type Document,
  listRoutes,
  type Operation,
  type Parameter,
  parsedLiteral,
  readDocument,
  referencedName,
  type Schema,
} from './document.ts'

const source = 'admin.yaml'

/** Generates the description of the admin routes itself. */
export async function generateAdminDocument(): Promise<string> {
  return `${banner(source)}/** The description itself, OpenAPI 3.1. */
export const adminDocument: Readonly<Record<string, unknown>> = ${parsedLiteral(await readDocument(source))}
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

/** Generates functions that check the parameters and the bodies of the admin operations. */
export async function generateAdminValidators(): Promise<string> {
  const document = await readDocument(source)
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    messages: false,
    strict: false,
    // No length is limited here but to 1, and what counts characters would have to be there at run time.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
    formats: { 'date-time': dateTime },
  })
  ajv.addSchema(prepare(document), 'admin')
  const names = new Map<string, string>()
  const references: Record<string, string> = {}
  const table = listInputs(document).map(([input, schema]) => {
    const json = JSON.stringify(schema)
    const name = names.get(json) ?? `input${names.size}`
    if (!names.has(json)) {
      names.set(json, name)
      if (schema.$ref === undefined) ajv.addSchema(schema, name)
      references[name] = schema.$ref ?? name
    }
    return `  '${input}': ${name},\n`
  })
  const code = standaloneCode(ajv, references)
  if (code.includes('require(')) throw new Error('A validator needs ajv at run time.')
  return `// @ts-nocheck: the functions are written by ajv.
${banner(source)}
/** One thing that is wrong with an input. */
export interface InputProblem {
  readonly keyword: string
  /** A JSON pointer into the input. */
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

function report(problems: InputProblem[] | null, instancePath: string, keyword: string, params: object): InputProblem[] {
  return [...(problems ?? []), { instancePath, keyword, params }]
}

/** Checks an input. What is wrong with it stands in \`errors\` until the next call. */
export interface InputValidator {
  (input: unknown): boolean
  errors?: readonly InputProblem[] | null
}

${shorten(code)}
/** By operation and parameter, such as \`getFault.id\`, or \`addFault.body\`. */
export const adminValidators: Readonly<Record<string, InputValidator>> = {
${table.join('')}}
`
}

/** Makes the code of ajv a third of what it is: ten lines for each problem become one. */
function shorten(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/^export const /gm, 'const ')
    .replaceAll(/schemaPath:"[^"]*",/g, '')
    .replaceAll(
      /const (err\d+) = \{instancePath(?::(.*?))?,keyword:(".*?"),params:(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      (_, _name, path = 'instancePath', keyword, params) =>
        `vErrors = report(vErrors, ${path}, ${keyword}, ${params});\nerrors++;`,
    )
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}={}', '{instancePath=""}={}')
    .replaceAll(/,parentData(?::\w+)?,parentDataProperty(?::[^}]*)?,rootData\}/g, '}')
}

/** Returns the schema of each parameter and of each body, by its operation and its name. */
function listInputs(document: Document): [input: string, schema: Schema][] {
  return listRoutes(document).flatMap(({ operation }) => {
    const body = operation.requestBody?.content['application/json']?.schema
    const inputs = parametersOf(document, operation).map(({ name, schema }) => [name, schema] as const)
    return [...inputs, ...(body ? [['body', body] as const] : [])].map(([name, schema]): [string, Schema] => [
      `${operation.operationId}.${name}`,
      JSON.parse(JSON.stringify(schema).replaceAll('#/components/', 'admin#/components/')),
    ])
  })
}

/** A date that is in the calendar, a time with or without seconds, in UTC. */
const dateTime = new RegExp(
  `^(?:${[
    '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])',
    '\\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)',
    '\\d{4}-(?:0[13578]|1[02])-31',
    '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29',
  ].join('|')})T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)$`,
)

function parametersOf({ components }: Document, { parameters = [] }: Operation): Parameter[] {
  return parameters.map((parameter) => components.parameters?.[referencedName(parameter) ?? ''] ?? parameter)
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
      ? { ...node, type: 'object', discriminator: { propertyName: 'type' } }
      : node
  })
}
