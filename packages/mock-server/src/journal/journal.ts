import type { Refusal } from '@personctl/generated/admin'
import type { ServiceOperation } from '@personctl/generated/serviceOperations'
import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import { redactionMark } from '@personctl/shared/redact'
import { isSecretName } from '../http/redactSecrets.ts'
import { peekText, rawHeadersOf } from '../http/request.ts'
import type { MissedName, ServiceCall } from '../routing/router.ts'
import { setBounded } from '../text/boundedMap.ts'

/** A request in the journal: enough to describe it later. Of its headers and its body it has no secrets. */
export interface JournalRecord {
  readonly id: number
  /** The time at which it arrived, in milliseconds of `performance.now()`. */
  readonly startedAt: number
  readonly method: string
  /** The URL, or the beginning of a very long one. */
  readonly url: string
  /** The path without the prefix of a session. */
  readonly path: string
  /** The names and the values of its headers in turn. */
  readonly headers: readonly string[]
  readonly operation: ServiceOperation | undefined
  body: RecordedBody | undefined
  client: string | undefined
  fault: number | undefined
  /** Set if a handler of the user has responded. */
  handler: boolean
  missed: MissedName | undefined
  refusal: Refusal | undefined
  status: number | undefined
  durationMs: number | undefined
  /** The size of all this in memory, in bytes, more or less. */
  bytes: number
}

/** The body of a request without its secrets. */
export interface RecordedBody {
  /** The media type. */
  readonly type: string | undefined
  /** The number of its bytes; undefined if that is not known. */
  readonly size: number | undefined
  /** The text, or its beginning; undefined if the body is not text, or too large. */
  readonly text: string | undefined
  readonly isTruncated: boolean
}

/** The latest requests of a session. */
export interface Journal {
  /** True if the bodies of requests are to be recorded. */
  readonly recordsBodies: boolean
  /** Adds a request that has just arrived. */
  begin(call: ServiceCall): JournalRecord
  setBody(record: JournalRecord, body: RecordedBody): void
  /** Counts what the response has added, and tells those who wait for requests. */
  finish(record: JournalRecord): void
  /** @returns a function that ends the subscription */
  subscribe(onFinish: () => void): () => void
  /** Returns the requests in the order in which they arrived. */
  records(): readonly JournalRecord[]
  readonly size: number
  /** The number of requests that were dropped since the journal was last cleared. */
  readonly dropped: number
  clear(): void
  /** Clears the journal of a session that is dropped. What it contains from then on does not count. */
  release(): void
}

// A session with the default number of requests has a megabyte, unless they are unusually large.
const sessionBytes = 8 * 1024 * 1024
const totalBytes = 64 * 1024 * 1024
const alwaysStored = 10
const recordBytes = 400
const urlLimit = 4096
const headerLimit = 1024
const clientLimit = 256

/**
 * Creates a function that creates the journals of a server, which share a limit of bytes. Beyond it, a session loses its
 * own oldest requests for a new one.
 *
 * @param capacity the maximum number of requests of a session
 * @param hasReaders false if nobody can read the journals: they record less then
 */
export function createJournalFactory(capacity: number, hasReaders: boolean): () => Journal {
  const total = { bytes: 0 }
  return () => createJournal(capacity, hasReaders, total)
}

function createJournal(capacity: number, hasReaders: boolean, shared: { bytes: number }): Journal {
  // A ring: the index of a record is the remainder of its id.
  let ring: (JournalRecord | undefined)[] = []
  let latest = 0
  let oldest = 1
  let clearedAt = 0
  let bytes = 0
  let total = shared
  const listeners = new Set<() => void>()
  const size = (): number => latest - oldest + 1
  const count = (added: number): void => {
    bytes += added
    total.bytes += added
  }
  const dropOldest = (): void => {
    const index = oldest % capacity
    count(-(ring[index]?.bytes ?? 0))
    ring[index] = undefined
    oldest += 1
  }
  const makeRoom = (): void => {
    while (size() > alwaysStored && (bytes > sessionBytes || total.bytes > totalBytes)) dropOldest()
  }
  const grow = (record: JournalRecord, added: number): void => {
    record.bytes += added
    // It may have been dropped in the meantime.
    if (record.id < oldest) return
    count(added)
    makeRoom()
  }
  const clear = (): void => {
    count(-bytes)
    ring = []
    clearedAt = latest
    oldest = latest + 1
  }
  return {
    recordsBodies: hasReaders,
    begin({ request, path, operation }) {
      if (size() === capacity) dropOldest()
      latest += 1
      const headers = hasReaders ? captureHeaders(request) : noHeaders
      const { url } = request
      const isLong = url.length > urlLimit
      const record: JournalRecord = {
        id: latest,
        startedAt: performance.now(),
        method: request.method,
        url: isLong ? truncate(url, urlLimit) : url,
        path: isLong ? truncate(path, urlLimit) : path,
        headers: headers.list,
        operation,
        body: undefined,
        client: undefined,
        fault: undefined,
        handler: false,
        missed: undefined,
        refusal: undefined,
        status: undefined,
        durationMs: undefined,
        bytes: recordBytes + Math.min(url.length, 2 * urlLimit) + headers.bytes,
      }
      ring[latest % capacity] = record
      count(record.bytes)
      makeRoom()
      return record
    },
    setBody(record, body) {
      record.body = body
      grow(record, body.text?.length ?? 0)
    },
    finish(record) {
      const { client = '', missed, refusal } = record
      grow(record, client.length + (missed?.value.length ?? 0) + (refusal?.description.length ?? 0))
      for (const listener of listeners) listener()
    },
    subscribe(onFinish) {
      listeners.add(onFinish)
      return () => listeners.delete(onFinish)
    },
    records() {
      return Array.from({ length: size() }, (_, index) => ring[(oldest + index) % capacity] as JournalRecord)
    },
    get size() {
      return size()
    },
    get dropped() {
      return oldest - 1 - clearedAt
    },
    clear,
    release() {
      clear()
      total = { bytes: 0 }
    },
  }
}

