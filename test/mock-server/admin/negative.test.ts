import { type Admin, createAdminClient } from '@personctl/mock-server'
import {
  AuthenticationError,
  type CisClient,
  clientCredentials,
  createCisClient,
  NetworkError,
  RateLimitError,
} from '@personctl/sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchMock, type MockCommand } from '../../helpers/mockCommand.ts'

// What teams ask of a mock: how does our client take it when ... Each in a session of its own, in three lines.
let mock: MockCommand
beforeAll(async () => {
  mock = await launchMock(['--page-size', '10'])
})
afterAll(() => mock.stop())

let admin: Admin
let client: (clientSecret?: string) => CisClient
beforeEach(async ({ task }) => {
  admin = createAdminClient({ url: mock.url, session: task.id })
  const { cis } = (await admin.ready()).services
  client = (clientSecret = 'demo-secret') =>
    createCisClient({
      baseUrl: cis?.url ?? '',
      auth: clientCredentials({ clientId: 'demo', clientSecret, tokenUrl: cis?.tokenUrl ?? '' }),
      retry: { retries: 2, baseMs: 1, maxMs: 5 },
    })
})

const ada = { primaryEmail: 'ada.lovelace@example.org' }

test('a test can provoke a wrong login', async () => {
  await expect(client('wrong').users.get(ada)).rejects.toThrow(AuthenticationError)
  expect(await admin.requests.count({ operation: 'requestToken', status: '401', client: 'demo' })).toBe(1)
  expect(await admin.requests.count({ operation: 'getUserByPrimaryEmail' })).toBe(0)
})

test('a test can provoke a token that is rejected until it is replaced', async () => {
  await admin.faults.add({ effect: { type: 'rejectedToken' }, times: 3 })
  expect(await client().users.get(ada)).toMatchObject({ first_name: { value: 'Ada' } })
  expect(await admin.requests.count({ operation: 'requestToken' })).toBe(2)
})

test('a test can let a token expire in the middle of a paged walk', async () => {
  const people = client().users.list()
  for await (const { items } of people.pages())
    if (items.length > 0) await admin.clock.advance({ seconds: 40_000 })
  // Three tokens in the walk, each of which the client tries three times before it replaces one so young.
  expect(await admin.requests.count({ operation: 'listUsers', status: '500' })).toBe(9)
})

test('a walk gets every person although the token expires on the way', async () => {
  const everybody = await client().users.list().toArray()
  await admin.faults.add({
    match: { operation: 'listUsers' },
    effect: { type: 'expiredToken' },
    after: 4,
    times: 1,
  })
  expect(await client().users.list().toArray()).toEqual(everybody)
})

test('a test can provoke a rate limit with Retry-After', async () => {
  await admin.faults.add({ effect: { type: 'rateLimit', retryAfterSeconds: 0 }, times: 1 })
  await client().users.get(ada)
  expect(await admin.requests.count({ status: '429' })).toBe(1)
})

test('a test can provoke a rate limit that does not end', async () => {
  await admin.faults.add({ match: { client: 'demo' }, effect: { type: 'rateLimit', retryAfterSeconds: 0 } })
  await expect(client().users.get(ada)).rejects.toThrow(RateLimitError)
  expect(await admin.requests.count()).toBe(3)
})

test('a test can reset the connection on page 7', async () => {
  const everybody = await client().users.list().toArray()
  await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 6, times: 1 })
  expect(await client().users.list().toArray()).toEqual(everybody)
})

test('a test can break connections in the middle of a response', async () => {
  await admin.faults.add({ match: { operation: 'getUserByPrimaryEmail' }, effect: { type: 'truncate' } })
  await expect(client().users.get(ada)).rejects.toThrow(NetworkError)
  expect(await admin.requests.count({ operation: 'getUserByPrimaryEmail', status: '200' })).toBe(3)
})

test('a test can count the requests to the token endpoint', async () => {
  const cis = client()
  await Promise.all(Array.from({ length: 20 }, () => cis.users.get(ada)))
  expect(await admin.requests.count({ operation: 'requestToken' })).toBe(1)
})
