import { describe, expect, test } from 'vitest'
import { startMock } from '../../helpers/startMock.ts'
import { bearer, worlds } from '../helpers/worlds.ts'

describe.each(worlds)('%s', (_, start) => {
  test('an expectation of requests that have come returns them', async () => {
    const world = await start()
    await world.get('/v2/users?active=any', await bearer(world))
    await world.get('/v2/version')
    const { requests } = await world.admin.requests.expect({
      match: {
        path: '/v2/users',
        query: { active: 'any' },
        header: { authorization: { contains: 'Bearer' } },
      },
      status: '200',
      exactly: 1,
    })
    expect(requests).toHaveLength(1)
    const grant = { match: { grant: 'client_credentials', body: { json: { client_id: 'demo' } } } }
    expect((await world.admin.requests.expect(grant)).requests[0]?.operation).toBe('requestToken')
    expect((await world.admin.requests.expect({ match: { method: 'DELETE' }, atMost: 0 })).requests).toEqual(
      [],
    )
  })

  test('an expectation that fails names the requests that nearly match, and what differs', async () => {
    const world = await start()
    await world.get('/v2/users?active=true')
    await world.get('/v2/version')
    const match = { operation: 'listUsers', query: { active: 'any' } }
    const expecting = world.admin.requests.expect({ match, exactly: 2 })
    await expect(expecting).rejects.toMatchObject({ status: 409, code: 'expectation_failed' })
    await expect(expecting).rejects.toThrow('Expected 2 requests with {"operation":"listUsers"')
    await expect(expecting).rejects.toThrow(
      'the nearest are 1: GET /v2/users (query active is "true"); 2: GET /v2/version (',
    )
    const atMost = world.admin.requests.expect({ match: { method: 'GET' }, atMost: 1 })
    await expect(atMost).rejects.toThrow('Expected 0 to 1 request with')
    await expect(atMost).rejects.toThrow('there are 2: the latest are 2: GET /v2/version; 1: GET /v2/users')
  })

  test('an expectation of an operation that does not exist is an error', async () => {
    const world = await start()
    const expecting = world.admin.requests.expect({ match: { operation: 'getVersio' }, exactly: 0 })
    await expect(expecting).rejects.toThrow(
      'No operation of any service is called getVersio: did you mean getVersion?',
    )
  })

  test('an expectation that always holds is an error, unless the path is one of handlers', async () => {
    const { admin } = await start()
    await expect(admin.requests.expect({ match: { path: '/v2/usrs' }, exactly: 0 })).rejects.toThrow(
      'No request of any operation matches the path /v2/usrs: the path of listUsers is /v2/users',
    )
    const anyRoute = { path: '/apps.yml', anyRoute: true }
    expect((await admin.requests.expect({ match: anyRoute, atMost: 0 })).requests).toEqual([])
  })

  test('to list or count requests with a path of no service is an error unless there are some', async () => {
    const world = await start()
    const { requests } = world.admin
    const message =
      'No request of any operation matches the path /v2/usrs: the path of listUsers is /v2/users'
    await expect(requests.count({ path: '/v2/usrs' })).rejects.toThrow(message)
    await expect(requests.list({ path: '/v2/usrs' })).rejects.toThrow(
      `${message}; set anyRoute to true if this is a path of your own handlers`,
    )
    expect(await requests.count({ path: '/v2/usrs', anyRoute: true })).toBe(0)
    expect(await requests.count({ path: '/v2/user/*' })).toBe(0)
    await world.get('/v2/usrs')
    expect(await requests.count({ path: '/v2/usrs' })).toBe(1)
    expect((await requests.list({ path: '/v2/usrs' })).requests).toHaveLength(1)
  })

  test.each([
    { exactly: 1, atLeast: 2 },
    { exactly: 1, atMost: 2 },
    { atLeast: 2, atMost: 1 },
  ])('an expectation that never holds is an error: %j', async (numbers) => {
    const { admin } = await start()
    await expect(admin.requests.expect(numbers)).rejects.toThrow('set exactly alone')
  })

  test('an expectation of one request says so', async () => {
    const { admin } = await start()
    await expect(admin.requests.expect({ exactly: 1 })).rejects.toThrow('Expected 1 request with {}')
  })

  test('an expectation waits for requests that are on their way', async () => {
    const world = await start()
    const expecting = world.admin.requests.expect({ match: { operation: 'getVersion' }, timeoutSeconds: 60 })
    await world.get('/v2/version')
    expect((await expecting).requests).toHaveLength(1)
  })

  test('a body that is nested too deeply is rejected before anything changes', async () => {
    const world = await start()
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)
    const { total } = await world.admin.people.list()
    const attempts = [
      () => world.admin.people.create({ profile: deep }),
      () => world.admin.people.change('ada', { profile: deep }),
      () => world.admin.faults.add({ effect: { type: 'status', status: 500, body: deep } }),
      () => world.admin.tokens.mint({ claims: deep }),
      () => world.admin.reset(deep),
    ]
    for (const attempt of attempts)
      await expect(attempt()).rejects.toThrow('The body is nested more than 100 levels deep')
    expect((await world.admin.people.list()).total).toBe(total)
    expect(await world.admin.faults.list()).toEqual([])
  })
})

