import type { Fault, NewFault, StatusEffect } from '@personctl/openapi/admin'
import { type ServiceOperation, serviceOperations } from '@personctl/openapi/serviceOperations'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { Clock } from '../clock.ts'
import { withAuthorization } from '../http/request.ts'
import { createResetResponse, createTruncatedResponse } from '../http/response.ts'
import { type SigningKeys, tamperSignature } from '../oauth/keys.ts'
import {
  matchesPath,
  nearestOperation,
  operationsAt,
  type ServiceCall,
  type ServiceHandler,
} from '../routing/router.ts'
import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

/** The faults of a session. */
export interface FaultList {
  readonly size: number
  add(fault: NewFault): Fault
  list(): readonly Fault[]
  find(id: number): Fault | undefined
  /** @returns false if the fault does not exist */
  remove(id: number): boolean
  clear(): void
  /**
   * Returns the fault to apply to a request, and counts it.
   *
   * @param client the client that sent the request
   */
  next(call: ServiceCall, client: string | undefined): Fault | undefined
}

interface Entry {
  readonly fault: NewFault & { readonly id: number }
  readonly random: SeededRandom
  matched: number
  fired: number
}

export function createFaultList(): FaultList {
  const entries = new Map<number, Entry>()
  let latest = 0
  return {
    get size() {
      return entries.size
    },
    add(fault) {
      latest += 1
      const entry = {
        fault: { id: latest, ...fault },
        random: seededRandom(fault.seed ?? 1),
        matched: 0,
        fired: 0,
      }
      entries.set(latest, entry)
      return toFault(entry)
    },
    list: () => [...entries.values()].map(toFault),
    find(id) {
      const entry = entries.get(id)
      return entry && toFault(entry)
    },
    remove: (id) => entries.delete(id),
    clear: () => entries.clear(),
    next(call, client) {
      for (const entry of entries.values())
        if (matchesRequest(entry.fault, call, client) && fire(entry)) return toFault(entry)
      return undefined
    },
  }
}

function toFault({ fault, matched, fired }: Entry): Fault {
  return { ...fault, matched, fired }
}

/** Returns true if a request is one that a fault is for. */
function matchesRequest(
  { match = {}, effect }: NewFault,
  { request, path, operation }: ServiceCall,
  client: string | undefined,
): boolean {
  return (
    (match.service === undefined || match.service === operation?.service) &&
    (match.operation === undefined || match.operation === operation?.operation) &&
    (match.client === undefined || match.client === client) &&
    (match.path === undefined || matchesPath(path, match.path)) &&
    (!isTokenEffect(effect) || hasToken(request))
  )
}

function hasToken(request: Request): boolean {
  return /^\s*bearer\s+\S/i.test(request.headers.get('authorization') ?? '')
}

/** True for faults that act on the token of the request. */
function isTokenEffect({ type }: NewFault['effect']): boolean {
  return type === 'rejectedToken' || type === 'expiredToken'
}

const certainty = 0x1_0000_0000

/** Counts a request that a fault matches. @returns true if the fault is to be applied to it */
function fire(entry: Entry): boolean {
  const { fault, random } = entry
  entry.matched += 1
  if (entry.matched <= (fault.after ?? 0)) return false
  if (fault.times !== undefined && entry.fired >= fault.times) return false
  if (fault.probability !== undefined && random.below(certainty) >= fault.probability * certainty)
    return false
  entry.fired += 1
  return true
}

/** The parts of a session that faults depend on. */
interface FaultDeps {
  readonly clock: Clock
  readonly keys: SigningKeys
}

/**
 * Responds to a request as a fault says.
 *
 * @param respond responds to the request without the fault
 */
export async function applyFault(
  { id, effect }: Fault,
  call: ServiceCall,
  respond: ServiceHandler,
  { clock, keys }: FaultDeps,
): Promise<Response> {
  const { request } = call
  const authorization = request.headers.get('authorization') ?? ''
  if (effect.delayMs) await delay(effect.delayMs, request.signal)
  switch (effect.type) {
    case 'status':
      return createStatusResponse(effect, id)
    case 'rateLimit': {
      const headers = { 'Retry-After': String(effect.retryAfterSeconds ?? 1) }
      return createStatusResponse({ status: 429, headers }, id)
    }
    case 'delay':
      return respond(call)
    case 'reset':
      return createResetResponse()
    case 'truncate':
      return truncateResponse(await respond(call))
    case 'truncatedJson':
      return replaceBody(await respond(call), (body) => body.slice(0, Math.ceil(body.length / 2)))
    case 'malformedJson':
      return replaceBody(await respond(call), (body) => `${body.trimEnd().slice(0, -1)},`)
    case 'rejectedToken':
      return respond({ ...call, request: withAuthorization(request, rejectToken(authorization)) })
    case 'expiredToken': {
      const expired = await expireToken(authorization, clock.now(), keys)
      return respond({ ...call, request: withAuthorization(request, expired) })
    }
  }
}

/** Waits, but no longer than the client waits for the response. */
function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
}

