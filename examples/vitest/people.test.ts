// npx vitest run
import { createPersonMock } from '@personctl/mock-server'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { titleOf } from './people.ts'

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
  expect(await titleOf('ada.lovelace@example.org', demo)).toBe('Principal Engineer')
})

test('others have none, and nobody has none', async () => {
  expect(await titleOf('grace.hopper@example.org', demo)).toBe(undefined)
  expect(await titleOf('nobody@example.org', demo)).toBe(undefined)
})

test('a wrong secret is refused', async () => {
  await expect(titleOf('ada.lovelace@example.org', { ...demo, clientSecret: 'wrong' })).rejects.toThrow('401')
})

test('a failing service fails, as one handler in front of the mock makes it', async () => {
  server.use(http.get('*/v2/user/*', () => new HttpResponse(null, { status: 503 })))
  await expect(titleOf('ada.lovelace@example.org', demo)).rejects.toThrow('503')
})

test('a failing service fails, as the mock itself makes it', async () => {
  await mock.admin.faults.add({
    match: { service: 'cis' },
    effect: { type: 'status', status: 502 },
    after: 1,
  })
  await expect(titleOf('ada.lovelace@example.org', demo)).rejects.toThrow('No answer: 502')
})
