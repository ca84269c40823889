import { adminOperations, type OperationRoute } from '@personctl/generated/adminOperations'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isLoopback } from '@personctl/shared/loopback'
import { isForwarded } from '../http/publicUrl.ts'
import {
  baseUrlOf,
  isOpenAdminUrl,
  originOf,
  pathOf,
  queryOf,
  readLimitedText,
  sessionBaseUrl,
} from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import { createRouteTable } from '../routing/router.ts'
import { createAdminErrorResponse } from '../session/adminError.ts'
import { defaultSessionName, isSessionName, sessionNameOf } from '../session/sessionName.ts'
import { asciiJson } from '../text/json.ts'
import { type AdminContext, AdminError, type OperationName, type UncheckedInput } from './contract.ts'
import { executeOperation } from './execute.ts'

interface AdminRouteDeps extends Omit<AdminContext, 'session' | 'baseUrl'> {
  readonly responses: ResponseFactory
  readonly access: AdminAccess
}

/** Handles a request to an admin route. */
export async function handleAdminRequest(request: Request, deps: AdminRouteDeps): Promise<Response> {
  const { responses, access, ...shared } = deps
  try {
    // Before anything else, so that pages of other origins cause no work.
    if (!isOpenAdminUrl(request.url)) checkAccess(request, access)
    const path = pathOf(request.url)
    const { operation, params } = findRoute(request.method, path)
    const route = adminOperations[operation]
    const context = {
      ...shared,
      baseUrl: sessionUrl(request),
      session: () => shared.sessions.find(request),
    }
    const result = await executeOperation(operation, context, await readInput(request, route, params))
    return result === undefined
      ? responses.empty(route.status)
      : jsonResponse(responses, result, route.status)
  } catch (error) {
    const known = error instanceof AdminError ? error : createUnexpectedError(error)
    return adminErrorResponse(responses, known, request)
  }
}

/** Prints an error that nobody expected, and creates the one to respond with. */
function createUnexpectedError(error: unknown): AdminError {
  // biome-ignore lint/suspicious/noConsole: stderr on every platform, for an error that would else be lost
  console.error('personctl-mock: an admin request failed unexpectedly:', error)
  return new AdminError(
    'unexpected_error',
    `The request failed unexpectedly: ${String(error).slice(0, 200)}`,
    'report it, with what the mock has printed to stderr',
  )
}

/** Returns the base URL of the session that a request is about. */
function sessionUrl(request: Request): string {
  const session = sessionNameOf(request) ?? defaultSessionName
  const origin = originOf(request.url)
  const isPlain = session === defaultSessionName || !isSessionName(session)
  return isPlain ? baseUrlOf(request.url) : sessionBaseUrl(origin, session)
}

/** Creates the response for an error. */
export function adminErrorResponse(
  responses: ResponseFactory,
  error: AdminError,
  request: Request,
): Response {
  const headers = error.code === 'method_not_allowed' ? { Allow: listMethods(pathOf(request.url)) } : {}
  return createAdminErrorResponse(responses, error, headers)
}

/** The rules of access to the admin routes. */
export interface AdminAccess {
  /** The admin token; undefined if none is required. */
  readonly token: string | undefined
  /** The host that the server listens on; undefined if only this process can reach the mock. */
  readonly host: string | undefined
}

/**
 * Rejects requests without the admin token if there is one. Otherwise rejects requests of web pages of other origins,
 * also under a host name of their own (DNS rebinding).
 *
 * @throws {AdminError} if the request is rejected
 */
function checkAccess(request: Request, access: AdminAccess): void {
  checkOrigin(request)
  if (access.token !== undefined) checkToken(request, access.token)
  else checkReach(request, access)
}

/**
 * Rejects requests for the page. Links of other sites may lead to it, since it contains no data of the mock and has its
 * own dialog for the admin token.
 *
 * @throws {AdminError} if the request is rejected
 */
export function checkPageAccess(request: Request, access: AdminAccess): void {
  const isFollowedLink = request.headers.get('sec-fetch-dest') === 'document'
  checkOrigin(request, isFollowedLink)
  if (access.token === undefined) checkReach(request, access)
}

function checkReach(request: Request, { host }: AdminAccess): void {
  if (host === undefined) return
  if (!isLoopback(host))
    throw new AdminError(
      'admin_token_required',
      `The server listens on ${host}, which other machines can reach, without an admin token`,
      'set PERSONCTL_MOCK_ADMIN_TOKEN, or listen on 127.0.0.1',
    )
  if (isForwarded((name) => request.headers.get(name) ?? undefined))
    throw new AdminError(
      'admin_token_required',
      'The request came through a proxy, which other machines may reach, without an admin token',
      'set PERSONCTL_MOCK_ADMIN_TOKEN, or use the URL of the mock itself',
    )
  checkHost(ownHostOf(request).replace(/:\d*$/, ''), host)
}

