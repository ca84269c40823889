import type { BodyCondition, FaultMatch, JsonCondition, ValueCondition } from '@personctl/generated/admin'
import type { ServiceOperation } from '@personctl/generated/serviceOperations'
import { peekText, queryOf } from '../http/request.ts'
import { serialise } from '../text/json.ts'
import { matchesPath } from './router.ts'

/** Conditions on a request. All that are given must hold; none of them matches every request. */
export type RequestMatch = Omit<FaultMatch, 'anyRoute'>

/** A request, as far as conditions depend on it. */
export interface MatchedRequest {
  readonly method: string
  /** The path as it was sent, without the prefix of a session. */
  readonly path: string
  readonly url: string
  readonly headers: Pick<Headers, 'get'>
  readonly operation: Pick<ServiceOperation, 'service' | 'operation'> | undefined
  /** The client that sent the request. */
  readonly client: string | undefined
  /** The body; undefined if it was not read. Conditions on it do not hold then. */
  readonly body: RequestBody | undefined
}

/** Returns true if a request meets every condition. */
export function matchesRequest(match: RequestMatch, request: MatchedRequest): boolean {
  const { operation, body, headers } = request
  return (
    (match.service === undefined || match.service === operation?.service) &&
    (match.operation === undefined || match.operation === operation?.operation) &&
    (match.client === undefined || match.client === request.client) &&
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || matchesPath(request.path, match.path)) &&
    (match.query === undefined || matchesQuery(match.query, queryOf(request.url))) &&
    (match.header === undefined || everyEntry(match.header, (name) => [headers.get(name) ?? []].flat())) &&
    (match.grant === undefined || (body !== undefined && matchesGrant(match.grant, body))) &&
    (match.body === undefined || (body !== undefined && matchesBody(match.body, body)))
  )
}

/** Returns true if conditions depend on the body of a request. */
export function needsBody({ body, grant }: RequestMatch): boolean {
  return body !== undefined || grant !== undefined
}

/** The body of a request. It is parsed when a condition needs that. */
export interface RequestBody {
  readonly text: string
  readonly form: URLSearchParams
  /** Undefined if the body is not JSON. */
  readonly json: unknown
}

/**
 * Reads the body of a request for conditions on it.
 *
 * @param request stays unread
 * @returns undefined if the body is larger than a megabyte, or was interrupted
 */
export async function readMatchedBody(request: Request): Promise<RequestBody | undefined> {
  const text = await peekText(request)
  return text === undefined ? undefined : parseBody(text)
}

/** Returns a body that is parsed when a condition needs that. */
export function parseBody(text: string): RequestBody {
  let form: URLSearchParams | undefined
  let parsed: { readonly json: unknown } | undefined
  return {
    text,
    get form() {
      form ??= new URLSearchParams(text)
      return form
    },
    get json() {
      parsed ??= { json: parseJson(text) }
      return parsed.json
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function matchesQuery(conditions: NonNullable<FaultMatch['query']>, query: URLSearchParams): boolean {
  return everyEntry(conditions, (name) => query.getAll(name))
}

/** Returns the grant type of a token request; undefined if it names none. */
function grantTypeOf({ form, json, text }: RequestBody): string | undefined {
  const grant = text.trimStart().startsWith('{') ? valueAt(json, 'grant_type') : form.get('grant_type')
  return typeof grant === 'string' ? grant : undefined
}

/** A grant type that is a URN can be given by its last part. */
function matchesGrant(grant: string, body: RequestBody): boolean {
  const sent = grantTypeOf(body)
  return sent !== undefined && (sent === grant || sent === `urn:ietf:params:oauth:grant-type:${grant}`)
}

function matchesBody({ text, form, json }: BodyCondition, body: RequestBody): boolean {
  return (
    (text === undefined || matchesValues(text, [body.text])) &&
    (form === undefined || everyEntry(form, (name) => body.form.getAll(name))) &&
    (json === undefined ||
      Object.entries(json).every(([name, condition]) => matchesJson(condition, valueAt(body.json, name))))
  )
}

function everyEntry(
  conditions: Readonly<Record<string, ValueCondition>>,
  valuesOf: (name: string) => readonly string[],
): boolean {
  return Object.entries(conditions).every(([name, condition]) => matchesValues(condition, valuesOf(name)))
}

/** Returns true if one of the values meets a condition. */
function matchesValues(condition: ValueCondition, values: readonly string[]): boolean {
  if (typeof condition === 'string') return values.includes(condition)
  const { equals, contains, matches, present = true } = condition
  if (!present) return values.length === 0
  return values.some(
    (value) =>
      (equals === undefined || value === equals) &&
      (contains === undefined || value.includes(contains)) &&
      (matches === undefined || matchesGlob(value, matches)),
  )
}

function matchesJson(condition: JsonCondition, value: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return value === condition
  const { equals, contains, matches, present = true } = condition
  if (!present) return value === undefined
  return (
    value !== undefined &&
    (equals === undefined || serialise(value) === serialise(equals)) &&
    (contains === undefined || containsText(value, contains)) &&
    (matches === undefined || (typeof value === 'string' && matchesGlob(value, matches)))
  )
}

function containsText(value: unknown, text: string): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.includes(text)
}

/** Returns the value of a member by its name, or by a JSON pointer, which begins with a slash. */
function valueAt(value: unknown, name: string): unknown {
  const parts = name.startsWith('/') ? name.slice(1).split('/').map(unescapePointer) : [name]
  let node = value
  for (const part of parts)
    node =
      typeof node === 'object' && node !== null && Object.hasOwn(node, part)
        ? node[part as keyof typeof node]
        : undefined
  return node
}

const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * Returns true if a whole text matches a pattern, in which `*` stands for any characters and `?` for one. Unlike a
 * regular expression, no pattern takes longer than its length times that of the text.
 */
function matchesGlob(text: string, pattern: string): boolean {
  let [at, next] = [0, 0]
  // After a mismatch, the latest star takes one character more.
  let star = -1
  let retryAt = 0
  while (at < text.length) {
    if (pattern[next] === '*') {
      star = next
      retryAt = at
      next += 1
    } else if (next < pattern.length && (pattern[next] === '?' || pattern[next] === text[at])) {
      at += 1
      next += 1
    } else if (star >= 0) {
      retryAt += 1
      at = retryAt
      next = star + 1
    } else return false
  }
  while (pattern[next] === '*') next += 1
  return next === pattern.length
}
