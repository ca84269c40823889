import { join } from 'node:path'
import { openMirror, type PullOptions } from '@personctl/mirror'
import type { PersonReport } from '@personctl/sdk/dabp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { readLiveRows } from './helpers/liveRows.ts'
import { createChangedClients, type MirrorOfMock, mirrorOfMock } from './helpers/mirrorOfMock.ts'

const dayMs = 86_400_000
const start = Date.parse('2026-03-01T02:00:00Z')
const ada = 'ada.lovelace@example.org'

afterEach(() => vi.useRealTimers())

/** Changes the title of Ada, and pulls so many days after the start. */
async function pullTitle(
  { mock, pull }: MirrorOfMock,
  day: number,
  options: Partial<PullOptions> = {},
): Promise<number> {
  await mock.admin.people.change(ada, { attributes: { 'staff_information.title': `Title of day ${day}` } })
  const { run } = await pull({ keepDays: 9999, now: () => start + day * dayMs, ...options })
  return run
}

/** Returns the titles of all stored versions of Ada. */
async function titlesOf({ mirror }: MirrorOfMock): Promise<unknown[]> {
  const rows = await collect(
    await mirror.query('select title from cis_person_version where primary_email = :ada order by from_run', {
      ada,
    }),
  )
  return rows.map(({ title }) => String(title).replace('Title of day ', ''))
}

/** Prunes as if it were so many days after the start. */
async function pruneAt({ mirror }: MirrorOfMock, day: number, keepDays: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: start + day * dayMs })
  try {
    return await mirror.prune({ keepDays })
  } finally {
    vi.useRealTimers()
  }
}

describe('the past of a mirror', () => {
  it('is removed up to the last run before the time, never what is live, and later changes are complete', async () => {
    const setup = await mirrorOfMock(20)
    const { file, changesSince } = setup
    for (const day of [0, 1, 2, 3, 4]) await pullTitle(setup, day)
    const live = await readLiveRows(file)
    const complete = await changesSince(3)
    expect(complete.map(({ run }) => run)).toEqual([4, 5])

    // The state after the run of day 2 is the oldest of which something is known.
    expect(await pruneAt(setup, 12.5, 10)).toEqual({ versions: 2, changes: 2 })
    expect(await titlesOf(setup)).toEqual(['2', '3', '4'])
    expect(await readLiveRows(file)).toEqual(live)
    expect(await changesSince(3)).toEqual(complete)
    // Across the border, a diff says what is left.
    expect(await changesSince(1)).toEqual(complete)
    expect(await pruneAt(setup, 12.5, 10)).toEqual({ versions: 0, changes: 0 })

    expect(await pruneAt(setup, 1000, 0)).toEqual({ versions: 2, changes: 2 })
    expect(await titlesOf(setup)).toEqual(['4'])
    expect(await readLiveRows(file)).toEqual(live)
    await pullTitle(setup, 1001)
    expect((await changesSince(1)).map(({ kind, run }) => `${kind} ${run}`)).toEqual(['changed 6'])
  })

  it('is removed by a pull that keeps less of it', async () => {
    const setup = await mirrorOfMock(10)
    for (const day of [0, 1, 2]) await pullTitle(setup, day)
    await pullTitle(setup, 40, { keepDays: 30 })
    expect(await titlesOf(setup)).toEqual(['2', '40'])
    const error = await setup.failingPull({ keepDays: Number.NaN })
    expect(error).toMatchObject({ code: 'invalid_argument' })
  })

  it('stays as it is where the clock went back: a run that seems old or of the future is as new as those around it', async () => {
    const setup = await mirrorOfMock(10)
    // The third run has the clock of a machine whose battery is empty, the fourth one of the future.
    for (const day of [0, 1, -9000, 5000, 2]) await pullTitle(setup, day)
    expect(await pruneAt(setup, 3, 10)).toEqual({ versions: 0, changes: 0 })
    expect(await pruneAt(setup, -9500, 10)).toEqual({ versions: 0, changes: 0 })
    expect(await titlesOf(setup)).toEqual(['0', '1', '-9000', '5000', '2'])
    // In time, the run of the future does not save the past for ever.
    expect(await pruneAt(setup, 11.5, 10)).toEqual({ versions: 2, changes: 2 })
    await pullTitle(setup, 20)
    expect(await pruneAt(setup, 31, 10)).toMatchObject({ versions: 3 })
    expect(await titlesOf(setup)).toEqual(['20'])
  })

  it('tells how many members groups have had since its beginning, although earlier runs are pruned', async () => {
    const { mock, mirror, clients, pull } = await mirrorOfMock(20)
    const options = { clients: { cern: clients.cern }, groups: ['groupIdentifier:eq:crew'], keepDays: 9999 }
    await mock.admin.groups.add({ groupIdentifier: 'crew' })
    for (const [day, login] of ['alovelace', 'ghopper', 'cbabbage'].entries()) {
      await mock.admin.groups.addMember('crew', login)
      if (day === 2) await mock.admin.groups.removeMember('crew', 'alovelace')
      await pull({ ...options, now: () => start + day * dayMs })
    }
    const grow = async () => {
      const rows = await collect(await mirror.ask('group-growth', { groups: 'CREW' }))
      return rows.map(({ run, joined, ended, members }) => [run, joined, ended, members])
    }
    expect(await grow()).toEqual([
      [1, 1, 0, 1],
      [2, 1, 0, 2],
      [3, 1, 1, 2],
    ])
    await pruneAt({ mirror } as MirrorOfMock, 11.5, 10)
    expect(await grow()).toEqual([
      [2, 2, 0, 2],
      [3, 1, 1, 2],
    ])
  })
})

