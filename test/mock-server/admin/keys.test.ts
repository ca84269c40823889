import { createHash } from 'node:crypto'
import { createPersonMock } from '@personctl/mock-server'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { startMock } from '../../helpers/startMock.ts'
import { ada, type World, worlds } from '../helpers/worlds.ts'

const first = 'personctl-mock-public-signing-key'
const keySetPaths = [
  '/.well-known/jwks.json',
  '/auth/realms/cern/protocol/openid-connect/certs',
  '/oauth/v1/keys',
]

async function publishedIds({ get }: World, path = keySetPaths[0] ?? ''): Promise<string[]> {
  const { keys }: { keys: { kid: string }[] } = await (await get(path)).json()
  return keys.map(({ kid }) => kid)
}

const statusOf = async (world: World, token: string, path = ada) =>
  (await world.get(path, `Bearer ${token}`)).status

describe.each(worlds)('%s', (_, start) => {
  test('the first signing key is the fixed one', async () => {
    const world = await start()
    expect(await world.admin.keys.list()).toEqual([{ kid: first, status: 'current', published: true }])
    for (const path of keySetPaths) {
      const body = await (await world.get(path)).text()
      expect([path, createHash('sha256').update(body).digest('hex')]).toEqual([
        path,
        '43e87ce6dcc6d2567faaeeb78f61a03cffabf8f8254c64bccb119aeef243e836',
      ])
    }
  })

  test('a rotation lets the tokens of the old key remain valid', async () => {
    const world = await start()
    const old = await world.token()
    expect(await world.admin.keys.rotate()).toEqual([
      { kid: first, status: 'previous', published: true },
      { kid: `${first}-2`, status: 'current', published: true },
    ])
    const token = await world.token()
    expect(decodeProtectedHeader(token).kid).toBe(`${first}-2`)
    expect([await statusOf(world, old), await statusOf(world, token)]).toEqual([200, 200])
    for (const path of keySetPaths) expect(await publishedIds(world, path)).toEqual([first, `${first}-2`])
  })

  test('a rotation without the old key makes each service reject its tokens, also those verified before', async () => {
    const world = await start()
    const { uuid } = await world.admin.people.get('ada')
    const services = [
      ['cis', ada, 500],
      ['cern', '/api/v1.0/Group?limit=1', 401],
      ['dabp', `/delegation/api/v2/people/${uuid}/report`, 401],
    ] as const
    const tokens = await Promise.all(
      services.map(async ([service]) => (await world.admin.tokens.mint({ service })).token),
    )
    const ask = () =>
      Promise.all(services.map(([, path], index) => statusOf(world, tokens[index] ?? '', path)))
    expect(await ask()).toEqual([200, 200, 200])
    expect(await world.admin.keys.rotate({ keepOld: false })).toEqual([
      { kid: first, status: 'retired', published: false },
      { kid: `${first}-2`, status: 'current', published: true },
    ])
    expect(await ask()).toEqual(services.map(([, , rejected]) => rejected))
    expect(await publishedIds(world)).toEqual([`${first}-2`])
  })

  test('the service rejects tokens of a new key until it is published', async () => {
    const world = await start()
    const old = await world.token()
    await world.admin.keys.rotate({ publish: false })
    const token = await world.token()
    expect(await publishedIds(world)).toEqual([first])
    expect([await statusOf(world, old), await statusOf(world, token)]).toEqual([200, 500])
    await world.admin.keys.publish()
    expect(await publishedIds(world)).toEqual([first, `${first}-2`])
    expect([await statusOf(world, old), await statusOf(world, token)]).toEqual([200, 200])
  })

  test('an authorization server knows its own key before it is published', async () => {
    const world = await start()
    await world.admin.keys.rotate({ publish: false })
    const { token } = await world.admin.tokens.mint({ service: 'dabp' })
    const introspect = async () => {
      const body = new URLSearchParams({ client_id: 'demo', client_secret: 'demo-secret', token })
      const response = await world.fetch(`${world.url}/oauth/api/v2/token/introspect`, {
        method: 'POST',
        body,
      })
      return (await response.json()).active
    }
    expect(await introspect()).toBe(true)
    await world.admin.keys.rotate({ keepOld: false })
    expect(await introspect()).toBe(false)
  })

  test('a previous key can be retired, the current one cannot', async () => {
    const world = await start()
    const old = await world.token()
    await expect(world.admin.keys.retire(first)).rejects.toThrow(
      `${first} is the current signing key: rotate the keys before you retire it`,
    )
    await world.admin.keys.rotate()
    await world.admin.keys.retire(first)
    expect(await statusOf(world, old)).toBe(500)
    await world.admin.keys.publish()
    expect(await publishedIds(world)).toEqual([`${first}-2`])
    await expect(world.admin.keys.retire('anything')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a reset and a snapshot restore the keys', async () => {
    const world = await start()
    const old = await world.token()
    await world.admin.snapshots.create('start')
    await world.admin.keys.rotate({ keepOld: false })
    await world.admin.snapshots.create('rotated')
    expect(await statusOf(world, old)).toBe(500)
    await world.admin.reset('keys')
    expect(await statusOf(world, old)).toBe(200)
    await world.admin.snapshots.restore('rotated')
    expect(await statusOf(world, old)).toBe(500)
    expect(await publishedIds(world)).toEqual([`${first}-2`])
    await world.admin.snapshots.restore('start')
    expect(await statusOf(world, old)).toBe(200)
    await world.admin.keys.rotate()
    await world.admin.reset()
    expect(await publishedIds(world)).toEqual([first])
  })

  test('each session has its own keys', async () => {
    const world = await start()
    const other = world.admin.session('other')
    await other.keys.rotate({ keepOld: false })
    expect(await statusOf(world, await world.token())).toBe(200)
    expect((await other.keys.list()).length).toBe(2)
    expect((await world.admin.keys.list()).length).toBe(1)
  })
})

test('the next keys are the same on every machine', async () => {
  const { admin, fetch } = createPersonMock()
  for (let count = 0; count < 2; count++) await admin.keys.rotate()
  const { keys }: { keys: { n: string }[] } = await (
    await fetch('http://mock.test/.well-known/jwks.json')
  ).json()
  expect(keys.map(({ n }) => createHash('sha256').update(n).digest('hex').slice(0, 16))).toEqual([
    '6c508b82f3943f37',
    'b5653be5983af77d',
    '2a6b2b13f77c3fc8',
  ])
})

test('a client that fetches the key set again verifies tokens of the new key', async () => {
  const { url, admin } = await startMock()
  const keySet = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`), { cooldownDuration: 0 })
  const verify = async () => {
    const { token } = await admin.tokens.mint()
    return (await jwtVerify(token, keySet)).protectedHeader.kid
  }
  expect(await verify()).toBe(first)
  await admin.keys.rotate({ publish: false })
  await expect(verify()).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  await admin.keys.publish()
  expect(await verify()).toBe(`${first}-2`)
  await admin.keys.rotate({ keepOld: false })
  expect(await verify()).toBe(`${first}-3`)
})
