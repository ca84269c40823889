import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createConnection } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { inspect } from 'node:util'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  createCernClient,
  createCisClient,
  type FetchInit,
  InvalidRequestError,
  InvalidResponseError,
  staticToken,
} from '@personctl/sdk'
import { createUndiciFetch, type UndiciFetch } from '@personctl/sdk/node'
import { MockAgent } from 'undici'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  authorityCertificate,
  clientCertificate,
  clientKey,
  serverCertificate,
  serverKey,
} from './helpers/certificates.ts'
import { rejection } from './helpers/fakeService.ts'

/** The error that a function throws. */
function thrown(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

const toBeClosed: (() => Promise<unknown>)[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
  for (const close of toBeClosed.splice(0).reverse()) await close()
})

async function listening(server: Server, scheme = 'http'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  toBeClosed.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

function createFetch(options?: Parameters<typeof createUndiciFetch>[0]): UndiciFetch {
  const fetch = createUndiciFetch(options)
  toBeClosed.push(() => fetch.close())
  return fetch
}

/** A request as a client of this package sends it. */
function clientInit(init: Partial<FetchInit> = {}): FetchInit {
  return { method: 'GET', headers: {}, signal: new AbortController().signal, redirect: 'manual', ...init }
}

describe.each<[string, (init: Partial<FetchInit>) => FetchInit]>([
  ['for a client of this package', clientInit],
  ['for any other caller', (init) => ({ ...init }) as FetchInit],
])('createUndiciFetch, %s,', (_name, initOf) => {
  const get = (url: string, init: Partial<FetchInit> = {}) => createFetch()(url, initOf(init))

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['a text', 'ünï'],
    ['bytes', new TextEncoder().encode('ünï')],
  ])('sends %s, and returns the response', async (_kind, body) => {
    const origin = await serve(async (request, response) => {
      const received = Buffer.concat(await request.toArray()).toString()
      response.writeHead(201, {
        'x-seen': `${request.method} ${request.url} ${request.headers['x-sent']}`,
        'set-cookie': ['a=1', 'b=2'],
      })
      response.end(`got ${received}`)
    })
    const headers = { 'x-sent': 'yes' }
    const response = await get(`${origin}/a?b=c`, { method: 'POST', headers, body })
    expect(response.status).toBe(201)
    expect(response.headers.get('X-Seen')).toBe('POST /a?b=c yes')
    expect(response.headers.get('x-unseen')).toBeNull()
    const cookies: string[] = []
    response.headers.forEach((value, name) => {
      if (name === 'set-cookie') cookies.push(value)
    })
    expect(cookies).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('got ünï')
  })

  test('returns bytes unchanged, and text without a byte order mark', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff])
    const origin = await serve((_request, response) => void response.end(bytes))
    expect(Buffer.from(await (await get(origin)).arrayBuffer())).toEqual(bytes)
    expect(await (await get(origin)).text()).toBe('A\ufffd')
  })

  test.each(['/a/../b', '/a b', '/%2e%2e/x', '/ä?ö', '/a#b', '/"<>`', '/a\\b', '/a//b?c=d/../e', '?q', ''])(
    'requests %j as a URL means it',
    async (path) => {
      const origin = await serve((request, response) => void response.end(request.url))
      const fetch = createFetch()
      const { pathname, search } = new URL(origin + path)
      for (const url of [`${origin}/first`, origin + path]) {
        const response = await fetch(url, initOf({}))
        if (url !== `${origin}/first`) expect(await response.text()).toBe(pathname + search)
      }
    },
  )

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['gzip, br', (data: string) => brotliCompressSync(gzipSync(data))],
  ])('reads a body compressed with %s (%o), also of an error', async (encoding, compress) => {
    const origin = await serve((request, response) => {
      response
        .writeHead(request.url === '/error' ? 500 : 200, { 'content-encoding': encoding })
        .end(compress('{"ä":1}'))
    })
    expect(await (await get(`${origin}/`)).text()).toBe('{"ä":1}')
    expect(await (await get(`${origin}/error`)).text()).toBe('{"ä":1}')
  })

  test.each(['constructor', 'identity', 'zzz'])('leaves the encoding %s in place', async (encoding) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end('as it is')
    })
    expect(await (await get(origin)).text()).toBe('as it is')
  })

  test('rejects a response with more content encodings than browsers accept', async () => {
    const origin = await serve((_request, response) => {
      const encodings = Array.from({ length: 6 }, () => 'gzip')
      response.writeHead(200, { 'content-encoding': encodings.join(', ') }).end(gzipSync('x'))
    })
    expect(await rejection(get(origin).then((response) => response.text()))).toBeInstanceOf(TypeError)
  })

  test('rejects with the reason of an abort, before and during the body', async () => {
    const controller = new AbortController()
    const origin = await serve((_request, response) => {
      response.writeHead(200).write('{"half')
      controller.abort(new Error('enough'))
    })
    const read = async (signal: AbortSignal) => (await get(origin, { signal })).text()
    expect(await rejection(read(controller.signal))).toMatchObject({ message: 'enough' })
    expect(await rejection(read(AbortSignal.abort()))).toMatchObject({ name: 'AbortError' })
    expect(await read(AbortSignal.abort('a text')).catch((reason) => reason)).toBe('a text')
  })

  test('rejects like fetch if the connection is refused or breaks off', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('short')
      setImmediate(() => response.destroy())
    })
    const read = async (url: string) => (await get(url)).text()
    expect(await rejection(read('http://127.0.0.1:4/'))).toMatchObject({
      name: 'TypeError',
      cause: { code: 'ECONNREFUSED' },
    })
    expect(await rejection(read(origin))).toBeInstanceOf(TypeError)
  })

  test('returns responses without a body for statuses that have none', async () => {
    const origin = await serve((_request, response) => void response.writeHead(204).end())
    const response = await get(origin)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
  })
})

