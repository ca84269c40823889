import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import type { Asker } from '../helpers/cernMock.ts'
import { apiToken, cernMock } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { origin } from '../helpers/mockInProcess.ts'

const readers = ['authorization-service-identity-readers', 'authorization-service-groups-readers'] as const
const client = (id: string, ...groups: string[]) => ({ id, secret: 's', groups })
const options = {
  clients: [
    client('nothing'),
    client('identities', readers[0]),
    client('groups', readers[1]),
    client('both', ...readers),
    client('admin', 'authorization-service-administrators'),
    client('atlas', 'atlas-administrators'),
    client('status-board'),
  ],
}
const as = (id: string): Asker => ({ client: id, secret: 's' })
const ada: Asker = { user: 'alovelace' }
const grace: Asker = { user: 'ghopper' }
const mock = cernMock(options)

const identities = [
  'Identity',
  'Identity/cbabbage',
  'Identity/by_email/a@example.org',
  'Account',
  'ExtendedAccount',
]
const groups = [
  'Group',
  'Group/cern-staff',
  'Group/cern-staff/members/identities',
  'Group/cern-staff/memberidentities/precomputed',
  'Identity/cbabbage/groups',
  'IdentityMembership/cbabbage/precomputed',
  'Identity/cbabbage/isMemberRecursive/cern-staff',
]
const applications = ['Application', 'Application/status-board/roles', 'Registration/providers']

test.each<[who: string, asker: Asker, mayRead: readonly string[]]>([
  ['nobody in particular', as('nothing'), []],
  ['who may read identities', as('identities'), identities],
  ['who may read groups', as('groups'), groups],
  ['who may read both', as('both'), [...identities, ...groups]],
  ['an administrator', as('admin'), [...identities, ...groups]],
  ['a user', grace, []],
  ['a user who is an administrator', ada, [...identities, ...groups]],
])('%s may read what the groups allow', async (_who, asker, mayRead) => {
  for (const path of [...identities, ...groups, ...applications]) {
    const response = await mock.ask(path, { as: asker })
    const isAllowed = mayRead.includes(path) || applications.includes(path)
    expect([path, response.status]).toEqual([path, isAllowed ? 200 : 403])
    if (!isAllowed)
      expect(await response.json()).toMatchObject({
        data: null,
        message: expect.stringContaining('may not read'),
      })
  }
  // Whether there is somebody is told to nobody who may not read it.
  expect((await mock.ask('Identity/nobody', { as: asker })).status).toBe(
    mayRead.includes('Identity') ? 404 : 403,
  )
})

describe('users', () => {
  test('a user may read their own identity and groups by every name', async () => {
    const { data: own }: Json = await mock.json('Identity/my', { as: grace })
    expect(own).toMatchObject({ upn: 'ghopper', displayName: 'Grace Hopper' })
    for (const name of ['current', 'my', 'MY', 'ghopper', own.id])
      expect((await mock.json(`Identity/${name}`, { as: grace })).data).toEqual(own)
    const { data } = await mock.json('Identity/current/groups?field=groupIdentifier', { as: grace })
    expect(data.map(({ groupIdentifier }: Json) => groupIdentifier)).toContain('atlas-shifters')
    const { data: all } = await mock.json('Identity/my/groups/recursive', { as: grace })
    expect(all.length).toBeGreaterThan(data.length)
    expect((await mock.json('Identity/my/isMemberRecursive/atlas-readers', { as: grace })).data).toEqual({
      isMember: true,
    })
    expect((await mock.json('IdentityMembership/ghopper/precomputed', { as: grace })).data).toEqual(all)
  })

  test('a user loses the permission of a group when the group is removed', async () => {
    const changed = cernMock()
    expect((await changed.ask('Group', { as: ada })).status).toBe(200)
    const group = 'Group/authorization-service-administrators/members/identities'
    await changed.ask(group, { method: 'DELETE', body: ['alovelace'] })
    expect((await changed.ask('Group', { as: ada })).status).toBe(403)
  })
})

