import { banner, type Document, listRoutes, listSources, readDocument, type Schema } from './document.ts'

/** Generates a table of the operations of every service, which tells the requests apart. */
export async function generateServiceOperations(): Promise<string> {
  const sources = (await listSources()).filter((file) => file !== 'admin.yaml')
  const documents = await Promise.all(sources.map(readDescribed))
  // Where two descriptions of a service have an operation in common, that of the main one counts.
  const rows = new Map<string, ServiceOperation>()
  for (const { service, document } of documents.toSorted(compareServices))
    for (const row of operationsOf(service, document)) {
      const key = `${service} ${row.method} ${row.path}`
      if (!rows.has(key)) rows.set(key, row)
    }
  const services = new Set(documents.map(({ service }) => service))
  return `${banner('')}export type Service = ${[...services].map((service) => `'${service}'`).join(' | ')}

/** One operation of a service, as its description names it. */
export interface ServiceOperation {
  readonly service: Service
  readonly operation: string
  readonly method: string
  /** With a name in braces for each part that varies. */
  readonly path: string
  readonly needsToken: boolean
  /** True if its body names the client that sends it. */
  readonly namesClient: boolean
  /** True if case does not matter in its path, nor a slash at the end or twice in a row. */
  readonly lenientPath: boolean
  /** True if an encoded slash is decoded before a route is looked for. */
  readonly decodesWholePath: boolean
}

export const serviceOperations: readonly ServiceOperation[] = [
${[...rows.values()].map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]
`
}

interface Described {
  readonly service: string
  /** True for a description that belongs to a service of another name. */
  readonly isSecond: boolean
  readonly document: Document
}

async function readDescribed(file: string): Promise<Described> {
  const document = await readDocument(file)
  const name = file.replace('.yaml', '')
  const service = document.info['x-service'] ?? name
  if (typeof service !== 'string') throw new Error(`x-service of ${file} is not a string.`)
  return { service, isSecond: service !== name, document }
}

function compareServices(left: Described, right: Described): number {
  return left.service.localeCompare(right.service) || Number(left.isSecond) - Number(right.isSecond)
}

interface ServiceOperation {
  readonly method: string
  readonly path: string
}

function operationsOf(service: string, document: Document): ServiceOperation[] {
  const { security = [], components, info } = document
  return listRoutes(document).map(({ path, method, operation, isElsewhere }) => ({
    service,
    operation: operation.operationId,
    method,
    path,
    needsToken: (operation.security ?? security).some((scheme) => 'token' in scheme),
    namesClient: Object.values(operation.requestBody?.content ?? {}).some(({ schema }) =>
      hasProperty(schema, 'client_id', components.schemas),
    ),
    lenientPath: info['x-lenient-paths'] === true && !isElsewhere,
    decodesWholePath: info['x-decodes-whole-path'] === true,
  }))
}

function hasProperty(schema: Schema, name: string, schemas: Readonly<Record<string, Schema>>): boolean {
  const referenced = schemas[schema.$ref?.split('/').at(-1) ?? '']
  if (referenced !== undefined) return hasProperty(referenced, name, schemas)
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? [])
  return name in (schema.properties ?? {}) || parts.some((part) => hasProperty(part, name, schemas))
}

/** Generates the summary of each operation of every API, for people to read. */
export async function generateOperationSummaries(): Promise<string> {
  const tables = new Map<string, Map<string, string>>()
  const documents = await Promise.all((await listSources()).map(readDescribed))
  for (const { service, document } of documents.toSorted(compareServices)) {
    const rows = tables.get(service) ?? new Map<string, string>()
    tables.set(service, rows)
    for (const { operation } of listRoutes(document))
      if (!rows.has(operation.operationId))
        rows.set(
          operation.operationId,
          `    ${operation.operationId}: ${JSON.stringify(operation.summary)},\n`,
        )
  }
  const printed = [...tables].map(
    ([service, rows]) => `  ${service}: {\n${[...rows.values()].join('')}  },\n`,
  )
  return `${banner('')}import type { Service } from './serviceOperations.generated.ts'

/** The summary of each operation, by its API and its name. */
export const operationSummaries: Readonly<Record<Service | 'admin', Readonly<Record<string, string>>>> = {
${printed.join('')}}
`
}
