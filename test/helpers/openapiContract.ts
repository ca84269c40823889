import { readFile } from 'node:fs/promises'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

/** What openapi/ says of one API, to hold answers and requests against. */
export interface OpenapiContract {
  /**
   * @param path as it was asked for, with or without a query
   * @throws Error unless the answer is one the operation documents: status, content type, body
   */
  expectAnswerToMatch(method: string, path: string, response: Response): Promise<void>
  /** @throws Error unless the request is one the API documents: path, query and body */
  expectRequestToMatch(request: SentRequest): void
}

export interface SentRequest {
  readonly method: string
  readonly url: string
  /** The body as text, with the content type it was sent as. */
  readonly body?: { readonly type: string; readonly text: string }
}

type Pointer = string

interface Schema {
  readonly [keyword: string]: unknown
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
}
interface Bodies {
  readonly content?: Record<string, { readonly schema: Schema }>
}
interface Operation {
  readonly parameters?: readonly unknown[]
  readonly requestBody?: Bodies & { readonly required?: boolean }
  readonly responses: Record<string, unknown>
}

const documentId = 'openapi.yaml'

/** Reads a file of openapi/, such as `cis.yaml`. */
export async function openapiContract(file: string): Promise<OpenapiContract> {
  const document = parse(await readFile(new URL(`../../openapi/${file}`, import.meta.url), 'utf8'), {})
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  // A query is text, whatever its parameters are.
  const queryAjv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    coerceTypes: 'array',
  })
  for (const one of [ajv, queryAjv]) {
    addFormats.default(one)
    one.addSchema(document, documentId)
  }

  const at = (pointer: Pointer): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce((node, key) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document)

  /** Follows `$ref`, from where it stands to where it leads. */
  const resolved = (pointer: Pointer): Pointer => {
    const node = at(pointer)
    return typeof node === 'object' && node !== null && '$ref' in node
      ? resolved(String(node.$ref).slice(1))
      : pointer
  }

  const validators = new Map<Pointer, ValidateFunction>()
  const check = (what: string, pointer: Pointer, value: unknown): void => {
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: `${documentId}#${encodeURI(pointer)}` })
    validators.set(pointer, validate)
    if (!validate(value)) throw new Error(`${what} is not as documented: ${ajv.errorsText(validate.errors)}`)
  }

  const operationOf = (method: string, path: string) => {
    const template = templateOf(Object.keys(document.paths), path)
    if (template === undefined) throw new Error(`${path} is not documented in ${file}`)
    const pointer = `/paths/${escaped(template)}/${method}`
    return { template, pointer, operation: at(pointer) as Operation | undefined }
  }

  /** The operation an answer belongs to: what a path says of 405 stands with a verb that it knows. */
  const verbOf = (method: string, status: number, path: string): string => {
    if (method === 'HEAD') return 'get'
    if (status !== 405) return method.toLowerCase()
    const template = templateOf(Object.keys(document.paths), withoutQuery(path)) ?? ''
    const verbs = Object.keys(document.paths[template] ?? {})
    return verbs.find((verb) => document.paths[template][verb].responses?.[405] !== undefined) ?? 'get'
  }

  return {
    async expectAnswerToMatch(method, path, response) {
      const asked = `${method} ${path}`
      const { pointer, operation } = operationOf(verbOf(method, response.status, path), withoutQuery(path))
      const responses = operation?.responses ?? {}
      if (!Object.hasOwn(responses, String(response.status)))
        throw new Error(
          `${asked} answered ${response.status}; documented are ${Object.keys(responses).join(', ')}`,
        )
      const answer = resolved(`${pointer}/responses/${response.status}`)
      const { content = {} } = at(answer) as Bodies
      const type = mediaType(response.headers.get('content-type'))
      if (Object.keys(content).length === 0 && type === '') return
      if (!Object.hasOwn(content, type))
        throw new Error(`${asked} answered ${type}; documented are ${Object.keys(content).join(', ')}`)
      if (method === 'HEAD') return
      const text = await response.clone().text()
      const body: unknown = type === 'application/json' ? JSON.parse(text) : text
      check(`The ${response.status} to ${asked}`, `${answer}/content/${escaped(type)}/schema`, body)
    },

    expectRequestToMatch({ method, url, body }) {
      const { pathname, searchParams } = new URL(url)
      const asked = `${method} ${pathname}`
      const { template, pointer, operation } = operationOf(method.toLowerCase(), pathname)
      if (operation === undefined) throw new Error(`${asked} is not documented in ${file}`)
      const ofPath = pathValues(template, pathname)
      const values = {
        path: (name: string) => ofPath.get(name),
        query: (name: string) => {
          const given = searchParams.getAll(name)
          return given.length > 1 ? given : given[0]
        },
      }
      const known = new Set<string>()
      for (const index of (operation.parameters ?? []).keys()) {
        const place = resolved(`${pointer}/parameters/${index}`)
        const { name, in: where, required } = at(place) as Parameter
        if (where === 'header') continue
        if (where === 'query') known.add(name)
        const value = values[where](name)
        if (value === undefined) {
          if (required) throw new Error(`${asked} lacks ${name}`)
        } else if (where === 'path') check(`${name} of ${asked}`, `${place}/schema`, value)
        else checkQuery(`${name} of ${asked}`, `${place}/schema`, value)
      }
      for (const name of searchParams.keys())
        if (!known.has(name)) throw new Error(`${asked} has the parameter ${name}, which is not documented`)
      checkBody(asked, operation, `${pointer}/requestBody`, body)
    },
  }

  function checkQuery(what: string, pointer: Pointer, value: unknown): void {
    // Only what is in something can be coerced.
    const schema = { type: 'object', properties: { value: { $ref: `${documentId}#${encodeURI(pointer)}` } } }
    const validate = queryAjv.compile(schema)
    if (!validate({ value }))
      throw new Error(`${what} is not as documented: ${queryAjv.errorsText(validate.errors)}`)
  }

  function checkBody(asked: string, operation: Operation, pointer: Pointer, body: SentRequest['body']): void {
    if (operation.requestBody === undefined || body === undefined) {
      if (body !== undefined) throw new Error(`${asked} has a body, which is not documented`)
      if (operation.requestBody?.required) throw new Error(`${asked} lacks a body`)
      return
    }
    const type = mediaType(body.type)
    const { content = {} } = operation.requestBody
    if (!Object.hasOwn(content, type))
      throw new Error(`${asked} sends ${type}; documented are ${Object.keys(content).join(', ')}`)
    const value: unknown =
      type === 'application/json' ? JSON.parse(body.text) : Object.fromEntries(new URLSearchParams(body.text))
    check(`The body of ${asked}`, `${pointer}/content/${escaped(type)}/schema`, value)
  }
}

/** The template a path is made of; one without parameters goes before one with. */
function templateOf(templates: readonly string[], path: string): string | undefined {
  return templates.includes(path) ? path : templates.find((template) => pattern(template).test(path))
}

function pathValues(template: string, path: string): Map<string, string> {
  const groups = pattern(template).exec(path)?.groups ?? {}
  return new Map(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
}

function pattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

const withoutQuery = (path: string): string => path.split('?', 1)[0] ?? path
const mediaType = (header: string | null): string => header?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