it('publishes a refused run that is accepted after everything old was pruned', async () => {
  const setup = await mirrorOfMock(30)
  const { mock, mirror, failingPull, changesSince, file } = setup
  await pullTitle(setup, 0)
  await pullTitle(setup, 1)
  await mock.admin.people.delete(ada)
  const { run } = await failingPull({ limits: { gone: 0 }, now: () => start + 2 * dayMs })
  expect(await pruneAt(setup, 100, 1)).toEqual({ versions: 1, changes: 1 })
  await mirror.accept(run ?? 0)
  expect(await changesSince(2)).toMatchObject([{ kind: 'removed', name: ada }])
  const fresh = join(await temporaryFolder(), 'fresh.db')
  await using other = await openMirror(fresh)
  await other.pull({ clients: { cis: setup.clients.cis } })
  expect(await readLiveRows(file)).toEqual(await readLiveRows(fresh))
})

describe('an interrupted pull', () => {
  const interrupt = async ({ mock, failingPull }: MirrorOfMock, now: number) => {
    await mock.admin.faults.add({
      match: { operation: 'listUsers' },
      effect: { type: 'status', status: 400 },
      after: 3,
      times: 1,
    })
    await failingPull({ now: () => now })
  }
  it.each([
    [12 * 3_600_000 - 1, true],
    [12 * 3_600_000, false],
    [-3_600_000, true],
    [-30 * dayMs, false],
  ])('that began %j ms ago is continued: %j', async (ageMs, resumed) => {
    const setup = await mirrorOfMock(150)
    await interrupt(setup, start)
    const { services } = await setup.pull({ now: () => start + ageMs })
    expect(services).toMatchObject([{ resumed, tables: { cis_person: { seen: 150 } } }])
    expect(services[0]?.notices).toEqual(
      resumed ? [] : ['Run 1 of cis was interrupted too long ago; it was abandoned.'],
    )
  })

  it('stores no text of a response that is about a person, in any table', async () => {
    const setup = await mirrorOfMock(60)
    const { mock, mirror, failingPull } = setup
    const say = (status: number, body: string, type: string) =>
      createChangedClients(mock.url, (url, response) =>
        url.pathname === '/v2/users' && url.searchParams.has('nextPage')
          ? new Response(body, { status, headers: { 'Content-Type': type } })
          : response,
      )
    const texts: [number, string, string][] = [
      [200, `Sorry, ${ada} broke the list`, 'text/plain'],
      [
        400,
        JSON.stringify({ code: 'bad', description: `${ada} is odd`, message: `${ada} is odd` }),
        'application/json',
      ],
      [403, `<html>${ada}</html>`, 'text/html'],
    ]
    for (const [status, body, type] of texts) {
      const { cis } = say(status, body, type)
      const error = await failingPull({ clients: { cis }, fresh: true })
      expect(error).toMatchObject({ code: 'incomplete' })
      const { runs, services } = await mirror.status()
      expect(services[0]?.pending?.note).toMatch(
        new RegExp(`^The pull failed: \\w+ \\(HTTP ${status}\\)\\.$`),
      )
      expect(JSON.stringify(runs)).not.toContain('lovelace')
    }
    await mirror.forget(ada)
    for (const table of ['run', 'run_service']) {
      const rows = await collect(await mirror.export(table))
      expect(JSON.stringify(rows)).not.toMatch(/lovelace|odd|html/)
    }
  })
})

