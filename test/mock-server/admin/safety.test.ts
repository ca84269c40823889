import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Admin, AdminError, createAdminClient } from '@personctl/mock-server'
import { createApp } from '@personctl/mock-server/app'
import { describe, expect, test } from 'vitest'
import { startMockCommand } from '../../helpers/mockCommand.ts'
import { startMockProcessForTest } from '../../helpers/mockProcess.ts'

interface TextResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Sends what a browser would, or what fetch would not: any Host, any Origin. */
async function send(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
  body?: string,
): Promise<TextResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, setHost: !('host' in headers) }, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) })
    })
    sent.on('error', reject).end(body)
  })
}

const codeOf = ({ body }: TextResponse): unknown => JSON.parse(body).error?.code

describe('on a loopback address', () => {
  test('pages of other origins can neither use nor read the admin routes', async () => {
    const { url } = await startMockCommand()
    const clock = `${url}/__admin/clock`
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${url}0` },
      { origin: url.replace('http:', 'https:') },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      const response = await send(clock, headers)
      expect([headers, response.status, codeOf(response)]).toEqual([headers, 403, 'foreign_origin'])
      const written = await send(`${clock}/advance`, headers, 'POST', '{"seconds":99999999}')
      expect(written.status).toBe(403)
      expect(response.headers).not.toHaveProperty('access-control-allow-origin')
    }
    const preflight = await send(
      clock,
      { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
      'OPTIONS',
    )
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin')
    expect((await send(clock, { origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    const { now } = await createAdminClient({ url }).clock.get()
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000)
  })

  test('the admin routes accept only loopback names, which prevents DNS rebinding', async () => {
    const { url } = await startMockCommand()
    const { port } = new URL(url)
    const statusUnder = async (host: string) => (await send(`${url}/__admin/clock`, { host })).status
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
      '[::2]',
    ])
      expect([host, await statusUnder(host)]).toEqual([host, 403])
    for (const host of ['localhost', `127.0.0.1:${port}`, '127.1.2.3', '[::1]', `mock.localhost:${port}`])
      expect([host, await statusUnder(host)]).toEqual([host, 200])
    const rejected = await send(`${url}/__session/x/__admin/clock`, { host: 'evil.example' })
    expect([rejected.status, codeOf(rejected)]).toEqual([403, 'foreign_host'])
    expect((await send(`${url}/__admin/ready`, { host: 'evil.example' })).status).toBe(200)
    expect((await send(`${url}/v2/version`, { host: 'person.api.sso.mozilla.com' })).status).toBe(200)
  })
})

describe('with a token', () => {
  test.each([
    ['--admin-token', ['--admin-token', 's3cret-word'], {}],
    ['PERSONCTL_MOCK_ADMIN_TOKEN', [], { PERSONCTL_MOCK_ADMIN_TOKEN: 's3cret-word' }],
    ['both, of which the flag counts', ['--admin-token', 's3cret-word'], { PERSONCTL_MOCK_ADMIN_TOKEN: 'x' }],
  ])('an admin token from %s is required under every host name', async (_, args, env) => {
    const mock = await startMockProcessForTest([...args, '--host', '0.0.0.0'], env)
    const url = mock.url.replace('0.0.0.0', '127.0.0.1')
    for (const token of [undefined, 'wrong', 's3cret-wor', 's3cret-wordy']) {
      const admin = createAdminClient({ url, ...(token === undefined ? {} : { token }) })
      await expect(admin.clock.get()).rejects.toMatchObject({ status: 403, code: 'admin_token_required' })
      expect((await admin.ready()).status).toBe('ready')
      expect((await admin.health()).status).toBe('ok')
    }
    expect((await createAdminClient({ url, token: 's3cret-word' }).clock.get()).frozen).toBe(false)
    const bearer = { authorization: 'Bearer s3cret-word', host: 'mock:4010' }
    expect((await send(`${url}/__admin/clock`, bearer)).status).toBe(200)
    const page = { ...bearer, origin: 'https://evil.example' }
    expect(codeOf(await send(`${url}/__admin/clock`, page))).toBe('foreign_origin')
    await mock.stop()
    expect(mock.stderr()).toBe('')
  })

  test('an admin token does not appear in log or journal', async () => {
    const { url } = await startMockCommand(['--admin-token', 's3cret-word'])
    const admin = createAdminClient({ url, token: 's3cret-word' })
    await fetch(`${url}/v2`, {
      headers: { 'x-personctl-admin-token': 's3cret-word', authorization: 's3cret-word' },
    })
    expect(JSON.stringify(await admin.requests.list())).not.toContain('s3cret-word')
  })
})

test('without a token the admin routes are closed on a public host, with the reason', async () => {
  const mock = await startMockCommand(['--host', '0.0.0.0'])
  const url = mock.url.replace('0.0.0.0', '127.0.0.1')
  const admin: Admin = createAdminClient({ url })
  for (const call of [admin.clock.get(), admin.requests.list(), admin.reset(), admin.session('x').reset()]) {
    await expect(call).rejects.toThrow(AdminError)
    await expect(call).rejects.toMatchObject({ status: 403, code: 'admin_token_required' })
  }
  expect((await admin.ready()).url).toBe(url)
  expect((await fetch(`${url}/v2/version`)).status).toBe(200)
  await mock.stop()
  expect(mock.stderr()).toMatch(
    /^personctl-mock: the admin routes are disabled.*PERSONCTL_MOCK_ADMIN_TOKEN.*\n$/,
  )
})

test('--no-admin removes the admin routes, except those of health checks', async () => {
  const mock = await startMockCommand(['--no-admin', '--host', '0.0.0.0'])
  const url = mock.url.replace('0.0.0.0', '127.0.0.1')
  for (const path of ['/__admin/clock', '/__session/x/__admin/clock', '/__admin', '/__admin/healthy'])
    expect((await fetch(url + path)).status).toBe(404)
  for (const path of ['/__admin/health', '/__admin/ready', '/__session/x/__admin/health'])
    expect((await fetch(url + path)).status).toBe(200)
  await expect(createAdminClient({ url }).clock.get()).rejects.toThrow(
    'check that it is a personctl-mock without --no-admin',
  )
  expect((await fetch(`${url}/__session/x/v2/version`)).status).toBe(200)
  await mock.stop()
  expect(mock.stderr()).toBe('')
})

test('createApp on a public host does not open the admin routes', async () => {
  const ask = (app: ReturnType<typeof createApp>, headers = {}) =>
    app(new Request('https://mock.example.org/__admin/clock', { headers })).then(({ status }) => status)
  expect(await ask(createApp())).toBe(403)
  expect(await ask(createApp({ adminToken: 'x' }))).toBe(403)
  expect(await ask(createApp({ adminToken: 'x' }), { 'x-personctl-admin-token': 'x' })).toBe(200)
  expect(await ask(createApp({ admin: false }))).toBe(404)
  expect(() => createApp({ adminToken: '' })).toThrow('adminToken must not be empty')
  expect(() => createApp({ journalSize: 0 })).toThrow('journalSize must be an integer from 1')
})

test('a body of more than a megabyte is rejected, with or without Content-Length', async () => {
  const { url } = await startMockCommand()
  const large = JSON.stringify({ profile: { x: 'x'.repeat(1024 * 1024) } })
  const said = await fetch(`${url}/__admin/people`, { method: 'POST', body: large })
  expect([said.status, (await said.json()).error.code]).toEqual([413, 'too_large'])
  const streamed: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body: new Blob([large]).stream(),
    duplex: 'half',
  }
  expect((await fetch(`${url}/__admin/people`, streamed)).status).toBe(413)
  expect((await createAdminClient({ url }).people.list()).total).toBe(100)
})

test.each<[method: string, path: string, body: string | undefined, status: number, message: string]>([
  ['POST', '/faults', '{', 400, 'The body is not valid JSON'],
  ['POST', '/faults', undefined, 400, 'The body is missing'],
  ['PUT', '/clock', undefined, 405, '/__admin/clock does not support PUT'],
  ['GET', '/clok', undefined, 404, 'The admin route /__admin/clok does not exist'],
  ['GET', '', undefined, 404, 'The admin route /__admin does not exist'],
  ['GET', '/faults/abc', undefined, 400, 'id is "abc"'],
  ['GET', '/people/%zz', undefined, 400, 'The path has an invalid percent encoding'],
  ['PROPFIND', '/people/%zz', undefined, 405, '/__admin/people/%zz does not support PROPFIND'],
  ['GET', '/requests?limt=1', undefined, 400, 'The parameter limt is unknown'],
])('%s /__admin%s is rejected with the reason', async (method, path, body, status, message) => {
  const { url } = await startMockCommand()
  const response = await fetch(`${url}/__admin${path}`, { method, ...(body === undefined ? {} : { body }) })
  const { error } = await response.json()
  expect([response.status, error.message]).toEqual([status, message])
  expect(error.hint).not.toBe('')
  if (status === 405) expect(response.headers.get('allow')).toMatch(/^GET, PATCH/)
})

test('an admin client reports a server that is not a mock', async () => {
  const html = () => Promise.resolve(new Response('<p>', { status: 502 }))
  const admin = createAdminClient({ url: 'http://elsewhere.test/', fetch: html })
  await expect(admin.clock.get()).rejects.toThrow(
    'The server responded with status 502: check that it is a personctl-mock',
  )
})
