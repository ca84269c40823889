import { join } from 'node:path'
import { openMirror, type PullOptions, questions } from '@personctl/mirror'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type PostgresServer, startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { computeRows, type Past, sortRows } from './helpers/expectedRows.ts'
import {
  createClientsOf,
  type Directory,
  directories,
  listEverything,
  type Snapshot,
} from './helpers/joinedDirectory.ts'
import { createClients, type MockClients } from './helpers/mirrorClients.ts'

let server: PostgresServer | undefined
beforeAll(async () => {
  if (withoutPostgres === undefined) server = await startPostgres()
})
afterAll(() => server?.stop())

const dayMs = 86_400_000
const start = Date.parse('2026-03-01T02:00:00Z')
const everything: Partial<PullOptions> = { limits: { gone: '100%', memberships: '100%' }, keepDays: 9999 }

/** Pulls each state a day after the other, and compares the rows of each question with those computed from the lists. */
async function checkQuestions(url: string, states: readonly (() => Promise<MockClients>)[]): Promise<void> {
  await using mirror = await openMirror(url)
  const snapshots: Snapshot[] = []
  const times: string[] = []
  for (const [day, reach] of states.entries()) {
    const clients = await reach()
    const time = start + day * dayMs
    snapshots.push(await listEverything(clients, snapshots.at(-1)?.reports.keys()))
    times.push(new Date(time).toISOString())
    const pulled = await mirror.pull({ ...everything, clients, now: () => time })
    expect(pulled).toMatchObject({ run: day + 1, status: 'published' })
  }
  const since = times[0] ?? ''
  const past: Past = { snapshots, times }
  const expected = computeRows(past, since)
  const parameters: Record<string, Record<string, string>> = {
    'managers-and-titles-changed': { since },
    'who-may': { what: '*S*' },
  }
  for (const { name } of questions) {
    const rows = await collect(await mirror.ask(name, parameters[name]))
    expect(sortRows(rows), name).toEqual(sortRows(expected[name] ?? []))
  }
}

describe.each(['SQLite', 'PostgreSQL'] as const)('with %s', (name) => {
  const test = it.skipIf(name === 'PostgreSQL' && withoutPostgres !== undefined)
  const createUrl = async () =>
    name === 'SQLite' ? join(await temporaryFolder(), 'people.db') : (server?.createDatabase() ?? '')

  test('returns for every question about the mock what its lists say', async () => {
    const mock = await startMock({ people: 80, groups: 12 })
    const { admin } = mock
    const clients = createClients(mock.url)
    await checkQuestions(await createUrl(), [
      async () => clients,
      async () => {
        const { people } = await admin.people.list({ limit: 40 })
        for (const [index, { user_id: userId }] of people.slice(3).entries()) {
          const id = userId ?? ''
          if (index % 5 === 0) await admin.people.delete(id)
          if (index % 5 === 1) await admin.people.deactivate(id)
          if (index % 5 === 2)
            await admin.people.change(id, { attributes: { 'staff_information.title': `Title ${index}` } })
        }
        return clients
      },
      async () => clients,
    ])
  })

  test('counts the first rule among people who are gone, as among those who are there', async () => {
    const nobody = {
      exists: false,
      active: true,
      email: 4,
      employee: 4,
      login: 3,
      staff: 0,
      title: 0,
      manager: 0,
    }
    const known = { isTitleHidden: false, hasName: true }
    const account = { exists: false, email: 4, employee: 4, login: 0, type: 0, owner: 5, blocked: false }
    const crew = { name: 0, owner: 1, administrators: 3, members: [1], parent: undefined }
    const directory = (exists: boolean): Directory => ({
      people: [
        { ...nobody, ...known, exists: true },
        { ...nobody, ...known, exists, employee: 0 },
        { ...nobody, ...known, exists, email: 0 },
      ],
      identities: [account, { ...account, exists: true, employee: 0, email: 0 }],
      groups: [{ ...crew, exists: true }],
      reports: [],
    })
    await checkQuestions(
      await createUrl(),
      [true, false].map((exists) => async () => createClientsOf(directory(exists))),
    )
  })

  test(
    'returns for every question about any history what the lists of the services say',
    { tags: 'property', timeout: 1_200_000 },
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(directories, { minLength: 1, maxLength: 3 }), async (states) =>
          checkQuestions(
            await createUrl(),
            states.map((state) => async () => createClientsOf(state)),
          ),
        ),
        { numRuns: !inject('isThorough') ? 8 : name === 'SQLite' ? 200 : 40 },
      ),
  )
})