describe('programs', () => {
  test.each(['my', 'current'])('a program does not have an identity %s', async (name) => {
    const response = await mock.ask(`Identity/${name}`, { as: as('both') })
    expect(response.status).toBe(404)
    expect((await response.json()).message).toBe('service-account-both, whose token it is, has no identity')
  })

  test('a program that is an application of the directory may change that application', async () => {
    const { data } = await mock.json('Identity/my', { as: as('status-board') })
    expect(data).toMatchObject({ upn: 'service-account-status-board', type: 'Application', personId: null })
  })

  test.each<[id: string, method: string, path: string, status: number, body?: unknown]>([
    ['both', 'POST', 'Group', 403, { groupIdentifier: 'x', displayName: 'x', description: 'x' }],
    ['both', 'POST', 'Group/atlas-experts/members/identities', 403, []],
    ['both', 'DELETE', 'Group/atlas-experts', 403],
    ['atlas', 'DELETE', 'Group/atlas-experts', 200],
    ['atlas', 'DELETE', 'Group/cern-staff', 403],
    ['admin', 'DELETE', 'Group/cern-staff', 200],
    ['both', 'POST', 'Application', 403, { applicationIdentifier: 'x' }],
    ['both', 'POST', 'Application/status-board/roles/default-role/groups/cern-staff', 403],
    ['status-board', 'POST', 'Application/status-board/roles/default-role/groups/cern-staff', 200],
    ['status-board', 'POST', 'Application/library-catalogue/roles/reader/groups/cern-staff', 403],
    ['atlas', 'POST', 'Application/atlas-shift-planner/roles/shifter/groups/cern-staff', 200],
  ])('the program %s gets the right status for %s %s: %d', async (id, method, path, status, body) => {
    expect((await cernMock(options).ask(path, { as: as(id), method, body })).status).toBe(status)
  })

  test('a program may read the members of a group that it administrates', async () => {
    const paths = ['Group/atlas-experts/members/identities', 'Group/cern-staff/members/identities']
    const statuses = await Promise.all(
      paths.map(async (path) => (await mock.ask(path, { as: as('atlas') })).status),
    )
    expect(statuses).toEqual([200, 403])
  })
})

describe('tokens', () => {
  const refused = async (authorization: string | undefined, path = '/api/v1.0/Group'): Promise<string> => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const response = await mock.send(origin + path, { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
    const body = await response.json()
    expect(body).toEqual({ request_id: null, message: expect.any(String), data: null })
    return body.message
  }

  test.each([undefined, '', 'Basic x', 'Bearer', 'Bearer nonsense', 'Bearer a.b.c'])(
    'an invalid Authorization header is rejected: %s',
    async (authorization) => {
      await refused(authorization)
    },
  )

  test('a token for another audience is issued, and rejected by the service', async () => {
    const response = await mock.send(`${origin}/auth/realms/cern/api-access/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=demo&client_secret=demo-secret&audience=status-board',
    })
    expect(response.status).toBe(200)
    expect(await refused(`Bearer ${(await response.json()).access_token}`)).toContain('audience')
  })

  test('a token is rejected from the second in which it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const token = await apiToken(origin, { client: 'demo', secret: 'demo-secret' }, mock.send)
    const headers = { authorization: `Bearer ${token}` }
    vi.setSystemTime(1_700_001_199_999)
    expect((await mock.send(`${origin}/api/v1.0/Group?limit=1`, { headers })).status).toBe(200)
    vi.setSystemTime(1_700_001_200_000)
    expect(await refused(headers.authorization)).toBe('token is expired')
  })

  test('a token of another service is rejected', async () => {
    await refused(`Bearer ${await accessToken(origin, {}, mock.send)}`)
  })

  test('a token of this service is rejected by another one', async () => {
    const token = await apiToken(origin, { client: 'demo', secret: 'demo-secret' }, mock.send)
    const response = await mock.send(`${origin}/v2/users`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(500)
  })

  test('an existing route requires a token, a missing one does not', async () => {
    await refused(undefined, '/api/v1.0/Group/nobody')
    expect((await mock.ask('Nonsense', { as: 'nobody' })).status).toBe(404)
  })
})