test('createUndiciFetch ends a request that still waits for a connection', async () => {
  const origin = await serve((request, response) => {
    if (request.url !== '/slow') response.end()
  })
  const fetch = createFetch({ connections: 1 })
  const [first, second] = [new AbortController(), new AbortController()]
  const slow = rejection(fetch(`${origin}/slow`, clientInit({ signal: first.signal })))
  const waiting = rejection(fetch(origin, clientInit({ signal: second.signal })))
  second.abort(new Error('not needed'))
  expect(await waiting).toMatchObject({ message: 'not needed' })
  first.abort(new Error('not needed either'))
  expect(await slow).toMatchObject({ message: 'not needed either' })
  expect((await fetch(origin, clientInit())).status).toBe(200)
})

test('createUndiciFetch leaves no listener on the signal of a caller', async () => {
  const origin = await serve((_request, response) => void response.end('{}'))
  const { signal } = new AbortController()
  const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
  await createFetch()(origin, clientInit({ signal }))
  await rejection(createFetch()('http://127.0.0.1:1/', clientInit({ signal })))
  expect(add.mock.calls.map(([, listener]) => listener)).toEqual(
    remove.mock.calls.map(([, listener]) => listener),
  )
})

describe('a body that is larger than the limit', () => {
  const limit = 1_000_000
  const clientOf = (origin: string) =>
    createCisClient({
      ...{ baseUrl: origin, auth: staticToken('t'), fetch: createFetch(), maxBodyBytes: limit },
      retry: false,
    })

  test.each<[string, string, Buffer]>([
    ['as it is', 'identity', Buffer.alloc(limit + 1, ' ')],
    ['with gzip', 'gzip', gzipSync(Buffer.alloc(limit + 1, ' '))],
    ['with br', 'br', brotliCompressSync(Buffer.alloc(limit + 1, ' '))],
    ['with deflate', 'deflate', deflateSync(Buffer.alloc(limit + 1, ' '))],
    ['with gzip twice', 'gzip, gzip', gzipSync(gzipSync(Buffer.alloc(100 * limit, ' ')))],
  ])('ends in an InvalidResponseError, %s', async (_name, encoding, body) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body)
    })
    const error = await rejection(clientOf(origin).users.get({ uuid: 'u' }))
    expect(error).toBeInstanceOf(InvalidResponseError)
    expect(error).toMatchObject({ hint: expect.stringContaining('maxBodyBytes') })
  })

  test('is read if it is as large as the limit', async () => {
    const body = `{"schema":"${'s'.repeat(limit - 13)}"}`
    const origin = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(body))
    })
    const { schema } = await clientOf(origin).users.get({ uuid: 'u' })
    expect(String(schema)).toHaveLength(limit - 13)
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
  for (const init of [{ redirect: 'manual' } as const, clientInit()]) {
    const shown = await fetch(origin, init)
    expect([shown.status, shown.headers.get('location')]).toEqual([302, '/end'])
  }
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
    await Promise.all(Array.from({ length: 10 }, () => fetch(origin, clientInit())))
  }
  expect(connections).toBe(3)
})

