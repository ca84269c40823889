import { startMockServer } from '@personctl/mock-server'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { type World, worlds } from '../helpers/worlds.ts'

const form = 'application/x-www-form-urlencoded'

describe.each(worlds)('%s', (_, start) => {
  /** Sends a request, and returns its entry in the journal. */
  const record = async (world: World, path: string, init: RequestInit) => {
    await (await world.fetch(world.url + path, init)).text()
    return (await world.admin.requests.list({ limit: 1 })).requests[0] ?? expect.fail()
  }

  test('the journal has the headers of a request, without credentials', async () => {
    const world = await start()
    const { headers } = await record(world, '/v2/version', {
      headers: {
        Authorization: 'Bearer hush-hush',
        Cookie: 'session=hush',
        'X-Api-Key': 'hush',
        'User-Agent': 'my-job/1.0',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        referer: 'https://app.test/callback?code=hush&state=visible',
        'x-personctl-session': 'default',
      },
    })
    expect(headers).toMatchObject({
      authorization: 'Bearer [hidden]',
      cookie: '[hidden]',
      'x-api-key': '[hidden]',
      'user-agent': 'my-job/1.0',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      referer: 'https://app.test/callback?code=[hidden]&state=visible',
      'x-personctl-session': 'default',
    })
  })

  test('the journal has no part of a secret in JSON that contains what separates parameters', async () => {
    const world = await start()
    const json = JSON.stringify({ a: 1, client_secret: 'x?hush;hush&hush' })
    const { headers, body } = await record(world, '/oauth/token', {
      method: 'POST',
      headers: { 'x-body': json, 'content-type': form },
      body: json,
    })
    expect(headers?.['x-body']).toBe('{"a":1,"client_secret":[hidden]')
    expect(body?.text).toBe('{"a":1,"client_secret":"[hidden]"}')
  })

  test('the journal has the form of a token request, without its secrets', async () => {
    const world = await start()
    const parameters = {
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret&;?',
      scope: 'display:all search:all',
      audience: 'api.sso.mozilla.com',
    }
    const { body } = await record(world, '/oauth/token', {
      method: 'POST',
      body: new URLSearchParams(parameters),
    })
    expect(body).toEqual({
      type: form,
      size: new URLSearchParams(parameters).toString().length,
      text: 'grant_type=client_credentials&client_id=demo&client_secret=[hidden]&scope=display%3Aall+search%3Aall&audience=api.sso.mozilla.com',
      truncated: false,
    })
  })

  test('the journal has JSON that was posted, without its secrets', async () => {
    const world = await start()
    const json = {
      groupIdentifier: 'atlas-new',
      clientSecret: 'hush',
      nested: [{ 'refresh-token': 'hush', displayName: 'Émile' }],
    }
    const { body, refusal } = await record(world, '/api/v1.0/Group', {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(json),
    })
    expect(refusal?.code).toBe('authorization_header_missing')
    expect(body).toMatchObject({ type: 'application/json', truncated: false })
    expect(JSON.parse(body?.text ?? '')).toEqual({
      groupIdentifier: 'atlas-new',
      clientSecret: '[hidden]',
      nested: [{ 'refresh-token': '[hidden]', displayName: 'Émile' }],
    })
  })

  test('the journal has the body of a request to which a fault responds', async () => {
    const world = await start()
    await world.admin.faults.add({ effect: { type: 'status', status: 503 } })
    const { body, status } = await record(world, '/api/v1.0/Group', { method: 'POST', body: '["ada"]' })
    expect([status, body?.text]).toEqual([503, '["ada"]'])
  })

  test('the journal has the beginning of a long text, and only the size of other bodies', async () => {
    const world = await start()
    const post = (body: string, type: string) =>
      record(world, '/v2/version', { method: 'POST', headers: { 'content-type': type }, body })
    const { body } = await post('x'.repeat(20_000), 'text/plain')
    expect([body?.text, body?.truncated]).toEqual([`${'x'.repeat(16_384)}…`, true])
    expect((await post('binary', 'application/octet-stream')).body).toMatchObject({ text: null })
    expect((await post('x'.repeat(2_000_000), 'text/plain')).body).toMatchObject({
      text: null,
      truncated: true,
    })
  })

  test('a service reads a body that the journal has read', async () => {
    const world = await start()
    const { token } = await world.admin.tokens.mint({ service: 'cern' })
    const created = await world.fetch(`${world.url}/api/v1.0/Group`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ groupIdentifier: 'new', displayName: 'New', description: 'x'.repeat(200_000) }),
    })
    expect(created.status).toBe(200)
  })
})

