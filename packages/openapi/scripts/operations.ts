import { banner, type Document, listRoutes, listSources, readDocument, type Schema } from './document.ts'

/** Generates a table of the operations of every service, which tells the requests apart. */
export async function generateServiceOperations(): Promise<string> {
  const sources = (await listSources()).filter((file) => file !== 'admin.yaml')
  const documents = await Promise.all(
    sources.map(async (file) => ({ service: file.replace('.yaml', ''), document: await readDocument(file) })),
  )
  const rows = documents.flatMap(({ service, document }) => operationsOf(service, document))
  return `${banner('')}export type Service = ${documents.map(({ service }) => `'${service}'`).join(' | ')}

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
${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]
`
}

function operationsOf(service: string, document: Document): object[] {
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
  const tables = await Promise.all(
    (await listSources()).map(async (file) => {
      const rows = listRoutes(await readDocument(file)).map(
        ({ operation }) => `    ${operation.operationId}: ${JSON.stringify(operation.summary)},\n`,
      )
      return `  ${file.replace('.yaml', '')}: {\n${rows.join('')}  },\n`
    }),
  )
  return `${banner('')}import type { Service } from './serviceOperations.generated.ts'

/** The summary of each operation, by its API and its name. */
export const operationSummaries: Readonly<Record<Service | 'admin', Readonly<Record<string, string>>>> = {
${tables.join('')}}
`
}