/** A proxy that responds itself to http, opens tunnels for https if told so, and reports the requests it received. */
async function startProxy(target?: string): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    response.end('{}')
  })
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`)
    if (target === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const tunnel = createConnection(Number(new URL(target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      tunnel.pipe(socket).pipe(tunnel)
    })
    for (const end of [tunnel, socket]) end.on('error', () => tunnel.destroy())
  })
  return { url: await listening(server), seen }
}

describe('a proxy', () => {
  /** A variable of the process would change the result on a machine that has a proxy. */
  const fetchWith = (env: Record<string, string>) => createFetch({ proxyFromEnvironment: env })

  test('in the environment is used with a tunnel for https, and without one for http', async () => {
    const { url, seen } = await startProxy()
    vi.stubEnv('http_proxy', url)
    vi.stubEnv('https_proxy', url)
    vi.stubEnv('no_proxy', '')
    const fetch = createFetch()
    expect(await (await fetch('http://person.invalid/v2', clientInit())).text()).toBe('{}')
    expect(await rejection(fetch('https://person.invalid/v2', clientInit()))).toBeInstanceOf(TypeError)
    expect(seen).toEqual(['GET http://person.invalid/v2', 'CONNECT person.invalid:443'])
  })

  test.each([
    ['refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'it responded with 403'],
    [
      'requires a password for',
      'HTTP/1.1 407 No\r\n\r\n',
      'it responded with 407 (a user name and a password',
    ],
    ['fails to open', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'it responded with 502'],
    ['closes instead of opening', '', 'other side closed'],
    ['does not understand', 'SSH-2.0-x\r\n', 'Response does not match the HTTP/1.1 protocol'],
  ])('that %s a tunnel is asked once, and a write is known to be unsent', async (_name, bytes, reason) => {
    let connections = 0
    const server = createServer().on('connect', (_request, socket) => {
      connections += 1
      socket.end(bytes)
    })
    const cern = createCernClient({
      baseUrl: 'https://person.invalid',
      auth: staticToken('x'),
      fetch: createFetch({ proxy: await listening(server) }),
      retry: false,
    })
    const group = { groupIdentifier: 'a', displayName: 'A', description: 'A' }
    const error = await rejection(cern.groups.create(group))
    expect(error).toMatchObject({ name: 'NetworkError', nothingSent: true })
    expect(error).not.toMatchObject({ mayHaveBeenDone: true })
    expect((error as Error).message).toContain(`the proxy did not open a tunnel: ${reason}`)
    expect(connections).toBe(1)
  })

  test('that requires a password for http has not sent a write', async () => {
    const server = createServer((_request, response) => void response.writeHead(407).end())
    const cern = createCernClient({
      baseUrl: 'http://person.invalid',
      auth: staticToken('x'),
      fetch: createFetch({ proxy: await listening(server) }),
      retry: false,
    })
    const group = { groupIdentifier: 'a', displayName: 'A', description: 'A' }
    expect(await rejection(cern.groups.create(group))).toMatchObject({
      message: expect.stringContaining('Proxy Authentication Required (407)'),
      nothingSent: true,
    })
  })

  test('is not used if NO_PROXY or the options exclude it', async () => {
    const { url, seen } = await startProxy()
    const origin = await serve((_request, response) => void response.end('{}'))
    await fetchWith({ http_proxy: url, no_proxy: 'a.example,127.0.0.1' })(origin, clientInit())
    await fetchWith({ HTTP_PROXY: url, NO_PROXY: '*' })(origin, clientInit())
    vi.stubEnv('http_proxy', url)
    vi.stubEnv('no_proxy', '')
    await createFetch({ proxyFromEnvironment: false })(origin, clientInit())
    expect(seen).toEqual([])
  })

  test.each<[string, (hostAndPort: string) => Record<string, string>]>([
    ['HTTP_PROXY as host:port', (proxy) => ({ HTTP_PROXY: proxy })],
    ['HTTP_PROXY, while http_proxy is blank', (proxy) => ({ http_proxy: ' ', HTTP_PROXY: proxy })],
    ['ALL_PROXY as host:port', (proxy) => ({ ALL_PROXY: proxy })],
    ['all_proxy as a URL', (proxy) => ({ all_proxy: `http://${proxy}/` })],
    ['http_proxy rather than ALL_PROXY', (proxy) => ({ http_proxy: proxy, ALL_PROXY: '127.0.0.1:1' })],
    ['HTTP_PROXY with blanks around it', (proxy) => ({ HTTP_PROXY: ` ${proxy}\n` })],
  ])('is taken from %s', async (_name, envOf) => {
    const { url, seen } = await startProxy()
    await fetchWith(envOf(url.slice('http://'.length)))('http://person.invalid/', clientInit())
    expect(seen).toEqual(['GET http://person.invalid/'])
  })

  test('of the options takes all requests, despite the environment', async () => {
    const { url, seen } = await startProxy()
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1')
    vi.stubEnv('no_proxy', '*')
    const hostAndPort = url.slice('http://'.length)
    for (const proxy of [url, new URL(url), hostAndPort, `http://ada:p%23ss@${hostAndPort}`])
      await createFetch({ proxy })('http://person.invalid/', clientInit())
    const authorization = `Basic ${Buffer.from('ada:p#ss').toString('base64')}`
    const request = 'GET http://person.invalid/'
    expect(seen).toEqual([request, request, request, `${request} ${authorization}`])
  })

  test.each([
    ['http://ada:s3#cret@proxy.example:3128', '[hidden]@proxy.example:3128'],
    ['http://ada:12#cret@proxy.example:3128', '[hidden]@proxy.example:3128'],
    ['http://ada:1/s3cret@proxy.example', '[hidden]@proxy.example'],
    ['http://ada:100%@proxy.example', '[hidden]@proxy.example'],
    ['proxy.example:port', 'proxy.example:port'],
    ['ftp://proxy.example', 'ftp://proxy.example'],
    ['http://', 'http://'],
    ['http://proxy.example:3128/?a=b', 'http://proxy.example:3128/?a=b'],
    ['two words', 'two words'],
  ])('of %j is an InvalidRequestError that names the variable, without the password', (value, shown) => {
    for (const name of ['HTTP_PROXY', 'https_proxy', 'ALL_PROXY']) {
      const error = thrown(() => createUndiciFetch({ proxyFromEnvironment: { [name]: value } }))
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect(error).toMatchObject({
        param: name,
        message: `${name} is "${shown}", which is not the URL of an HTTP proxy.`,
      })
      expect(JSON.stringify(error) + inspect(error)).not.toMatch(/cret|ada/)
    }
    expect(thrown(() => createUndiciFetch({ proxy: value }))).toMatchObject({ param: 'proxy' })
  })

  test.each(['socks5://127.0.0.1:1080', 'socks://a.example', 'SOCKS5H://a.example:1'])(
    'with the scheme of %s is refused, and the hint says why',
    (value) => {
      expect(thrown(() => createUndiciFetch({ proxyFromEnvironment: { ALL_PROXY: value } }))).toMatchObject({
        param: 'ALL_PROXY',
        hint: expect.stringContaining('SOCKS is not supported'),
      })
    },
  )

  test('that is not a number of connections or milliseconds is refused', () => {
    for (const value of [0, -1, 1.5, Number.NaN]) {
      expect(thrown(() => createUndiciFetch({ connections: value }))).toMatchObject({ param: 'connections' })
      expect(thrown(() => createUndiciFetch({ keepAliveMs: value }))).toMatchObject({ param: 'keepAliveMs' })
    }
  })
})

