import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../helpers/cisRecords.ts'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { type World, worlds } from '../helpers/worlds.ts'

/** Reads a path of CERN's own API. */
async function read(world: World, path: string): Promise<{ status: number; data: Json }> {
  const { token } = await world.admin.tokens.mint({ service: 'cern' })
  const response = await world.get(`/api/v1.0/${path}`, `Bearer ${token}`)
  return { status: response.status, data: (await response.json()).data }
}

const upnsIn = async (world: World, group: string) =>
  (await read(world, `Group/${group}/members/identities?field=upn&limit=5000`)).data.map(
    ({ upn }: Json) => upn,
  )

describe.each(worlds)('%s', (_, start) => {
  test('an identity that is added, changed and removed is the same at CERN and in the admin routes', async () => {
    const world = await start()
    const { identities } = world.admin
    const total = (await read(world, 'Identity?limit=5000')).data.length
    const added = await identities.add({ upn: 'm/curie', firstName: 'Marie', lastName: 'Curie', note: [1] })
    expect(added).toMatchObject({
      origin: 'added',
      row: { displayName: 'Marie Curie', type: 'Person', blocked: false, note: [1] },
    })
    const { data } = await read(world, 'Identity/m%2Fcurie')
    expect(data).toMatchObject({ id: added.id, upn: 'm/curie', note: [1] })
    const rows = (await read(world, 'Identity?limit=5000')).data
    expect(rows).toHaveLength(total + 1)
    expect(rows.map(({ id }: Json) => id)).toEqual(rows.map(({ id }: Json) => id).toSorted())

    expect(await identities.change('m/curie', { upn: 'mcurie', blocked: true })).toMatchObject({
      id: added.id,
      origin: 'added',
      row: { upn: 'mcurie', blocked: true, firstName: 'Marie' },
    })
    expect((await read(world, 'Identity/m%2Fcurie')).status).toBe(404)
    expect((await read(world, 'Identity/mcurie')).data.blocked).toBe(true)

    const ada = await identities.change('alovelace', { upn: 'ada', primaryAccountEmail: 'ada@cern.example' })
    expect(ada).toMatchObject({ origin: 'changed', row: { displayName: 'Ada Lovelace' } })
    expect((await read(world, 'Identity/by_email/ada@cern.example')).data).toMatchObject([{ upn: 'ada' }])
    expect((await read(world, 'Identity/by_email/ada.lovelace@example.org')).data).toEqual([])
    expect(await upnsIn(world, 'cern-staff')).toContain('ada')

    await identities.remove('ada')
    expect((await read(world, `Identity/${ada.id}`)).status).toBe(404)
    expect(await upnsIn(world, 'cern-staff')).not.toContain('ada')
    await world.admin.reset('groups')
    expect((await read(world, 'Identity?limit=5000')).data).toHaveLength(total)
    expect(await upnsIn(world, 'cern-staff')).toContain('alovelace')
  })

  test('groups and members of the admin routes are those of the API of CERN, and the other way round', async () => {
    const world = await start()
    const { groups } = world.admin
    const added = await groups.add({ groupIdentifier: 'chemists', selfSubscriptionType: 'Open' })
    expect(added).toMatchObject({ origin: 'added', row: { displayName: 'chemists', blocked: false } })
    expect((await read(world, 'Group/chemists')).data).toMatchObject({
      id: added.id,
      selfSubscriptionType: 'Open',
    })
    await groups.addMember('chemists', 'ghopper')
    await groups.addMember('chemists', '1843')
    expect((await upnsIn(world, 'chemists')).sort()).toEqual(['alovelace', 'ghopper'])
    await groups.removeMember('chemists', 'ghopper')
    expect(await upnsIn(world, 'chemists')).toEqual(['alovelace'])
    await expect(groups.removeMember('chemists', 'ghopper')).rejects.toThrow('is not directly in the group')

    await groups.change('cern-staff', { displayName: 'Everybody', blocked: true })
    expect((await read(world, 'Group/cern-staff')).data).toMatchObject({
      displayName: 'Everybody',
      blocked: true,
    })
    const { token } = await world.admin.tokens.mint({ service: 'cern' })
    await world.fetch(`${world.url}/api/v1.0/Group/chemists`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    await expect(groups.get('chemists')).rejects.toThrow('No group of CERN is called chemists')
    await groups.remove('cern-staff')
    expect((await read(world, 'Group/cern-staff')).status).toBe(404)
  })

  test('an application that is added, changed and removed has its roles at CERN', async () => {
    const world = await start()
    const { applications } = world.admin
    const role = { name: 'writer', groups: ['cern-staff'] }
    await applications.add({ applicationIdentifier: 'notebook', roles: [role] })
    expect((await read(world, 'Application/notebook/roles')).data).toMatchObject([{ name: 'writer' }])
    expect((await read(world, 'Application/notebook/roles/writer/groups')).data).toMatchObject([
      { groupIdentifier: 'cern-staff' },
    ])
    const changed = await applications.change('status-board', { roles: [{ name: 'reader' }] })
    expect(changed).toMatchObject({ origin: 'changed', row: { applicationIdentifier: 'status-board' } })
    expect((await read(world, 'Application/status-board/roles')).data).toMatchObject([{ name: 'reader' }])
    await applications.remove('status-board')
    expect((await read(world, 'Application/status-board/roles')).status).toBe(404)
    await world.admin.reset('groups')
    expect(await applications.get('status-board')).toMatchObject({ origin: 'initial' })
    await expect(applications.get('notebook')).rejects.toThrow('No application of CERN is called notebook')
  })

  test.each<[what: string, attempt: (world: World) => Promise<unknown>, message: string]>([
    ['no name', ({ admin }) => admin.identities.add({ firstName: 'A' }), 'expected upn or id, a string'],
    [
      'a wrong type',
      ({ admin }) => admin.identities.add({ upn: 'a', uid: 1.5 }),
      'uid is invalid: expected integer or null',
    ],
    [
      'a misspelt field',
      ({ admin }) => admin.identities.change('ghopper', { displayname: 'x' }),
      'did you mean displayName?',
    ],
    [
      'a login that is taken',
      ({ admin }) => admin.identities.add({ upn: 'GHopper' }),
      'Another identity is called GHopper',
    ],
    [
      'a name that is taken',
      ({ admin }) => admin.groups.add({ groupIdentifier: 'cern-staff' }),
      'Another group is called cern-staff',
    ],
    [
      'another id',
      ({ admin }) => admin.groups.change('cern-staff', { groupIdentifier: 'x' }),
      'groupIdentifier of the group cannot be changed',
    ],
    ['an unknown group', ({ admin }) => admin.groups.get('cern-stuff'), 'did you mean cern-staff?'],
    [
      'a role of an unknown group',
      ({ admin }) =>
        admin.applications.add({ applicationIdentifier: 'n', roles: [{ name: 'r', groups: ['x'] }] }),
      'roles[0].groups[0] is invalid: the group "x" does not exist',
    ],
  ])(
    'a row with %s is an error with its path and the next step, and changes nothing',
    async (_what, attempt, message) => {
      const world = await start()
      const before = (await read(world, 'Identity?limit=5000')).data
      await expect(attempt(world)).rejects.toThrow(message)
      expect((await read(world, 'Identity?limit=5000')).data).toEqual(before)
    },
  )

  test('resetting, and restoring a snapshot, gives back exactly the rows there were', {
    tags: 'property',
  }, async () => {
    const world = await start()
    const { identities, groups } = world.admin
    const upn = fc.constantFrom('alovelace', 'ghopper', 'mcurie', 'x')
    const group = fc.constantFrom('cern-staff', 'chemists')
    const change = fc.oneof(
      upn.map((name) => () => identities.add({ upn: name })),
      fc.tuple(upn, fc.boolean()).map(
        ([name, blocked]) =>
          () =>
            identities.change(name, { blocked }),
      ),
      upn.map((name) => () => identities.remove(name)),
      group.map((name) => () => groups.add({ groupIdentifier: name })),
      fc.tuple(group, fc.constantFrom('a', 'b')).map(
        ([name, text]) =>
          () =>
            groups.change(name, { displayName: text }),
      ),
      group.map((name) => () => groups.remove(name)),
      fc.tuple(group, upn).map(
        ([name, one]) =>
          () =>
            groups.addMember(name, one),
      ),
      fc.tuple(group, upn).map(
        ([name, one]) =>
          () =>
            groups.removeMember(name, one),
      ),
    )
    const apply = async (changes: readonly (() => Promise<unknown>)[]) => {
      for (const one of changes) await one().catch(() => {})
    }
    const describeWorld = async () => {
      const rows = (await read(world, 'Identity?limit=5000&field=upn&field=blocked')).data
      const lists = await Promise.all(
        ['cern-staff', 'chemists'].map((name) => read(world, `Group/${name}/members/identities?field=upn`)),
      )
      // The admin routes and the API of CERN agree.
      for (const name of ['alovelace', 'ghopper', 'mcurie', 'x']) {
        const row = await identities.get(name).then(
          (found) => found.row,
          () => undefined,
        )
        expect(rows.find((one: Json) => one.upn === name)?.blocked).toBe(row?.['blocked'])
      }
      return { rows, lists, groups: (await read(world, 'Group?limit=5000')).data }
    }
    const initial = await describeWorld()
    await fc.assert(
      fc.asyncProperty(fc.array(change), fc.array(change), async (before, after) => {
        await apply(before)
        const saved = await describeWorld()
        await world.admin.snapshots.create('s')
        await apply(after)
        await world.admin.snapshots.restore('s')
        expect(await describeWorld()).toEqual(saved)
        await world.admin.reset()
        expect(await describeWorld()).toEqual(initial)
      }),
      propertyRuns(10),
    )
  })
})
