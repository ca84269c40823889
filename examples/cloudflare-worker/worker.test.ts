import assert from 'node:assert/strict'
import { test } from 'node:test'
import worker from './worker.ts'

const { PERSONCTL_CIS_URL, PERSONCTL_CIS_TOKEN_URL, PERSONCTL_CIS_CLIENT_ID, PERSONCTL_CIS_CLIENT_SECRET } =
  process.env
const env = {
  CIS_URL: PERSONCTL_CIS_URL ?? '',
  CIS_TOKEN_URL: PERSONCTL_CIS_TOKEN_URL ?? '',
  CIS_CLIENT_ID: PERSONCTL_CIS_CLIENT_ID ?? '',
  CIS_CLIENT_SECRET: PERSONCTL_CIS_CLIENT_SECRET ?? '',
}

async function get(email: string): Promise<[number, unknown]> {
  const url = `https://worker.example.org/people/${encodeURIComponent(email)}`
  const response = await worker.fetch(new Request(url), env)
  return [response.status, await response.json()]
}

test('the Worker responds with the name of a person', async () => {
  assert.deepEqual(await get('ada.lovelace@example.org'), [200, { first_name: 'Ada', last_name: 'Lovelace' }])
})

test('the Worker responds with 404 for an unknown person', async () => {
  assert.deepEqual(await get('nobody@example.org'), [404, { error: 'not found' }])
})
