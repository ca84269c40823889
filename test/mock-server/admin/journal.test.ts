import { createPersonMock } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { ada, bearer, type World, worlds } from '../helpers/worlds.ts'

describe.each(worlds)('%s', (_, start) => {
  const nearestOf = async (world: World, path: string, authorization: string) => {
    await world.admin.requests.clear()
    await world.get(path, authorization)
    return (await world.admin.requests.list()).requests[0]?.nearest
  }

  test('the journal describes a request', async () => {
    const world = await start()
    const authorization = await bearer(world)
    await world.get(`${ada}?active=any&filterDisplay=staff`, authorization)
    const { requests, dropped } = await world.admin.requests.list()
    expect(dropped).toBe(0)
    expect(requests).toEqual([
      expect.objectContaining({ id: 1, operation: 'requestToken', method: 'POST', path: '/oauth/token' }),
      {
        id: 2,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        session: 'default',
        method: 'GET',
        path: ada,
        query: 'active=any&filterDisplay=staff',
        service: 'cis',
        operation: 'getUserByPrimaryEmail',
        client: 'demo',
        status: 200,
        durationMs: expect.any(Number),
        fault: null,
        headers: expect.objectContaining({ authorization: 'Bearer [hidden]' }),
        body: null,
        refusal: null,
        handler: false,
        nearest: null,
      },
    ])
    expect(Math.abs(Date.now() - Date.parse(requests[1]?.at ?? ''))).toBeLessThan(60_000)
  })

  test('the journal names the operation of a request in each spelling of its path', async () => {
    const world = await start()
    const operation = async (path: string, method = 'GET') => {
      await world.admin.requests.clear()
      await world.fetch(world.url + path, { method })
      const [{ operation, status } = {}] = (await world.admin.requests.list()).requests
      return [operation, status]
    }
    expect(await operation('/api/v1.0/Identity/by_email/ada+lists@example.org')).toEqual([
      'findIdentitiesByEmail',
      401,
    ])
    expect(await operation('//API/v1.0//group/a+b/')).toEqual(['getGroup', 401])
    expect(await operation('/api/v1.0/Gr%6Fup')).toEqual(['listGroups', 401])
    const token = '/auth/realms/cern/protocol/openid-connect/token'
    expect(await operation(token, 'POST')).toEqual(['requestToken', 400])
    for (const path of [token.toUpperCase(), `${token}/`, token.replace('/token', '%2Ftoken')])
      expect(await operation(path, 'POST')).toEqual([null, 404])
    expect(await operation('/oauth%2Ftoken', 'POST')).toEqual(['requestToken', 400])
    expect(await operation('/oauth/v1/userinfo', 'POST')).toEqual(['postUserInfo', 401])
  })

  test('the journal filters and counts requests', async () => {
    const world = await start()
    const authorization = await bearer(world)
    await world.get('/v2/users', authorization)
    await world.get(ada)
    await world.get('/api/v1.0/Group', authorization)
    await world.get('/nowhere', authorization)
    await world.get(
      '/v2/user/uuid/x',
      `Bearer ${(await world.admin.tokens.mint({ clientId: 'other' })).token}`,
    )
    await world.fetch(`${world.url}/v2/version`, { method: 'HEAD' })
    const ids = async (filter: Parameters<typeof world.admin.requests.list>[0]) => {
      const { requests } = await world.admin.requests.list(filter)
      expect(await world.admin.requests.count(filter)).toBe(requests.length)
      return requests.map(({ id }) => id)
    }
    expect(await ids({})).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await ids({ service: 'cis' })).toEqual([1, 2, 3, 6, 7])
    expect(await ids({ service: 'cern' })).toEqual([4])
    expect(await ids({ operation: 'listUsers' })).toEqual([2])
    await expect(ids({ operation: 'nonsense' })).rejects.toThrow(
      'No operation of any service is called nonsense',
    )
    const misspelt = ids({ service: 'dabp', operation: 'getReprt' })
    await expect(misspelt).rejects.toThrow('No operation of dabp is called getReprt: did you mean getReport?')
    expect(await ids({ status: '500' })).toEqual([3])
    expect(await ids({ status: '4xx' })).toEqual([4, 5])
    expect(await ids({ client: 'other' })).toEqual([6])
    expect(await ids({ client: 'demo' })).toEqual([1, 2, 4, 5])
    expect(await ids({ method: 'head' })).toEqual([7])
    expect(await ids({ path: '/v2/users' })).toEqual([2])
    expect(await ids({ path: '/v2/user*' })).toEqual([2, 3, 6])
    expect(await ids({ since: 4 })).toEqual([5, 6, 7])
    expect(await ids({ since: 1, limit: 2, service: 'cis' })).toEqual([2, 3])
    expect(await ids({ limit: 1 })).toEqual([7])
    expect(await ids({ limit: 2, service: 'cis' })).toEqual([6, 7])
    await world.admin.requests.clear()
    expect(await ids({})).toEqual([])
    await world.get('/v2')
    expect(await ids({})).toEqual([8])
  })

  test('the journal lists requests from either end, and from an offset', async () => {
    const world = await start()
    for (let count = 0; count < 5; count++) await world.get('/v2')
    const ids = async (filter: Parameters<typeof world.admin.requests.list>[0]) =>
      (await world.admin.requests.list(filter)).requests.map(({ id }) => id)
    expect(await ids({ order: 'newest' })).toEqual([5, 4, 3, 2, 1])
    expect(await ids({ order: 'newest', limit: 2 })).toEqual([5, 4])
    expect(await ids({ order: 'newest', limit: 2, offset: 2 })).toEqual([3, 2])
    expect(await ids({ order: 'oldest', limit: 2 })).toEqual([1, 2])
    expect(await ids({ offset: 3 })).toEqual([4, 5])
    expect(await ids({ offset: 1, limit: 2 })).toEqual([2, 3])
    expect(await ids({ offset: 9 })).toEqual([])
  })

  test('a test can wait for requests that come in the background', async () => {
    const world = await start()
    const waiting = world.admin.requests.wait({ operation: 'getVersion', count: 2, timeoutSeconds: 60 })
    await world.get('/v2/version')
    await world.get('/v2')
    await world.get('/v2/version')
    expect((await waiting).requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['getVersion', 200],
      ['getVersion', 200],
    ])
    expect((await world.admin.requests.wait()).requests).toHaveLength(3)
  })

  test('waiting for requests ends with an error when the time is over', async () => {
    const world = await start()
    const waiting = world.admin.requests.wait({ operation: 'getVersion', count: 2, timeoutSeconds: 0 })
    await expect(waiting).rejects.toMatchObject({ status: 409, code: 'expectation_failed' })
    await expect(waiting).rejects.toThrow('Only 0 of 2 requests have come within 0 seconds')
    await expect(world.admin.requests.wait({ operation: 'getVersio' })).rejects.toThrow(
      'did you mean getVersion?',
    )
  })

  test.each<[filter: object, message: string]>([
    [{ status: '9' }, 'status is "9"'],
    [{ statuss: '200' }, 'The parameter statuss is unknown: did you mean status?'],
    [{ service: 'cis2' }, 'service is "cis2"'],
    [{ limit: 0 }, 'limit is 0'],
    [{ since: 'x' }, 'since is "x"'],
  ])('the journal rejects the filter %j', async (filter, message) => {
    const world = await start()
    await expect(world.admin.requests.list(filter)).rejects.toThrow(message)
  })

  test('the journal does not contain tokens, secrets or assertions', async () => {
    const world = await start()
    const token = await world.token()
    await world.get(
      `/v2/user/uuid/${token}?access_token=${token}&client_secret=hush&code=hush`,
      `Bearer ${token}`,
    )
    const form = {
      grant_type: 'x',
      client_id: 'a',
      client_secret: 'hush',
      client_assertion: token,
      password: 'hush',
    }
    await world.fetch(`${world.url}/oauth/v1/token`, { method: 'POST', body: new URLSearchParams(form) })
    const told = JSON.stringify(await world.admin.requests.list())
    expect(told).not.toMatch(/hush|demo-secret|eyJ/)
    expect(told).toContain('/v2/user/uuid/[hidden]')
    expect(told).toContain('access_token=[hidden]&client_secret=[hidden]&code=[hidden]')
  })

  test.each([
    'access%5Ftoken=hush',
    'client%5fsecret=hush',
    'x=1;client_secret=hush',
    'api_key=hush',
    'authorization=hush',
    'refresh_token[]=hush',
    'refresh_token%5B%5D=hush',
    'CODE=hush',
  ])('the journal hides the secret in the query %s', async (query) => {
    const world = await start()
    await world.get(`/v2/version?${query}&page=2`)
    const [request] = (await world.admin.requests.list()).requests
    expect(request?.query).toBe(`${query.replace('hush', '[hidden]')}&page=2`)
  })

  test('the journal has the nearest operation of a request without one', async () => {
    const world = await start()
    const nearest = async (path: string, method = 'GET') => {
      await world.admin.requests.clear()
      await world.fetch(world.url + path, { method })
      return (await world.admin.requests.list()).requests[0]?.nearest
    }
    expect(await nearest('/v2/usrs')).toEqual({
      service: 'cis',
      operation: 'listUsers',
      method: 'GET',
      path: '/v2/users',
    })
    expect(await nearest('/v2/user/primary_mail/ada@example.org')).toMatchObject({
      operation: 'getUserByPrimaryEmail',
    })
    expect(await nearest('/api/v1.0/Groups/x/members/identity')).toMatchObject({ operation: 'listMembers' })
    expect(await nearest('/v2/users', 'DELETE')).toMatchObject({ operation: 'listUsers', method: 'GET' })
    expect(await nearest('/delegation/api/v3/people/x/report')).toMatchObject({ operation: 'getReport' })
    expect(await nearest('/completely/somewhere/else/altogether/and/further')).toBeNull()
    expect(await nearest('/v2/version')).toBeNull()
  })

  test('the journal has the nearest person of a request for an unknown or inactive one', async () => {
    const world = await start()
    const authorization = await bearer(world)
    const near = (path: string) => nearestOf(world, path, authorization)
    const lovelace = { key: 'primary_email', value: 'ada.lovelace@example.org', active: true }
    expect(await near('/v2/user/primary_email/ada.lovelase@example.org')).toEqual(lovelace)
    expect(await near('/v2/user/primary_email/Ada.Lovelace@example.org')).toEqual(lovelace)
    expect(await near('/v2/user/primary_username/ada.lovelace@example.org')).toEqual(lovelace)
    expect(await near('/v2/user/primary_email/charles.babbage@example.org')).toEqual({
      key: 'primary_email',
      value: 'charles.babbage@example.org',
      active: false,
    })
    expect(await near('/v2/user/primary_username/completely-different')).toBeNull()
    await world.admin.people.delete('ada')
    expect(await near('/v2/user/primary_username/ada')).not.toMatchObject({ value: 'ada' })
    await world.admin.people.create({
      attributes: { primary_email: 'mary@example.org', primary_username: 'mary' },
    })
    expect(await near('/v2/user/primary_username/marry')).toMatchObject({ value: 'mary' })
  })

  test('the journal has the nearest identity, group and reference id', async () => {
    const world = await start()
    const bearerOf = async (service: 'cern' | 'dabp') =>
      `Bearer ${(await world.admin.tokens.mint({ service })).token}`
    const { cern, uuid } = await world.admin.people.get('grace')
    const cernToken = await bearerOf('cern')
    expect(await nearestOf(world, `/api/v1.0/Identity/${cern.upn}x`, cernToken)).toMatchObject({
      key: 'upn',
      value: cern.upn,
    })
    expect(await nearestOf(world, '/api/v1.0/Group/atlas-expert', cernToken)).toMatchObject({
      key: 'groupIdentifier',
      value: 'atlas-experts',
    })
    const report = (id: string) => `/delegation/api/v2/people/${id}/report`
    expect(await nearestOf(world, report('grace'), await bearerOf('dabp'))).toMatchObject({
      key: 'primary_username',
      value: 'grace',
    })
    expect(await nearestOf(world, report(`${uuid}0`), await bearerOf('dabp'))).toMatchObject({ value: uuid })
  })

  test('the journal keeps the latest requests, and rejects a count that may be too low', async () => {
    const world = await start({ journalSize: 5 })
    for (let count = 0; count < 8; count++) await world.get(`/v2/user/uuid/${count}`)
    const { requests, dropped } = await world.admin.requests.list()
    expect([requests.map(({ id }) => id), dropped]).toEqual([[4, 5, 6, 7, 8], 3])
    const counting = world.admin.requests.count({ operation: 'requestToken' })
    await expect(counting).rejects.toMatchObject({ status: 409, code: 'journal_overflowed' })
    await expect(counting).rejects.toThrow('The journal has dropped 3 requests and has only the latest 5')
    expect(await world.admin.requests.count({ since: 3 })).toBe(5)
    await world.admin.requests.clear()
    await world.get('/v2')
    expect(await world.admin.requests.count()).toBe(1)
  })

  test('the journal does not contain preflights and admin requests', async () => {
    const world = await start()
    await world.fetch(`${world.url}/v2/users`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.test', 'access-control-request-method': 'GET' },
    })
    await world.fetch(`${world.url}/__admin/health`)
    expect(await world.admin.requests.count()).toBe(0)
  })
})

