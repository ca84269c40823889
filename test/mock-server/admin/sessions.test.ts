import { type Admin, AdminError, createPersonMock } from '@personctl/mock-server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { runParallelSessions } from '../helpers/parallelSessions.ts'
import { ada, bearer, worldAt, worlds } from '../helpers/worlds.ts'

const header = 'x-personctl-session'

test('20 tests at once in one server do not see each other', () => runParallelSessions(20), 60_000)

describe.each(worlds)('%s', (_, start) => {
  test('a request names a session by header or by path, or uses the default one', async () => {
    const world = await start()
    const authorization = await bearer(world)
    for (const session of ['by-header', 'by-path']) await world.admin.session(session).people.delete('ada')
    const inHeader = await world.fetch(world.url + ada, { headers: { authorization, [header]: 'by-header' } })
    expect(await inHeader.json()).toEqual({})
    expect(await (await world.get(`/__session/by-path${ada}`, authorization)).json()).toEqual({})
    const both = { authorization, [header]: 'by-path' }
    expect(
      await (await world.fetch(`${world.url}/__session/by-path${ada}`, { headers: both })).json(),
    ).toEqual({})
    for (const named of [undefined, 'default', 'another']) {
      const headers = { authorization, ...(named === undefined ? {} : { [header]: named }) }
      expect(await (await world.fetch(world.url + ada, { headers })).json()).toHaveProperty('first_name')
    }
    expect((await world.admin.sessions.list()).map(({ name }) => name)).toEqual([
      'another',
      'by-path',
      'by-header',
    ])
  })

  test('an invalid session is rejected by every route', async () => {
    const world = await start()
    const long = 'x'.repeat(201)
    for (const [path, headers] of [
      [`/__session/${long}/v2`, {}],
      ['/__session/a%0Ab/v2', {}],
      ['/__session//v2', {}],
      ['/__session/', {}],
      ['/__session//__admin/people', {}],
      ['/v2', { [header]: 'a%00b' }],
      ['/v2', { [header]: '..' }],
      ['/v2', { [header]: '' }],
      ['/__session/a/v2', { [header]: 'b' }],
    ] as const) {
      const response = await world.fetch(world.url + path, { headers })
      expect(response.status).toBe(400)
      expect((await response.json()).error).toMatchObject({ code: 'invalid_session' })
    }
    await expect(world.admin.session('a\nb').clock.get()).rejects.toMatchObject({ code: 'invalid_session' })
    expect(await world.admin.sessions.list()).toEqual([])
  })

  test.each(['TestPeople/by mail', 'A::b', 'test[a-b]', 'test[50%]', 'Übung', 'x'.repeat(200)])(
    'the name of a test such as "%s" is that of a session, in the header and in the path',
    async (name) => {
      const world = await start()
      const encoded = encodeURIComponent(name)
      const session = world.admin.session(name)
      const { services, url } = await session.ready()
      expect(url).toMatch(new RegExp(`/__session/${encoded.replaceAll('.', '\\.')}$`))
      expect(services.cis?.url).toBe(url)
      expect((await world.fetch(`${world.url}/__session/${encoded}/v2/version`)).status).toBe(200)
      expect((await world.fetch(`${world.url}/v2/version`, { headers: { [header]: encoded } })).status).toBe(
        200,
      )
      expect((await session.requests.list()).requests.map((request) => request.session)).toEqual([name, name])
      expect((await world.admin.sessions.list()).map((summary) => summary.name)).toEqual([name])
      await world.admin.sessions.drop(name)
      expect(await world.admin.sessions.list()).toEqual([])
    },
  )

  test('a path that names a session without percent-encoding is rejected', async () => {
    const world = await start()
    const response = await world.fetch(`${world.url}/__session/50%/v2/version`)
    expect(response.status).toBe(400)
    expect((await response.json()).error).toMatchObject({
      code: 'invalid_session',
      hint: 'encode each % as %25',
    })
  })

  test('a token is valid in every session whose clock is before its expiry', async () => {
    const world = await start()
    const authorization = await bearer(world)
    expect((await world.get(`/__session/one${ada}`, authorization)).status).toBe(200)
    await world.admin.session('one').clock.advance({ seconds: 86_401 })
    expect((await world.get(`/__session/one${ada}`, authorization)).status).toBe(500)
    expect((await world.get(`/__session/two${ada}`, authorization)).status).toBe(200)
    const ofSession = await worldAt(`${world.url}/__session/one`, world.fetch, world.admin).token()
    expect((await world.get(ada, `Bearer ${ofSession}`)).status).toBe(200)
  })

  test('links of responses stay in the session, also for clients that append them to their base URL', async () => {
    const world = await start()
    const base = `${world.url}/__session/linked`
    for (const path of [
      '/.well-known/openid-configuration',
      '/auth/realms/cern/.well-known/openid-configuration',
      '/oauth/.well-known/openid-configuration',
    ]) {
      const configuration = await (await world.get(`/__session/linked${path}`)).json()
      for (const name of ['issuer', 'token_endpoint', 'jwks_uri'])
        expect(configuration[name]).toMatch(new RegExp(`^${base}/`))
    }
    const discovery = await (await world.get('/__session/linked/.well-known/mozilla-iam')).json()
    expect(discovery.api.endpoints.person).toBe(base)

    const { token } = await world.admin.session('linked').tokens.mint({ service: 'cern' })
    const authorization = `Bearer ${token}`
    const get = async (path: string) => (await world.get(path, authorization)).json()
    const first = await get('/__session/linked/api/v1.0/Group?limit=5')
    const { next } = first.pagination
    expect(next).toMatch(/^\/__session\/linked\/api\/v1\.0\/Group\?/)
    const second = await get(next)
    expect(second.data).toHaveLength(5)
    expect(await get(`/__session/linked${next}`)).toEqual(second)
    expect(await world.admin.session('linked').requests.count({ operation: 'listGroups' })).toBe(3)
    expect(await world.admin.requests.count()).toBe(0)
  })

  test('ready returns the URLs of the session for clients that send no header', async () => {
    const world = await start()
    const { services, url } = await world.admin.session('mine').ready()
    expect(url).toMatch(/\/__session\/mine$/)
    for (const address of Object.values(services)) expect(address.url).toBe(url)
    expect(services['cis']?.tokenUrl).toBe(`${url}/oauth/token`)
  })

  test('a dropped session starts again', async () => {
    const world = await start()
    const session = world.admin.session('again')
    await session.people.delete('ada')
    await session.faults.add({ effect: { type: 'reset' } })
    await world.admin.sessions.drop('again')
    expect((await session.people.get('ada')).origin).toBe('initial')
    expect(await session.faults.list()).toEqual([])
    await expect(world.admin.sessions.drop('agian')).rejects.toThrow(
      'The session agian does not exist: did you mean again?',
    )
  })
})

