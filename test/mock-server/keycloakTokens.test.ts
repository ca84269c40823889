import { describe, expect, test } from 'vitest'
import type { MockOptions } from '../helpers/mockInProcess.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'

const realm = `${origin}/auth/realms/cern`
const formType = 'application/x-www-form-urlencoded'
const credentials = { client_id: 'demo', client_secret: 'demo-secret' }
const request = { grant_type: 'client_credentials', audience: 'authorization-service-api' }
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

function ask(
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  options?: MockOptions,
): Promise<Response> {
  return mockWith(options).send(`${realm}/api-access/token`, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': formType, ...headers },
  })
}
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

describe('the token endpoint for programs', () => {
  test('issues a service account a token for the requested audience', async () => {
    const response = await ask({ ...request, ...credentials })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { access_token, ...rest } = await response.json()
    expect(rest).toEqual({
      token_type: 'Bearer',
      expires_in: 1200,
      refresh_expires_in: 0,
      'not-before-policy': 0,
      scope: '',
    })
    const { iat, jti, ...claims } = claimsOf(access_token)
    expect(jti).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(claims).toEqual({
      iss: realm,
      sub: 'service-account-demo',
      preferred_username: 'service-account-demo',
      aud: 'authorization-service-api',
      azp: 'demo',
      typ: 'Bearer',
      exp: iat + 1200,
      scope: '',
    })
  })

  test.each([formType, `${formType};charset=UTF-8`, `${formType}; param=value`, formType.toUpperCase()])(
    'reads a body of %s',
    async (type) => {
      expect((await ask({ ...request, ...credentials }, { 'content-type': type })).status).toBe(200)
    },
  )

  test.each([
    ['as they are', 'a+b%', 's+cr%et'],
    ['form-encoded', 'a%2Bb%25', 's%2Bcr%25et'],
    ['form-encoded in part', 'a%2Bb%25', 's%2bcr%25et'],
  ])('accepts credentials from HTTP Basic, encoded %s', async (_how, id, secret) => {
    const clients = [{ id: 'a+b%', secret: 's+cr%et' }]
    const response = await ask(request, basic(id, secret), { clients })
    expect(response.status).toBe(200)
    expect(claimsOf((await response.json()).access_token).azp).toBe('a+b%')
  })

  test('issues a token for any audience, and by default for the client itself', async () => {
    const audienceOf = async (fields: Record<string, string>) =>
      claimsOf((await (await ask({ ...fields, ...credentials })).json()).access_token).aud
    expect(await audienceOf({ ...request, audience: 'nobody-knows-it' })).toBe('nobody-knows-it')
    expect(await audienceOf({ grant_type: 'client_credentials' })).toBe('demo')
  })

  test('issues tokens with the configured lifetime', async () => {
    const response = await ask({ ...request, ...credentials }, {}, { tokenTtlSeconds: 60 })
    const { access_token, expires_in } = await response.json()
    const { iat, exp } = claimsOf(access_token)
    expect([expires_in, exp - iat]).toEqual([60, 60])
  })

  test.each<
    [what: string, fields: Record<string, string>, headers: Record<string, string>, 400 | 401, error: string]
  >([
    ['a wrong secret', { ...credentials, client_secret: 'hunter2' }, {}, 401, 'unauthorized_client'],
    ['no secret', { client_id: 'demo' }, {}, 401, 'unauthorized_client'],
    ['an unknown client', { ...credentials, client_id: 'x' }, {}, 401, 'invalid_client'],
    ['no client', {}, {}, 401, 'invalid_client'],
    ['a client called __proto__', { ...credentials, client_id: '__proto__' }, {}, 401, 'invalid_client'],
    ['a header of nonsense', credentials, { authorization: 'Basic !' }, 401, 'invalid_client'],
    ['a wrong secret in the header', {}, basic('demo', 'hunter2'), 401, 'unauthorized_client'],
    ['no grant type', { ...credentials, grant_type: '' }, {}, 400, 'unsupported_grant_type'],
    [
      'another grant type',
      { ...credentials, grant_type: 'refresh_token' },
      {},
      400,
      'unsupported_grant_type',
    ],
    ['JSON', credentials, { 'content-type': 'application/json' }, 400, 'invalid_request'],
  ])('rejects %s', async (_what, fields, headers, status, error) => {
    const response = await ask({ ...request, ...fields }, headers)
    expect(response.status).toBe(status)
    const text = await response.text()
    expect(JSON.parse(text).error).toBe(error)
    expect(text).not.toMatch(/demo-secret|hunter2/)
  })

  test('accepts only POST', async () => {
    const got = await mockWith().send(`${realm}/api-access/token`)
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'OPTIONS, POST'])
  })
})
