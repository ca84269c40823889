import { type Authentication, isPersonctlError, staticToken, type TokenCache } from '@personctl/sdk'
import type { ServiceName } from '../../config/variables.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { describeToken, type FoundToken } from '../../service/describeToken.ts'
import { connect } from '../../service/services.ts'
import { getAccessToken } from '../../service/tokens.ts'
import { chooseTransport } from '../../service/transport.ts'

/** The result of a probe. */
export interface Finding {
  /** A value of the quirk, `other`, or null if the requests did not tell. */
  readonly found: string | null
  readonly because: string
}

/** Sends the requests that reveal a quirk. */
export type Probe = (prober: Prober) => Promise<Finding>

/** A response, of which a finding may mention the status and the names of documented members only. */
export interface Seen {
  /** 0 if no response came. */
  readonly status: number
  readonly type: string
  readonly text: string
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: unknown
}

/** The ways to send a request: as the client, with an invalid token, without its tenant, or with one scope only. */
export type Sender = 'client' | 'invalid token' | 'no tenant' | 'read scope'

/** Sends requests to one service. Each is sent once, however many findings need it. */
export interface Prober {
  readonly referenceIds: readonly string[]
  get(path: string, as?: Sender, headers?: Readonly<Record<string, string>>): Promise<Seen>
  /** A new token of the client. */
  readonly token: FoundToken
  /** Returns true if the token of `read scope` has that scope and no other. */
  hasReadScopeOnly(): Promise<boolean>
}

const readScope = 'dabp_read'

/** The name that nobody and nothing has. */
export const unusedName = 'personctl-conformance'

export async function createProber(
  service: ServiceName,
  referenceIds: readonly string[],
  given: ConnectionOptions,
  signal: AbortSignal,
): Promise<Prober> {
  const connection = { ...given, tokenCache: createMemoryCache() }
  const reading = {
    ...connection,
    tokenCache: createMemoryCache(),
    env: { ...connection.env, PERSONCTL_DABP_SCOPE: readScope },
  }
  const open = (from: ConnectionOptions, chooseAuth?: (usual: Authentication) => Authentication) =>
    connect(service, from, { retries: 0, wantsBytes: true }, chooseAuth)
  const senders: Readonly<Record<Sender, () => ReturnType<typeof open>>> = {
    client: () => open(connection),
    'invalid token': () => open(connection, () => staticToken(unusedName)),
    'no tenant': async () => open(await withoutTenant(connection)),
    'read scope': () => open(reading),
  }
  const clients = new Map<Sender, ReturnType<typeof open>>()
  const seen = new Map<string, Promise<Seen>>()
  // A client that gets no token ends the command: every other request would fail, too.
  const token = await getAccessToken(service, { kind: 'client' }, connection, signal)
  return {
    referenceIds,
    get(path, as = 'client', headers = {}) {
      const key = JSON.stringify([path, as, headers])
      const client = clients.get(as) ?? senders[as]()
      clients.set(as, client)
      const found = seen.get(key) ?? client.then(async (opened) => send(opened, path, headers, signal))
      seen.set(key, found)
      return found
    },
    token,
    async hasReadScopeOnly() {
      try {
        const limited = await getAccessToken(service, { kind: 'client' }, reading, signal)
        return describeToken(limited, service, Date.now()).scopes.join(' ') === readScope
      } catch (error) {
        signal.throwIfAborted()
        if (isPersonctlError(error)) return false
        throw error
      }
    },
  }
}

type Client = Awaited<ReturnType<typeof connect>>

async function send(
  client: Client,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Seen> {
  try {
    const response = await client.request(path, { headers: { ...headers }, signal })
    return toSeen(response.status, response.headers.get('content-type'), await response.text())
  } catch (error) {
    signal.throwIfAborted()
    if (!isPersonctlError(error)) throw error
    const { status = 0, response, during } = error
    // The token endpoint has statuses of its own.
    if (during === 'token' || response === undefined) return toSeen(0, null, '')
    return toSeen(status, response.headers.get('content-type'), response.body ?? '')
  }
}

function toSeen(status: number, type: string | null, text: string): Seen {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status, type: type?.split(';')[0]?.trim().toLowerCase() ?? '', text, json }
}

/** Returns a connection that leaves out the header with the tenant. */
async function withoutTenant(connection: ConnectionOptions): Promise<ConnectionOptions> {
  if ((await connection.context()).demo) return connection
  const transport = connection.fetch ?? (await chooseTransport(connection.env))
  return {
    ...connection,
    fetch(url, init) {
      const headers = Object.entries(init.headers).filter(([name]) => name.toLowerCase() !== 'tenant-id')
      return transport(url, { ...init, headers: Object.fromEntries(headers) })
    },
  }
}

/** Returns an empty cache: the tokens are new, and not stored. */
function createMemoryCache(): TokenCache {
  const tokens = new Map<string, NonNullable<Awaited<ReturnType<TokenCache['get']>>>>()
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  }
}

/** Returns the first value whose condition a response meets; nothing for a response that says nothing about the quirk. */
export function choose(
  seen: Seen,
  values: Readonly<Record<string, boolean>>,
  because: string = describe(seen),
): Finding {
  const value = Object.entries(values).find(([, isMet]) => isMet)?.[0]
  if (value !== undefined) return { found: value, because }
  return [0, 401, 403, 429, 502, 503, 504].includes(seen.status)
    ? untold(because)
    : { found: 'other', because }
}

export function untold(because: string): Finding {
  return { found: null, because }
}

/** Describes a response by its status alone. */
export function describe({ status }: Seen): string {
  return status === 0 ? 'no response' : `status ${status}`
}
