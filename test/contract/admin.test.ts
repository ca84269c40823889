import { adminOperations } from '@personctl/generated/adminOperations'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockProcess, startMockProcess } from '../helpers/mockProcess.ts'
import { openapiContract } from '../helpers/openapiContract.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const contract = await openapiContract('admin.yaml')

let mock: MockProcess
beforeAll(async () => {
  mock = await startMockProcess(['--people', '10'])
})
afterAll(() => mock.stop())

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(mock.url + path, {
    method,
    headers: { 'x-personctl-session': 'contract' },
    ...(text === undefined ? {} : { body: text }),
  })
  await contract.expectAnswerToMatch(method, path, response)
  return response
}

test('every response to a valid admin request is documented', async () => {
  const statuses: Record<string, number> = {}
  const ask = async (method: string, path: string, body?: unknown) => {
    const { status } = await send(method, `/__admin${path}`, body)
    statuses[`${method} ${path}`] = status
  }
  for (const path of ['/health', '/ready', '/openapi.json', '/openapi', '/openapi/cis.json', '/sessions'])
    await ask('GET', path)
  for (const path of ['/requests', '/clock', '/people']) await ask('GET', path)
  await fetch(`${mock.url}/v2/user/uuid/x`, { headers: { 'x-personctl-session': 'contract' } })
  await fetch(`${mock.url}/v2/usr`, { headers: { 'x-personctl-session': 'contract' } })
  await ask('GET', '/requests?status=4xx&limit=5')
  await ask('GET', '/requests/count?operation=getUserByUuid')
  for (const effect of [
    { type: 'status', status: 503, body: { a: 1 }, headers: { a: 'b' }, delayMs: 1 },
    { type: 'rateLimit', retryAfterSeconds: 2 },
    { type: 'delay', delayMs: 1 },
    { type: 'reset' },
    { type: 'malformedJson' },
    { type: 'expiredToken' },
  ])
    expect(
      (await send('POST', '/__admin/faults', { effect, times: 1, after: 1, probability: 0.5, seed: 3 }))
        .status,
    ).toBe(201)
  await ask('GET', '/faults')
  await ask('GET', '/faults/1')
  await ask('DELETE', '/faults/1')
  await ask('DELETE', '/faults')
  await ask('PATCH', '/clock', { frozen: true, now: '2030-01-01T00:00:00Z' })
  await ask('POST', '/clock/advance', { seconds: 1 })
  await ask('POST', '/people', { attributes: { primary_email: 'new@example.org', first_name: 'Zoë' } })
  await ask('GET', '/people/new@example.org')
  await ask('PATCH', '/people/new@example.org', { attributes: { active: false } })
  await ask('DELETE', '/people/new@example.org')
  await ask('PUT', '/snapshots/one')
  await ask('GET', '/snapshots')
  await ask('POST', '/snapshots/one/restore')
  await ask('DELETE', '/snapshots/one')
  for (const service of ['cis', 'cern', 'dabp'])
    await send('POST', '/__admin/tokens', { service, flaw: 'expired' })
  await ask('POST', '/reset')
  await ask('POST', '/reset', { parts: ['people'] })
  await ask('DELETE', '/requests')
  await ask('DELETE', '/sessions/contract')
  expect(Object.entries(statuses).filter(([, status]) => status >= 300)).toEqual([])
})

test('the mock serves the admin description of openapi/', async () => {
  const { paths } = await (await send('GET', '/__admin/openapi.json')).json()
  const documented = new Set(Object.values(adminOperations).map(({ path }) => path))
  expect(new Set(Object.keys(paths))).toEqual(documented)
})

const word = fc.constantFrom(
  'x',
  '',
  'ada',
  '1',
  '-1',
  'default',
  '%',
  '%2F',
  'ü',
  '..',
  'a b',
  '\u0000',
  '9'.repeat(40),
)
const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(null, 5, [], {}, 'text'))
const nearlyRight = fc.constantFrom(
  { effect: { type: 'status', status: 200, body: { deep: [1] }, headers: { 'x-y': 'z' } } },
  { effect: { type: 'reset' }, match: { path: '/v2/*' }, probability: 0.5, seed: -5 },
  { effect: { type: 'status', status: 304 } },
  { now: '1969-12-31T00:00:00Z' },
  { frozen: false },
  { seconds: 1e10 },
  { seconds: -0.001 },
  { attributes: { user_id: '\u0000', 'access_information.ldap': { a: 1 } } },
  { attributes: { primary_email: '' } },
  { profile: { user_id: { value: null }, __proto__: 1, constructor: { metadata: {} } } },
  { profile: { user_id: null, active: null } },
  { displays: { first_name: null } },
  { parts: ['journal'] },
  { service: 'cern', user: '', claims: { exp: 'soon', iat: {} } },
  { service: 'dabp', scopes: ['a', 'b'], claims: { exp: 1e300 }, flaw: 'expired' },
  { claims: { exp: -1 }, lifetimeSeconds: 1 },
)

test('every response to a random admin request is documented, and the server survives', {
  tags: 'property',
  timeout: 120_000,
}, async () => {
  const routes = Object.values(adminOperations)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', undefined),
      word,
      fc.dictionary(fc.constantFrom('limit', 'since', 'status', 'after', 'path', 'what'), word, {
        maxKeys: 2,
      }),
      fc.oneof(nearlyRight, nearlyRight, junk, fc.string()),
      async (route, otherMethod, value, query, body) => {
        const method = otherMethod ?? route.method
        const path = route.path.replace(/\{\w+\}/g, encodeURIComponent(value) || 'x')
        // With dots, it may be that of a page.
        fc.pre(new URL(path, mock.url).pathname === path)
        const search = new URLSearchParams(query)
        // Without this it would wait for ten seconds.
        if (path.endsWith('/requests/wait')) search.set('timeoutSeconds', '0')
        const response = await fetch(`${mock.url}${path}?${search}`, {
          method,
          headers: { 'x-personctl-session': 'fuzz' },
          ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        })
        expect(response.status).toBeLessThan(500)
        // A path that a value has made another one is no route of these.
        if (response.status !== 404) await contract.expectAnswerToMatch(method, path, response)
        else expect((await response.json()).error.code).toBe('not_found')
      },
    ),
    propertyRuns(1500),
  )
  expect(mock.child.exitCode).toBeNull()
  expect(mock.stderr()).toBe('')
  expect((await send('GET', '/__admin/health')).status).toBe(200)
})