/** Percent-encodes some of the characters of a text, once or twice. */
const spelling = fc.record({
  every: fc.integer({ min: 1, max: 4 }),
  times: fc.integer({ min: 0, max: 2 }),
  isLowerCase: fc.boolean(),
})
type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never

function spell(text: string, { every, times, isLowerCase }: Spelling): string {
  let spelt = text
  for (let time = 0; time < times; time++)
    spelt = Array.from(new TextEncoder().encode(spelt), (byte, index) => {
      const escaped = `%${byte.toString(16).padStart(2, '0')}`
      const mustEscape = byte > 126 || '%&=+?#;/ '.includes(String.fromCharCode(byte))
      if (index % every !== 0 && !mustEscape) return String.fromCharCode(byte)
      return isLowerCase ? escaped : escaped.toUpperCase()
    }).join('')
  return spelt
}

const jwtOf = (text: string): string =>
  [{ alg: 'RS256' }, { sub: text }, text]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

test('neither the journal nor the log ever contains a secret or a token of a request', {
  tags: 'property',
}, async () => {
  const lines: string[] = []
  const mock = await startMockServer({ port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => mock.close())
  const names = [
    'client_secret',
    'access_token',
    'refresh_token',
    'code',
    'password',
    'client_assertion',
    'subject_token',
    'code_verifier',
    'device_code',
    'api_key',
    'id_token_hint',
    'apiKey',
    'pass',
    'refresh_token[]',
  ]
  const secret = fc.stringMatching(/^[a-z0-9]{10}[a-z0-9;?/ ]{0,6}$/).map((text) => `hush${text}`)
  const paths = [
    '/v2/users',
    '/oauth/token',
    '/oauth/v1/token',
    '/auth/realms/cern/protocol/openid-connect/token',
    '/api/v1.0/Group',
    '/nowhere',
  ]
  await fc.assert(
    fc.asyncProperty(
      secret,
      fc.constantFrom(...names),
      spelling,
      spelling,
      fc.constantFrom(
        'query',
        'form',
        'json',
        'broken json',
        'text',
        'header',
        'basic',
        'path',
        'jwt in query',
        'jwt in json',
        'json as form',
        'json in json',
        'json in form',
        'json in query',
        'json in header',
        'form in json',
        'header in json',
        'url in query',
        'encoded path',
        'fragment',
      ),
      fc.constantFrom(...paths),
      async (text, name, nameSpelling, valueSpelling, position, path) => {
        const [key, value, jwt] = [spell(name, nameSpelling), spell(text, valueSpelling), jwtOf(text)]
        const encoded = encodeURIComponent(text)
        const json = JSON.stringify({ a: 1, [name]: text })
        const post = (type: string, body: string): [string, RequestInit] => [
          path,
          { method: 'POST', headers: { 'content-type': type }, body },
        ]
        const requests: Record<string, [string, RequestInit]> = {
          query: [`${path}?a=1&${key}=${valueSpelling.times === 0 ? encoded : value}&b=2`, {}],
          form: post(form, `grant_type=client_credentials&${key}=${value}&b=2`),
          json: post('application/json', JSON.stringify({ a: [{ [name]: text }], [name]: text })),
          'broken json': post('application/json', `{"a": 1, "${name}": "${text}`),
          text: post('text/plain', `a=1\n${name}: ${text}`),
          header: [
            path,
            {
              headers: {
                [name.replace(/\W/g, '')]: text,
                authorization: `Bearer ${text}`,
                cookie: `x=${text}`,
              },
            },
          ],
          basic: [path, { method: 'POST', headers: { authorization: `Basic ${btoa(text)}` } }],
          path: [`${path}/${spell(jwt, valueSpelling)}`, {}],
          'jwt in query': [`${path}?q=${spell(jwt, valueSpelling)}`, {}],
          'jwt in json': post('application/json', JSON.stringify({ note: jwt })),
          // As "curl -d" sends it.
          'json as form': post(form, json),
          'json in json': post('application/json', JSON.stringify({ body: [json] })),
          'json in form': post(form, `a=1&claims=${encodeURIComponent(json)}`),
          'json in query': [`${path}?claims=${encodeURIComponent(json)}`, {}],
          'json in header': [path, { headers: { 'x-body': json } }],
          'form in json': post('application/json', JSON.stringify({ body: `a=1&${name}=${encoded}` })),
          'header in json': post('application/json', JSON.stringify({ headers: [`${name}: ${text}`] })),
          'url in query': [`${path}?to=${encodeURIComponent(`https://a.test/?${name}=${encoded}`)}`, {}],
          'encoded path': [`${path}%3F${name}=${encoded}`, {}],
          fragment: [path, { headers: { referer: `https://a.test/#${name}=${encoded}` } }],
        }
        const [url, init] = requests[position] ?? expect.fail()
        lines.length = 0
        await mock.admin.requests.clear()
        await (await fetch(mock.url + url, init)).text()
        const told = JSON.stringify(await mock.admin.requests.list()) + lines.join('\n')
        const parts = [text, jwt, value, ...text.split(/[;?/ ]/)].filter((part) => part.length > 4)
        for (const part of [...parts, encoded, jwt.split('.')[1] ?? '', btoa(text)])
          expect(told).not.toContain(part)
      },
    ),
    propertyRuns(300),
  )
})

test('the journals of all sessions have a limited size, in bytes', async () => {
  const mock = await startMockServer({ port: 0 })
  onTestFinished(() => mock.close())
  const url = `${mock.url}/v2/version?${'x'.repeat(14_000)}`
  const send = async (session: string, count: number) => {
    for (let sent = 0; sent < count; sent += 50)
      await Promise.all(
        Array.from({ length: 50 }, () => fetch(url, { headers: { 'x-personctl-session': session } })),
      )
  }
  await send('one', 1000)
  const { requests, dropped } = await mock.admin.session('one').requests.list()
  // The URL is cut, so that more requests fit.
  expect(requests.every(({ query }) => (query ?? '').length < 5000)).toBe(true)
  expect(requests.length + dropped).toBe(1000)
  expect(JSON.stringify(requests).length).toBeLessThan(8 * 1024 * 1024)
})

test('a client cannot fill the journal by its id, or by what a reason repeats', async () => {
  const mock = await startMockServer({ port: 0 })
  onTestFinished(() => mock.close())
  const long = 'x'.repeat(50_000)
  const post = (path: string, fields: Record<string, string>) =>
    fetch(mock.url + path, { method: 'POST', body: new URLSearchParams(fields) })
  await post('/oauth/token', { client_id: long, grant_type: 'client_credentials' })
  await post('/oauth/v1/token', { client_id: 'demo', client_secret: 'demo-secret', grant_type: long })
  const { requests } = await mock.admin.requests.list()
  expect(requests.map(({ client, refusal }) => [client?.length, refusal?.description.length])).toEqual([
    [257, expect.any(Number)],
    [4, 1001],
  ])
  expect(JSON.stringify(requests).length).toBeLessThan(50_000)
})

test('a request has one line in the log, whatever it contains', async () => {
  const lines: string[] = []
  const mock = await startMockServer({ port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => mock.close())
  const body = new URLSearchParams({ grant_type: '\nGET /forged 200\r\u001b[2J\u2028\u202e' })
  await fetch(`${mock.url}/oauth/v1/token`, { method: 'POST', body })
  expect(lines).toEqual([
    expect.stringContaining(
      'grant_type \\u{a}GET /forged 200\\u{d}\\u{1b}[2J\\u{2028}\\u{202e} is not supported',
    ),
  ])
})

test('a long path is compared with no route, since that takes too long', async () => {
  const mock = await startMockServer({ port: 0 })
  onTestFinished(() => mock.close())
  for (const path of ['/v2/usrs', `/v2/usrs${'/x'.repeat(1000)}`]) await fetch(mock.url + path)
  const { requests } = await mock.admin.requests.list()
  expect(requests.map(({ nearest }) => nearest)).toEqual([expect.anything(), null])
})