test('a body that is nested as deeply as a megabyte allows is rejected with a reason', async () => {
  const mock = await startMock()
  const depth = 200_000
  for (const path of ['people', 'faults', 'tokens', 'reset', 'requests/verify']) {
    const body = `{"profile":${'['.repeat(depth)}${']'.repeat(depth)}}`
    const response = await fetch(`${mock.url}/__admin/${path}`, { method: 'POST', body })
    expect([response.status, (await response.json()).error.code]).toEqual([400, 'invalid_request'])
  }
})

test('a failed expectation fails curl --fail', async () => {
  const mock = await startMock()
  const verify = (body: object) =>
    fetch(`${mock.url}/__admin/requests/verify`, { method: 'POST', body: JSON.stringify(body) })
  expect((await verify({ exactly: 0 })).status).toBe(200)
  expect((await verify({ exactly: 1 })).status).toBe(409)
})

test('the journal of a thousand look-ups among 50,000 people is listed with a limited amount of work', async () => {
  const mock = await startMock({ people: 50_000 })
  const { token } = await mock.admin.tokens.mint()
  const headers = { authorization: `Bearer ${token}` }
  for (let sent = 0; sent < 1000; sent += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        fetch(`${mock.url}/v2/user/primary_email/ada.lovelase${sent + index}@example.org`, { headers }),
      ),
    )
  const { requests } = await mock.admin.requests.list()
  const named = requests.map(({ nearest }) => nearest !== null)
  // The latest ones come first; the work does not suffice for all of them.
  expect(named.at(-1)).toBe(true)
  expect(named[0]).toBe(false)
  const again = await mock.admin.requests.list()
  expect(again.requests.filter(({ nearest }) => nearest !== null).length).toBeGreaterThan(
    named.filter(Boolean).length,
  )
})

test('a page of another site cannot create sessions', async () => {
  const mock = await startMock()
  const visit = () =>
    fetch(`${mock.url}/__session/evil/v2/version`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect((await visit()).status).toBe(403)
  expect(await mock.admin.sessions.list()).toEqual([])
  await mock.admin.session('evil').ready()
  await mock.admin.session('evil').clock.get()
  expect((await visit()).status).toBe(200)
})

test('an admin route rejects a page of another origin before it looks at the path', async () => {
  const mock = await startMock()
  const headers = { origin: 'https://evil.test' }
  const response = await fetch(`${mock.url}/__admin/${'x'.repeat(10_000)}`, { headers })
  expect(response.status).toBe(403)
})