function createStatusResponse(
  { status, body, headers }: Omit<StatusEffect, 'type'>,
  faultId: number,
): Response {
  const isEmpty = [204, 205, 304].includes(status)
  const isText = typeof body === 'string'
  const content =
    body === undefined ? { message: `This is the effect of fault ${faultId} of personctl-mock` } : body
  return new Response(isEmpty ? null : isText ? body : JSON.stringify(content), {
    status,
    headers: isEmpty
      ? { ...headers }
      : {
          'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
          ...lowerCaseNames(headers),
        },
  })
}

function lowerCaseNames(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

async function truncateResponse(response: Response): Promise<Response> {
  const body = new Uint8Array(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), 'content-length': String(body.length) }
  const sent = body.slice(0, Math.floor(body.length / 2))
  return createTruncatedResponse({ status: response.status, headers, sent })
}

async function replaceBody(response: Response, replace: (body: string) => string): Promise<Response> {
  const body = new TextEncoder().encode(replace(await response.text()))
  const headers = { ...Object.fromEntries(response.headers), 'content-length': String(body.length) }
  return new Response(body, { status: response.status, headers })
}

/** Returns an Authorization header whose token has a wrong signature. */
function rejectToken(authorization: string): string {
  return tamperSignature(authorization.trimEnd())
}

/**
 * Returns an Authorization header whose token has the same claims, but expired a second ago. A token that is not a JWT
 * does not contain its expiry: it gets a wrong signature.
 *
 * @param now in milliseconds since 1970
 */
async function expireToken(authorization: string, now: number, keys: SigningKeys): Promise<string> {
  const { decodeJwt } = await import('../oauth/jose.ts')
  const [scheme = '', token = ''] = authorization.trim().split(/\s+/)
  let claims: Record<string, unknown>
  try {
    claims = decodeJwt(token)
  } catch {
    return rejectToken(authorization)
  }
  return `${scheme} ${await keys.sign({ ...claims, exp: Math.floor(now / 1000) - 1 })}`
}

/** The reason why a request cannot match a fault, with a hint. */
interface FaultError {
  readonly message: string
  readonly hint: string
}

/** Returns an error for a fault that cannot match any request; undefined for every other fault. */
export function validateFault({ match = {}, effect }: NewFault): FaultError | undefined {
  const { service, operation, path } = match
  const ofService = serviceOperations.filter((one) => service === undefined || one.service === service)
  const named = ofService.filter((one) => operation === undefined || one.operation === operation)
  if (ofService.length === 0)
    return { message: `This server does not have the service ${service}`, hint: listServices() }
  if (operation !== undefined && named.length === 0)
    return createOperationError(operation, service, ofService)
  const onPath = named.filter((one) => path === undefined || canHavePath(one, path))
  if (path !== undefined && onPath.length === 0) return createPathError(path, operation, named)
  if (isTokenEffect(effect) && !onPath.some(({ needsToken }) => needsToken))
    return {
      message: `${effect.type} acts on a token, and ${operation ?? path} does not take one`,
      hint: 'match an operation that takes a token, or choose another effect',
    }
  return undefined
}

function listServices(): string {
  return `the services are ${[...new Set(serviceOperations.map(({ service }) => service))].join(', ')}`
}

function createOperationError(
  operation: string,
  service: string | undefined,
  known: readonly ServiceOperation[],
): FaultError {
  const namesake = serviceOperations.find((one) => one.operation === operation)
  const names = known.map((one) => one.operation)
  const nearest = didYouMean(operation, names)
  const message = `No operation of ${service ?? 'any service'} is called ${operation}`
  if (nearest !== undefined) return { message, hint: `did you mean ${nearest}?` }
  return namesake === undefined
    ? { message, hint: `the operations are ${[...new Set(names)].join(', ')}` }
    : { message, hint: `${namesake.service} has one` }
}

function createPathError(
  path: string,
  operation: string | undefined,
  named: readonly ServiceOperation[],
): FaultError {
  const nearest = operation === undefined ? nearestOperation('GET', path.replace(/\/?\*$/, '')) : named[0]
  return {
    message: `No request of ${operation ?? 'any operation'} matches the path ${path}`,
    hint:
      nearest === undefined
        ? 'match an operation instead'
        : `the path of ${nearest.operation} is ${nearest.path}`,
  }
}

/** Returns true if the path of an operation can match a pattern. */
function canHavePath(operation: ServiceOperation, pattern: string): boolean {
  if (!pattern.endsWith('*')) return operationsAt(pattern).includes(operation)
  const prefix = pattern.slice(0, -1)
  const parts = (operation.lenientPath ? prefix.replace(/\/+/g, '/') : prefix).split('/')
  const template = operation.path.split('/')
  const last = parts.length - 1
  if (last >= template.length) return false
  return parts.every((part, index) => {
    const name = template[index] ?? ''
    if (name.startsWith('{')) return true
    const [one, other] = operation.lenientPath ? [name.toLowerCase(), part.toLowerCase()] : [name, part]
    return index === last ? one.startsWith(other) : one === other
  })
}
