import { createPersonMock, type ResetPart } from '@personctl/mock-server'
import { decodeJwt } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ada, bearer, worlds } from '../helpers/worlds.ts'

describe.each(worlds)('%s', (_, start) => {
  test('the Date of responses is the time of the session once its clock is set', async () => {
    const world = await start()
    const authorization = await bearer(world)
    const dateOf = async (path = ada) => (await world.get(path, authorization)).headers.get('date')
    const atFirst = await dateOf()
    if (atFirst !== null) expect(Math.abs(Date.now() - Date.parse(atFirst))).toBeLessThan(3_600_000)
    await world.admin.clock.freeze('2030-01-01T12:00:00.900Z')
    for (const path of [ada, '/v2/nowhere', '/.well-known/jwks.json', '/oauth/v1/keys'])
      expect(await dateOf(path)).toBe('Tue, 01 Jan 2030 12:00:00 GMT')
    await world.admin.clock.advance({ seconds: 90 })
    expect(await dateOf()).toBe('Tue, 01 Jan 2030 12:01:30 GMT')
    await world.admin.faults.add({ effect: { type: 'status', status: 503 } })
    expect(await dateOf()).toBe('Tue, 01 Jan 2030 12:01:30 GMT')
    await world.admin.reset('clock', 'faults')
    const atLast = await dateOf()
    expect(atLast === null).toBe(atFirst === null)
    if (atLast !== null) expect(Math.abs(Date.now() - Date.parse(atLast))).toBeLessThan(3_600_000)
  })

  describe('the clock', () => {
    test('the clock runs with the real one until it is set, frozen, advanced or resumed', async () => {
      const { clock } = (await start()).admin
      const time = (text: string) => Date.parse(text)
      expect((await clock.get()).frozen).toBe(false)
      expect(Math.abs(time((await clock.get()).now) - Date.now())).toBeLessThan(10_000)
      expect(await clock.freeze('2030-01-01T00:00:00Z')).toEqual({
        now: '2030-01-01T00:00:00.000Z',
        frozen: true,
      })
      expect(await clock.advance({ seconds: 90.5 })).toEqual({
        now: '2030-01-01T00:01:30.500Z',
        frozen: true,
      })
      expect(await clock.advance({ seconds: -90.5 })).toEqual({
        now: '2030-01-01T00:00:00.000Z',
        frozen: true,
      })
      expect(await clock.set('2020-02-02T03:04:05+01:00')).toMatchObject({ now: '2020-02-02T02:04:05.000Z' })
      expect(await clock.set(new Date(0))).toEqual({ now: '1970-01-01T00:00:00.000Z', frozen: true })
      const resumed = await clock.resume()
      expect(resumed.frozen).toBe(false)
      expect(time(resumed.now)).toBeLessThan(10_000)
      const { now } = await clock.freeze()
      expect((await clock.get()).now).toBe(now)
    })

    test('the clock decides on the tokens of each service, issued and verified', async () => {
      const world = await start()
      for (const [service, path, seconds, rejected] of [
        ['cis', ada, 86_400, 500],
        ['cern', '/api/v1.0/Group?limit=1', 1200, 401],
        ['dabp', `/delegation/api/v2/people/${(await world.admin.people.get('ada')).uuid}/report`, 900, 401],
      ] as const) {
        await world.admin.clock.freeze('2040-01-01T00:00:00Z')
        const { token, claims } = await world.admin.tokens.mint({ service })
        expect(claims).toMatchObject({
          iat: Date.UTC(2040, 0) / 1000,
          exp: Date.UTC(2040, 0) / 1000 + seconds,
        })
        const status = async () => (await world.get(path, `Bearer ${token}`)).status
        expect([service, await status()]).toEqual([service, 200])
        await world.admin.clock.advance({ seconds: seconds - 1 })
        expect([service, await status()]).toEqual([service, 200])
        await world.admin.clock.advance({ seconds: 1 })
        expect([service, await status()]).toEqual([service, rejected])
      }
    })

    test('the clock rejects an invalid time, and one that is too far away', async () => {
      const { clock } = (await start()).admin
      await expect(clock.set('tomorrow')).rejects.toThrow('now is "tomorrow": expected a time, such as')
      await expect(clock.advance({ seconds: 1e11 })).rejects.toThrow('seconds is 100000000000')
      await clock.set('9999-01-01T00:00:00Z')
      await expect(clock.advance({ seconds: 1e9 })).rejects.toThrow('The time is out of range')
    })
  })

  describe('snapshots', () => {
    test('snapshots restore people, groups, activity and clock, but neither faults nor journal', async () => {
      const world = await start()
      const { admin } = world
      const cern = `Bearer ${(await admin.tokens.mint({ service: 'cern', lifetimeSeconds: 1e9 })).token}`
      const dabp = `Bearer ${(await admin.tokens.mint({ service: 'dabp', lifetimeSeconds: 1e9 })).token}`
      const { uuid } = await admin.people.get('ada')
      const newGroup = (groupIdentifier: string) =>
        world.fetch(`${world.url}/api/v1.0/Group`, {
          method: 'POST',
          headers: { authorization: cern, 'content-type': 'application/json' },
          body: JSON.stringify({ groupIdentifier, displayName: 'x', description: 'x' }),
        })
      const group = async (name: string) => (await world.get(`/api/v1.0/Group/${name}`, cern)).status
      const look = async () => ({
        people: (await admin.people.list()).total,
        groups: [await group('first'), await group('second')],
        activity: (await admin.people.get('ada')).dabp.lastActivity,
        clock: await admin.clock.get(),
      })

      await admin.clock.freeze('2032-01-01T00:00:00Z')
      await admin.people.delete('grace')
      await newGroup('first')
      await world.get(`/delegation/api/v2/people/${uuid}/report`, dabp)
      const before = await look()
      expect(before).toMatchObject({ people: 99, groups: [200, 404], activity: '2032-01-01T00:00:00.000Z' })
      expect(await admin.snapshots.create('before')).toMatchObject({ name: 'before' })

      await admin.clock.advance({ seconds: 60 })
      await admin.people.create({ attributes: { primary_email: 'x@example.org' } })
      await admin.people.delete('ada')
      await newGroup('second')
      await world.get(`/delegation/api/v2/people/${uuid}/report`, dabp)
      await admin.snapshots.create('after')
      await admin.faults.add({ match: { operation: 'getVersion' }, effect: { type: 'rateLimit' } })
      const asked = await admin.requests.count()

      await admin.snapshots.restore('before')
      expect(await look()).toEqual(before)
      expect(await admin.faults.list()).toHaveLength(1)
      expect(await admin.requests.count()).toBe(asked + 2)
      await newGroup('third')
      await admin.snapshots.restore('before')
      expect([await look(), await group('third')]).toEqual([before, 404])
      await admin.snapshots.restore('after')
      expect([(await admin.people.list()).total, await group('second')]).toEqual([99, 200])

      expect((await admin.snapshots.list()).map(({ name }) => name)).toEqual(['before', 'after'])
      await admin.snapshots.delete('before')
      await expect(admin.snapshots.restore('before')).rejects.toThrow(
        'The snapshot before does not exist: expected one of after',
      )
      await expect(admin.snapshots.create('a\nb')).rejects.toThrow('name is "a\\nb"')
    })

    test('snapshots belong to a session', async () => {
      const world = await start()
      await world.admin.snapshots.create('mine')
      await expect(world.admin.session('other').snapshots.restore('mine')).rejects.toMatchObject({
        status: 404,
      })
    })
  })

  describe('reset', () => {
    test('reset restores everything but the snapshots, or only the named parts', async () => {
      const world = await start()
      const { admin } = world
      const changeEverything = async () => {
        await admin.people.delete('grace')
        await admin.faults.add({ effect: { type: 'delay', delayMs: 0 } })
        await admin.clock.freeze('2030-01-01T00:00:00Z')
        await world.get('/v2')
        await admin.snapshots.create('kept')
      }
      const look = async () => ({
        people: (await admin.people.list()).total === 100,
        faults: (await admin.faults.list()).length === 0,
        clock: !(await admin.clock.get()).frozen,
        journal: (await admin.requests.count()) === 0,
        snapshots: (await admin.snapshots.list()).length === 0,
      })
      const untouched = { people: false, faults: false, clock: false, journal: false, snapshots: false }
      for (const part of ['people', 'faults', 'clock', 'journal', 'snapshots'] as const) {
        await changeEverything()
        await admin.reset(part)
        expect(await look()).toEqual({ ...untouched, [part]: true })
        await admin.reset()
      }
      await changeEverything()
      await admin.reset()
      expect(await look()).toEqual({
        people: true,
        faults: true,
        clock: true,
        journal: true,
        snapshots: false,
      })
      await changeEverything()
      await admin.reset('clock', 'faults')
      expect(await look()).toEqual({ ...untouched, clock: true, faults: true })
      await expect(admin.reset('clok' as ResetPart)).rejects.toThrow('parts[0] is "clok"')
    })

    test('reset of grants ends the device flow', async () => {
      const world = await start()
      const device = await world.fetch(`${world.url}/auth/realms/cern/protocol/openid-connect/auth/device`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: 'demo-public' }),
      })
      const { user_code: code } = await device.json()
      const page = async () =>
        (await world.get(`/auth/realms/cern/device?user_code=${code}&login_hint=ada.lovelace@example.org`))
          .status
      await world.admin.snapshots.create('waiting')
      await world.admin.reset('grants')
      expect(await page()).toBe(400)
      await world.admin.snapshots.restore('waiting')
      expect(await page()).toBe(200)
    })
  })

  describe('tokens', () => {
    const paths = (uuid: string | null) =>
      ({
        cis: [ada, 500],
        cern: ['/api/v1.0/Group?limit=1', 401],
        dabp: [`/delegation/api/v2/people/${uuid}/report`, 401],
      }) as const

    test.each(['cis', 'cern', 'dabp'] as const)(
      'minted %s tokens have the requested flaw',
      async (service) => {
        const world = await start()
        const [path, rejected] = paths((await world.admin.people.get('ada')).uuid)[service]
        const status = async (flaw?: string) => {
          const { token } = await world.admin.tokens.mint({
            service,
            ...(flaw && { flaw: flaw as 'expired' }),
          })
          return (await world.get(path, `Bearer ${token}`)).status
        }
        expect(await status()).toBe(200)
        for (const flaw of [
          'expired',
          'notYetValid',
          'wrongAudience',
          'wrongIssuer',
          'wrongSignature',
          'algorithmNone',
          'unknownKey',
          'malformed',
        ])
          expect([flaw, await status(flaw)]).toEqual([flaw, rejected])
        await expect(status('wrong')).rejects.toThrow('flaw is "wrong"')
      },
    )

    test('minted tokens have the requested claims', async () => {
      const world = await start()
      const { token, claims } = await world.admin.tokens.mint({
        clientId: 'portal',
        scopes: ['display:staff', 'classification:workgroup'],
        audience: 'api.test.sso.allizom.org',
        lifetimeSeconds: 60,
        claims: { extra: [1], azp: 'renamed' },
      })
      expect(decodeJwt(token)).toEqual(claims)
      expect(claims).toMatchObject({
        sub: 'portal@clients',
        azp: 'renamed',
        aud: 'api.test.sso.allizom.org',
        scope: 'display:staff classification:workgroup',
        extra: [1],
      })
      expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60)
      const bare = await world.admin.tokens.mint({ scopes: [] })
      expect(bare.claims).not.toHaveProperty('scope')
      const profile = await (await world.get(ada, `Bearer ${bare.token}`)).json()
      expect(profile).not.toHaveProperty('user_id')
      expect(profile).toHaveProperty('uuid')
    })

    test('a minted token can belong to a person at CERN', async () => {
      const world = await start()
      const { cern } = await world.admin.people.get('grace')
      const { token, claims } = await world.admin.tokens.mint({
        service: 'cern',
        user: 'grace.hopper@example.org',
      })
      expect(claims).toMatchObject({ cern_upn: cern.upn, aud: 'authorization-service-api' })
      const own = await world.get('/api/v1.0/Identity/my?field=id', `Bearer ${token}`)
      expect((await own.json()).data).toEqual({ id: cern.identityId })
      await expect(world.admin.tokens.mint({ service: 'cern', user: 'nobody' })).rejects.toMatchObject({
        status: 404,
      })
      await expect(world.admin.tokens.mint({ user: 'grace' })).rejects.toThrow(
        'only access tokens of cern and dabp can belong to a person',
      )
    })
  })
})

