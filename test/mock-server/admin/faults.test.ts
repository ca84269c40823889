import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FaultEffect, NewFault } from '@personctl/mock-server'
import { createAdminClient, createPersonMock } from '@personctl/mock-server'
import fc from 'fast-check'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startMockCommand } from '../../helpers/mockCommand.ts'
import { ada, bearer, type World, worlds } from '../helpers/worlds.ts'

describe.each(worlds)('%s', (_, start) => {
  async function requestUnder(world: World, effect: FaultEffect, path = ada): Promise<Response> {
    await world.admin.faults.add({ effect, times: 1 })
    return world.get(path, await bearerOnce(world))
  }
  const bearers = new WeakMap<World, Promise<string>>()
  const bearerOnce = (world: World): Promise<string> => {
    const known = bearers.get(world) ?? world.admin.tokens.mint().then(({ token }) => `Bearer ${token}`)
    bearers.set(world, known)
    return known
  }

  test('a status fault responds with its status, body and headers', async () => {
    const world = await start()
    const teapot = await requestUnder(world, {
      type: 'status',
      status: 418,
      body: 'Tea ☕',
      headers: { 'X-Pot': 'a' },
    })
    expect([teapot.status, teapot.headers.get('content-type'), teapot.headers.get('x-pot')]).toEqual([
      418,
      'text/plain; charset=utf-8',
      'a',
    ])
    expect(await teapot.text()).toBe('Tea ☕')
    const json = await requestUnder(world, { type: 'status', status: 503, body: { detail: ['ü'] } })
    expect([json.headers.get('content-type'), await json.json()]).toEqual([
      'application/json',
      { detail: ['ü'] },
    ])
    const html = await requestUnder(world, {
      type: 'status',
      status: 502,
      body: '<p>',
      headers: { 'Content-Type': 'text/html' },
    })
    expect([html.headers.get('content-type'), await html.text()]).toEqual(['text/html', '<p>'])
    expect((await requestUnder(world, { type: 'status', status: 204 })).status).toBe(204)
    const plain = await requestUnder(world, { type: 'status', status: 500 })
    expect((await plain.json()).message).toBe('This is the effect of fault 5 of personctl-mock')
  })

  test('a rateLimit fault responds with 429 and Retry-After', async () => {
    const world = await start()
    const limited = await requestUnder(world, { type: 'rateLimit' })
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
    const longer = await requestUnder(world, { type: 'rateLimit', retryAfterSeconds: 77 })
    expect(longer.headers.get('retry-after')).toBe('77')
  })

  test('a delay fault delays the response, and ends if the client disconnects', async () => {
    const world = await start()
    const begin = performance.now()
    expect((await requestUnder(world, { type: 'delay', delayMs: 30 })).status).toBe(200)
    expect(performance.now() - begin).toBeGreaterThanOrEqual(29)
    const { id } = await world.admin.faults.add({ effect: { type: 'delay', delayMs: 600_000 }, times: 1 })
    const leave = new AbortController()
    const impatient = world.fetch(`${world.url}/v2`, { signal: leave.signal })
    while ((await world.admin.faults.get(id)).fired === 0);
    leave.abort()
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' })
    expect((await world.get('/v2')).status).toBe(200)
    expect((await requestUnder(world, { type: 'status', status: 503, delayMs: 5 })).status).toBe(503)
  })

  test('reset and truncate faults break the connection', async () => {
    const world = await start()
    await expect(requestUnder(world, { type: 'reset' })).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'ECONNRESET' },
    })
    const cut = await requestUnder(world, { type: 'truncate' })
    expect(cut.status).toBe(200)
    expect(Number(cut.headers.get('content-length'))).toBeGreaterThan(1000)
    await expect(cut.text()).rejects.toThrow('terminated')
    expect((await world.get('/v2')).status).toBe(200)
    const { requests } = await world.admin.requests.list()
    expect(requests.map(({ status }) => status)).toEqual([null, 200, 200])
  })

  test('truncatedJson and malformedJson faults respond with invalid JSON', async () => {
    const world = await start()
    const whole = await (await world.get(ada, await bearerOnce(world))).text()
    const truncated = await requestUnder(world, { type: 'truncatedJson' })
    const half = await truncated.text()
    expect(half).toBe(whole.slice(0, Math.ceil(whole.length / 2)))
    expect(Number(truncated.headers.get('content-length'))).toBe(half.length)
    const malformed = await (await requestUnder(world, { type: 'malformedJson' })).text()
    expect(malformed.slice(0, -1)).toBe(whole.trimEnd().slice(0, -1))
    for (const body of [half, malformed]) expect(() => JSON.parse(body)).toThrow(SyntaxError)
    const nobody = await requestUnder(world, { type: 'malformedJson' }, '/v2/user/uuid/nobody')
    expect(await nobody.text()).toBe('{,')
  })

  test.each<[service: 'cis' | 'cern' | 'dabp', path: string, rejected: number]>([
    ['cis', ada, 500],
    ['cern', '/api/v1.0/Group?limit=1', 401],
    ['dabp', '/delegation/api/v2/people/{uuid}/report', 401],
  ])('token faults make the service %s reject the token in its own way', async (service, path, rejected) => {
    const world = await start()
    const { uuid } = await world.admin.people.get('ada')
    const { token } = await world.admin.tokens.mint({ service })
    const ask = () => world.get(path.replace('{uuid}', String(uuid)), `Bearer ${token}`)
    expect((await ask()).status).toBe(200)
    for (const type of ['rejectedToken', 'expiredToken'] as const) {
      await world.admin.faults.add({ match: { service }, effect: { type }, times: 1 })
      expect([type, (await ask()).status]).toEqual([type, rejected])
      expect([type, (await ask()).status]).toEqual([type, 200])
    }
  })

  test('a token fault applies only to requests with a token', async () => {
    const world = await start()
    const { id } = await world.admin.faults.add({ effect: { type: 'expiredToken' } })
    expect((await world.get('/v2/version')).status).toBe(200)
    expect((await world.get('/v2/version', 'Bearer x')).status).toBe(200)
    expect(await world.admin.faults.get(id)).toMatchObject({ matched: 1, fired: 1 })
  })

  test('a token fault does not change the body of the request', async () => {
    const world = await start()
    const { token } = await world.admin.tokens.mint({ service: 'cern' })
    await world.admin.faults.add({ match: { operation: 'createGroup' }, effect: { type: 'truncatedJson' } })
    const response = await world.fetch(`${world.url}/api/v1.0/Group`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ groupIdentifier: 'new-group', displayName: 'New', description: 'A new group' }),
    })
    expect(await response.text()).toContain('"')
    expect((await world.get('/api/v1.0/Group/new-group', `Bearer ${token}`)).status).toBe(200)
  })

  test('a fault matches requests by service, operation, client and path', async () => {
    const world = await start()
    const tokenOf = async (clientId: string) =>
      `Bearer ${(await world.admin.tokens.mint({ clientId })).token}`
    const [demo, other] = [await tokenOf('demo'), await tokenOf('other')]
    const uuid = '/v2/user/uuid/x'
    const fires = async (match: NewFault['match'] & {}, path: string, authorization = demo) => {
      await world.admin.faults.clear()
      await world.admin.faults.add({ match, effect: { type: 'status', status: 599 } })
      return (await world.get(path, authorization)).status === 599
    }
    expect(await fires({}, '/nowhere')).toBe(true)
    expect(await fires({ service: 'cis' }, ada)).toBe(true)
    expect(await fires({ service: 'cern' }, ada)).toBe(false)
    expect(await fires({ service: 'cern' }, '//API/v1.0/group/')).toBe(true)
    expect(await fires({ service: 'cis' }, '/nowhere')).toBe(false)
    expect(await fires({ operation: 'getUserByUuid' }, uuid)).toBe(true)
    expect(await fires({ operation: 'getUserByUuid' }, ada)).toBe(false)
    expect(await fires({ client: 'other' }, ada, other)).toBe(true)
    expect(await fires({ client: 'other' }, ada)).toBe(false)
    expect(await fires({ path: uuid }, uuid)).toBe(true)
    expect(await fires({ path: uuid }, `${uuid}y`)).toBe(false)
    expect(await fires({ path: '/v2/user/*' }, `${uuid}?active=any`)).toBe(true)
    expect(await fires({ path: '/v2/user/*' }, '/v2/users')).toBe(false)
    expect(await fires({ service: 'cis', operation: 'getUserByUuid', client: 'other' }, uuid)).toBe(false)
  })

  test('a fault matches the client of a token request', async () => {
    const world = await start()
    await world.admin.faults.add({
      match: { client: 'cut-off' },
      effect: { type: 'status', status: 403, body: {} },
    })
    const ask = async (path: string, init: RequestInit) =>
      (await world.fetch(world.url + path, { method: 'POST', ...init })).status
    const form = { grant_type: 'client_credentials', client_id: 'cut-off', client_secret: 'x' }
    const basic = { authorization: `Basic ${btoa('cut-off:x')}` }
    for (const path of ['/oauth/token', '/auth/realms/cern/api-access/token', '/oauth/v1/token']) {
      expect(await ask(path, { body: new URLSearchParams(form) })).toBe(403)
      expect(await ask(path, { headers: basic, body: new URLSearchParams() })).toBe(403)
      expect(await ask(path, { body: new URLSearchParams({ ...form, client_id: 'nobody' }) })).not.toBe(403)
    }
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) }
    expect(await ask('/oauth/token', json)).toBe(403)
    expect(await world.token()).toMatch(/^ey/)
  })

  test('the first fault that fires is applied, and each fault counts', async () => {
    const world = await start()
    const add = (fault: Omit<NewFault, 'effect'>, status: number) =>
      world.admin.faults.add({ ...fault, effect: { type: 'status', status } })
    await add({ after: 1, times: 1 }, 501)
    await add({ times: 2 }, 502)
    const statuses = []
    for (let count = 0; count < 5; count++) statuses.push((await world.get('/v2')).status)
    expect(statuses).toEqual([502, 501, 502, 200, 200])
    const counts = (await world.admin.faults.list()).map(({ id, matched, fired }) => [id, matched, fired])
    expect(counts).toEqual([
      [1, 5, 1],
      [2, 4, 2],
    ])
    expect((await world.admin.requests.list()).requests.map(({ fault }) => fault)).toEqual([
      2,
      1,
      2,
      null,
      null,
    ])
    await world.admin.faults.remove(1)
    await expect(world.admin.faults.remove(1)).rejects.toThrow('The fault 1 does not exist')
    await world.admin.faults.clear()
    expect(await world.admin.faults.list()).toEqual([])
  })

  test('a fault with a probability fires on the same requests for the same seed', async () => {
    const fired = async (seed: number | undefined) => {
      const world = await start()
      await world.admin.faults.add({
        effect: { type: 'status', status: 503 },
        probability: 0.4,
        ...(seed === undefined ? {} : { seed }),
      })
      const statuses = []
      for (let count = 0; count < 60; count++) statuses.push((await world.get('/v2/version')).status)
      return statuses.map((status) => (status === 503 ? 'x' : '.')).join('')
    }
    const [usual, one, two] = [await fired(undefined), await fired(1), await fired(2)]
    expect(usual).toBe(one)
    expect(two).not.toBe(one)
    for (const row of [one, two])
      expect(row.replaceAll('.', '').length).toSatisfy((x: number) => x > 10 && x < 40)
  })

  test.each<[fault: unknown, message: string]>([
    [{}, 'effect is missing: expected an object'],
    [{ efect: {} }, 'The body has no member efect: did you mean effect?'],
    [5, 'The body is 5: expected an object'],
    [{ effect: { type: 'rest' } }, 'effect.type is "rest": did you mean reset?'],
    [{ effect: {} }, 'effect.type is missing: expected one of status, rateLimit, delay, reset'],
    [{ effect: { type: 'x' } }, 'malformedJson, patch, rejectedToken, expiredToken, flawedToken'],
    [{ effect: { type: 'status', status: 99 } }, 'effect.status is 99: expected a number >= 200'],
    [
      { effect: { type: 'status', status: 200, stats: 1 } },
      'effect has no member stats: did you mean status?',
    ],
    [{ effect: { type: 'delay' } }, 'effect.delayMs is missing'],
    [{ effect: { type: 'reset' }, times: 0 }, 'times is 0: expected a number >= 1'],
    [{ effect: { type: 'reset' }, probability: 0 }, 'probability is 0: expected a number > 0'],
    [
      { effect: { type: 'reset' }, match: { servce: 'cis' } },
      'match has no member servce: did you mean service?',
    ],
    [{ effect: { type: 'reset' }, match: { service: 'cisco' } }, 'match.service is "cisco"'],
    [{ effect: { type: 'reset' }, match: { path: 'v2' } }, 'match.path is "v2"'],
    [
      { effect: { type: 'status', status: 204, body: 'x' } },
      'A response with status 204 cannot have effect.body: leave it out',
    ],
    [
      { effect: { type: 'status', status: 200, headers: { 'Content-Length': '5' } } },
      'effect.headers.Content-Length is set by the server',
    ],
    [
      { effect: { type: 'status', status: 200, headers: { a: 'b\nc' } } },
      'effect.headers.a is invalid: "b\\nc"',
    ],
    [{ effect: { type: 'status', status: 200, headers: { 'a b': 'c' } } }, 'effect.headers.a b is invalid'],
  ])('an invalid fault is rejected: %j', async (fault, message) => {
    const world = await start()
    const adding = world.admin.faults.add(fault as NewFault)
    await expect(adding).rejects.toMatchObject({ status: 400, code: 'invalid_request' })
    await expect(adding).rejects.toThrow(message)
    expect(await world.admin.faults.list()).toEqual([])
  })

  test.each<[match: NewFault['match'], message: string]>([
    [{ operation: 'listUser' }, 'No operation of any service is called listUser: did you mean listUsers?'],
    [{ service: 'dabp', operation: 'listUsers' }, 'No operation of dabp is called listUsers: cis has one'],
    [
      { path: '/v2/usrs' },
      'No request of any operation matches the path /v2/usrs: the path of listUsers is /v2/users',
    ],
    [{ path: '/v3/*' }, 'No request of any operation matches the path /v3/*'],
    [
      { operation: 'listUsers', path: '/v2/user/*' },
      'No request of listUsers matches the path /v2/user/*: the path of listUsers is /v2/users',
    ],
  ])('a fault that no request can match is rejected: %j', async (match, message) => {
    const world = await start()
    const adding = world.admin.faults.add({ match: match ?? {}, effect: { type: 'reset' } })
    await expect(adding).rejects.toMatchObject({ status: 400, code: 'impossible_fault' })
    await expect(adding).rejects.toThrow(message)
  })

  test('a token fault for an operation without a token is rejected', async () => {
    const world = await start()
    const match = { service: 'cis', operation: 'requestToken' } as const
    const adding = world.admin.faults.add({ match, effect: { type: 'rejectedToken' } })
    await expect(adding).rejects.toThrow('requestToken does not take one')
  })
})

