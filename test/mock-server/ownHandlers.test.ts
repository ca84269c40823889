import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { type MockServerOptions, startMockServer } from '@personctl/mock-server'
import { bypass, HttpResponse, http, passthrough, type RequestHandler, ws } from 'msw'
import { expect, onTestFinished, test, vi } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { startMock } from '../helpers/startMock.ts'

/** Starts the mock behind handlers. */
function startBehind(...handlers: RequestHandler[]) {
  return startMock({ handlers })
}

/** Records what is printed to stderr until the test ends. */
function recordPrinted() {
  const printed: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  onTestFinished(() => write.mockRestore())
  return printed
}

test('a handler responds on a route that the mock does not have, whether its path has an origin or not', async () => {
  const mock = await startBehind(
    http.get('*/apps.yml', () => HttpResponse.text('apps: []')),
    http.get('/change/v2/:what', ({ params }) => HttpResponse.json(params)),
  )
  expect(await (await fetch(`${mock.url}/apps.yml`)).text()).toBe('apps: []')
  expect(await (await fetch(`${mock.url}/change/v2/user?x=1`)).json()).toEqual({ what: 'user' })
  expect((await fetch(`${mock.url}/change/v2/user`, { method: 'POST' })).status).toBe(404)
})

test('passthrough leads to the mock, with the body of the request unread', async () => {
  const seen: string[] = []
  const mock = await startBehind(
    http.all('*', async ({ request }) => {
      seen.push(await request.clone().text())
      return passthrough()
    }),
  )
  expect(await accessToken(mock.url)).toMatch(/^ey/)
  expect(seen).toEqual([expect.stringContaining('client_credentials')])
  expect((await fetch(`${mock.url}/v2/version`)).status).toBe(200)
})

