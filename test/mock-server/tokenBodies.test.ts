import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mockWith, origin } from '../helpers/mockInProcess.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const realm = '/auth/realms/cern'
const endpoints = [
  '/oauth/token',
  `${realm}/api-access/token`,
  `${realm}/protocol/openid-connect/token`,
  `${realm}/protocol/openid-connect/auth/device`,
  '/oauth/v1/token',
  '/oauth/api/v2/token/introspect',
]
const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'audience',
  'scope',
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'device_code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'refresh_token',
  'code',
  'redirect_uri',
  'token',
  '__proto__',
]
const secret = 'fuzzed-secret-of-the-client'
const values = fc.oneof(
  fc.constantFrom(
    ...['client_credentials', 'authorization_code', 'refresh_token', '__proto__', 'constructor'],
    ...['device_code', 'token-exchange'].map((grant) => `urn:ietf:params:oauth:grant-type:${grant}`),
    ...['fuzzed', 'demo', 'demo-public', secret, 'authorization-service-api', 'openid', 'S256', ''],
    ...['a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'f'.repeat(64), 'x'.repeat(43)],
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
// What is put where no secret belongs may be told again.
const field = fc
  .tuple(fc.constantFrom(...names), values)
  .map(([name, value]) => [name, value === secret && name !== 'client_secret' ? 'fuzzed' : value] as const)
const valid = [
  ['grant_type', 'client_credentials'],
  ['client_id', 'fuzzed'],
  ['client_secret', secret],
] as const
const fields = fc
  .tuple(fc.subarray([...valid]), fc.array(field, { maxLength: 6 }))
  .map(([some, others]) => [...some, ...others])
const bodies = fc.oneof(
  fields.map((entries) => new URLSearchParams(entries.map(([name, value]) => [name, value])).toString()),
  fields.map((entries) => JSON.stringify(Object.fromEntries(entries))),
  fc.json(),
  fc.string({ maxLength: 60 }),
)
const types = fc.constantFrom(
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=UTF-8; x=y',
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded, application/json',
)
const authorizations = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.string({ maxLength: 40 }).map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
  fc.constantFrom(
    `Basic ${Buffer.from(`fuzzed:${secret}`).toString('base64')}`,
    `Basic ${Buffer.from('fuzzed:wrong').toString('base64')}`,
    'Basic %%%',
    'Basic /w==',
    'Bearer x',
  ),
)

test('a token endpoint responds to any body with a token or an error, never with a secret', {
  tags: 'property',
  timeout: 60_000,
}, async () => {
  const mock = mockWith({ clients: [{ id: 'fuzzed', secret }] })
  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...endpoints),
      bodies,
      types,
      authorizations,
      async (path, body, type, authorization) => {
        const headers = { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) }
        const response = await mock.send(origin + path, { method: 'POST', body, headers })
        statuses.add(response.status)
        expect([200, 400, 401, 403]).toContain(response.status)
        expect(response.headers.get('cache-control')).toBe('no-store')
        const text = await response.text()
        const told: unknown = JSON.parse(text)
        if (response.status !== 200) expect(told).toMatchObject({ error: expect.stringMatching(/^[a-z_]+$/) })
        expect(text).not.toContain(secret)
      },
    ),
    propertyRuns(2000),
  )
  expect([...statuses].sort()).toEqual([200, 400, 401, 403])
})
