import type { FaultMatch } from '@personctl/mock-server'
import { createPersonMock } from '@personctl/mock-server'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { ada, type World, worlds } from '../helpers/worlds.ts'

const fault = { type: 'status', status: 599 } as const

/** Adds one fault and returns a function that tells if it fires on a request. */
async function provoke(world: Pick<World, 'url' | 'fetch' | 'admin'>, match: FaultMatch) {
  await world.admin.faults.clear()
  await world.admin.faults.add({ match, effect: fault })
  return async (path: string, init?: RequestInit): Promise<boolean> =>
    (await world.fetch(world.url + path, init)).status === 599
}

const post = (body: BodyInit, headers?: HeadersInit): RequestInit => ({
  method: 'POST',
  body,
  ...(headers === undefined ? {} : { headers }),
})

describe.each(worlds)('%s', (_, start) => {
  test('a fault matches the method of a request', async () => {
    const world = await start()
    const fires = await provoke(world, { path: '/api/v1.0/Group', method: 'POST' })
    expect([await fires('/api/v1.0/Group'), await fires('/api/v1.0/Group', post('{}'))]).toEqual([
      false,
      true,
    ])
  })

  test('a fault matches parameters in the query', async () => {
    const world = await start()
    const fires = async (query: FaultMatch['query'] & {}, sent: string) =>
      (await provoke(world, { query }))(`${ada}${sent}`)
    expect(await fires({ active: 'any' }, '?active=any')).toBe(true)
    expect(await fires({ active: 'any' }, '?active=ANY')).toBe(false)
    expect(await fires({ active: 'any' }, '')).toBe(false)
    expect(await fires({ active: 'any' }, '?active=true&active=any')).toBe(true)
    expect(await fires({ active: { present: false } }, '')).toBe(true)
    expect(await fires({ active: { present: false } }, '?active=')).toBe(false)
    expect(await fires({ active: { present: true } }, '?active=')).toBe(true)
    expect(await fires({ q: { contains: 'lace' } }, '?q=lovelace')).toBe(true)
    expect(await fires({ q: { matches: 'l?ve*' } }, '?q=lovelace')).toBe(true)
    expect(await fires({ q: { matches: 'l?v' } }, '?q=lovelace')).toBe(false)
    expect(await fires({ q: { contains: 'lace', matches: 'x*' } }, '?q=lovelace')).toBe(false)
    expect(await fires({ q: { equals: 'a b+é' } }, '?q=a+b%2B%C3%A9')).toBe(true)
    expect(await fires({ one: '1', two: '2' }, '?one=1')).toBe(false)
  })

  test('a fault matches headers', async () => {
    const world = await start()
    const fires = await provoke(world, { header: { 'X-Team': { matches: 'atlas-*' } } })
    const send = (team: string) => fires(ada, { headers: { 'x-team': team } })
    expect([await send('atlas-9'), await send('cms'), await fires(ada)]).toEqual([true, false, false])
  })

  test('a fault matches the body of a request, which the service still gets', async () => {
    const world = await start()
    const form = (text: string) => post(new URLSearchParams(text))
    const token = '/oauth/v1/token'
    const ofScope = await provoke(world, { body: { form: { scope: { contains: 'dabp' } } } })
    expect([await ofScope(token, form('scope=a dabp')), await ofScope(token, form('scope=a'))]).toEqual([
      true,
      false,
    ])
    expect(await ofScope(token)).toBe(false)
    const json = { 'content-type': 'application/json' }
    const ofMember = await provoke(world, { body: { json: { '/a/1/b~1c': 5, list: { contains: 'x' } } } })
    const member = (body: unknown) => ofMember('/v2', post(JSON.stringify(body), json))
    expect(await member({ a: [0, { 'b/c': 5 }], list: ['x'] })).toBe(true)
    expect(await member({ a: [0, { 'b/c': '5' }], list: ['x'] })).toBe(false)
    expect(await member({ a: [0, { 'b/c': 5 }] })).toBe(false)
    const ofObject = await provoke(world, {
      body: { json: { who: { equals: { a: 1, b: null } }, gone: { present: false } } },
    })
    expect(await ofObject('/v2', post('{"who":{"b":null,"a":1}}'))).toBe(true)
    expect(await ofObject('/v2', post('{"who":{"b":null,"a":1},"gone":null}'))).toBe(false)
    expect(await ofObject('/v2', post('not JSON'))).toBe(false)
    const ofText = await provoke(world, { body: { text: { matches: '*needle*' } } })
    expect([await ofText('/v2', post('a needle in hay')), await ofText('/v2', post('hay'))]).toEqual([
      true,
      false,
    ])
    expect(await world.token()).toMatch(/^ey/)
  })

  test('a fault matches the grant of a token request, so that only the refresh fails', async () => {
    const world = await start()
    const fires = await provoke(world, { operation: 'requestToken', grant: 'refresh_token' })
    const realm = '/auth/realms/cern/protocol/openid-connect/token'
    const send = (grant: string) => fires(realm, post(new URLSearchParams({ grant_type: grant })))
    expect([await send('refresh_token'), await send('client_credentials')]).toEqual([true, false])
    expect(await fires('/oauth/token', post(JSON.stringify({ grant_type: 'refresh_token' })))).toBe(true)
    const ofDevice = await provoke(world, { grant: 'device_code' })
    const urn = 'urn:ietf:params:oauth:grant-type:device_code'
    expect(await ofDevice(realm, post(new URLSearchParams({ grant_type: urn })))).toBe(true)
    expect(await world.token()).toMatch(/^ey/)
  })

  test('a path matches regardless of case where the service ignores it', async () => {
    const world = await start()
    const fires = async (path: string, sent: string) => (await provoke(world, { path }))(sent)
    expect(await fires('/api/v1.0/identity*', '/api/v1.0/Identity?limit=1')).toBe(true)
    expect(await fires('/API/v1.0/Group/', '/api//v1.0/group')).toBe(true)
    expect(await fires('/api/v1.0/Group/*', '/api/v1.0/group/atlas')).toBe(true)
    expect(await fires('/api/v1.0/Group/*', '/api/v1.0/Group')).toBe(false)
    expect(await fires('/v2/users', '/V2/users')).toBe(false)
  })

  test('a fault of any route fires on a path that no service has', async () => {
    const world = await start()
    const fires = await provoke(world, { path: '/apps.yml', anyRoute: true })
    expect([await fires('/apps.yml'), await fires('/apps.yaml')]).toEqual([true, false])
  })

  test.each<[match: FaultMatch, message: string]>([
    [{ path: '/apps.yml' }, 'set match.anyRoute to true for a path of your own handlers'],
    [{ anyRoute: true }, 'match.anyRoute is about a path, which is missing: add match.path'],
    [
      { anyRoute: true, path: '/apps.yml', operation: 'listUsers' },
      'A request that is of listUsers has one of its paths: leave match.anyRoute out',
    ],
    [
      { operation: 'listUsers', method: 'POST' },
      'No request of listUsers has the method POST: the methods are GET',
    ],
    [{ path: '/v2/users', method: 'DELETE' }, 'No request of /v2/users has the method DELETE'],
    [
      { operation: 'listUsers', grant: 'refresh_token' },
      'A request of listUsers has no body: leave match.grant out',
    ],
    [{ method: 'GET', body: { text: 'x' } }, 'A request of GET has no body: leave match.body out'],
    [{ grant: 'refresh_tokn' }, 'No token endpoint has the grant refresh_tokn: did you mean refresh_token?'],
    [{ operation: 'createGroup', grant: 'refresh_token' }, 'createGroup is not a token endpoint'],
    [
      { query: { active: { present: false, equals: 'x' } } },
      'match.query.active must be missing and must have a value: leave out present',
    ],
    [{ body: { json: { a: { present: false, contains: 'x' } } } }, 'match.body.json.a must be missing'],
  ])('a fault that no request can match is rejected: %j', async (match, message) => {
    const world = await start()
    const adding = world.admin.faults.add({ match, effect: { type: 'reset' } })
    await expect(adding).rejects.toMatchObject({ status: 400, code: 'impossible_fault' })
    await expect(adding).rejects.toThrow(message)
  })

  test.each<[match: unknown, message: string]>([
    [{ method: 'post' }, 'match.method is "post": did you mean POST?'],
    [{ query: { a: { contain: 'x' } } }, 'match.query.a has no member contain: did you mean contains?'],
    [{ query: { a: 5 } }, 'match.query.a is 5: expected a string or an object'],
    [{ query: { a: { contains: 5 } } }, 'match.query.a.contains is 5: expected a string'],
    [{ query: {} }, 'match.query is {}: expected at least one member'],
    [{ query: { a: {} } }, 'match.query.a is {}: expected at least one member'],
    [{ headr: { a: 'x' } }, 'match has no member headr: did you mean header?'],
    [{ body: { jsn: {} } }, 'match.body has no member jsn: did you mean json?'],
  ])('an invalid condition is rejected: %j', async (match, message) => {
    const world = await start()
    const adding = world.admin.faults.add({ match: match as FaultMatch, effect: { type: 'reset' } })
    await expect(adding).rejects.toMatchObject({ status: 400, code: 'invalid_request' })
    await expect(adding).rejects.toThrow(message)
  })
})

