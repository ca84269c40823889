import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import type { MissedName } from '../directory/profile.ts'
import { readLimitedText } from '../http/request.ts'

/** A member of an object, where it is a text that is not empty. */
function textIn(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const member: unknown = value[name as keyof typeof value]
  return typeof member === 'string' && member !== '' ? member : undefined
}

const limit = 1000

/** Tells which client the token in an Authorization header was given to. */
export type ClientOfHeader = (authorization: string | null) => string | undefined

/** Remembers the latest thousand headers: a client sends the same one with every request. */
export function createClientOfHeader(): ClientOfHeader {
  const known = new Map<string, string | undefined>()
  return (authorization) => {
    if (authorization === null) return undefined
    const client = known.get(authorization)
    if (client !== undefined || known.has(authorization)) return client
    const told = clientOfToken(/^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '')
    known.set(authorization, told)
    if (known.size > limit) known.delete(known.keys().next().value as string)
    return told
  }
}

/** The client a token says it was given to: nobody has looked whether that is true. */
function clientOfToken(token: string): string | undefined {
  const claims = decodeBase64UrlJson(token.split('.')[1] ?? '')
  for (const name of ['azp', 'client_id', 'cid', 'sub']) {
    const client = textIn(claims, name)
    if (client !== undefined) return client
  }
  return undefined
}

const bodyLimit = 64 * 1024

/**
 * The client that asks for a token: the one in HTTP Basic, in the body, or in the assertion it sends.
 *
 * @param request is left unread
 */
export async function clientOfTokenRequest(request: Request): Promise<string | undefined> {
  const basic = /^\s*basic\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic !== undefined) return clientOfBasic(basic)
  try {
    const text = (await readLimitedText(request.clone(), bodyLimit)) ?? ''
    const body: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text))
    return textIn(body, 'client_id') ?? clientOfToken(textIn(body, 'client_assertion') ?? '')
  } catch {
    // Whatever is wrong with the body, the service will say.
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

/** A request as it is kept: what it takes to tell of it later, and nothing that would let anybody in. */
export interface JournalRecord {
  readonly id: number
  /** When it came in, in milliseconds of `performance.now()`. */
  readonly startedAt: number
  readonly method: string
  readonly url: string
  client: string | undefined
  fault: number | undefined
  missed: MissedName | undefined
  status: number | undefined
  durationMs: number | undefined
}

/** The latest requests of a session. */
export interface Journal {
  /** Adds a request that came in just now. */
  begin(method: string, url: string): JournalRecord
  /** In the order they came in. */
  records(): readonly JournalRecord[]
  readonly size: number
  /** How many it no longer has, since it was last cleared. */
  readonly dropped: number
  clear(): void
}

/** @param capacity how many requests it keeps */
export function createJournal(capacity: number): Journal {
  // A ring: the record with an id is at the remainder of it.
  let ring: JournalRecord[] = []
  let latest = 0
  let clearedAt = 0
  const size = (): number => Math.min(latest - clearedAt, capacity)
  return {
    begin(method, url) {
      latest += 1
      const record: JournalRecord = {
        id: latest,
        startedAt: performance.now(),
        method,
        url,
        client: undefined,
        fault: undefined,
        missed: undefined,
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
