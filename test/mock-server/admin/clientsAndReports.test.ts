import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestToken } from '../../helpers/accessToken.ts'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { type World, worlds } from '../helpers/worlds.ts'

const tokenOf = ({ url, fetch }: World, clientId: string, clientSecret: string, scope?: string) =>
  requestToken(url, { clientId, clientSecret, ...(scope && { scope }) }, (target, init) =>
    fetch(target, init),
  )

const reportOf = async (world: World, referenceId: string) => {
  const { token } = await world.admin.tokens.mint({ service: 'dabp' })
  const response = await world.get(
    `/delegation/api/v2/people/${encodeURIComponent(referenceId)}/report`,
    `Bearer ${token}`,
  )
  return { status: response.status, body: await response.json() }
}

describe.each(worlds)('%s', (_, start) => {
  test('a client that is set gets tokens at once, with its secret and its scopes only', async () => {
    const world = await start()
    const { clients } = world.admin
    expect((await tokenOf(world, 'portal', 's3cret')).status).toBe(401)
    expect(await clients.set('portal', { secret: 's3cret', scopes: ['display:public'] })).toEqual({
      id: 'portal',
      isPublic: false,
      origin: 'added',
      scopes: ['display:public'],
    })
    expect((await tokenOf(world, 'portal', 'wrong')).status).toBe(401)
    expect(await (await tokenOf(world, 'portal', 's3cret')).json()).toMatchObject({ scope: 'display:public' })
    expect((await tokenOf(world, 'portal', 's3cret', 'display:all')).status).toBe(403)

    // Only the secret stays as it was.
    await clients.set('portal', { groups: ['cern-staff'] })
    expect(await clients.get('portal')).toEqual({
      id: 'portal',
      isPublic: false,
      origin: 'added',
      groups: ['cern-staff'],
    })
    expect((await tokenOf(world, 'portal', 's3cret', 'display:all')).status).toBe(200)
    await clients.remove('portal')
    expect((await tokenOf(world, 'portal', 's3cret')).status).toBe(401)
    await expect(clients.get('portal')).rejects.toThrow('The client portal does not exist')
    await expect(clients.remove('portal')).rejects.toThrow('does not exist')
  })

  test('the clients that the mock starts with can be changed and removed until they are reset', async () => {
    const world = await start()
    const { clients } = world.admin
    const ids = async () => (await clients.list()).map(({ id }) => id)
    const initial = await clients.list()
    expect(initial.map(({ id, isPublic, origin }) => [id, isPublic, origin])).toEqual([
      ['demo', false, 'initial'],
      ['demo-public', true, 'initial'],
    ])
    await clients.set('demo', { opaqueTokens: true })
    expect(await clients.get('demo')).toMatchObject({ origin: 'changed', opaqueTokens: true })
    expect((await tokenOf(world, 'demo', 'demo-secret')).status).toBe(200)
    await world.admin.snapshots.create('changed')
    await clients.remove('demo')
    expect(await ids()).toEqual(['demo-public'])
    expect((await tokenOf(world, 'demo', 'demo-secret')).status).toBe(401)
    await world.admin.snapshots.restore('changed')
    expect(await clients.get('demo')).toMatchObject({ origin: 'changed', opaqueTokens: true })
    await world.admin.reset('clients')
    expect(await clients.list()).toEqual(initial)
  })

  test('clients belong to their session, and no response has a secret', async () => {
    const world = await start()
    const other = world.admin.session('other')
    const shown = [
      await other.clients.set('portal', { secret: 'hunter2' }),
      await other.clients.get('portal'),
      await other.clients.list(),
    ]
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|demo-secret/)
    await expect(world.admin.clients.get('portal')).rejects.toThrow('does not exist')
  })

  test('a new client without a secret, or with a misspelt member, is an error that names both', async () => {
    const { clients } = (await start()).admin
    await expect(clients.set('portal', {})).rejects.toThrow(
      'secret is missing, and the client portal is new: set a secret, or null for a public client',
    )
    const misspelt = { secret: 'x', scope: ['a'] } as object
    await expect(clients.set('portal', misspelt)).rejects.toThrow(
      'The body has no member scope: did you mean scopes?',
    )
    await expect(clients.set('portal', { secret: 'x', scopes: ['a b'] })).rejects.toThrow(
      'scopes[0] is "a b"',
    )
    await expect(clients.set('portal', { secret: 'x', scopes: ['made:up', 'serch:all'] })).rejects.toThrow(
      'unknown scope "serch:all"; did you mean search:all?',
    )
    await expect(clients.get('dem')).rejects.toThrow('did you mean demo?')
  })

  test('an error does not repeat an invalid secret', async () => {
    const world = await start()
    const invalid: unknown = { secret: ['hush'] }
    await expect(world.admin.clients.set('portal', invalid as { secret: string })).rejects.toThrow(
      'secret is "[hidden]": expected a string or null',
    )
  })

  test('a report that is set is what DABP sends, until the generated one is restored', async () => {
    const world = await start()
    const { reports, people } = world.admin
    const { uuid } = await people.get('ada')
    const id = String(uuid)
    const generated = await reports.get(id)
    expect(generated).toMatchObject({ referenceId: id, origin: 'initial' })
    expect((await reportOf(world, id)).body).toEqual(generated.report)

    const report = { groups: [{ name: 'Finance', resources: [{ name: 'Archive', privilege: 'No access' }] }] }
    expect(await reports.set(id, report)).toEqual({ referenceId: id, origin: 'changed', report })
    expect(await reportOf(world, id)).toEqual({ status: 200, body: report })
    expect(await reports.list()).toEqual([{ referenceId: id, origin: 'changed' }])

    await reports.set(id, null)
    expect((await reportOf(world, id)).status).toBe(404)
    expect(await reports.get(id)).toEqual({ referenceId: id, origin: 'changed', report: null })
    expect((await people.get('ada')).dabp.referenceId).toBe(null)

    await reports.restore(id)
    expect(await reports.get(id)).toEqual(generated)
    expect((await reportOf(world, id)).body).toEqual(generated.report)
    expect(await reports.list()).toEqual([])
  })

  test('a report may be on a person of DABP alone, and is gone once it is restored', async () => {
    const world = await start()
    const { reports } = world.admin
    await expect(reports.get('x/y')).rejects.toThrow('DABP has no report on x/y')
    expect(await reports.set('x/y', {})).toEqual({ referenceId: 'x/y', origin: 'added', report: {} })
    expect(await reportOf(world, 'x/y')).toEqual({ status: 200, body: {} })
    await reports.restore('x/y')
    expect((await reportOf(world, 'x/y')).status).toBe(404)
    await expect(reports.restore('x/y')).rejects.toThrow('or set a report')
  })

  test('an invalid report is an error with the path, the value and what is expected', async () => {
    const { reports } = (await start()).admin
    const invalid = { groups: [{}, { policies: [{ name: 7 }] }] } as object
    await expect(reports.set('x', invalid)).rejects.toThrow(
      'report.groups[1].policies[0].name is not as the description of DABP has it: expected a string, found 7',
    )
    await expect(reports.set('x', 5 as unknown as null)).rejects.toThrow(
      'report is 5: expected an object or null',
    )
  })

  test('resetting, and restoring a snapshot, gives back exactly what there was', {
    tags: 'property',
  }, async () => {
    const world = await start()
    const { admin } = world
    const id = fc.constantFrom('demo', 'portal', 'a/b c%', '__proto__')
    const referenceId = fc.constantFrom('x', 'y', '__proto__')
    const change = fc.oneof(
      fc.record({ kind: fc.constant('client' as const), id, scopes: fc.subarray(['a', 'b']) }),
      fc.record({ kind: fc.constant('removal' as const), id }),
      fc.record({
        kind: fc.constant('report' as const),
        id: referenceId,
        report: fc.option(fc.constant({})),
      }),
      fc.record({ kind: fc.constant('restoration' as const), id: referenceId }),
    )
    const apply = async (changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[]) => {
      for (const one of changes) {
        if (one.kind === 'client') await admin.clients.set(one.id, { secret: 'x', scopes: one.scopes })
        else if (one.kind === 'removal') await admin.clients.remove(one.id).catch(() => {})
        else if (one.kind === 'report') await admin.reports.set(one.id, one.report)
        else await admin.reports.restore(one.id).catch(() => {})
      }
    }
    const describeWorld = async () => ({
      clients: await admin.clients.list(),
      reports: await admin.reports.list(),
      sent: await Promise.all(['x', 'y', '__proto__'].map((one) => reportOf(world, one))),
      tokens: await Promise.all(
        ['demo', 'portal', '__proto__'].map(async (one) => (await tokenOf(world, one, 'x')).status),
      ),
    })
    const initial = await describeWorld()
    await fc.assert(
      fc.asyncProperty(fc.array(change), fc.array(change), async (before, after) => {
        await apply(before)
        const saved = await describeWorld()
        await admin.snapshots.create('s')
        await apply(after)
        await admin.snapshots.restore('s')
        expect(await describeWorld()).toEqual(saved)
        await admin.reset()
        expect(await describeWorld()).toEqual(initial)
      }),
      propertyRuns(20),
    )
  })
})