test('a fault is accepted for each path that a request can have', { tags: 'property' }, async () => {
  const { admin, fetch } = createPersonMock()
  const paths = fc.constantFrom(
    '/v2/users',
    '/v2/user/uuid/abc',
    '/v2/user/primary_email/ada%40example.org',
    '/api/v1.0/Identity/x/groups',
    '/API/V1.0//group',
    '/delegation/api/v2/people/a%2Fb/report',
    '/oauth/token',
  )
  await fc.assert(
    fc.asyncProperty(paths, fc.nat(40), fc.boolean(), async (path, length, isWhole) => {
      await admin.faults.clear()
      const pattern = isWhole ? path : `${path.slice(0, Math.max(1, length))}*`
      await admin.faults.add({ match: { path: pattern }, effect: { type: 'status', status: 599 } })
      const method = path === '/oauth/token' ? 'POST' : 'GET'
      expect((await fetch(`http://mock.test${path}`, { method })).status).toBe(599)
    }),
  )
})

test('faults reset the TCP connection, or break it after half of the body', async () => {
  const { url } = await startMockCommand()
  const admin = createAdminClient({ url })
  const send = async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const failed = once(socket, 'error').then(
      ([error]) => error.code,
      () => undefined,
    )
    socket.end(
      `GET /.well-known/jwks.json HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`,
    )
    const response = await text(socket).catch(() => '')
    return {
      response,
      error: await Promise.race([failed, once(socket, 'close').then(() => undefined)]),
    }
  }
  const whole = (await send()).response.split('\r\n\r\n')[1] ?? ''
  await admin.faults.add({ effect: { type: 'truncate' }, times: 1 })
  const [head, body] = (await send()).response.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`content-length: ${whole.length}`, 'i'))
  expect(body).toBe(whole.slice(0, Math.floor(whole.length / 2)))
  await admin.faults.add({ effect: { type: 'reset' }, times: 1 })
  expect(await send()).toEqual({ response: '', error: 'ECONNRESET' })
})

