// npx vitest run
import { createPersonMock } from '@personctl/mock-server'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { getTitle } from './people.ts'

const mock = createPersonMock()
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(async () => {
  server.resetHandlers()
  await mock.reset()
})
afterAll(() => server.close())

const demo = { clientId: 'demo', clientSecret: 'demo-secret' }

test('staff have a title', async () => {
  expect(await getTitle('ada.lovelace@example.org', demo)).toBe('Principal Engineer')
})

test('contributors and unknown people have no title', async () => {
  expect(await getTitle('grace.hopper@example.org', demo)).toBe(undefined)
  expect(await getTitle('nobody@example.org', demo)).toBe(undefined)
})

test('a wrong secret is rejected', async () => {
  await expect(getTitle('ada.lovelace@example.org', { ...demo, clientSecret: 'wrong' })).rejects.toThrow(
    '401',
  )
})

test('a handler in front of the mock makes the service fail', async () => {
  server.use(http.get('*/v2/user/*', () => new HttpResponse(null, { status: 503 })))
  await expect(getTitle('ada.lovelace@example.org', demo)).rejects.toThrow('503')
})

test('a fault of the mock makes the service fail', async () => {
  await mock.admin.faults.add({
    match: { service: 'cis' },
    effect: { type: 'status', status: 502 },
    after: 1,
  })
  await expect(getTitle('ada.lovelace@example.org', demo)).rejects.toThrow('No profile: 502')
})
