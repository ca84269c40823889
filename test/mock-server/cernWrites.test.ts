import { describe, expect, test } from 'vitest'
import { type CernMock, cernMock, rowsOf } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'

const post = (body?: unknown) => ({ method: 'POST', ...(body === undefined ? {} : { body }) })
const remove = (body?: unknown) => ({ method: 'DELETE', ...(body === undefined ? {} : { body }) })
const newGroup = { groupIdentifier: 'new-group', displayName: 'New Group', description: 'A group' }
const membersOf = async (mock: CernMock, group: string, route = 'members/identities'): Promise<Json[]> =>
  (await rowsOf(mock, `Group/${group}/${route}?field=upn&field=personId`)).map(({ upn }) => upn)

describe('a new group', () => {
  test('a new group exists at once, as the last one and without members', async () => {
    const mock = cernMock()
    const response = await mock.ask('Group', post(newGroup))
    expect(response.status).toBe(200)
    const { data } = await response.json()
    expect(data).toMatchObject({ ...newGroup, ownerId: null, source: 'cern', blocked: false })
    for (const name of [data.id, 'new-group', 'NEW-GROUP'])
      expect((await mock.json(`Group/${name}`)).data).toEqual(data)
    const rows = await rowsOf(mock, 'Group')
    expect(rows).toHaveLength(41)
    expect(rows.at(-1)).toEqual(data)
    expect(await membersOf(mock, 'new-group')).toEqual([])
  })

  test('the response to a new group has all fields, regardless of the requested ones', async () => {
    for (const conformance of ['observed', 'documented'] as const) {
      const mock = cernMock({ conformance })
      const group = await mock.json('Group?field=displayName&field=displayNmae', post(newGroup))
      expect(group.data).toMatchObject(newGroup)
      const wish = { applicationIdentifier: 'new-application' }
      const application = await mock.json('Application?field=displayNmae', post(wish))
      expect(application.data).toMatchObject(wish)
    }
  })

  test('a new group belongs to its creator, who may change it', async () => {
    const mock = cernMock()
    const grace = { user: 'ghopper' }
    const { data } = await mock.json('Group', { ...post(newGroup), as: grace })
    expect(data.ownerId).toBe((await mock.json('Identity/ghopper')).data.id)
    const add = { ...post([{ id: data.ownerId }]), as: grace }
    expect((await mock.ask('Group/new-group/members/identities/', add)).status).toBe(200)
    expect((await mock.ask('Group/cern-staff/members/identities/', add)).status).toBe(403)
    expect((await mock.json('Group/new-group/members/identities', { as: grace })).data).toHaveLength(1)
  })

  test.each([
    [{}, /no groupIdentifier/],
    [{ ...newGroup, displayName: 5 }, /no displayName that is a text/],
    [{ ...newGroup, description: ' ' }, /no description/],
    [{ ...newGroup, groupIdentifier: 'CERN-Staff' }, /There is a group 'CERN-Staff' already/],
    [[], /not an object/],
    ['{', /not JSON/],
    ['', /not JSON/],
  ])('a new group from %j is rejected', async (body, message) => {
    const mock = cernMock()
    const response = await mock.ask('Group', post(body))
    expect(response.status).toBe(400)
    expect((await response.json()).message).toMatch(message)
    expect((await mock.json('Group')).pagination.total).toBe(40)
  })

  test('a new group has its own id, the same in each mock with the same history', async () => {
    const made = async (): Promise<string[]> => {
      const mock = cernMock()
      const ids: string[] = []
      for (const groupIdentifier of ['b', 'a', 'c'])
        ids.push((await mock.json('Group', post({ ...newGroup, groupIdentifier }))).data.id)
      return ids
    }
    const ids = await made()
    expect(new Set(ids).size).toBe(3)
    expect(ids).toEqual([...ids].sort())
    // What depends on the time is in front.
    expect((await made()).map((id) => id.slice(19))).toEqual(ids.map((id) => id.slice(19)))
  })
})

