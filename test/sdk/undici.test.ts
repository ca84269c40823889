import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { createCisClient, staticToken } from '@personctl/sdk'
import { createUndiciFetch, type UndiciFetch } from '@personctl/sdk/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { rejection } from './helpers/fakeService.ts'

const toBeClosed: (() => Promise<unknown>)[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const close of toBeClosed.splice(0).reverse()) await close()
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  toBeClosed.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

function createFetch(options?: Parameters<typeof createUndiciFetch>[0]): UndiciFetch {
  const fetch = createUndiciFetch(options)
  toBeClosed.push(() => fetch.close())
  return fetch
}

const manual = { redirect: 'manual' } as const

describe.each([
  ['as a client of this package asks', manual],
  ['as anybody may', {}],
])('createUndiciFetch, %s', (_name, init) => {
  test('sends the request and returns the response', async () => {
    const origin = await serve(async (request, response) => {
      const body = (await request.toArray()).join('')
      response.writeHead(201, {
        'x-seen': `${request.method} ${request.headers['x-sent']}`,
        'set-cookie': ['a=1', 'b=2'],
      })
      response.end(`got ${body}`)
    })
    const response = await createFetch()(`${origin}/a?b=c`, {
      ...init,
      method: 'POST',
      headers: { 'x-sent': 'yes' },
      body: 'ünï',
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('x-seen')).toBe('POST yes')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('got ünï')
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('reads a body compressed with %s, also of an error', async (encoding, compress) => {
    const origin = await serve((request, response) => {
      response
        .writeHead(request.url === '/error' ? 500 : 200, { 'content-encoding': encoding })
        .end(compress('{"ä":1}'))
    })
    const fetch = createFetch()
    expect(await (await fetch(`${origin}/`, init)).json()).toEqual({ ä: 1 })
    expect(await (await fetch(`${origin}/error`, init)).json()).toEqual({ ä: 1 })
  })

  test('rejects with the reason of an abort, before and during the body', async () => {
    const controller = new AbortController()
    const origin = await serve((_request, response) => {
      response.writeHead(200).write('{"half')
      controller.abort(new Error('enough'))
    })
    const read = async (signal: AbortSignal) => (await createFetch()(origin, { ...init, signal })).text()
    expect(await rejection(read(controller.signal))).toMatchObject({ message: 'enough' })
    expect(await rejection(read(AbortSignal.abort()))).toMatchObject({ name: 'AbortError' })
  })

  test('rejects like fetch if the connection is refused or breaks off', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('short')
      setImmediate(() => response.destroy())
    })
    const read = async (url: string) => (await createFetch()(url, init)).text()
    expect(await rejection(read('http://127.0.0.1:1/'))).toBeInstanceOf(TypeError)
    expect(await rejection(read(origin))).toBeInstanceOf(TypeError)
  })

  test('returns responses without a body for statuses that have none', async () => {
    const origin = await serve((_request, response) => void response.writeHead(204).end())
    const response = await createFetch()(origin, init)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
  })
})

test('createUndiciFetch follows, refuses or returns redirects like fetch', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/end') response.end(request.method)
    else response.writeHead(302, { location: '/end' }).end()
  })
  const fetch = createFetch()
  const followed = await fetch(`${origin}/start`, { method: 'POST', body: 'x' })
  expect([followed.url, followed.redirected, await followed.text()]).toEqual([`${origin}/end`, true, 'GET'])
  expect(await rejection(fetch(origin, { redirect: 'error' }))).toBeInstanceOf(TypeError)
  const shown = await fetch(origin, manual)
  expect([shown.status, shown.headers.get('location')]).toEqual([302, '/end'])
})

test('createUndiciFetch keeps connections open, and opens no more than allowed', async () => {
  const server = createServer((_request, response) => void setImmediate(() => response.end('{}')))
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const origin = await listening(server)
  const fetch = createFetch({ connections: 3 })
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 10 }, () => fetch(origin, manual)))
  }
  expect(connections).toBe(3)
})

describe('a proxy in the environment', () => {
  /** A proxy that responds itself, and reports the requests it received. */
  async function proxy(): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    server.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    return { url: await listening(server), asked }
  }

  test('is used with a tunnel for https, and without one for http', async () => {
    const { url, asked } = await proxy()
    vi.stubEnv('http_proxy', url)
    vi.stubEnv('https_proxy', url)
    vi.stubEnv('no_proxy', '')
    expect(await (await createFetch()('http://person.invalid/v2', manual)).text()).toBe('{}')
    expect(await rejection(createFetch()('https://person.invalid/v2', manual))).toBeInstanceOf(TypeError)
    expect(asked).toEqual(['GET http://person.invalid/v2', 'CONNECT person.invalid:443'])
  })

  test('is not used if NO_PROXY or the options exclude it', async () => {
    const { url, asked } = await proxy()
    vi.stubEnv('http_proxy', url)
    const origin = await serve((_request, response) => void response.end('{}'))
    vi.stubEnv('no_proxy', '127.0.0.1')
    await createFetch()(origin, manual)
    vi.stubEnv('no_proxy', '')
    await createFetch({ proxyFromEnvironment: false })(origin, manual)
    expect(asked).toEqual([])
  })
})

test('a client sends its requests with createUndiciFetch', async () => {
  const origin = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ schema: `${request.headers.authorization} ${request.url}` }))
  })
  const cis = createCisClient({ baseUrl: origin, auth: staticToken('t'), fetch: createFetch() })
  expect(await cis.users.get({ uuid: 'a/b' })).toEqual({
    schema: 'Bearer t /v2/user/uuid/a%252Fb?active=true',
  })
})
