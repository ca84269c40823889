import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createAdminClient } from '@personctl/mock-server'
import { createCisClient, createDabpClient, fromEnvironment } from '@personctl/sdk'
import { createLoginApp } from './login.ts'

const ada = 'ada.lovelace@example.org'
const admin = createAdminClient({ url: process.env['PERSONCTL_MOCK_URL'] ?? '' })
const policy = { name: 'Pension' }
const app = createLoginApp(
  {
    cis: createCisClient({ ...fromEnvironment('cis'), retry: { baseMs: 1 } }),
    dabp: createDabpClient({ ...fromEnvironment('dabp'), retry: false }),
  },
  (request) => request.get('x-forwarded-email'),
  policy,
)
const server = app.listen(0, '127.0.0.1')
before(() => once(server, 'listening'))
after(() => server.close())

async function me(email?: string): Promise<[number, unknown]> {
  const { port } = server.address() as AddressInfo
  const headers: Record<string, string> = email === undefined ? {} : { 'x-forwarded-email': email }
  const response = await fetch(`http://127.0.0.1:${port}/me`, { headers })
  return [response.status, await response.json()]
}

test('nobody is let in without a sign-in', async () => {
  assert.deepEqual(await me(), [401, { error: 'Sign in first.' }])
})

test('a person with the policy is greeted', async () => {
  assert.deepEqual(await me(ada), [200, { greeting: 'Hello Ada' }])
})

test('a person without a profile, or without the policy, is told why', async () => {
  assert.deepEqual(await me('nobody@example.org'), [403, { error: 'No active person has this e-mail.' }])
  policy.name = 'Another policy'
  assert.deepEqual(await me(ada), [403, { error: 'The policy is missing.' }])
  policy.name = 'Pension'
})

test('nobody is let in while the directory limits requests', async () => {
  await admin.faults.add({
    match: { operation: 'getUserByPrimaryEmail' },
    effect: { type: 'rateLimit', retryAfterSeconds: 3600 },
  })
  assert.deepEqual(await me(ada), [503, { error: 'The directory does not respond.', code: 'rate_limited' }])
})