describe('a removed group', () => {
  test('a removed group disappears from every list', async () => {
    const mock = cernMock()
    expect(await membersOf(mock, 'atlas-readers', 'members/identities/recursive')).toContain('ghopper')
    const { id } = (await mock.json('Group/atlas-shifters')).data
    expect(await (await mock.ask('Group/atlas-shifters', remove())).json()).toEqual({
      request_id: null,
      message: null,
      data: null,
    })
    for (const name of [id, 'atlas-shifters']) expect((await mock.ask(`Group/${name}`)).status).toBe(404)
    expect((await mock.json('Group')).pagination.total).toBe(39)
    expect(await membersOf(mock, 'atlas-readers', 'members/identities/recursive')).toEqual(['cbabbage'])
    const groups = await rowsOf(mock, 'Identity/ghopper/groups/recursive?field=groupIdentifier')
    expect(groups.map((group) => group.groupIdentifier)).not.toContain('atlas-shifters')
    const ofRole = await mock.json('Application/atlas-shift-planner/roles/shifter/groups')
    expect(ofRole.data).toEqual([])
    expect((await mock.ask('Group/atlas-shifters', remove())).status).toBe(404)
  })

  test('a removed group may be created again', async () => {
    const mock = cernMock()
    await mock.ask('Group/atlas-shifters', remove())
    const again = { ...newGroup, groupIdentifier: 'atlas-shifters' }
    expect((await mock.ask('Group', post(again))).status).toBe(200)
    expect(await membersOf(mock, 'atlas-shifters')).toEqual([])
    expect((await mock.ask('Group/atlas-shifters', remove())).status).toBe(200)
    expect((await mock.json('Group')).pagination.total).toBe(39)
  })
})

describe('members', () => {
  test('members are added by id and by personId, each once', async () => {
    const mock = cernMock()
    const { id } = (await mock.json('Identity/ghopper')).data
    const ada = (await mock.json('Identity/alovelace')).data
    const response = await mock.ask(
      'Group/authorization-service-identity-readers/members/identities/',
      post([{ id }, { id: ada.personId }, { id: ada.id }]),
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      request_id: null,
      message: null,
      data: [{ identityId: id }, { identityId: ada.id }],
    })
    const members = await membersOf(mock, 'authorization-service-identity-readers')
    expect([...members].sort()).toEqual(['alovelace', 'ghopper'])
    expect(
      (await mock.json('Identity/ghopper/isMemberRecursive/authorization-service-identity-readers')).data,
    ).toEqual({ isMember: true })
    const again = await mock.json(
      'Group/authorization-service-identity-readers/members/identities/',
      post([{ id }]),
    )
    expect(again.data).toEqual([])
  })

  test('members are removed by login', async () => {
    const mock = cernMock()
    const { id } = (await mock.json('Identity/ghopper')).data
    const body = ['ghopper', 'alovelace', 'nobody']
    const response = await mock.ask('Group/atlas-shifters/members/identities/', remove(body))
    expect(response.status).toBe(200)
    expect((await response.json()).data).toEqual([{ memberIdentity: { id } }])
    expect(await membersOf(mock, 'atlas-shifters')).toEqual([])
    const nobody = await mock.ask('Group/atlas-shifters/members/identities/', remove(['ghopper']))
    expect(nobody.status).toBe(400)
    expect((await nobody.json()).message).toBe('Nobody of them is directly in the group')
    const { data } = await mock.json('Group/atlas-shifters/members/identities/', post([{ id }]))
    expect(data).toEqual([{ identityId: id }])
    expect(await membersOf(mock, 'atlas-shifters')).toEqual(['ghopper'])
  })

  test('members of a group inside another one are members of both', async () => {
    const mock = cernMock()
    const { id } = (await mock.json('Identity/cbabbage')).data
    const isMember = async () =>
      (await mock.json('Identity/cbabbage/isMemberRecursive/atlas-shifters')).data.isMember
    expect(await isMember()).toBe(false)
    await mock.ask('Group/atlas-experts/members/identities', post([{ id }]))
    expect(await isMember()).toBe(true)
    expect(await membersOf(mock, 'atlas-shifters')).not.toContain('cbabbage')
    expect(await membersOf(mock, 'atlas-shifters', 'memberidentities/recursive')).toContain('cbabbage')
  })

  test.each<[method: string, body: unknown, message: RegExp]>([
    ['POST', [{ id: 'nobody' }], /There is no identity 'nobody'/],
    ['POST', ['alovelace'], /The body is not a list of \{"id"/],
    ['POST', { id: 'alovelace' }, /not a list/],
    ['DELETE', [{ id: 'alovelace' }], /not a list of texts/],
    ['DELETE', [], /Nobody of them/],
  ])('members do not change after %s of %j', async (method, body, message) => {
    const mock = cernMock()
    const before = await membersOf(mock, 'cern-staff')
    const response = await mock.ask('Group/cern-staff/members/identities/', { method, body })
    expect(response.status).toBe(400)
    expect((await response.json()).message).toMatch(message)
    expect(await membersOf(mock, 'cern-staff')).toEqual(before)
  })
})

