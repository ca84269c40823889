import type {
  DelayMs,
  FaultEffect,
  FlawedTokenEffect,
  PatchEffect,
  StatusEffect,
} from '@personctl/generated/admin'
import { isObject } from '@personctl/shared/guards'
import type { Clock, Delays } from '../clock.ts'
import { withAuthorization } from '../http/request.ts'
import {
  createDribblingResponse,
  createEmptyReply,
  createGarbageReply,
  createResetResponse,
  createStalledResponse,
  createTruncatedResponse,
  type TruncatedResponse,
} from '../http/response.ts'
import { type SigningKeys, tamperSignature } from '../oauth/keys.ts'
import { expireClaims, flawToken } from '../oauth/tokenFlaws.ts'
import { type MatchedRequest, matchesRequest, needsBody, readMatchedBody } from '../routing/requestMatch.ts'
import type { ServiceCall, ServiceHandler } from '../routing/router.ts'
import { setBounded } from '../text/boundedMap.ts'
import { mergePatch } from '../text/mergePatch.ts'
import type { SeededRandom } from '../text/seededRandom.ts'
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
  const limitHeaders: Record<string, string> = {}
  const now = deps.clock.now()
  for (const entry of deps.faults.entries()) {
    if (!matchesFault(entry, matched) || !isDue(entry)) continue
    const limit = countTowardsLimit(entry, record.client ?? '', now)
    Object.assign(limitHeaders, limit?.headers)
    if (limit?.isWithin === true) continue
    entry.fired += 1
    record.fault = entry.fault.id
    return withHeaders(await applyFault(entry, call, deps, respond), limitHeaders)
  }
  return withHeaders(await respond(call), limitHeaders)
}

/** Returns true if a request is one that a fault is for. */
function matchesFault({ fault: { match = {}, effect } }: FaultEntry, request: MatchedRequest): boolean {
  if (!matchesRequest(match, request)) return false
  if (effect.type === 'flawedToken') return isTokenEndpoint(request.operation)
  if (effect.type === 'failedWrite') return isChangeOfPeople(request.operation)
  return !isTokenEffect(effect) || hasToken(request)
}

function hasToken({ headers }: MatchedRequest): boolean {
  return /^\s*bearer\s+\S/i.test(headers.get('authorization') ?? '')
}

/** True for faults that act on the token of the request. */
export function isTokenEffect({ type }: FaultEffect): boolean {
  return type === 'rejectedToken' || type === 'expiredToken'
}

/** Returns true for the endpoints that issue tokens. */
export function isTokenEndpoint(operation: MatchedRequest['operation']): boolean {
  return operation?.operation === 'requestToken' || operation?.operation === 'requestApiToken'
}

const changes: ReadonlySet<string> = new Set(['changeUser', 'putUser', 'changeUsers', 'putUsers'])

/** Returns true for the operations that change people in CIS. */
export function isChangeOfPeople(operation: MatchedRequest['operation']): boolean {
  return operation !== undefined && changes.has(operation.operation)
}

const certainty = 0x1_0000_0000

/** Counts a request that a fault matches. @returns true if the fault is to be applied to it */
function isDue(entry: FaultEntry): boolean {
  const { fault, random } = entry
  entry.matched += 1
  if (entry.matched <= (fault.after ?? 0)) return false
  if (fault.times !== undefined && entry.fired >= fault.times) return false
  return fault.probability === undefined || random.below(certainty) < fault.probability * certainty
}

/** The state of a rate limit after a request. */
interface LimitState {
  readonly isWithin: boolean
  /** The headers in which services report it. */
  readonly headers: Readonly<Record<string, string>>
}

/** Counts a request in the window of a fault that is a rate limit; returns undefined for another one. */
function countTowardsLimit(
  { fault, windows }: FaultEntry,
  client: string,
  now: number,
): LimitState | undefined {
  const { effect } = fault
  if (effect.type !== 'rateLimit' || effect.limit === undefined) return undefined
  const { limit, perSeconds = 1, per = 'client', retryAfterSeconds } = effect
  const key = per === 'client' ? client : ''
  const known = windows.get(key)
  // A clock that was set back starts a new window as well.
  const isCurrent = known !== undefined && now >= known.startedAt && now < known.startedAt + perSeconds * 1000
  const startedAt = isCurrent ? known.startedAt : now
  const requests = (isCurrent ? known.requests : 0) + 1
  setBounded(windows, key, { startedAt, requests })
  const endsAt = startedAt + perSeconds * 1000
  const isWithin = requests <= limit
  return {
    isWithin,
    headers: {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - requests)),
      'X-RateLimit-Reset': String(Math.ceil(endsAt / 1000)),
      ...(isWithin
        ? {}
        : { 'Retry-After': String(retryAfterSeconds ?? Math.max(1, Math.ceil((endsAt - now) / 1000))) }),
    },
  }
}

/** Sets headers of a response that is sent. */
function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  if (response.status === 0 || Object.keys(headers).length === 0) return response
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Returns a delay in milliseconds, the next one of its distribution. */
function nextDelay(delay: DelayMs, random: SeededRandom): number {
  if (typeof delay === 'number') return delay
  const draw = (): number => {
    switch (delay.type) {
      case 'uniform':
        return delay.min + random.below(delay.max - delay.min + 1)
      case 'normal':
        return delay.mean + delay.deviation * nextNormal(random)
      case 'lognormal':
        return delay.median * Math.exp(delay.sigma * nextNormal(random))
    }
  }
  return Math.min(Math.max(Math.round(draw()), 0), maxDelayMs)
}

