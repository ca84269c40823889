import type { Failure } from '@personctl/openapi/cern'
import { isObject } from '@personctl/shared/guards'
import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'
import { indexOfId, type RoleRecord } from '../../directory/authorization/records.ts'
import type { MissedName } from '../../directory/profile.ts'
import { readLimitedText } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { asciiJson } from '../../text/json.ts'
import { CernRefusal } from './errors.ts'
import { type Page, pageOf } from './listPage.ts'
import { type ListRules, readFields, readListRequest } from './listQuery.ts'
import { type CernCaller, mayReadGroups, mayReadIdentities, ownPlace, upnOf } from './permissions.ts'
import { type Rows, rowWriter } from './rows.ts'

/** The answers of the service, in the envelopes it puts everything into. */
export interface CernAnswers {
  page(page: Page): Response
  /** @param text of what is answered, as JSON */
  data(text: string): Response
  failed(
    status: 400 | 401 | 403 | 404 | 405 | 500,
    message: string,
    headers?: Readonly<Record<string, string>>,
  ): Response
}

const nothingSaid = '"request_id":null,"message":null,"data":'

export function createCernAnswers(responses: ResponseFactory): CernAnswers {
  return {
    page: ({ pagination, rows }) =>
      responses.json(
        `{"pagination":${asciiJson(pagination)},"delta":null,${nothingSaid}[${rows.join(',')}]}`,
      ),
    data: (text) => responses.json(`{${nothingSaid}${text}}`),
    failed: (status, message, headers) =>
      responses.json(asciiJson({ request_id: null, message, data: null } satisfies Failure), status, headers),
  }
}

/** A request of somebody who is known, on a path there is. */
export interface CernRequest {
  readonly caller: CernCaller
  readonly query: URLSearchParams
  /** The path, written as links have it. */
  readonly path: string
  /** What stands in the path for a parameter, decoded. */
  readonly parameter: (name: string) => string
  readonly raw: Request
}

/** What the routes stand on. */
export interface CernParts {
  readonly directory: AuthorizationDirectory
  readonly answers: CernAnswers
  /** How many rows a page has unless told otherwise. */
  readonly defaultLimit: number
  /** Whether a field that is not known is refused. */
  readonly isStrict: boolean
}

export type CernVerb = 'GET' | 'POST' | 'DELETE'

/** Answers a request, or throws or rejects with CernRefusal. */
export type CernHandler = (request: CernRequest, parts: CernParts) => Response | Promise<Response>

export type CernHandlers = Readonly<Partial<Record<CernVerb, CernHandler>>>

/** Answers with the page of a list that is asked for. @throws CernRefusal */
export function answerList(rows: Rows, request: CernRequest, parts: CernParts): Response {
  const { answers, directory } = parts
  const wish = readListRequest(request.query, rulesOf(rows, parts))
  return answers.page(pageOf(rows, wish, request.path, directory.view()))
}

/** Answers with a list that comes all at once, unless a limit is asked for. @throws CernRefusal */
export function answerWholeList(rows: Rows, request: CernRequest, parts: CernParts): Response {
  const size = rows.places?.length ?? rows.table.size
  return answerList(rows, request, { ...parts, defaultLimit: Math.max(size, 1) })
}

/** Answers with one row. @throws CernRefusal */
export function answerRow(rows: Rows, place: number, { query }: CernRequest, parts: CernParts): Response {
  const fields = readFields(query, rulesOf(rows, parts))
  return parts.answers.data(rowWriter(rows, parts.directory.view(), fields)(place))
}

/** Answers with a row that was just made, whole: what is asked for besides has no say once it is written. */
export function answerNewRow(rows: Rows, place: number, { answers, directory }: CernParts): Response {
  return answers.data(rowWriter(rows, directory.view(), [])(place))
}

function rulesOf({ kind, table }: Rows, { defaultLimit, isStrict }: CernParts): ListRules {
  return { defaultLimit, isStrict, knownFields: [...Object.keys(kind.fields), ...table.furtherFields] }
}

/** @param what somebody wants to do @throws CernRefusal if they may not */
export function demand(isAllowed: boolean, { caller }: Pick<CernRequest, 'caller'>, what: string): void {
  if (!isAllowed) throw new CernRefusal(403, `${upnOf(caller)} may not ${what}`)
}

/** The identity of whoever calls. @throws CernRefusal if they have none */
export function ownIdentity({ caller }: CernRequest, view: AuthorizationView): number {
  const place = ownPlace(caller, view)
  if (place !== undefined) return place
  throw new CernRefusal(404, `${upnOf(caller)}, whose token it is, has no identity`)
}

