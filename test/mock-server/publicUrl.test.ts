import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { startMockServer } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { runMockProcess } from '../helpers/mockProcess.ts'
import { startMock } from '../helpers/startMock.ts'

const discovery = '/.well-known/openid-configuration'

function send(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, setHost: !('host' in headers) }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    )
    sent.on('error', reject).end()
  })
}

const issuerAt = async (url: string, headers: Record<string, string> = {}): Promise<string> =>
  JSON.parse((await send(`${url}${discovery}`, headers)).body).issuer

describe('the origin of issuers', () => {
  test.each<[headers: Record<string, string>, origin: string]>([
    [{ 'x-forwarded-proto': 'https' }, 'https://mock:4010'],
    [{ 'x-forwarded-host': 'people.test' }, 'http://people.test'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'people.test' }, 'https://people.test'],
    [{ 'x-forwarded-proto': 'HTTPS, http', 'x-forwarded-host': 'people.test, inner' }, 'https://people.test'],
    [
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'people.test', 'x-forwarded-port': '8443' },
      'https://people.test:8443',
    ],
    [
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'people.test', 'x-forwarded-port': '443' },
      'https://people.test',
    ],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': '[::1]:8443' }, 'https://[::1]:8443'],
    [
      { forwarded: 'for=10.0.0.1;proto=https;host="people.test:8443", for=1.2.3.4;host=other' },
      'https://people.test:8443',
    ],
    [{ forwarded: 'Proto=https;Host=people.test', 'x-forwarded-host': 'other' }, 'https://people.test'],
    [{ 'x-forwarded-proto': 'gopher' }, 'http://mock:4010'],
    [{ 'x-forwarded-host': 'a b/c' }, 'http://mock:4010'],
    [{ 'x-forwarded-for': '10.0.0.1' }, 'http://mock:4010'],
    [{}, 'http://mock:4010'],
  ])('follows %j', async (headers, origin) => {
    const { url } = await startMock()
    expect(await issuerAt(url, { host: 'mock:4010', ...headers })).toBe(`${origin}/`)
  })

  test('is that of publicUrl, regardless of the request', async () => {
    const mock = await startMock({ publicUrl: 'https://people.test' })
    expect(mock.url).toBe('https://people.test')
    const direct = `http://127.0.0.1:${mock.port}`
    expect(await issuerAt(direct)).toBe('https://people.test/')
    expect(await issuerAt(direct, { 'x-forwarded-host': 'other' })).toBe('https://people.test/')
  })
})

describe('a public URL with a path', () => {
  test.each(['', '/people'])(
    'begins issuers, endpoints and links if the proxy leaves "%s"',
    async (prefix) => {
      const publicUrl = 'https://mock.test/people'
      const mock = await startMock({ publicUrl: `${publicUrl}/`, pageSize: 2 })
      const direct = `http://127.0.0.1:${mock.port}${prefix}`
      expect(mock.services.cern.tokenUrl).toBe(`${publicUrl}/auth/realms/cern/api-access/token`)
      const openId = JSON.parse((await send(`${direct}/auth/realms/cern${discovery}`)).body)
      expect([openId.issuer, openId.jwks_uri]).toEqual([
        `${publicUrl}/auth/realms/cern`,
        expect.stringMatching(/^https:\/\/mock\.test\/people\/auth\//),
      ])
      expect(await issuerAt(`${direct}/__session/x`)).toBe(`${publicUrl}/__session/x/`)
      const { token } = await mock.admin.tokens.mint({ service: 'cern' })
      const page = await send(`${direct}/api/v1.0/Identity?limit=1`, { authorization: `Bearer ${token}` })
      expect(JSON.parse(page.body).pagination.next).toMatch(/^\/people\/api\/v1\.0\/Identity\?/)
      const inSession = await send(`${direct}/__session/x/api/v1.0/Identity?limit=1`, {
        authorization: `Bearer ${token}`,
      })
      expect(JSON.parse(inSession.body).pagination.next).toMatch(/^\/people\/__session\/x\/api\//)
      const issued = await accessToken(direct)
      const ada = `${direct}/v2/user/primary_email/ada.lovelace@example.org`
      expect((await send(ada, { authorization: `Bearer ${issued}` })).status).toBe(200)
      expect((await send(`${direct}/`, { accept: 'text/html' })).body).toContain('src="__page/page.js"')
      expect((await send(`${direct}/__page/page.js`)).status).toBe(200)
      expect((await mock.admin.requests.list({ operation: 'getUserByPrimaryEmail' })).requests).toHaveLength(
        1,
      )
    },
  )

  test('does not swallow paths that only begin alike', async () => {
    const mock = await startMock({ publicUrl: 'https://mock.test/v' })
    expect((await send(`http://127.0.0.1:${mock.port}/v2/version`)).status).toBe(200)
  })

  test('is over when the server is closed', async () => {
    const mock = await startMockServer({ port: 0, publicUrl: 'http://localhost:1/v2' })
    await mock.close()
    const { port } = await startMock()
    expect((await send(`http://127.0.0.1:${port}/v2/version`, { host: 'localhost:1' })).status).toBe(200)
  })

  test.each(['mock.test', 'ftp://mock.test', 'https://mock.test/?a', 'https://a:b@mock.test', ''])(
    'is rejected if it is "%s"',
    async (publicUrl) => {
      await expect(startMockServer({ publicUrl })).rejects.toThrow(RangeError)
      const { code, stderr } = await runMock(['--port', '0', '--public-url', publicUrl])
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/--public-url must (?:be an http or https URL|not be empty)/),
      ])
    },
  )
})