describe('a server with a certificate of a private authority', () => {
  /** A server that says who the client is. */
  async function serveTls(needsClient: boolean): Promise<string> {
    const ca = needsClient ? authorityCertificate : undefined
    const tls = { cert: serverCertificate, key: serverKey, requestCert: needsClient, ca }
    const server = createTlsServer(tls, (request, response) => {
      response.end(String((request.socket as TLSSocket).getPeerCertificate().subject?.CN))
    })
    return listening(server, 'https')
  }

  test('is trusted with `ca` only', async () => {
    const origin = await serveTls(false)
    const error = await rejection(createFetch()(origin, clientInit()))
    expect(error).toMatchObject({ cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } })
    for (const ca of [authorityCertificate, [Buffer.from(authorityCertificate)]])
      expect(await (await createFetch({ ca })(origin, clientInit())).text()).toBe('undefined')
  })

  test('accepts a client by its `cert` and `key`, and no other', async () => {
    const origin = await serveTls(true)
    const ca = authorityCertificate
    expect(await rejection(createFetch({ ca })(origin, clientInit()))).toBeInstanceOf(TypeError)
    const fetch = createFetch({ ca, cert: clientCertificate, key: clientKey })
    for (const init of [clientInit(), {}]) expect(await (await fetch(origin, init)).text()).toBe('client')
  })

  test('is reached through the tunnel of a proxy with the same certificates', async () => {
    const origin = await serveTls(true)
    const { url, seen } = await startProxy(origin)
    const tls = { ca: authorityCertificate, cert: clientCertificate, key: clientKey }
    for (const options of [{ proxy: url }, { proxyFromEnvironment: { HTTPS_PROXY: url } }]) {
      const response = await createFetch({ ...tls, ...options })(origin, clientInit())
      expect(await response.text()).toBe('client')
    }
    expect(seen).toEqual([`CONNECT ${new URL(origin).host}`, `CONNECT ${new URL(origin).host}`])
  })
})

