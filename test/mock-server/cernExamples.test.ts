import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CernMock } from '../helpers/cernMock.ts'
import { cernMockAt } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'

describe('the examples of the documentation', () => {
  let server: MockCommand
  let mock: CernMock
  beforeAll(async () => {
    server = await launchMock(['--groups', '72272', '--json'])
    mock = cernMockAt(server.url, fetch)
  })
  afterAll(() => server.stop())

  test('the ready line has the URLs of the service', () => {
    expect(JSON.parse(server.readyLine).cern).toEqual({
      url: server.url,
      tokenUrl: `${server.url}/auth/realms/cern/api-access/token`,
      audience: 'authorization-service-api',
    })
  })

  test('the first example walks all groups page by page', async () => {
    const response = await mock.ask('Group')
    expect(response.headers.get('content-type')).toBe('application/json')
    const body: Json = await response.json()
    expect(Object.keys(body)).toEqual(['pagination', 'delta', 'request_id', 'message', 'data'])
    const { token } = body.pagination
    expect(token).toMatch(/^eyJJZCI6IjA4ZDc[\w-]+$/)
    expect(body.pagination).toEqual({
      total: 72272,
      offset: 0,
      limit: 1000,
      next: `/api/v1.0/Group?token=${token}&limit=1000`,
      links: {
        first: '/api/v1.0/Group?offset=0&limit=1000',
        previous: null,
        current: '/api/v1.0/Group?offset=0&limit=1000',
        next: '/api/v1.0/Group?offset=1000&limit=1000',
        last: '/api/v1.0/Group?offset=72000&limit=1000',
      },
      token,
    })
    expect(Object.keys(body.pagination)).toEqual(['total', 'offset', 'limit', 'next', 'links', 'token'])
    expect(body).toMatchObject({ delta: null, request_id: null, message: null })
    expect(body.data).toHaveLength(1000)
    for (const group of body.data) expect(group.groupIdentifier).toMatch(/^[a-z0-9-]+$/)
  })

  test('a limit sets the number of groups on a page', async () => {
    const { pagination, data } = await mock.json('Group?limit=500')
    expect(data).toHaveLength(500)
    expect(pagination).toMatchObject({
      total: 72272,
      limit: 500,
      links: {
        next: '/api/v1.0/Group?offset=500&limit=500',
        last: '/api/v1.0/Group?offset=72000&limit=500',
      },
    })
  })

  test('the last page has no next link and no token', async () => {
    const { pagination, data } = await mock.json('Group?offset=72000&limit=1000')
    expect(data).toHaveLength(272)
    expect(pagination).toMatchObject({ next: null, token: null, links: { next: null } })
    expect(pagination.links.previous).toBe('/api/v1.0/Group?offset=71000&limit=1000')
  })

  test('each way to follow pages gives every group once', async () => {
    const seen = new Set<string>()
    let next: string | null = '/api/v1.0/Group?limit=5000&field=groupIdentifier'
    let pages = 0
    while (next !== null) {
      const { pagination, data }: Json = await mock.json(next)
      for (const { id } of data) seen.add(id)
      next = pagination.next
      pages += 1
    }
    expect(pages).toBe(15)
    expect(seen.size).toBe(72272)
    expect([...seen]).toEqual([...seen].sort())
  })

  test('Identity/current is the identity of the user of the token', async () => {
    const { data, ...envelope } = await mock.json('Identity/my', { as: { user: 'alovelace' } })
    expect(envelope).toEqual({ request_id: null, message: null })
    expect(data).toMatchObject({ upn: 'alovelace', displayName: 'Ada Lovelace' })
  })

  test('an identity has null in its computed fields by default', async () => {
    const { data } = await mock.json('Identity/alovelace')
    expect(data).toMatchObject({
      owner: null,
      supervisor: null,
      primaryAccountEmail: null,
      type: 'Person',
      upn: 'alovelace',
      source: 'cern',
      resourceCategory: 'Personal',
      blocked: false,
      blockingReason: null,
      activeUser: true,
      cernPersonId: data.personId,
    })
    const names = Object.keys(data)
    const base = names.slice(0, names.indexOf('id') + 1)
    expect(base).toEqual(
      'owner supervisor primaryAccountEmail type upn displayName personId supervisorId source unconfirmed unconfirmedEmail externalEmail primaryAccountId uid gid resourceCategory reassignable autoReassign blocked securityIssues blockingReason blockingTime blockingDeadline expirationDeadline ownerId id'.split(
        ' ',
      ),
    )
    const dynamic = names.slice(base.length)
    expect(dynamic).toEqual(
      [...dynamic].sort((one, other) => one.length - other.length || (one < other ? -1 : 1)),
    )
    expect(dynamic).toEqual(expect.arrayContaining(['room', 'birthDate', 'eduPersonUniqueID']))
  })

  test('an identity with requested fields has them in that order, and the id', async () => {
    const response = await mock.ask('Identity/alovelace?field=primaryAccountEmail&field=upn')
    const { id } = (await mock.json('Identity/alovelace')).data
    expect(await response.text()).toBe(
      `{"request_id":null,"message":null,"data":{"primaryAccountEmail":"ada.lovelace@example.org","upn":"alovelace","id":"${id}"}}`,
    )
  })
})
