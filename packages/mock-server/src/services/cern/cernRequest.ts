import type { Failure, operations } from '@personctl/generated/cern'
import type { Quirks } from '@personctl/generated/quirks'
import { isObject } from '@personctl/shared/guards'
import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'
import { groupsReaders, identityReaders } from '../../directory/authorization/families.ts'
import { indexOfId, type RoleRecord } from '../../directory/authorization/records.ts'
import { basePathOf, readLimitedText } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { KeycloakOperation } from '../../oauth/keycloak/keycloakServer.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { asciiJson } from '../../text/json.ts'
import { CernError } from './CernError.ts'
import { type CernPage, type ListRules, readFields, readListRequest, readPage } from './cernList.ts'
import { type CernCaller, mayReadGroups, mayReadIdentities, ownIndex, upnOf } from './cernPermissions.ts'
import { createRowWriter, type Rows } from './cernRows.ts'

/** Responses of the service, in the envelope that it puts everything into. */
export interface CernResponses {
  page(page: CernPage): Response
  /** @param json the data as JSON */
  data(json: string, status?: number): Response
  /** Responds to a change without data of its own. */
  empty(status: 204): Response
  error(
    status: 400 | 401 | 403 | 404 | 405 | 500,
    message: string,
    headers?: Readonly<Record<string, string>>,
  ): Response
}

const emptyEnvelope = '"request_id":null,"message":null,"data":'

export function createCernResponses(responses: ResponseFactory, quirks: Quirks): CernResponses {
  return {
    page: ({ pagination, rows }) =>
      responses.json(
        `{"pagination":${asciiJson(pagination)},"delta":null,${emptyEnvelope}[${rows.join(',')}]}`,
      ),
    data: (json, status) => responses.json(`{${emptyEnvelope}${json}}`, status),
    empty: (status) => responses.empty(status),
    error(status, message, headers) {
      const name = bodyQuirks.get(status)
      const body = name && quirks[name]
      if (body === 'empty') return responses.empty(status, headers)
      if (body === 'problem') {
        const problem = { type: `https://httpstatuses.io/${status}`, title: message, status }
        return responses.json(asciiJson(problem), status, { ...headers, 'Content-Type': problemType })
      }
      return responses.json(formatFailure(message), status, headers)
    },
  }
}

const problemType = 'application/problem+json; charset=utf-8'
const bodyQuirks = new Map(
  Object.entries({
    400: 'cernBadRequestBody',
    401: 'cernUnauthorizedBody',
    403: 'cernForbiddenBody',
    404: 'cernNotFoundBody',
  } as const).map(([status, name]) => [Number(status), name]),
)

/** Returns the envelope of an error. */
export function formatFailure(message: string): string {
  return asciiJson({ request_id: null, message, data: null } satisfies Failure)
}

/** A request of a known caller to an operation. */
export interface CernRequest {
  readonly caller: CernCaller
  readonly call: ServiceCall
  readonly query: URLSearchParams
  /** Returns a part of the path that varies, decoded. */
  readonly param: (name: string) => string
}

/** Dependencies of the service. */
export interface CernDeps {
  readonly directory: AuthorizationDirectory
  readonly responses: CernResponses
  /** The number of rows on a page unless the request has a limit. */
  readonly defaultLimit: number
  readonly quirks: Quirks
}

/** Serves one operation. Throws or rejects with CernError. */
export type CernHandler = (request: CernRequest, deps: CernDeps) => Response | Promise<Response>

/** The operations of the Authorization Service, without those of its authorization server. */
export type CernOperation = Exclude<keyof operations, KeycloakOperation>

/** The handlers of some operations. */
export type CernHandlers<Operation extends CernOperation> = Readonly<Record<Operation, CernHandler>>

/** Responds with the requested page of a list. @throws {CernError} */
export function respondWithList(rows: Rows, request: CernRequest, deps: CernDeps): Response {
  const { responses, directory } = deps
  const listRequest = readListRequest(request.query, listRules(rows, deps))
  return responses.page(readPage(rows, listRequest, linkPath(request.call), directory.view(), deps.quirks))
}