test('faults break connections in msw, too', async () => {
  const { handlers, admin } = createPersonMock()
  const server = setupServer(
    ...handlers,
    http.get('http://other.test/', () => undefined),
  )
  server.listen({ onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
  const ask = () => fetch('https://person.api.sso.mozilla.com/v2/version')
  await admin.faults.add({ effect: { type: 'reset' }, times: 1 })
  await expect(ask()).rejects.toThrow(TypeError)
  await admin.faults.add({ effect: { type: 'truncate' }, times: 1 })
  const cut = await ask()
  await expect(cut.text()).rejects.toThrow()
  expect(await (await ask()).json()).toEqual({ message: '0.0.1' })
})

test('a stalled response in msw has half of its body, one that dribbles the whole', async () => {
  const { handlers, admin } = createPersonMock()
  const server = setupServer(...handlers)
  server.listen({ onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
  const ask = () => fetch('https://person.api.sso.mozilla.com/v2/version')
  const whole = await (await ask()).text()
  await admin.faults.add({ effect: { type: 'dribble', bytes: 4, everyMs: 1 }, times: 1 })
  const slow = await ask()
  const pieces: string[] = []
  for await (const piece of slow.body ?? expect.fail()) pieces.push(new TextDecoder().decode(piece))
  expect(pieces).toEqual(whole.match(/.{1,4}/gs))
  await admin.faults.add({ effect: { type: 'stall' }, times: 1 })
  const reader = (await ask()).body?.getReader() ?? expect.fail()
  const { value } = await reader.read()
  expect(new TextDecoder().decode(value)).toBe(whole.slice(0, Math.floor(whole.length / 2)))
  const next = reader.read()
  expect(await Promise.race([next, ask().then((response) => response.status)])).toBe(200)
  // msw reads a copy of its own, so that this does not resolve.
  void reader.cancel()
  expect((await next).done).toBe(true)
})

test('a page of another origin can read the response of a fault', async () => {
  const world = await (worlds[0]?.[1] ?? expect.fail)()
  await world.admin.faults.add({ effect: { type: 'rateLimit' } })
  const response = await fetch(world.url + ada, {
    headers: {
      origin: 'https://app.example.org',
      authorization: await bearer(world).catch(() => 'Bearer x'),
    },
  })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
    429,
    'https://app.example.org',
  ])
})

test('a session accepts no more than a thousand faults', async () => {
  const { admin } = createPersonMock()
  for (let count = 0; count < 1000; count++) await admin.faults.add({ effect: { type: 'reset' } })
  await expect(admin.faults.add({ effect: { type: 'reset' } })).rejects.toMatchObject({
    code: 'limit_reached',
  })
})
