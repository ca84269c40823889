// What the mock knows of operations: how requests are told from each other, and how those of the admin travel.
import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'

const folder = new URL('../openapi/', import.meta.url)
const banner = (source) => `// Generated from openapi/${source} by \`npm run generate\`. Do not edit.\n`

/** @returns {Promise<string>} the operations of every service, by which requests are told from each other */
export async function serviceOperations() {
  const sources = (await readdir(folder)).filter((file) => file.endsWith('.yaml') && file !== 'admin.yaml')
  const documents = await Promise.all(sources.sort().map(async (file) => [file, await documentOf(file)]))
  const rows = documents.flatMap(([file, { paths, security, components, info }]) =>
    Object.entries(paths).flatMap(([path, item]) =>
      ['get', 'put', 'post', 'delete', 'patch']
        .filter((method) => method in item)
        .map((method) => {
          const operation = item[method]
          const required = operation.security ?? security ?? []
          return {
            service: file.replace('.yaml', ''),
            operation: operation.operationId,
            method: method.toUpperCase(),
            path,
            needsToken: required.some((scheme) => 'token' in scheme),
            namesClient: Object.values(operation.requestBody?.content ?? {}).some(({ schema }) =>
              hasProperty(schema, 'client_id', components.schemas),
            ),
            // What stands on a server of its own is not the API.
            lenientPath: info['x-lenient-paths'] === true && item.servers === undefined,
            decodesWholePath: info['x-decodes-whole-path'] === true,
          }
        }),
    ),
  )
  const services = documents.map(([file]) => `'${file.replace('.yaml', '')}'`)
  return `// Generated from openapi/ by \`npm run generate\`. Do not edit.
export type Service = ${services.join(' | ')}

/** One operation of a service, as its description names it. */
export interface ServiceOperation {
  readonly service: Service
  readonly operation: string
  readonly method: string
  /** With a name in braces for each part that varies. */
  readonly path: string
  readonly needsToken: boolean
  /** Whether its body says which client sends it. */
  readonly namesClient: boolean
  /** Whether case does not matter in its path, nor a slash at the end or twice in a row. */
  readonly lenientPath: boolean
  /** Whether an encoded slash is a slash to it, before any route is looked for. */
  readonly decodesWholePath: boolean
}

export const serviceOperations: readonly ServiceOperation[] = [
${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]
`
}

const documentOf = async (source) => parse(await readFile(new URL(source, folder), 'utf8'), { merge: true })

function hasProperty(schema, name, schemas) {
  if (schema.$ref !== undefined) return hasProperty(schemas[schema.$ref.split('/').at(-1)], name, schemas)
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? [])
  return name in (schema.properties ?? {}) || parts.some((part) => hasProperty(part, name, schemas))
}

/** @returns {Promise<string>} what each operation of every API is for, for people to read */
export async function operationSummaries() {
  const sources = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()
  const tables = await Promise.all(
    sources.map(async (file) => {
      const operations = Object.values((await documentOf(file)).paths).flatMap((item) => Object.values(item))
      const rows = operations
        .filter(({ operationId }) => operationId !== undefined)
        .map(({ operationId, summary }) => `    ${operationId}: ${JSON.stringify(summary)},\n`)
      return `  ${file.replace('.yaml', '')}: {\n${rows.join('')}  },\n`
    }),
  )
  return `// Generated from openapi/ by \`npm run generate\`. Do not edit.
import type { Service } from './serviceOperations.generated.ts'

/** What each operation is for, by its API and its name. */
export const operationSummaries: Readonly<Record<Service | 'admin', Readonly<Record<string, string>>>> = {
${tables.join('')}}
`
}

/** @returns {Promise<string>} the operations of one API, and how each travels */
export async function operationRoutes(source) {
  const { paths, components } = await documentOf(source)
  const resolved = (node) =>
    node.$ref === undefined ? node : components.parameters[node.$ref.split('/').at(-1)]
  const rows = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, { operationId, parameters = [], requestBody, responses, security }]) => [
        operationId,
        {
          method: method.toUpperCase(),
          path,
          status: Number(Object.keys(responses)[0]),
          parameters: parameters
            .map(resolved)
            .map(({ name, in: place, schema }) => ({ name, in: place, schema })),
          ...(requestBody && {
            body: requestBody.content['application/json'].schema.$ref.split('/').at(-1),
            bodyRequired: requestBody.required === true,
          }),
          isOpen: security?.length === 0,
        },
      ],
    ),
  )
  return `${banner(source)}import type { operations } from './admin.generated.ts'

/** How an operation travels. */
export interface OperationRoute {
  readonly method: string
  readonly path: string
  /** Of its answer. */
  readonly status: number
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly schema: Readonly<Record<string, unknown>>
  }[]
  /** The name of the schema of its body. */
  readonly body?: string
  readonly bodyRequired?: boolean
  /** Whether it takes no token. */
  readonly isOpen: boolean
}

export const adminOperations: Readonly<Record<keyof operations, OperationRoute>> = {
${rows.map(([name, row]) => `  ${name}: ${JSON.stringify(row)},`).join('\n')}
}
`
}

/** @returns {Promise<string>} a description itself */
export async function documentItself(source, name) {
  return `${banner(source)}/** The description itself, OpenAPI 3.1. */
export const ${name}: Readonly<Record<string, unknown>> = ${JSON.stringify(await documentOf(source), null, 1)}
`
}