test('the journal contains a request without a response yet, without a status', async () => {
  const world = await (worlds[0]?.[1] ?? expect.fail)()
  await world.admin.faults.add({ effect: { type: 'delay', delayMs: 600_000 } })
  const leave = new AbortController()
  const waiting = fetch(`${world.url}/v2`, { signal: leave.signal }).catch(() => undefined)
  let entry = (await world.admin.requests.list()).requests[0]
  while (entry?.fault === undefined || entry.fault === null)
    entry = (await world.admin.requests.list()).requests[0]
  expect(entry).toMatchObject({ operation: 'getGreeting', status: null, durationMs: null, fault: 1 })
  leave.abort()
  await waiting
})

test('the journals of all sessions have 64 MB together, and a session loses its own requests beyond that', async () => {
  const { fetch, admin } = createPersonMock()
  // A hundred kilobytes a request.
  const headers = Object.fromEntries(
    Array.from({ length: 92 }, (_, index) => [`x-long-${index}`, 'v'.repeat(1024)]),
  )
  const names = Array.from({ length: 9 }, (_, index) => `s${index}`)
  for (const name of names)
    for (let count = 0; count < 100; count++)
      await fetch(`http://mock.test/__session/${name}/v2/version`, { headers })
  const counts = await Promise.all(
    names.map(async (name) => (await admin.session(name).requests.list()).requests.length),
  )
  const [first = 0] = counts
  // Eight megabytes for each of eight sessions; the ninth comes too late for more than the least number.
  expect(first).toBeGreaterThan(70)
  expect(first).toBeLessThan(90)
  expect(counts).toEqual([...Array.from({ length: 8 }, () => first), 10])
  expect((await admin.session('s8').requests.list()).dropped).toBe(90)
  await admin.session('s0').requests.clear()
  for (let count = 0; count < 100; count++)
    await fetch('http://mock.test/__session/s8/v2/version', { headers })
  expect((await admin.session('s8').requests.list()).requests.length).toBe(first)
})
