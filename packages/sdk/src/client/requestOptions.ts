import { checkOptions, checkString, describeValue, invalidArgument, invalidRequest } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'
import {
  type CallOptions,
  type HeadersOption,
  httpToken,
  isClientOwned,
  isHeader,
  type RequestBody,
  toHeaderRecord,
} from '../http/request.ts'

/** Options of `request`. */
export interface RequestOptions extends CallOptions {
  /**
   * The HTTP method.
   *
   * @default 'GET', or 'POST' if there is a body
   */
  method?: string | undefined
  /**
   * Query parameters, added to those of the path.
   *
   * @default none
   */
  query?: QueryParameters | undefined
  /**
   * The body. A string and bytes are sent as they are, `URLSearchParams`, `FormData` and `Blob` as `fetch` sends them, any
   * other value as JSON. A stream is not accepted, since it could not be sent again. The content type fits the body, and
   * is `application/json` for a string, unless `headers` has another.
   *
   * @default none
   */
  body?: unknown
}

/** Query parameters by name. A list repeats the parameter, undefined omits it. */
export type QueryParameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** Returns query parameters as pairs, the form that URLSearchParams takes. Throws InvalidRequestError for other values. */
export function queryPairs(query: QueryParameters): [string, string][] {
  checkOptions(undefined, query, undefined, 'query')
  return Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [value].flat().map((one: unknown): [string, string] => {
      if (['string', 'number', 'boolean'].includes(typeof one)) return [name, String(one)]
      throw invalidArgument(
        undefined,
        `query.${name}`,
        one,
        'a string, a number, a boolean, or a list of strings',
      )
    })
  })
}

/**
 * Returns the URL for a path that a caller has chosen, with `.` and `..` resolved. It is always below the base URL. A whole
 * URL is accepted if it is below the base URL.
 *
 * @throws {InvalidRequestError} for a path that leads elsewhere
 */
export function resolveUrl(
  service: string,
  baseUrl: string,
  path: unknown,
  query: QueryParameters = {},
): URL {
  checkString(service, 'path', path)
  const shown = describeValue(path)
  const [route = ''] = path.split('?')
  if (uncarriable.test(path) || route.includes('\\')) {
    const message = `The path ${shown} contains characters that a URL cannot carry.`
    const hint = 'Encode the characters of an identifier: # is %23, \\ is %5C.'
    throw invalidRequest(service, 'path', message, hint)
  }
  const base = new URL(baseUrl)
  const text = absolute.test(path) ? path : `${baseUrl}/${path.replace(/^\//, '')}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Two more checks have the code `other_origin`: of a redirect (isWithin in http/httpClient.ts), and of a link to
  // the next page (linkToken in cern/listPages.ts).
  if (url?.origin !== base.origin || url.username !== '' || url.password !== '' || path.startsWith('//')) {
    throw new InvalidRequestError(`The path ${shown} leads away from ${base.origin}.`, {
      code: 'other_origin',
      service,
      param: 'path',
      hint: 'Nothing was sent. Give a path alone, such as /v2/users.',
    })
  }
  const root = `${base.pathname.replace(/\/+$/, '')}/`
  if (!`${url.pathname}/`.startsWith(root) || leadsUp(url.pathname))
    throw invalidRequest(service, 'path', `The path ${shown} leads out of ${baseUrl}.`)
  for (const [name, value] of queryPairs(query)) url.searchParams.append(name, value)
  return url
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: URLs drop some of them, which changes the URL
const uncarriable = /[\u0000-\u001f\u007f#]/
const absolute = /^[a-z][a-z\d+.-]*:/i

/** Returns true if a path has a segment `..` for a server that decodes it before it divides it, once or twice. */
function leadsUp(pathname: string): boolean {
  const decoded = pathname.replace(/%(?:25)*(2e|2f|5c)/gi, (_, code: string) =>
    code.toLowerCase() === '2e' ? '.' : '/',
  )
  return decoded.split('/').includes('..')
}

const forbiddenMethods = ['CONNECT', 'TRACE', 'TRACK']
const bodilessMethods = ['GET', 'HEAD']

/** Returns the method for the options of `request`. Throws InvalidRequestError if it is not one, or takes no body. */
export function parseMethod(service: string, { method, body }: RequestOptions): string {
  const value: unknown = method ?? (body === undefined ? 'GET' : 'POST')
  const name = typeof value === 'string' ? value.toUpperCase() : ''
  if (!httpToken.test(name) || forbiddenMethods.includes(name))
    throw invalidArgument(service, 'method', value, 'one such as GET or POST')
  if (body !== undefined && bodilessMethods.includes(name))
    throw invalidRequest(service, 'body', `A ${name} request cannot have a body.`)
  return name
}

/** Returns the headers of a caller by lower-case names. Throws InvalidRequestError for those that cannot be sent. */
export function parseHeaders(service: string, headers: HeadersOption | undefined): Record<string, string> {
  if (headers === undefined) return {}
  checkOptions(service, headers, undefined, 'headers')
  const record = toHeaderRecord(headers)
  for (const [name, value] of Object.entries(record)) {
    if (isClientOwned(name)) {
      throw invalidRequest(service, 'headers', `The header ${name} is set by the client itself.`)
    }
    if (!isHeader(name, value)) {
      // The error does not show the value, which may be a secret.
      const message = `Invalid name or value of the header ${JSON.stringify(name)}.`
      throw invalidRequest(service, 'headers', message)
    }
  }
  return record
}

/** Returns the body of a request as it is sent, and its content type. Throws InvalidRequestError if it cannot be sent. */
export async function encodeBody(
  service: string,
  body: unknown,
): Promise<{ body: RequestBody; type: string }> {
  if (typeof body === 'string') return { body, type: jsonType }
  // The tag is the same in every realm, where `instanceof` is not.
  const tag = Object.prototype.toString.call(body).slice(8, -1)
  if (['URLSearchParams', 'FormData', 'Blob', 'File', 'ArrayBuffer'].includes(tag)) {
    const encoded = new Response(body as BodyInit)
    const type = encoded.headers.get('content-type') ?? bytesType
    return { body: new Uint8Array(await encoded.arrayBuffer()), type }
  }
  // A copy: the bytes may be sent again when the caller has changed them. A `Response` takes no memory that is shared.
  if (ArrayBuffer.isView(body)) {
    const { buffer, byteOffset, byteLength } = body
    return { body: Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength)), type: bytesType }
  }
  const json = tag === 'ReadableStream' ? undefined : stringifyJson(body)
  if (json !== undefined) return { body: json, type: jsonType }
  throw invalidArgument(
    service,
    'body',
    body,
    'a string, bytes, a form, or a value that JSON can express',
    'Read a stream first: a request may have to be sent again.',
  )
}

const jsonType = 'application/json'
const bytesType = 'application/octet-stream'

function stringifyJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
