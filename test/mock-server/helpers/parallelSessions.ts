import { createAdminClient } from '@personctl/mock-server'
import { expect } from 'vitest'
import { accessToken } from '../../helpers/accessToken.ts'
import { startMockCommand } from '../../helpers/mockCommand.ts'
import { ada } from './worlds.ts'

const header = 'x-personctl-session'

/** Runs so many tests at once in one server, each in a session of its own, none of which may see another. */
export async function runParallelSessions(count: number): Promise<void> {
  const { url } = await startMockCommand(['--page-size', '50'])
  await Promise.all(Array.from({ length: count }, (_, number) => oneTest(url, number)))
  expect(await createAdminClient({ url }).sessions.list()).toHaveLength(count)
}

/** Makes a connection for each request: one kept alive may be closed just when a busy machine comes to reuse it. */
const fetchOnce: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), connection: 'close' } })

/** Whatever one test may do, and what it must then see: of its own doing everything, of others nothing. */
async function oneTest(url: string, number: number): Promise<void> {
  const session = `test-${number}`
  const admin = createAdminClient({ url, session, fetch: fetchOnce })
  const base = number % 2 === 0 ? `${url}/__session/${session}` : url
  const headers = number % 2 === 0 ? {} : { [header]: session }
  const send = (path: string, init: RequestInit = {}) =>
    fetchOnce(base + path, { ...init, headers: { ...headers, ...init.headers } })

  const year = 2030 + number
  await admin.clock.freeze(`${year}-01-01T00:00:00Z`)
  const token = await accessToken(base, {}, (address, init) =>
    fetchOnce(address, { ...init, headers: { ...init.headers, ...headers } }),
  )
  const authorization = `Bearer ${token}`
  expect(JSON.parse(atob(token.split('.')[1] ?? '')).iat).toBe(Date.UTC(year, 0) / 1000)

  const email = `person-${number}@example.org`
  await admin.people.create({ attributes: { primary_email: email, first_name: `Person ${number}` } })
  if (number % 3 === 0) await admin.people.delete('ada.lovelace@example.org')
  await admin.faults.add({
    match: { operation: 'listUsers' },
    effect: { type: 'status', status: 500 + (number % 100) },
    after: 1,
    times: 1,
  })
  const get = (path: string) => send(path, { headers: { authorization } })
  const found = await (await get(`/v2/user/primary_email/${email}`)).json()
  expect(found.first_name.value).toBe(`Person ${number}`)
  const other = await (await get(`/v2/user/primary_email/person-${number + 1}@example.org`)).json()
  expect(other).toEqual({})
  expect(Object.keys(await (await get(ada)).json()).length > 0).toBe(number % 3 !== 0)
  const statuses = []
  for (let count = 0; count < 3; count++) statuses.push((await get('/v2/users')).status)
  expect(statuses).toEqual([200, 500 + (number % 100), 200])

  await admin.clock.advance({ seconds: 86_400 })
  expect((await get(ada)).status).toBe(500)
  const { requests } = await admin.requests.list()
  expect(requests.map((request) => request.operation)).toEqual([
    'requestToken',
    ...Array(3).fill('getUserByPrimaryEmail'),
    ...Array(3).fill('listUsers'),
    'getUserByPrimaryEmail',
  ])
  expect(new Set(requests.map((request) => request.session))).toEqual(new Set([session]))
}