/** Returns the beginning of a text, without a reference to the whole. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text
  return new TextDecoder().decode(new TextEncoder().encode(`${text.slice(0, length)}…`))
}

const hiddenToken = `Bearer ${redactionMark}`
const noHeaders = { list: [], bytes: 0 } as const

/** Returns the headers of a request without credentials. */
function captureHeaders(request: Request): { readonly list: readonly string[]; readonly bytes: number } {
  const raw = rawHeadersOf(request)
  const list: string[] = []
  let bytes = 0
  for (let index = 0; index < raw.length; index += 2) {
    const { name, isSecret } = readHeaderName(raw[index] ?? '')
    const value = raw[index + 1] ?? ''
    const stored = isSecret ? hideCredentials(value) : truncate(value, headerLimit)
    list.push(name, stored)
    bytes += name.length + stored.length + 64
  }
  return { list, bytes }
}

interface HeaderName {
  readonly name: string
  readonly isSecret: boolean
}

const headerNames = new Map<string, HeaderName>()

function readHeaderName(written: string): HeaderName {
  let known = headerNames.get(written)
  if (known === undefined) {
    known = { name: truncate(written.toLowerCase(), headerLimit), isSecret: isSecretName(written) }
    if (written.length <= 100) setBounded(headerNames, written, known)
  }
  return known
}

function hideCredentials(value: string): string {
  // Most are of this kind.
  if (value.startsWith('Bearer ')) return hiddenToken
  const scheme = /^\s*(basic|bearer|digest|dpop|negotiate)\s/i.exec(value.slice(0, 20))?.[1]
  return scheme === undefined ? redactionMark : `${scheme} ${redactionMark}`
}

/** Returns the client to which the token in an Authorization header was issued. */
export type TokenClientReader = (authorization: string | null) => string | undefined

const cachedHeaders = 1000

/** Caches the latest thousand headers: a client sends the same one with every request. */
export function createTokenClientReader(): TokenClientReader {
  const clients = new Map<string, string | undefined>()
  let latest: { readonly authorization: string; readonly client: string | undefined } | undefined
  const read = (authorization: string): string | undefined => {
    const cached = clients.get(authorization)
    if (cached !== undefined || clients.has(authorization)) return cached
    const client = clientOfToken(/^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '')
    clients.set(authorization, client)
    if (clients.size > cachedHeaders) clients.delete(clients.keys().next().value as string)
    return client
  }
  return (authorization) => {
    if (authorization === null) return undefined
    // To compare them takes less time than the hash of a long header.
    if (latest?.authorization !== authorization) latest = { authorization, client: read(authorization) }
    return latest.client
  }
}

/** Returns the client that a token names. The token is not verified. */
function clientOfToken(token: string): string | undefined {
  const [, payload = ''] = token.split('.')
  const claims = decodeBase64UrlJson(payload)
  for (const name of ['azp', 'client_id', 'cid', 'sub']) {
    const client = stringMember(claims, name)
    if (client !== undefined) return truncate(client, clientLimit)
  }
  return undefined
}

/**
 * Reads the client that requests a token: from HTTP Basic, from the body, or from a client assertion.
 *
 * @param request stays unread
 */
export async function readRequestingClient(request: Request): Promise<string | undefined> {
  const basic = /^\s*basic\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic !== undefined) return clientOfBasic(basic)
  try {
    const text = (await peekText(request)) ?? ''
    const body: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text))
    const id = stringMember(body, 'client_id') ?? clientOfToken(stringMember(body, 'client_assertion') ?? '')
    return id === undefined ? undefined : truncate(id, clientLimit)
  } catch {
    // The service responds with the error of the body.
    return undefined
  }
}

function clientOfBasic(encoded: string): string | undefined {
  try {
    const text = atob(encoded)
    // Without a colon, it may be a secret alone.
    if (!text.includes(':')) return undefined
    const [id = ''] = text.split(':', 1)
    return truncate(decodeURIComponent(id.replaceAll('+', ' ')), clientLimit) || undefined
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