describe('with many sessions', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Uses as many sessions, each once. */
  async function useSessions(admin: Admin, from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number++) await admin.session(`s${number}`).clock.get()
  }

  test('sessions that are unused for ten minutes make room silently', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { admin } = createPersonMock()
    await admin.session('idle').people.delete('ada')
    vi.advanceTimersByTime(599_999)
    await useSessions(admin, 1, 1)
    expect(await admin.sessions.list()).toHaveLength(2)
    vi.advanceTimersByTime(2)
    await useSessions(admin, 2, 2)
    expect((await admin.sessions.list()).map(({ name }) => name)).toEqual(['s2', 's1'])
    expect((await admin.session('idle').people.get('ada')).origin).toBe('initial')
  })

  test('the least recently used of a thousand sessions makes room, and its next request fails', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { admin, fetch } = createPersonMock()
    await useSessions(admin, 1, 1000)
    const full = admin.session('s1001').clock.get()
    await expect(full).rejects.toMatchObject({ code: 'too_many_sessions', status: 503 })
    await expect(full).rejects.toThrow(AdminError)
    const rejected = await fetch('http://mock.test/__session/s1001/v2')
    expect([rejected.status, (await rejected.json()).error.code]).toEqual([503, 'too_many_sessions'])

    vi.advanceTimersByTime(2000)
    await useSessions(admin, 1001, 1001)
    await expect(admin.session('s1').clock.get()).rejects.toMatchObject({
      code: 'session_dropped',
      status: 410,
    })
    expect(await admin.sessions.list()).toHaveLength(1000)
    await admin.sessions.drop('s1')
    vi.advanceTimersByTime(2000)
    await useSessions(admin, 1, 1)
    await expect(admin.session('s2').clock.get()).rejects.toMatchObject({ code: 'session_dropped' })
    vi.advanceTimersByTime(600_000)
    await useSessions(admin, 2, 2)
    expect((await admin.sessions.list()).map(({ name }) => name)).toEqual(['s2'])
  })
})
