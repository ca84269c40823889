import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'

/** A JSON schema as it stands in a description. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly description?: string
  /** When a field of a row is there. */
  readonly 'x-layer'?: string
  /** The metadata that a new record is given. */
  readonly 'x-default'?: Readonly<Record<string, unknown>>
  /** What the published JSON schema narrows the metadata of an attribute to. */
  readonly 'x-allowed'?: Readonly<Record<string, readonly unknown[]>>
  /** True for what clients agree on and the service does not check. */
  readonly 'x-convention'?: boolean
}

export interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly schema: Schema
}

export interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>
  }
  readonly responses: Readonly<Record<string, unknown>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}

/** The description of one API. */
export interface Document {
  readonly info: Readonly<Record<string, unknown>>
  readonly security?: Operation['security']
  /** Operations by path and method; `servers` may stand beside the methods. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly 'x-publisher-rules'?: PublisherRules
  readonly 'x-hosted-publisher-rules'?: Partial<PublisherRules>
  readonly 'x-null-profile-order'?: readonly string[]
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
  }
}

interface PublisherRules {
  readonly create: Readonly<Record<string, unknown>>
  readonly update: Readonly<Record<string, unknown>>
}

/** An operation with its route. */
export interface Route {
  readonly path: string
  readonly method: string
  readonly operation: Operation
  /** True if the path is on a server of its own, which is not that of the API. */
  readonly isElsewhere: boolean
}

export const descriptions: URL = new URL('../../../openapi/', import.meta.url)

/** Returns the names of the descriptions, such as `cis.yaml`, in alphabetical order. */
export async function listSources(): Promise<string[]> {
  return (await readdir(descriptions)).filter((file) => file.endsWith('.yaml')).sort()
}

export async function readDocument(source: string): Promise<Document> {
  return parse(await readFile(new URL(source, descriptions), 'utf8'))
}

/** Returns the operations of an API in the order of its paths. */
export function listRoutes({ paths }: Document): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      method === 'servers'
        ? []
        : [{ path, method: method.toUpperCase(), operation, isElsewhere: 'servers' in item }],
    ),
  )
}

/** Returns the name of what a reference points to; undefined without one. */
export function referencedName({ $ref }: { readonly $ref?: string }): string | undefined {
  return $ref?.split('/').at(-1)
}

/** Returns the first line of a generated file. */
export function banner(source: string): string {
  return `// Generated from openapi/${source} by \`npm run generate\`. Do not edit.\n`
}

/** Returns a schema name as the name of a value, such as `group` for `Group`. */
export function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

export function upperFirst(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** Returns an expression for a large JSON value: a third smaller in a bundle than an object literal, and read faster. */
export function parsedLiteral(value: unknown): string {
  const json = JSON.stringify(value).replaceAll(/[\\']/g, '\\$&')
  return `/* @__PURE__ */ JSON.parse('${json}')`
}