/** Returns the host and port that the Host header names. Proxies tell other ones, which pages can forge. */
function ownHostOf(request: Request): string {
  return (request.headers.get('host') ?? new URL(originOf(request.url)).host).toLowerCase()
}

function checkOrigin(request: Request, mayFollowLinks = false): void {
  const origin = request.headers.get('origin')
  const isForeign = origin !== null && !isOwnOrigin(origin, request)
  const isCrossSite = request.headers.get('sec-fetch-site') === 'cross-site'
  if (!isForeign && (!isCrossSite || mayFollowLinks)) return
  throw new AdminError(
    'foreign_origin',
    `The request comes from a web page of ${origin ?? 'another site'}`,
    'send admin requests from a program, or from the page of the mock',
  )
}

/** Returns true for the origin of the request, also if a proxy or the public URL gave it another. */
function isOwnOrigin(origin: string, request: Request): boolean {
  const { origin: publicOrigin, protocol } = new URL(request.url)
  return origin === publicOrigin || origin === `${protocol}//${ownHostOf(request)}`
}

function checkHost(name: string, bound: string): void {
  if (isLoopback(name) || name === bound.toLowerCase()) return
  throw new AdminError(
    'foreign_host',
    `The host ${name} is not the host of the server`,
    'use 127.0.0.1, or start the server with an admin token',
  )
}

function checkToken(request: Request, token: string): void {
  const bearer = /^\s*bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const sent = request.headers.get('x-personctl-admin-token') ?? bearer
  if (sent !== undefined && isEqual(sent, token)) return
  throw new AdminError(
    'admin_token_required',
    sent === undefined ? 'The admin token is missing' : 'The admin token is wrong',
    'send it in the header x-personctl-admin-token, or as Authorization: Bearer',
  )
}

/** Compares strings in constant time, so that the token cannot be guessed character by character. */
function isEqual(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++)
    difference |= one.charCodeAt(index) ^ (other.charCodeAt(index) || 0)
  return difference === 0
}

/** The operation of a request, and the parameters in its path. */
interface AdminRoute {
  readonly operation: OperationName
  readonly params: Readonly<Record<string, string>>
}

/**
 * Finds the operation of a request.
 *
 * @param path the path as requested
 * @throws {AdminError} if the path does not exist, or does not have the method
 */
export function findRoute(method: string, path: string): AdminRoute {
  const match = routes.find(path)
  if (match === undefined) {
    const nearest = didYouMean(
      path,
      operations.map((operation) => operation.path),
    )
    throw new AdminError(
      'not_found',
      `The admin route ${path} does not exist`,
      nearest === undefined ? 'see /__admin/openapi.json for all routes' : `did you mean ${nearest}?`,
    )
  }
  const name = method === 'HEAD' ? 'GET' : method
  const found = match.operations.find((operation) => operation.method === name)
  if (found !== undefined) return { operation: found.operation, params: decodeParams(match.params) }
  throw new AdminError('method_not_allowed', `${path} does not support ${method}`, `use ${listMethods(path)}`)
}

/** Returns the methods of a path. */
function listMethods(path: string): string {
  return (routes.find(path)?.operations ?? []).map(({ method }) => method).join(', ')
}

const operations = (Object.keys(adminOperations) as OperationName[]).map((operation) => ({
  operation,
  method: adminOperations[operation].method,
  path: adminOperations[operation].path,
}))
// Parameters are decoded last: a path without the method is 405 even if their encoding is invalid.
const routes = createRouteTable(operations, { decodeParam: (part) => part })

function decodeParams(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    throw new AdminError(
      'invalid_request',
      'The path has an invalid percent encoding',
      'percent-encode its parameters',
    )
  }
}

const bodyLimit = 1024 * 1024

async function readInput(
  request: Request,
  route: OperationRoute,
  path: UncheckedInput['path'],
): Promise<UncheckedInput> {
  const query = Object.fromEntries(queryOf(request.url))
  if (route.body === undefined) return { path: path ?? {}, query }
  const text = await readLimitedText(request, bodyLimit).catch(() => {
    throw new AdminError('invalid_request', 'The body ended early', 'send all of it')
  })
  if (text === undefined)
    throw new AdminError(
      'too_large',
      `The body is larger than ${bodyLimit} bytes`,
      'send less in one request',
    )
  return text.trim() === '' ? { path: path ?? {}, query } : { path: path ?? {}, query, body: parseBody(text) }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AdminError('invalid_request', 'The body is not valid JSON', 'send one JSON value')
  }
}

function jsonResponse(
  responses: ResponseFactory,
  value: unknown,
  status: number,
  headers?: Record<string, string>,
): Response {
  const text = asciiJson(value)
  return responses.json(`${text}\n`, status, { 'Cache-Control': 'no-store', ...headers })
}
