import type { FaultEffect, StatusEffect } from '@personctl/openapi/admin'
import type { Clock, Delays } from '../clock.ts'
import { withAuthorization } from '../http/request.ts'
import { createResetResponse, createTruncatedResponse } from '../http/response.ts'
import { type SigningKeys, tamperSignature } from '../oauth/keys.ts'
import { type MatchedRequest, matchesRequest, needsBody, readMatchedBody } from '../routing/requestMatch.ts'
import type { ServiceCall, ServiceHandler } from '../routing/router.ts'
import type { FaultEntry, FaultList } from './faults.ts'

/** The parts of a session that faults depend on. */
export interface FaultDeps {
  readonly faults: FaultList
  readonly clock: Clock
  readonly keys: SigningKeys
  readonly delays: Delays
}

/** The part of a journal record that faults read and write. */
interface FaultRecord {
  readonly client: string | undefined
  fault: number | undefined
}

/**
 * Responds to a request as the first fault that fires says. This module is loaded by the first request with faults.
 *
 * @param respond responds to the request without a fault
 */
export async function injectFault(
  call: ServiceCall,
  deps: FaultDeps,
  record: FaultRecord,
  respond: ServiceHandler,
): Promise<Response> {
  const { request, path, operation } = call
  const { method, url, headers } = request
  // Faults count the requests that they match in the order of arrival, unless one of them needs a body.
  const body = deps.faults.entries().some(({ fault }) => needsBody(fault.match ?? {}))
    ? await readMatchedBody(request)
    : undefined
  const matched = { method, path, url, headers, operation, client: record.client, body }
  const entry = deps.faults.entries().find((one) => matchesFault(one, matched) && fire(one))
  if (entry === undefined) return respond(call)
  record.fault = entry.fault.id
  return applyFault(entry, call, deps, respond)
}

/** Returns true if a request is one that a fault is for. */
function matchesFault({ fault: { match = {}, effect } }: FaultEntry, request: MatchedRequest): boolean {
  return matchesRequest(match, request) && (!isTokenEffect(effect) || hasToken(request))
}

function hasToken({ headers }: MatchedRequest): boolean {
  return /^\s*bearer\s+\S/i.test(headers.get('authorization') ?? '')
}

/** True for faults that act on the token of the request. */
export function isTokenEffect({ type }: FaultEffect): boolean {
  return type === 'rejectedToken' || type === 'expiredToken'
}

const certainty = 0x1_0000_0000

/** Counts a request that a fault matches. @returns true if the fault is to be applied to it */
function fire(entry: FaultEntry): boolean {
  const { fault, random } = entry
  entry.matched += 1
  if (entry.matched <= (fault.after ?? 0)) return false
  if (fault.times !== undefined && entry.fired >= fault.times) return false
  if (fault.probability !== undefined && random.below(certainty) >= fault.probability * certainty)
    return false
  entry.fired += 1
  return true
}

/**
 * Responds to a request as a fault says.
 *
 * @param respond responds to the request without the fault
 */
async function applyFault(
  { fault: { id, effect } }: FaultEntry,
  call: ServiceCall,
  { clock, keys, delays }: FaultDeps,
  respond: ServiceHandler,
): Promise<Response> {
  const { request } = call
  const authorization = request.headers.get('authorization') ?? ''
  if (effect.delayMs) await delays.wait(effect.delayMs, request.signal)
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