test('createUndiciFetch sends requests with the dispatcher of the caller, and leaves it open', async () => {
  const mock = new MockAgent()
  mock.disableNetConnect()
  mock.get('http://person.invalid').intercept({ path: '/a?b=c' }).reply(200, '{}').persist()
  const fetch = createUndiciFetch({ dispatcher: mock })
  for (const init of [clientInit(), {}])
    expect(await (await fetch('http://person.invalid/a?b=c', init)).text()).toBe('{}')
  await fetch.close()
  expect((await fetch('http://person.invalid/a?b=c', clientInit())).status).toBe(200)
  await mock.close()
  expect(await rejection(fetch('http://person.invalid/', clientInit()))).toBeInstanceOf(TypeError)
})

test('createUndiciFetch closes its connections with `close` and at the end of `await using`', async () => {
  const origin = await serve((_request, response) => void response.end('{}'))
  for (const end of ['close', Symbol.asyncDispose] as const) {
    const fetch = createUndiciFetch()
    await fetch(origin, clientInit())
    await fetch[end]()
    expect(await rejection(fetch(origin, clientInit()))).toBeInstanceOf(TypeError)
  }
})

test('createUndiciFetch has no time limits of its own: it waits for headers and body as long as the client', async () => {
  // Undici looks every half a second whether its limit of five minutes is over.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const hour = () => vi.advanceTimersByTimeAsync(3_600_000)
  const origin = await serve(async (_request, response) => {
    await hour()
    response.writeHead(200).write('late, ')
    await hour()
    response.end('but here')
  })
  for (const init of [clientInit(), {}])
    expect(await (await createFetch()(origin, init)).text()).toBe('late, but here')
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
