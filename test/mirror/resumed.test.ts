import { join } from 'node:path'
import { openMirror } from '@personctl/mirror'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type PostgresServer, startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { readLiveRows } from './helpers/liveRows.ts'
import { createClients } from './helpers/mirrorClients.ts'

/** Changes of people and groups between two parts of a pull. */
const events = fc.array(
  fc.record({
    who: fc.nat({ max: 109 }),
    kind: fc.constantFrom('delete', 'deactivate', 'activate', 'change', 'add', 'join', 'leave', 'dissolve'),
  }),
  { maxLength: 20 },
)

const interruptions = fc.record({
  before: events,
  /** The number of requests after which the service fails; 0 for its failure at the list of inactive people. */
  failAfter: fc.nat({ max: 12 }),
  meanwhile: events,
})

type Interruption = typeof interruptions extends fc.Arbitrary<infer Value> ? Value : never

let server: PostgresServer | undefined
beforeAll(async () => {
  if (withoutPostgres === undefined) server = await startPostgres()
})
afterAll(() => server?.stop())

async function checkResumed(url: string, { before, failAfter, meanwhile }: Interruption): Promise<void> {
  const { admin, ...mock } = await startMock({ people: 110 })
  for (const groupIdentifier of ['crew-a', 'crew-b']) await admin.groups.add({ groupIdentifier })
  const { people } = await admin.people.list({ limit: 110 })
  const ids = people.flatMap(({ user_id: id }) => id ?? [])
  const inactive = people.flatMap(({ user_id: id, active }) => (active === false && id !== null ? id : []))
  const gone = new Set<string>()
  let added = 0
  const apply = async (list: Interruption['before']) => {
    for (const { who, kind } of list) {
      const id = ids[who % ids.length] ?? ''
      const group = who % 2 === 0 ? 'crew-a' : 'crew-b'
      const login = people[who]?.primary_email?.split('@')[0] ?? ''
      // What does not exist any more cannot change.
      const quietly = (work: Promise<unknown>) => work.catch(() => {})
      if (kind === 'delete') {
        await quietly(admin.people.delete(id))
        gone.add(people.find((person) => person.user_id === id)?.uuid ?? '')
      }
      if (kind === 'deactivate') await quietly(admin.people.deactivate(id))
      // Somebody who is active by now is in neither list, if that of active people is done.
      if (kind === 'activate')
        await quietly(
          admin.people.change(inactive[who % inactive.length] ?? '', { attributes: { active: true } }),
        )
      if (kind === 'change')
        await quietly(admin.people.change(id, { attributes: { fun_title: `Fun ${who}` } }))
      if (kind === 'join') await quietly(admin.groups.addMember(group, who % 3 === 0 ? 'alovelace' : login))
      if (kind === 'leave') await quietly(admin.groups.removeMember(group, 'alovelace'))
      if (kind === 'dissolve') await quietly(admin.groups.remove(group))
      if (kind === 'add') {
        added += 1
        await admin.people.create({ attributes: { primary_email: `new-${added}@example.org` } })
      }
    }
  }
  const { cis, cern } = createClients(mock.url)
  const options = {
    clients: { cis, cern },
    groups: ['groupIdentifier:contains:crew'],
    limits: { gone: '100%', memberships: '100%' },
  }
  await using mirror = await openMirror(url)
  await mirror.pull(options)
  await apply(before)
  let requests = 0
  const failing = createClients(mock.url, {
    retry: { retries: 0 },
    fetch: async (input, init) => {
      if (init?.method === 'GET') requests += 1
      const isOver = failAfter === 0 ? String(input).includes('active=false') : requests > failAfter
      return isOver ? new Response(null, { status: 400 }) : fetch(input, init)
    },
  })
  await mirror
    .pull({ ...options, clients: { cis: failing.cis, cern: failing.cern } })
    .catch((error: unknown) => expect(error).toMatchObject({ code: 'incomplete' }))
  await apply(meanwhile)
  // A list that has changed so much that it contradicts itself is walked through anew.
  await mirror.pull(options).catch((error: unknown) => expect(error).toMatchObject({ code: 'incomplete' }))
  const removed = (await collect(mirror.changes({ collection: 'cis_person', kind: 'removed' }))).map(
    ({ key }) => key,
  )
  expect(removed.filter((uuid) => !gone.has(uuid))).toEqual([])
  await mirror.pull(options)
  const fresh = join(await temporaryFolder(), 'fresh.db')
  await using other = await openMirror(fresh)
  await other.pull(options)
  expect(await readLiveRows(url)).toEqual(await readLiveRows(fresh))
}

describe.each(['SQLite', 'PostgreSQL'] as const)('with %s', (name) => {
  it.skipIf(name === 'PostgreSQL' && withoutPostgres !== undefined)(
    'a pull that continues after the services have changed takes nobody for gone, and the next one finds all that changed',
    { tags: 'property', timeout: 1_200_000 },
    () =>
      fc.assert(
        fc.asyncProperty(interruptions, async (interruption) =>
          checkResumed(
            name === 'SQLite' ? join(await temporaryFolder(), 'people.db') : (server?.createDatabase() ?? ''),
            interruption,
          ),
        ),
        {
          numRuns: inject('isThorough') ? 40 : 2,
          examples: [[{ before: [], failAfter: 0, meanwhile: [{ who: 0, kind: 'activate' }] }]],
        },
      ),
  )
})