describe('a person whom a mirror forgets', () => {
  it('is found by an e-mail with any letters, in any case', async () => {
    const { mock, mirror, pull } = await mirrorOfMock(10)
    await mock.admin.people.change(ada, { attributes: { primary_email: 'Élodie.Dupont@example.org' } })
    await pull()
    expect(await mirror.forget('ÉLODIE.dupont@example.org')).toMatchObject({ cis_person_version: 1 })
    expect(JSON.stringify(await collect(await mirror.export('cis_person')))).not.toContain('lodie')
  })

  it('is found in every service by a login that only one of them knows, also after leaving', async () => {
    const { mock, mirror, clients, pull } = await mirrorOfMock(10)
    const { uuid } = await mock.admin.people.get('grace.hopper@example.org')
    const read = async () =>
      JSON.stringify([
        await collect(await mirror.export('cis_person_version')),
        await collect(await mirror.export('cern_identity_version')),
        await collect(await mirror.export('dabp_report_version')),
      ])
    await pull({ clients })
    expect(await read()).toContain(uuid)
    expect(await mirror.forget('ghopper')).toMatchObject({
      cis_person_version: 1,
      cern_identity_version: 1,
      dabp_report_version: 1,
    })
    expect(await read()).not.toContain(uuid)

    await pull({ clients })
    await mock.admin.people.delete('grace.hopper@example.org')
    await pull({ clients })
    const changes = await collect(mirror.changes({ person: 'ghopper', kind: 'removed' }))
    expect(new Set(changes.map(({ service }) => service))).toEqual(new Set(['cis', 'cern', 'dabp']))
    await mirror.forget('ghopper')
    expect(await read()).not.toMatch(/grace\.hopper|ghopper/)
  })

  it('takes nothing of somebody else along who has the same e-mail by now', async () => {
    const { mock, mirror, clients, pull } = await mirrorOfMock(10)
    const email = 'grace.hopper@example.org'
    const { uuid } = await mock.admin.people.get(email)
    const people = { references: [uuid ?? '', email.toUpperCase()] }
    await mock.admin.reports.set(email.toUpperCase(), { groups: [] })
    await pull({ clients, people })
    await mock.admin.people.change(email, { attributes: { primary_email: 'grace.murray@example.org' } })
    await mock.admin.people.create({ attributes: { primary_email: email, first_name: 'Gracie' } })
    await pull({ clients, people })
    const read = async () =>
      collect(
        await mirror.query(
          `select p.primary_email, p.upn, p.dabp_reference from person p where p.first_name like 'Grac%' order by 1`,
        ),
      )
    const [hers] = await read()
    expect(hers).toMatchObject({ primary_email: email, upn: expect.any(String) })

    const changes = await collect(mirror.changes({ person: uuid ?? '', kind: 'added' }))
    expect(changes.filter(({ name }) => name === hers?.['upn'] || name === email)).toEqual([])
    await expect(mirror.forget(email)).rejects.toMatchObject({ code: 'invalid_argument' })
    await mirror.forget(uuid ?? '')
    expect(await read()).toEqual([hers])
  })

  it('is not named by the position of a pull that was interrupted, which then begins anew', async () => {
    const { mock, mirror, clients, pull, failingPull } = await mirrorOfMock(120)
    const references: string[] = []
    for await (const { primary_email: email } of clients.cis.users.list())
      if (typeof email?.value === 'string') references.push(email.value)
    references.sort()
    const options = { clients: { dabp: clients.dabp }, people: { references }, concurrency: 1 }
    await mock.admin.faults.add({
      match: { operation: 'getReport' },
      effect: { type: 'status', status: 400 },
      after: 60,
      times: 1,
    })
    await failingPull(options)
    const read = async () =>
      JSON.stringify(await collect(await mirror.query('select resume_token, position from run_part')))
    const last = references[49] ?? ''
    expect(await read()).toContain(last)
    await mirror.forget(last)
    expect(await read()).not.toContain(last)
    await expect(pull(options)).resolves.toMatchObject({ services: [{ resumed: true, status: 'published' }] })
  })
})

it('reports changes of grants by pseudonym, and ends the grants of a person who is no longer known', async () => {
  const { mock, mirror, pull, changesSince } = await mirrorOfMock(5)
  const reports = new Map<string, PersonReport>()
  const references = ['ada@example.org', 'grace@example.org', 'nobody@example.org']
  const dabp = createChangedClients(mock.url, (url, response) => {
    const found = [...reports].find(([reference]) => url.href.includes(encodeURIComponent(reference)))
    return found === undefined ? response : Response.json(found[1])
  }).dabp
  const grant = (name: string): PersonReport => ({
    groups: [{ id: 'g1', name: 'Group', policies: [{ id: 'p1', name }], resources: [] }],
  })
  const options = { clients: { dabp }, people: { references }, pseudonymise: { key: 'a key of ours' } }
  reports.set('ada@example.org', grant('Insurance'))
  reports.set('grace@example.org', grant('Insurance'))
  await pull(options)
  expect(await collect(await mirror.ask('who-may', { what: 'insurance' }))).toHaveLength(2)
  reports.set('ada@example.org', grant('House'))
  reports.delete('grace@example.org')
  await pull(options)
  const changes = await changesSince(1)
  expect(changes.map(({ collection, kind }) => `${collection} ${kind}`).sort()).toEqual([
    'dabp_grant changed',
    'dabp_grant removed',
    'dabp_report removed',
  ])
  for (const { person } of changes) expect(person).toMatch(/^p_[0-9a-f]{24}$/)
  expect(JSON.stringify(changes)).not.toMatch(/ada|grace|example/)
  const rows = await collect(await mirror.ask('who-may'))
  expect(rows).toMatchObject([{ item_name: 'House', person: expect.stringMatching(/^p_/) }])
})
