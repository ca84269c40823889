import { join } from 'node:path'
import { openMirror } from '@personctl/mirror'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { readLiveRows } from './helpers/liveRows.ts'
import { createClients } from './helpers/mirrorClients.ts'
import { createChangedClients, mirrorOfMock } from './helpers/mirrorOfMock.ts'

it('pulls all three services, publishes each, and writes nothing when nothing has changed', async () => {
  const { mock, clients, pull } = await mirrorOfMock(40)
  const first = await pull({ clients })
  expect(first.services).toMatchObject([
    { service: 'cis', status: 'published', tables: { cis_person: { seen: 40, written: 40 } } },
    { service: 'cern', status: 'published', tables: { cern_identity: { seen: 44 }, cern_role: { seen: 7 } } },
    { service: 'dabp', status: 'published', isBaseline: true },
  ])
  const second = await pull({ clients })
  for (const { tables } of second.services)
    for (const counts of Object.values(tables))
      expect(Object.keys(counts)).toEqual(counts['seen'] ? ['seen'] : [])
  const { requests } = await mock.admin.requests.list({ operation: 'getReport', limit: 1000 })
  expect(requests.length).toBeGreaterThan(20)
  for (const { query } of requests) expect(query).toBe('skipUpdatingActivity=true')
})

it('reports who joins and leaves a group, and ends the memberships of a group that vanishes while it is pulled', async () => {
  const { mock, clients, pull, changesSince } = await mirrorOfMock(20)
  const { cern } = clients
  const { id: group } = await mock.admin.groups.add({ groupIdentifier: 'crew', displayName: 'Crew' })
  await mock.admin.groups.addMember('crew', 'alovelace')
  const groups = ['groupIdentifier:eq:crew']
  await pull({ clients: { cern }, groups })
  const ada = (await cern.identities.get('alovelace')).id
  const grace = (await cern.identities.get('ghopper')).id
  await mock.admin.groups.addMember('crew', 'ghopper')
  await mock.admin.groups.removeMember('crew', 'alovelace')
  await pull({ clients: { cern }, groups })
  expect(await changesSince(1)).toMatchObject([
    { collection: 'cern_member', kind: 'added', key: `${group} ${grace}`, person: grace },
    { collection: 'cern_member', kind: 'removed', key: `${group} ${ada}`, person: ada },
  ])

  // The list still has the group when its members are requested.
  const vanishing = createChangedClients(mock.url, async (url, response) => {
    if (url.pathname === '/api/v1.0/Group') await mock.admin.groups.remove('crew').catch(() => {})
    return response
  })
  await pull({ clients: { cern: vanishing.cern }, groups })
  expect(await changesSince(2)).toEqual([])
  await pull({ clients: { cern }, groups })
  expect((await changesSince(2)).map(({ collection, kind }) => `${collection} ${kind}`)).toEqual([
    'cern_group removed',
    'cern_member removed',
  ])
})

it('does not take groups that are no longer selected for changes', async () => {
  const { mock, clients, pull, changesSince } = await mirrorOfMock(20)
  for (const groupIdentifier of ['crew-a', 'crew-b']) {
    await mock.admin.groups.add({ groupIdentifier })
    await mock.admin.groups.addMember(groupIdentifier, 'alovelace')
  }
  const { cern } = clients
  await pull({ clients: { cern }, groups: ['groupIdentifier:contains:crew'] })
  await pull({ clients: { cern }, groups: ['groupIdentifier:eq:crew-a'] })
  await pull({ clients: { cern }, groups: ['groupIdentifier:contains:crew'] })
  expect(await changesSince(1)).toEqual([])
})

it('publishes a service although another one fails, and continues that one in the next pull', async () => {
  const { mock, clients, failingPull, pull } = await mirrorOfMock(20)
  const { cis, cern } = clients
  await mock.admin.faults.add({
    match: { operation: 'listGroups' },
    effect: { type: 'status', status: 400 },
    times: 1,
  })
  const error = await failingPull({ clients: { cis, cern } })
  expect(error).toMatchObject({
    code: 'incomplete',
    result: {
      services: [
        { service: 'cis', status: 'published' },
        { service: 'cern', status: 'interrupted' },
      ],
    },
  })
  await mock.admin.requests.clear()
  await expect(pull({ clients: { cis, cern } })).resolves.toMatchObject({
    services: [{ resumed: false }, { resumed: true }],
  })
  expect(await mock.admin.requests.count({ operation: 'listIdentities' })).toBe(0)
})

it('gives the members of staff of the mock the POSIX id that is their login at CERN', async () => {
  const { clients } = await mirrorOfMock(120)
  const upns = new Map<string, string | null>()
  for await (const { personId, upn } of clients.cern.identities.list()) if (personId) upns.set(personId, upn)
  let staff = 0
  for await (const { identities, access_information: access } of clients.cis.users.list()) {
    const hris = access?.hris?.values as { employee_id?: string } | null | undefined
    if (hris?.employee_id === undefined) continue
    staff += 1
    expect(identities?.mozilla_posix_id?.value).toBe(upns.get(hris.employee_id))
  }
  expect(staff).toBeGreaterThan(30)
})

it('stores what an undisturbed pull does, though the service fails one request in three', async () => {
  const { mock, clients, file, mirror } = await mirrorOfMock(60)
  for (const groupIdentifier of ['crew-a', 'crew-b', 'crew-c']) {
    await mock.admin.groups.add({ groupIdentifier })
    await mock.admin.groups.addMember(groupIdentifier, 'alovelace')
  }
  const options = { groups: ['groupIdentifier:contains:crew'] }
  // The same numbers in each run of the test: one in three is below a third of the range.
  let random = 1
  const failing = createClients(mock.url, {
    retry: { retries: 1, baseMs: 1 },
    fetch: async (input, init) => {
      random = (random * 48_271) % 2_147_483_647
      return random % 3 === 0 ? new Response(null, { status: 503 }) : fetch(input, init)
    },
  })
  let attempts = 0
  for (let isWhole = false; !isWhole; attempts += 1) {
    expect(attempts).toBeLessThan(100)
    isWhole = await mirror.pull({ ...options, clients: { cis: failing.cis, cern: failing.cern } }).then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'incomplete', cause: { status: 503 } })
        return false
      },
    )
  }
  expect(attempts).toBeGreaterThan(2)
  const undisturbed = join(await temporaryFolder(), 'undisturbed.db')
  await using other = await openMirror(undisturbed)
  await other.pull({ ...options, clients: { cis: clients.cis, cern: clients.cern } })
  expect(await readLiveRows(file)).toEqual(await readLiveRows(undisturbed))
})
