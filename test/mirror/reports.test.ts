import { join } from 'node:path'
import { openMirror } from '@personctl/mirror'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresServer, startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { createClients } from './helpers/mirrorClients.ts'

let server: PostgresServer | undefined
beforeAll(async () => {
  if (withoutPostgres === undefined) server = await startPostgres()
})
afterAll(() => server?.stop())

it.each<[string, () => Promise<string | undefined>]>([
  ['SQLite', async () => join(await temporaryFolder(), 'people.db')],
  ['PostgreSQL', async () => server?.createDatabase()],
])('a report belongs to the same person in the views person and access of %s', async (_, createUrl) => {
  const url = await createUrl()
  if (url === undefined) return
  const mock = await startMock({ people: 12 })
  const people: { uuid: string; userId: string; email: string }[] = []
  for await (const profile of createClients(mock.url).cis.users.list()) {
    const { uuid, user_id: userId, primary_email: email } = profile
    people.push({ uuid: uuid?.value ?? '', userId: userId?.value ?? '', email: email?.value ?? '' })
  }
  const ada = people.find(({ email }) => email === 'ada.lovelace@example.org')
  const [byUserId, byEmail] = people.filter((person) => person !== ada)
  if (ada === undefined || byUserId === undefined || byEmail === undefined)
    throw new Error('People are missing.')
  // A tenant refers to people by any identifier. Each has the report of the same person here.
  const path = /(\/people\/)[^/]+(\/report)/
  const clients = createClients(mock.url, {
    fetch: (input, init) => fetch(String(input).replace(path, `$1${ada.uuid}$2`), init),
  })
  const references = [
    'ADA.Lovelace@example.org',
    ada.uuid,
    byUserId.userId,
    byEmail.email.toUpperCase(),
    'nobody',
  ]

  await using mirror = await openMirror(url)
  await mirror.pull({ clients: { cis: clients.cis } })
  await mirror.pull({ clients: { dabp: clients.dabp }, people: { references } })
  const rows =
    'select uuid, dabp_reference as reference from person where dabp_reference is not null order by 2'
  const expected = [
    { uuid: byEmail.uuid, reference: byEmail.email.toUpperCase() },
    { uuid: byUserId.uuid, reference: byUserId.userId },
    { uuid: ada.uuid, reference: ada.uuid },
  ]
  const sort = (list: unknown[]) => list.map((row) => JSON.stringify(row)).sort()
  expect(sort(await collect(await mirror.query(rows)))).toEqual(sort(expected))
  // Ada has a second report, which access shows as well, and which does not double her.
  const others = [
    { uuid: ada.uuid, reference: 'ADA.Lovelace@example.org' },
    { uuid: null, reference: 'nobody' },
  ]
  const access = await collect(await mirror.query('select distinct uuid, reference from access'))
  expect(sort(access)).toEqual(sort([...expected, ...others]))
  const count = 'select count(distinct uuid) as people, count(*) as count from person'
  const [counted] = await collect(await mirror.query(count))
  expect(counted?.['people']).toBe(counted?.['count'])
})