/**
 * The identity a path names, by its id, its login, or as that of whoever calls. One's own may always be read.
 *
 * @param content what of it is to be read
 * @throws CernRefusal
 */
export function readableIdentity(
  request: CernRequest,
  view: AuthorizationView,
  content: 'identities' | 'groups',
): number {
  const name = request.parameter('identity')
  if (/^(my|current)$/i.test(name)) return ownIdentity(request, view)
  const place = indexOfId(view.identities, name) ?? view.identities.indexOfUpn(name)
  if (place === undefined || place !== ownPlace(request.caller, view)) {
    const mayRead = content === 'identities' ? mayReadIdentities : mayReadGroups
    demand(mayRead(request.caller, view), request, `read ${content} of others`)
  }
  return place ?? notFound('identity', name)
}

/** The group a path names, by its id or its identifier. @throws CernRefusal */
export function namedGroup(request: CernRequest, view: AuthorizationView): number {
  return groupIfAny(request, view) ?? notFound('group', request.parameter('group'))
}

/** The same; undefined if there is none. */
export function groupIfAny({ parameter }: CernRequest, { groups }: AuthorizationView): number | undefined {
  const name = parameter('group')
  return indexOfId(groups, name) ?? groups.indexOfIdentifier(name)
}

/** The application a path names, by its id or its identifier. @throws CernRefusal */
export function namedApplication({ parameter }: CernRequest, { applications }: AuthorizationView): number {
  const name = parameter('application')
  return (
    indexOfId(applications, name) ?? applications.indexOfIdentifier(name) ?? notFound('application', name)
  )
}

/** The role of an application that a path names, by its id or its name. @throws CernRefusal */
export function namedRole(
  { parameter }: CernRequest,
  application: number,
  { applications }: AuthorizationView,
): RoleRecord {
  const name = parameter('role')
  const roles = applications.rolesAt(application)
  for (let place = 0; place < roles.size; place++) {
    const role = roles.recordAt(place)
    if ([role.id, role.name].some((key) => key.toLowerCase() === name.toLowerCase())) return role
  }
  return notFound('role', name)
}

export function notFound(kind: string, name: string): never {
  const key = keys.get(kind)
  throw new CernRefusal(404, `There is no ${kind} '${name}'`, key && { key, value: name })
}

// What people name most of these by.
const keys: ReadonlyMap<string, MissedName['key']> = new Map([
  ['identity', 'upn'],
  ['group', 'groupIdentifier'],
])

const bodyLimit = 4 * 1024 * 1024

/** The body of a request as the JSON it is. @throws CernRefusal */
async function jsonBody(request: Request): Promise<unknown> {
  const text = await readLimitedText(request, bodyLimit)
  if (text === undefined) throw new CernRefusal(400, `The body is larger than ${bodyLimit} bytes`)
  try {
    return JSON.parse(text)
  } catch {
    throw new CernRefusal(400, 'The body is not JSON')
  }
}

/** The body of a request as a list. @throws CernRefusal */
export async function listBody(request: Request): Promise<readonly unknown[]> {
  const body = await jsonBody(request)
  if (Array.isArray(body)) return body
  throw new CernRefusal(400, 'The body is not a list')
}

/** What a body says of one thing, field by field. */
interface BodyFields {
  /** @throws CernRefusal if it is not a text, or an empty one unless that is allowed */
  text(field: string, mayBeEmpty?: 'may be empty'): string
  optionalText(field: string): string | null
  flag(field: string): boolean
}

/** The body of a request as an object. @throws CernRefusal */
export async function objectBody(request: Request): Promise<BodyFields> {
  const body = await jsonBody(request)
  if (!isObject(body)) throw new CernRefusal(400, 'The body is not an object')
  const given = (field: string): unknown => (Object.hasOwn(body, field) ? body[field] : undefined)
  const refuse = (field: string, wanted: string): never => {
    throw new CernRefusal(400, `The body has no ${field} that is ${wanted}`)
  }
  return {
    text(field, mayBeEmpty) {
      const value = given(field)
      if (typeof value === 'string' && (value.trim() !== '' || mayBeEmpty)) return value
      return refuse(field, mayBeEmpty ? 'a text' : 'a text and not empty')
    },
    optionalText(field) {
      const value = given(field) ?? null
      return value === null || typeof value === 'string' ? value : refuse(field, 'a text or null')
    },
    flag(field) {
      const value = given(field)
      return typeof value === 'boolean' ? value : refuse(field, 'true or false')
    },
  }
}