test('createPersonMock().reset() restores the start for afterEach', async () => {
  const mock = createPersonMock()
  await mock.admin.people.delete('ada')
  await mock.admin.faults.add({ effect: { type: 'reset' } })
  await mock.reset()
  const { token } = await mock.admin.tokens.mint()
  const response = await mock.fetch(`http://x.test${ada}`, { headers: { authorization: `Bearer ${token}` } })
  expect((await response.json()).first_name.value).toBe('Ada')
})

test('a session accepts no more than a hundred snapshots, and a name can be used again', async () => {
  const { admin } = createPersonMock()
  for (let number = 0; number < 100; number++) await admin.snapshots.create(`s${number}`)
  await admin.snapshots.create('s0')
  await expect(admin.snapshots.create('s100')).rejects.toMatchObject({ code: 'limit_reached' })
})

test('reset restores the data of a file, with memberships of the people who exist', async () => {
  const { admin, fetch } = createPersonMock({
    data: {
      cern: {
        groups: [{ groupIdentifier: 'team' }],
        memberships: [
          { group: 'team', identity: 'alovelace' },
          { group: 'team', identity: 'ghopper' },
        ],
      },
    },
  })
  const members = async () => {
    const { token } = await admin.tokens.mint({ service: 'cern' })
    const response = await fetch('http://x.test/api/v1.0/Group/team/members/identities?field=upn', {
      headers: { authorization: `Bearer ${token}` },
    })
    return (await response.json()).data.map((row: { upn: string }) => row.upn).sort()
  }
  expect(await members()).toEqual(['alovelace', 'ghopper'])
  await admin.people.change('ada', { attributes: { primary_email: 'countess@example.org' } })
  expect(await members()).toEqual(['countess', 'ghopper'])
  await admin.people.delete('grace')
  expect(await members()).toEqual(['countess'])
  await admin.reset('people')
  expect(await members()).toEqual(['alovelace', 'ghopper'])
})

test('a frozen clock stands at exactly the time to which it is set', async () => {
  const { clock } = createPersonMock().admin
  let time = Date.now()
  const running = vi.spyOn(Date, 'now').mockImplementation(() => ++time)
  onTestFinished(() => running.mockRestore())
  const now = '2030-01-01T00:00:00.000Z'
  expect(await clock.freeze(now)).toEqual({ now, frozen: true })
})