describe('the query for groups', () => {
  const query = async (body: unknown, parameters = '') =>
    cernMock().ask(`Group/-/Query${parameters}`, post(body))

  test.each<[property: string, value: string, found: number]>([
    ['groupIdentifier', 'cern-staff', 1],
    ['groupIdentifier', 'CERN-STAFF', 1],
    ['displayName', 'CERN Staff', 1],
    ['blocked', 'true', 0],
    ['source', 'cern', 40],
    ['groupIdentifier', 'cern', 0],
    ['nonsense', 'cern', 0],
  ])('the query for groups whose %s equals %s finds them', async (property, value, found) => {
    const response = await query({ operator: 'Equals', property, value }, '?includeArchivedAndDeleted=false')
    expect(response.status).toBe(200)
    const { pagination, data } = await response.json()
    expect([pagination.total, data.length]).toEqual([found, found])
  })

  test.each([
    [{ operator: 'Contains', property: 'displayName', value: 'x' }],
    [{ operator: 'Equals' }],
    [[]],
  ])('a query for groups from %j is rejected', async (body) => {
    expect((await query(body)).status).toBe(400)
  })
})

describe('roles', () => {
  const role = {
    name: 'operator',
    displayName: 'Operator',
    description: '',
    required: false,
    multifactor: true,
    applyToAllUsers: false,
  }
  const roles = 'Application/status-board/roles'

  test('roles are created and assigned to groups', async () => {
    const mock = cernMock()
    const response = await mock.ask(roles, post(role))
    expect(response.status).toBe(200)
    const { data } = await response.json()
    expect(data).toEqual({ ...role, id: expect.any(String) })
    const [application] = (await mock.json('Application?filter=applicationIdentifier:status-board')).data
    expect((await mock.json(`Application/${application.id}/roles`)).data).toContainEqual(data)

    const { id } = (await mock.json('Group/cern-staff')).data
    // Without a body, though its type is named.
    const assigned = await mock.ask(`${roles}/${data.id}/groups/${id}`, post(''))
    expect(assigned.status).toBe(200)
    for (const name of [data.id, 'operator']) {
      const groups = await mock.json(`${roles}/${name}/groups?field=groupIdentifier`)
      expect(groups.data).toEqual([{ groupIdentifier: 'cern-staff', id }])
    }
    expect((await mock.ask(`${roles}/operator/groups/cern-staff`, remove())).status).toBe(200)
    expect((await mock.ask(`${roles}/operator/groups/cern-staff`, remove())).status).toBe(400)
    expect((await mock.json(`${roles}/operator/groups`)).data).toEqual([])
  })

  test.each([
    [{ ...role, required: 'no' }, /no required that is true or false/],
    [{ ...role, name: 'Default-Role' }, /There is a role/],
    [{ ...role, name: undefined }, /no name/],
  ])('a role from %j is rejected', async (body, message) => {
    const response = await cernMock().ask(roles, post(body))
    expect(response.status).toBe(400)
    expect((await response.json()).message).toMatch(message)
  })

  test('roles belong to an application, which may be new', async () => {
    const mock = cernMock()
    const { data } = await mock.json('Application', post({ applicationIdentifier: 'new-app' }))
    expect(data).toEqual({
      applicationIdentifier: 'new-app',
      ownerId: null,
      administratorsId: null,
      id: expect.any(String),
    })
    expect((await mock.json('Application/new-app/roles')).data).toEqual([])
    expect((await mock.ask('Application/new-app/roles', post(role))).status).toBe(200)
    expect((await mock.json('Application')).pagination.total).toBe(5)
    for (const body of [
      { applicationIdentifier: 'NEW-app' },
      {},
      { applicationIdentifier: 'x', administratorsId: data.id },
    ])
      expect((await mock.ask('Application', post(body))).status).toBe(400)
  })
})

test('two mocks do not share changes', async () => {
  const [one, other] = [cernMock(), cernMock()]
  await one.ask('Group', post(newGroup))
  expect((await other.ask('Group/new-group')).status).toBe(404)
})