test('a public URL with credentials is rejected without showing them', async () => {
  const { code, stderr } = await runMock(['--port', '0', '--public-url', 'https://a:hush@mock.test/'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('not "https://…@mock.test/"')])
})

describe('the admin routes behind a proxy', () => {
  test('go by the Host header, and by no header that a page could forge', async () => {
    const { port } = await startMock()
    const clock = `http://127.0.0.1:${port}/__admin/clock`
    for (const forged of [
      { 'x-forwarded-host': 'localhost' },
      { 'x-forwarded-host': '127.0.0.1', 'x-forwarded-proto': 'http' },
      { forwarded: 'host=localhost' },
    ] as Record<string, string>[])
      expect((await send(clock, { host: 'evil.example', ...forged })).status).toBe(403)
    expect((await send(clock)).status).toBe(200)
  })

  test('need the admin token', async () => {
    const open = await startMock()
    const clock = `http://127.0.0.1:${open.port}/__admin/clock`
    const response = await send(clock, { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'people.test' })
    expect([response.status, JSON.parse(response.body).error.code]).toEqual([403, 'admin_token_required'])
    for (const name of ['x-real-ip', 'x-forwarded-for', 'x-forwarded-port', 'cf-connecting-ip', 'via'])
      expect([name, (await send(clock, { [name]: '10.0.0.1' })).status]).toEqual([name, 403])
    const safe = await startMock({ adminToken: 'key', publicUrl: 'https://people.test' })
    const page = { origin: 'https://people.test', host: 'people.test', 'x-personctl-admin-token': 'key' }
    const proxied = { ...page, 'x-forwarded-proto': 'https' }
    expect((await send(`http://127.0.0.1:${safe.port}/__admin/clock`, proxied)).status).toBe(200)
    const foreign = { ...proxied, origin: 'https://evil.example' }
    expect((await send(`http://127.0.0.1:${safe.port}/__admin/clock`, foreign)).status).toBe(403)
  })

  test('respond to the page of the mock itself, though the public URL is another', async () => {
    const mock = await startMock({ publicUrl: 'https://people.test' })
    const own = `http://127.0.0.1:${mock.port}`
    expect((await send(`${own}/__admin/clock`)).status).toBe(200)
    expect((await send(`${own}/__admin/clock`, { host: 'people.test' })).status).toBe(403)
  })
})

test('--public-url is what the ready line and the variables of exec tell', async () => {
  const mock = await startMockCommand(['--public-url', 'https://mock.test/people'])
  expect(mock.readyLine).toBe('personctl-mock ready https://mock.test/people')
  const script = 'console.log(process.env.PERSONCTL_DABP_TOKEN_URL)'
  const { stdout } = await runMockProcess([
    ...['exec', '--public-url', 'https://mock.test', '--', process.execPath, '-e', script],
  ])
  expect(stdout).toBe('https://mock.test/oauth/v1/token\n')
})

test.each([
  ['0.0.0.0', 'http://127.0.0.1'],
  ['::', 'http://[::1]'],
])('a server that listens on %s announces a URL to which this machine can connect', async (host, origin) => {
  const { url, port } = await startMock({ host })
  expect(url).toBe(`${origin}:${port}`)
  expect((await send(`${url}/v2/version`)).status).toBe(200)
})

test.each(['%', 'X:99999', ''])(
  'a request through a proxy with the invalid Host "%s" does not end the server',
  async (host) => {
    const mock = await startMock()
    await send(`${mock.url}${discovery}`, { host, via: '1.1 proxy' })
    expect((await send(`${mock.url}/v2/version`)).status).toBe(200)
  },
)