/** Responds with a whole list, unless the request has a limit. @throws {CernError} */
export function respondWithWholeList(rows: Rows, request: CernRequest, deps: CernDeps): Response {
  const size = rows.indexes?.length ?? rows.table.size ?? 0
  return respondWithList(rows, request, { ...deps, defaultLimit: Math.max(size, 1) })
}

/** Responds with one row. @throws {CernError} */
export function respondWithRow(rows: Rows, index: number, { query }: CernRequest, deps: CernDeps): Response {
  const fields = readFields(query, listRules(rows, deps))
  return deps.responses.data(createRowWriter(rows, deps.directory.view(), fields, deps.quirks)(index))
}

/** Responds with all of a row that was just created. The query has no influence once the row is written. */
export function respondWithNewRow(
  rows: Rows,
  index: number,
  { responses, directory, quirks }: CernDeps,
): Response {
  const json = createRowWriter(rows, directory.view(), [], quirks)(index)
  return responses.data(json, quirks.cernCreated === 'created' ? 201 : 200)
}

function listRules({ kind, table }: Rows, { defaultLimit, quirks }: CernDeps): ListRules {
  return { defaultLimit, quirks, knownFields: [...Object.keys(kind.fields), ...table.furtherFields] }
}

/** Returns the path of a list as links have it: written like in the description, with encoded names. */
function linkPath({ request, operation, params }: ServiceCall): string {
  const path = (operation?.path ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((params[name] ?? '').toWellFormed()),
  )
  return basePathOf(request.url) + path
}

/**
 * @param action the action to allow, in words
 * @param allowed those who may do it, in words: members of a group
 * @throws {CernError} if the caller may not do it
 */
export function requirePermission(
  isAllowed: boolean,
  { caller }: Pick<CernRequest, 'caller'>,
  action: string,
  allowed: string,
): void {
  if (isAllowed) return
  const detail = `this needs ${allowed}, the caller ${describeGroups(caller)}`
  throw new CernError(403, `${upnOf(caller)} may not ${action}`, undefined, detail)
}

function describeGroups(caller: CernCaller): string {
  if (caller.kind === 'user') return 'is a person'
  return caller.groups?.length ? `is in ${caller.groups.join(', ')}` : 'is in no group'
}

/**
 * Returns the index of the caller's identity.
 *
 * @param name the word in the path, `my` or `current`
 * @throws {CernError} if the caller does not have one
 */
export function requireOwnIdentity(
  { caller }: CernRequest,
  view: AuthorizationView,
  name: string,
  { cernMyIdentity, cernCurrentIdentity }: Quirks,
): number {
  const index = ownIndex(caller, view)
  const current = caller.kind === 'service' && /^current$/i.test(name) ? cernCurrentIdentity : undefined
  const isProgram = caller.kind === 'service' && index === undefined
  if (current === 'forbidden' || (isProgram && cernMyIdentity === 'forbidden'))
    throw new CernError(403, `${upnOf(caller)} is a program`)
  if (index !== undefined && current !== 'notFound') return index
  throw new CernError(404, `${upnOf(caller)}, whose token it is, has no identity`)
}

/**
 * Returns the index of the identity that the path names: by id, by login, or as that of the caller. Everybody may read
 * their own.
 *
 * @param content the content of the identity to be read
 * @throws {CernError} if the identity does not exist, or the caller may not read it
 */
export function requireReadableIdentity(
  request: CernRequest,
  view: AuthorizationView,
  content: 'identities' | 'groups',
  quirks: Quirks,
): number {
  const name = request.param('identity')
  if (/^(my|current)$/i.test(name)) return requireOwnIdentity(request, view, name, quirks)
  const index = view.identities.indexOfId(name) ?? view.identities.indexOfUpn(name)
  if (index === undefined || index !== ownIndex(request.caller, view)) {
    const mayRead = content === 'identities' ? mayReadIdentities : mayReadGroups
    const readers = content === 'identities' ? identityReaders : groupsReaders
    requirePermission(mayRead(request.caller, view), request, `read ${content} of others`, readers)
  }
  return index ?? throwNotFound('identity', name)
}