test('a pattern matches as the regular expression does that it stands for', {
  tags: 'property',
}, async () => {
  const { admin, fetch } = createPersonMock()
  const letters = fc.constantFrom('a', 'b', '?', '*', '.')
  const text = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(
      text.filter((pattern) => pattern !== ''),
      text,
      async (pattern, value) => {
        await admin.faults.clear()
        await admin.faults.add({ match: { query: { q: { matches: pattern } } }, effect: fault })
        const url = `http://mock.test/v2?q=${encodeURIComponent(value)}`
        const source = pattern.replaceAll('.', '\\.').replaceAll('?', '.').replaceAll('*', '.*')
        expect((await fetch(url)).status === 599).toBe(new RegExp(`^${source}$`, 's').test(value))
      },
    ),
    propertyRuns(400),
  )
})

test('no pattern makes a request slow', async () => {
  const { admin, fetch } = createPersonMock()
  const matches = `${'*a'.repeat(200)}*b`
  await admin.faults.add({ match: { body: { text: { matches } } }, effect: fault })
  const response = await fetch('http://mock.test/v2', { method: 'POST', body: 'a'.repeat(100_000) })
  // A regular expression of this kind would not end within the life of the machine.
  expect(response.status).not.toBe(599)
})

test('a fault with a condition on the body lets a larger body pass', async () => {
  const { admin, fetch } = createPersonMock()
  await admin.faults.add({ match: { body: { text: { contains: 'a' } } }, effect: fault })
  const response = await fetch('http://mock.test/v2', { method: 'POST', body: 'a'.repeat(1024 * 1024 + 1) })
  expect(response.status).not.toBe(599)
})