test('HttpResponse.error() breaks the connection, as the fault "reset" does', async () => {
  const printed = recordPrinted()
  const mock = await startBehind(http.get('*/v2/version', () => HttpResponse.error()))
  await expect(fetch(`${mock.url}/v2/version`)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(printed).toEqual([])
  const { requests } = await mock.admin.requests.list()
  expect(requests).toMatchObject([{ status: null, handler: true }])
})

test.each([
  ['an error', new TypeError('boom'), { name: 'TypeError', message: 'boom' }],
  ['text', 'boom', 'boom'],
])(
  'a handler that throws %s is a response with status 500, and the error is printed',
  async (_, thrown, body) => {
    const printed = recordPrinted()
    const mock = await startBehind(
      http.get('*/v2/version', () => {
        throw thrown
      }),
    )
    const response = await fetch(`${mock.url}/v2/version?access_token=secret`)
    expect([response.status, response.statusText]).toEqual([500, 'Unhandled Exception'])
    const received = await response.json()
    if (typeof body === 'string') expect(received).toBe(body)
    else expect(received).toMatchObject(body)
    expect(printed.join('')).toContain('a handler failed on GET /v2/version: ')
    expect(printed.join('')).toContain('boom')
    expect(printed.join('')).not.toContain('secret')
  },
)

test('a handler that throws a Response responds with it, and one that throws an error of the network breaks the connection', async () => {
  recordPrinted()
  const mock = await startBehind(
    http.get('*/thrown', () => {
      throw HttpResponse.text('thrown', { status: 418 })
    }),
    http.get('*/network', () => {
      throw Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT', errno: -110 })
    }),
  )
  expect((await fetch(`${mock.url}/thrown`)).status).toBe(418)
  await expect(fetch(`${mock.url}/network`)).rejects.toThrow('fetch failed')
})

test('the journal has what handlers respond to: with the operation if the path is one, and without a nearest one', async () => {
  const log: string[] = []
  const mock = await startMock({
    log: (line) => log.push(line),
    handlers: [
      http.get('*/v2/users', () => new HttpResponse(null, { status: 503 })),
      http.get('*/v2/userz', () => new HttpResponse(null, { status: 404 })),
    ],
  })
  for (const path of ['/v2/users', '/v2/userz', '/v2/version', '/v2/usersz']) await fetch(mock.url + path)
  const { requests } = await mock.admin.requests.list()
  expect(requests).toMatchObject([
    { path: '/v2/users', service: 'cis', operation: 'listUsers', status: 503, handler: true },
    { path: '/v2/userz', service: null, operation: null, status: 404, handler: true, nearest: null },
    { path: '/v2/version', service: 'cis', status: 200, handler: false },
    { path: '/v2/usersz', service: null, handler: false, nearest: { operation: 'listUsers' } },
  ])
  expect(log.join('\n')).toContain('GET /v2/userz 404')
})

test('faults and latency apply to what handlers respond', async () => {
  const mock = await startMock({
    latencyMs: 1,
    handlers: [http.get('*/v2/version', () => HttpResponse.json({ mine: true }))],
  })
  await mock.admin.faults.add({ match: { path: '/v2/version' }, effect: { type: 'truncatedJson' }, times: 1 })
  expect(await (await fetch(`${mock.url}/v2/version`)).text()).toBe('{"mine"')
  expect(await (await fetch(`${mock.url}/v2/version`)).json()).toEqual({ mine: true })
  expect((await mock.admin.requests.list()).requests).toMatchObject([
    { fault: 1, handler: true },
    { fault: null, handler: true },
  ])
})

test('pages of other origins may read what handlers respond, unless a handler says otherwise', async () => {
  const mock = await startBehind(
    http.get('*/plain', () => HttpResponse.text('plain')),
    http.get('*/redirect', () => Response.redirect('http://elsewhere.test/')),
    http.get('*/own', () => new HttpResponse(null, { headers: { 'access-control-allow-origin': '*' } })),
    http.options('*/own', () => new HttpResponse(null, { status: 204 })),
  )
  const allowed = async (path: string, init?: RequestInit) => {
    const headers = { origin: 'http://page.test', 'access-control-request-method': 'GET' }
    const response = await fetch(mock.url + path, { ...init, headers, redirect: 'manual' })
    return [response.status, response.headers.get('access-control-allow-origin')]
  }
  expect(await allowed('/plain')).toEqual([200, 'http://page.test'])
  expect(await allowed('/redirect')).toEqual([302, 'http://page.test'])
  expect(await allowed('/own')).toEqual([200, '*'])
  expect(await allowed('/own', { method: 'OPTIONS' })).toEqual([204, null])
  expect(await allowed('/plain', { method: 'OPTIONS' })).toEqual([200, 'http://page.test'])
})

test('a handler matches below the prefix of a session, and sees the session in a header', async () => {
  const mock = await startBehind(
    http.get('/v2/version', ({ request }) =>
      HttpResponse.json([new URL(request.url).pathname, request.headers.get('x-personctl-session')]),
    ),
    http.post('*/oauth/token', async ({ request }) => {
      await request.clone().text()
    }),
  )
  const session = `${mock.url}/__session/one`
  expect(await (await fetch(`${session}/v2/version`)).json()).toEqual(['/v2/version', 'one'])
  expect(await accessToken(session)).toMatch(/^ey/)
  const { requests } = await mock.admin.session('one').requests.list()
  expect(requests).toMatchObject([
    { path: '/v2/version', handler: true },
    { path: '/oauth/token', handler: false, client: 'demo', status: 200 },
  ])
})

test('handlers that respond once, or in turn, do so over HTTP as well', async () => {
  const mock = await startBehind(
    http.get('*/once', () => HttpResponse.text('once'), { once: true }),
    http.get('*/turns', function* () {
      yield HttpResponse.text('first')
      yield HttpResponse.text('second')
      return HttpResponse.text('last')
    }),
  )
  const texts = async (path: string, times: number) => {
    const found: string[] = []
    for (let turn = 0; turn < times; turn++) found.push(await (await fetch(mock.url + path)).text())
    return found
  }
  expect((await texts('/once', 2))[0]).toBe('once')
  expect((await fetch(`${mock.url}/once`)).status).toBe(404)
  expect(await texts('/turns', 4)).toEqual(['first', 'second', 'last', 'last'])
})

test('a handler may hand on the compressed response of another server', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, 'Fine', { 'content-encoding': 'gzip' }).end(gzipSync('apps: []'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const mock = await startBehind(http.get('*/apps.yml', () => fetch(bypass(`http://127.0.0.1:${port}/`))))
  const response = await fetch(`${mock.url}/apps.yml`)
  expect([response.statusText, await response.text()]).toEqual(['Fine', 'apps: []'])
})

test('admin routes are out of reach of handlers', async () => {
  const mock = await startBehind(http.all('*', () => HttpResponse.text('mine')))
  expect(await (await fetch(`${mock.url}/anything`)).text()).toBe('mine')
  expect(await (await fetch(`${mock.url}/__admin/health`)).json()).toBeTypeOf('object')
})

test.each<[string, unknown, RegExp]>([
  ['text', 'GET /', /^handlers\[1\] is not a handler of msw/],
  ['nothing', undefined, /^handlers\[1\] is not a handler of msw/],
  [
    'a handler of WebSockets',
    ws.link('ws://chat.test').addEventListener('connection', () => {}),
    /WebSockets/,
  ],
])('%s among the handlers is an error', async (_, wrong, message) => {
  const handlers = [http.get('*', () => undefined), wrong] as MockServerOptions['handlers'] & object
  await expect(startMockServer({ port: 0, handlers })).rejects.toThrow(message)
})
