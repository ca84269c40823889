import type { Refusal } from '@personctl/openapi/admin'
import type { ServiceOperation } from '@personctl/openapi/serviceOperations'
import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import { readLimitedText } from '../http/request.ts'
import type { MissedName, ServiceCall } from '../routing/router.ts'

/** A request in the journal: enough to describe it later, and nothing that gives access to anything. */
export interface JournalRecord {
  readonly id: number
  /** The time at which it arrived, in milliseconds of `performance.now()`. */
  readonly startedAt: number
  readonly method: string
  readonly url: string
  /** The path without the prefix of a session. */
  readonly path: string
  readonly operation: ServiceOperation | undefined
  client: string | undefined
  fault: number | undefined
  /** Set if a handler of the user has responded. */
  handler: boolean
  missed: MissedName | undefined
  refusal: Refusal | undefined
  status: number | undefined
  durationMs: number | undefined
}

/** The latest requests of a session. */
export interface Journal {
  /** Adds a request that has just arrived. */
  begin(call: ServiceCall): JournalRecord
  /** Returns the requests in the order in which they arrived. */
  records(): readonly JournalRecord[]
  readonly size: number
  /** The number of requests that were dropped since the journal was last cleared. */
  readonly dropped: number
  clear(): void
}

/** @param capacity the maximum number of requests */
export function createJournal(capacity: number): Journal {
  // A ring: the index of a record is the remainder of its id.
  let ring: JournalRecord[] = []
  let latest = 0
  let clearedAt = 0
  const size = (): number => Math.min(latest - clearedAt, capacity)
  return {
    begin({ request, path, operation }) {
      latest += 1
      const record: JournalRecord = {
        id: latest,
        startedAt: performance.now(),
        method: request.method,
        url: request.url,
        path,
        operation,
        client: undefined,
        fault: undefined,
        handler: false,
        missed: undefined,
        refusal: undefined,
        status: undefined,
        durationMs: undefined,
      }
      ring[latest % capacity] = record
      return record
    },
    records() {
      const first = latest - size() + 1
      return Array.from({ length: size() }, (_, index) => ring[(first + index) % capacity] as JournalRecord)
    },
    get size() {
      return size()
    },
    get dropped() {
      return latest - clearedAt - size()
    },
    clear() {
      ring = []
      clearedAt = latest
    },
  }
}

/** Returns the client to which the token in an Authorization header was issued. */
export type TokenClientReader = (authorization: string | null) => string | undefined

const cachedHeaders = 1000

/** Caches the latest thousand headers: a client sends the same one with every request. */
export function createTokenClientReader(): TokenClientReader {
  const clients = new Map<string, string | undefined>()
  return (authorization) => {
    if (authorization === null) return undefined
    const cached = clients.get(authorization)
    if (cached !== undefined || clients.has(authorization)) return cached
    const client = clientOfToken(/^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '')
    clients.set(authorization, client)
    if (clients.size > cachedHeaders) clients.delete(clients.keys().next().value as string)
    return client
  }
}

/** Returns the client that a token names. The token is not verified. */
function clientOfToken(token: string): string | undefined {
  const [, payload = ''] = token.split('.')
  const claims = decodeBase64UrlJson(payload)
  for (const name of ['azp', 'client_id', 'cid', 'sub']) {
    const client = stringMember(claims, name)
    if (client !== undefined) return client
  }
  return undefined
}

const bodyLimit = 64 * 1024

/**
 * Reads the client that requests a token: from HTTP Basic, from the body, or from a client assertion.
 *
 * @param request stays unread
 */
export async function readRequestingClient(request: Request): Promise<string | undefined> {
  const basic = /^\s*basic\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic !== undefined) return clientOfBasic(basic)
  try {
    const text = (await readLimitedText(request.clone(), bodyLimit)) ?? ''
    const body: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text))
    return stringMember(body, 'client_id') ?? clientOfToken(stringMember(body, 'client_assertion') ?? '')
  } catch {
    // The service responds with the error of the body.
    return undefined
  }
}

function clientOfBasic(encoded: string): string | undefined {
  try {
    const [id = ''] = atob(encoded).split(':', 1)
    return decodeURIComponent(id.replaceAll('+', ' ')) || undefined
  } catch {
    return undefined
  }
}

/** Returns a member of an object if it is a string, and not empty. */
function stringMember(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const member: unknown = value[name as keyof typeof value]
  return typeof member === 'string' && member !== '' ? member : undefined
}