/** Returns the index of the group that the path names, by id or by identifier. @throws {CernError} */
export function requireGroup(request: CernRequest, view: AuthorizationView): number {
  return findGroup(request, view) ?? throwNotFound('group', request.param('group'))
}

/** Returns the index of the group that the path names; undefined if it does not exist. */
export function findGroup({ param }: CernRequest, { groups }: AuthorizationView): number | undefined {
  const name = param('group')
  return indexOfId(groups, name) ?? groups.indexOfIdentifier(name)
}

/** Returns the index of the application that the path names, by id or by identifier. @throws {CernError} */
export function requireApplication({ param }: CernRequest, { applications }: AuthorizationView): number {
  const name = param('application')
  return (
    indexOfId(applications, name) ??
    applications.indexOfIdentifier(name) ??
    throwNotFound('application', name)
  )
}

/** Returns the role of an application that the path names, by id or by name. @throws {CernError} */
export function requireRole(
  { param }: CernRequest,
  application: number,
  { applications }: AuthorizationView,
): RoleRecord {
  const name = param('role')
  const roles = applications.rolesAt(application)
  for (let index = 0; index < roles.size; index++) {
    const role = roles.recordAt(index)
    if ([role.id, role.name].some((key) => key.toLowerCase() === name.toLowerCase())) return role
  }
  return throwNotFound('role', name)
}

export function throwNotFound(kind: string, name: string): never {
  const key = usualKeys.get(kind)
  throw new CernError(
    404,
    `There is no ${kind} '${name}'`,
    key === undefined ? undefined : { key, value: name },
  )
}

// The keys that clients usually send.
const usualKeys: ReadonlyMap<string, string> = new Map([
  ['identity', 'upn'],
  ['group', 'groupIdentifier'],
])

const bodyLimit = 4 * 1024 * 1024

/** Reads the body of a request as JSON. @throws {CernError} */
async function readJsonBody(request: Request): Promise<unknown> {
  const text = await readLimitedText(request, bodyLimit)
  if (text === undefined) throw new CernError(400, `The body is larger than ${bodyLimit} bytes`)
  try {
    return JSON.parse(text)
  } catch {
    throw new CernError(400, 'The body is not JSON')
  }
}

/** Reads the body of a request as a list. @throws {CernError} */
export async function readListBody(request: Request): Promise<readonly unknown[]> {
  const body = await readJsonBody(request)
  if (Array.isArray(body)) return body
  throw new CernError(400, 'The body is not a list')
}

/** The fields of a body that is an object. Each method throws CernError if the field has another type. */
interface BodyFields {
  /** @param mayBeEmpty allows the empty string */
  string(field: string, mayBeEmpty?: 'may be empty'): string
  optionalString(field: string): string | null
  boolean(field: string): boolean
}

/** Reads the body of a request as an object. @throws {CernError} */
export async function readObjectBody(request: Request): Promise<BodyFields> {
  const body = await readJsonBody(request)
  if (!isObject(body)) throw new CernError(400, 'The body is not an object')
  const fieldValue = (field: string): unknown => (Object.hasOwn(body, field) ? body[field] : undefined)
  const fail = (field: string, wanted: string): never => {
    throw new CernError(400, `The body has no ${field} that is ${wanted}`)
  }
  return {
    string(field, mayBeEmpty) {
      const value = fieldValue(field)
      if (typeof value === 'string' && (value.trim() !== '' || mayBeEmpty)) return value
      return fail(field, mayBeEmpty ? 'a text' : 'a text and not empty')
    },
    optionalString(field) {
      const value = fieldValue(field) ?? null
      return value === null || typeof value === 'string' ? value : fail(field, 'a text or null')
    },
    boolean(field) {
      const value = fieldValue(field)
      return typeof value === 'boolean' ? value : fail(field, 'true or false')
    },
  }
}