const maxDelayMs = 600_000

/**
 * Returns a number of the standard normal distribution, as far as a dozen uniform numbers make one: their sum needs neither
 * logarithm nor cosine, which are not the same on every machine.
 */
function nextNormal(random: SeededRandom): number {
  let sum = -6
  for (let count = 0; count < 12; count++) sum += random.below(certainty) / certainty
  return sum
}

/**
 * Responds to a request as a fault says.
 *
 * @param respond responds to the request without the fault
 */
async function applyFault(
  { fault: { id, effect }, delays: random }: FaultEntry,
  call: ServiceCall,
  { clock, keys, delays }: FaultDeps,
  respond: ServiceHandler,
): Promise<Response> {
  const { request } = call
  const authorization = request.headers.get('authorization') ?? ''
  const delayMs = nextDelay(effect.delayMs ?? 0, random)
  if (delayMs > 0) await delays.wait(delayMs, request.signal)
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
    case 'empty':
      return createEmptyReply()
    case 'garbage':
      return createGarbageReply()
    case 'truncate':
      return createTruncatedResponse(halve(await readParts(await respond(call))))
    case 'stall':
      return createStalledResponse(halve(await readParts(await respond(call))))
    case 'dribble': {
      const { bytes = 1, everyMs = 100 } = effect
      return createDribblingResponse(await readParts(await respond(call)), { bytes, everyMs })
    }
    case 'truncatedJson':
      return replaceBody(await respond(call), (body) => body.slice(0, Math.ceil(body.length / 2)))
    case 'malformedJson':
      return replaceBody(await respond(call), (body) => `${body.trimEnd().slice(0, -1)},`)
    case 'patch':
      return patchResponse(await respond(call), effect)
    case 'rejectedToken':
      return respond({ ...call, request: withAuthorization(request, rejectToken(authorization)) })
    case 'expiredToken': {
      const expired = await expireToken(authorization, { ...effect, now: clock.now() }, keys)
      return respond({ ...call, request: withAuthorization(request, expired) })
    }
    case 'failedWrite':
      return respond({ ...call, writeFailure: effect.failure })
    case 'flawedToken':
      return flawTokenOf(await respond(call), effect, { clock, keys })
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

/** Returns the status, the headers and the whole body of a response. */
async function readParts(response: Response): Promise<TruncatedResponse> {
  const sent = new Uint8Array(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), 'content-length': String(sent.length) }
  return { status: response.status, headers, sent }
}

const halve = ({ sent, ...parts }: TruncatedResponse): TruncatedResponse => ({
  ...parts,
  sent: sent.slice(0, Math.floor(sent.length / 2)),
})

async function replaceBody(
  response: Response,
  replace: (body: string) => string | Promise<string>,
): Promise<Response> {
  const body = new TextEncoder().encode(await replace(await response.text()))
  const headers = new Headers(response.headers)
  headers.set('content-length', String(body.length))
  return new Response(body, { status: response.status, headers })
}

async function patchResponse(response: Response, patch: PatchEffect): Promise<Response> {
  const { body, status = response.status, headers: changes = {} } = patch
  const headers = new Headers(response.headers)
  const text = await response.text()
  const changed = body === undefined ? text : patchJson(text, body)
  const isEmpty = [204, 205, 304].includes(status)
  if (isEmpty) headers.delete('content-length')
  else headers.set('content-length', String(new TextEncoder().encode(changed).length))
  for (const [name, value] of Object.entries(changes))
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  return new Response(isEmpty ? null : changed, { status, headers })
}

/** Applies a merge patch to JSON. Another text stays what it is. */
function patchJson(text: string, patch: unknown): string {
  try {
    return JSON.stringify(mergePatch(JSON.parse(text), patch))
  } catch {
    return text
  }
}

/** The members with the tokens of a token response. */
const tokenMembers = { access: 'access_token', id: 'id_token', refresh: 'refresh_token' } as const

/** Puts a flaw into a token of a response; returns another response as it is. */
async function flawTokenOf(
  response: Response,
  { token, flaw, expiredBySeconds }: FlawedTokenEffect,
  { clock, keys }: Pick<FaultDeps, 'clock' | 'keys'>,
): Promise<Response> {
  const member = tokenMembers[token]
  return replaceBody(response, async (text) => {
    const body = parseObject(text)
    const issued = body?.[member]
    if (typeof issued !== 'string') return text
    const flawed = await flawToken(issued, { flaw, expiredBySeconds, now: clock.now() }, keys)
    return JSON.stringify({ ...body, [member]: flawed })
  })
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Returns an Authorization header whose token has a wrong signature. */
function rejectToken(authorization: string): string {
  return tamperSignature(authorization.trimEnd())
}

/**
 * Returns an Authorization header whose token has the same claims, but has expired. A token that is not a JWT does not contain
 * its expiry: it gets a wrong signature.
 */
async function expireToken(
  authorization: string,
  options: Parameters<typeof expireClaims>[1],
  keys: SigningKeys,
): Promise<string> {
  const { decodeJwt } = await import('../oauth/jose.ts')
  const [scheme = '', token = ''] = authorization.trim().split(/\s+/)
  let claims: Record<string, unknown>
  try {
    claims = decodeJwt(token)
  } catch {
    return rejectToken(authorization)
  }
  return `${scheme} ${await keys.sign(expireClaims(claims, options))}`
}
