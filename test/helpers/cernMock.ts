import { createApp } from '@personctl/mock-server/app'
import type { Json } from './cisRecords.ts'
import type { MockOptions } from './mockInProcess.ts'
import { origin } from './mockInProcess.ts'

type Send = (url: string, init?: RequestInit) => Promise<Response>

/** Who asks: a client by its credentials, a person by their login, or nobody. */
export type Asker =
  | { readonly client: string; readonly secret: string }
  | { readonly user: string }
  | 'nobody'

export const demo: Asker = { client: 'demo', secret: 'demo-secret' }

/** CERN's Authorization Service, and how to talk to it. */
export interface CernMock {
  send: Send
  /** Sends a request to a path below `/api/v1.0/`, or to one from the root; a body goes as JSON. */
  ask(path: string, options?: { as?: Asker; method?: string; body?: unknown }): Promise<Response>
  /** The answer to the same, as JSON, whatever its status. */
  json(path: string, options?: { as?: Asker; method?: string; body?: unknown }): Promise<Json>
}

export function cernMock(options: MockOptions = {}): CernMock {
  const app = createApp(options)
  return cernMockAt(origin, (url, init) => app(new Request(url, init)))
}

/** @param at the origin of the mock */
export function cernMockAt(at: string, send: Send): CernMock {
  const tokens = new Map<Asker, Promise<string>>()
  const mock: CernMock = {
    send,
    async ask(path, { as = demo, method = 'GET', body } = {}) {
      const headers: Record<string, string> = {}
      if (as !== 'nobody') {
        const token = tokens.get(as) ?? apiToken(at, as, send)
        tokens.set(as, token)
        headers['authorization'] = `Bearer ${await token}`
      }
      if (body !== undefined) headers['content-type'] = 'application/json'
      return send(at + (path.startsWith('/') ? path : `/api/v1.0/${path}`), {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
    },
    json: async (path, options) => (await mock.ask(path, options)).json(),
  }
  return mock
}

/** A token for the Authorization Service. */
export async function apiToken(at: string, asker: Exclude<Asker, 'nobody'>, send: Send): Promise<string> {
  const realm = `${at}/auth/realms/cern`
  const post = async (path: string, fields: Record<string, string>): Promise<Json> => {
    const answer = await send(`${realm}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ audience: 'authorization-service-api', ...fields }).toString(),
    })
    const body = await answer.json()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(body)}`)
    return body
  }
  if ('client' in asker)
    return (
      await post('api-access/token', {
        grant_type: 'client_credentials',
        client_id: asker.client,
        client_secret: asker.secret,
      })
    ).access_token
  const device = await post('protocol/openid-connect/auth/device', { client_id: 'demo-public' })
  await send(`${device.verification_uri_complete}&login_hint=${encodeURIComponent(asker.user)}`)
  return (
    await post('protocol/openid-connect/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'demo-public',
      device_code: device.device_code,
    })
  ).access_token
}

/** Every row of a list, page by page as `next` leads. */
export async function rowsOf(mock: CernMock, path: string): Promise<Json[]> {
  const rows: Json[] = []
  let next: string | null = path
  while (next !== null) {
    const { pagination, data }: Json = await mock.json(next)
    rows.push(...data)
    next = pagination.next
  }
  return rows
}
