import { createHash } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { currentExample } from '../helpers/dabpExamples.ts'
import type { MockInProcess } from '../helpers/mockInProcess.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'
import type { Fields } from './helpers/tenant.ts'
import { demo, machineToken, post, reportUrl, uuidOf } from './helpers/tenant.ts'

const issuer = `${origin}/oauth`
const tokenUrl = `${issuer}/v1/token`
const claim = 'urn:onegini.com:oidc:group_policies'
const request = { grant_type: 'client_credentials', scope: 'dabp_person_report' }
const errorOf = async (response: Response) => [response.status, (await response.json()).error]
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const opaque = { id: 'opaque', secret: 's', opaqueTokens: true }
const legacy = { id: 'legacy', secret: 's', legacyGroupPermissions: true }

function standingClock() {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  return (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000)
}

describe('the token endpoint', () => {
  test('issues a program a JWT with the documented claims', async () => {
    const response = await post(mockWith(), tokenUrl, { ...request, ...demo })
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const { access_token, ...rest } = await response.json()
    expect(rest).toEqual({ token_type: 'bearer', expires_in: 900, scope: 'dabp_person_report' })
    const { iat = 0, ...claims } = decodeJwt(access_token)
    expect(claims).toEqual({
      iss: issuer,
      sub: 'demo',
      aud: 'dabp',
      cid: 'demo',
      nbf: iat,
      exp: iat + 900,
      scp: ['dabp_person_report'],
      scope: 'dabp_person_report',
      ver: 1,
      jti: expect.stringMatching(/^AT\.[0-9a-f-]{36}$/),
    })
  })

  test('accepts credentials from HTTP Basic, form-encoded or not', async () => {
    const mock = mockWith({ clients: [{ id: 'a:b', secret: 'p+ß %' }] })
    const encoded = basic('a%3Ab', encodeURIComponent('p+ß %').replace('%20', '+'))
    const body = new URLSearchParams(request)
    expect((await mock.send(tokenUrl, { method: 'POST', body, headers: encoded })).status).toBe(200)
    const plain = mockWith({ clients: [{ id: 'a', secret: 'p+ %' }] })
    expect((await plain.send(tokenUrl, { method: 'POST', body, headers: basic('a', 'p+ %') })).status).toBe(
      200,
    )
  })

  test('grants only the scopes that a client may have', async () => {
    const mock = mockWith({ clients: [{ id: 'reader', secret: 's', scopes: ['dabp_read'] }] })
    const scopeOf = async (fields: Fields) =>
      (await (await post(mock, tokenUrl, { grant_type: 'client_credentials', ...fields })).json()).scope
    expect(await scopeOf(demo)).toBe('dabp_person_report dabp_read dabp_write')
    expect(await scopeOf({ client_id: 'reader', client_secret: 's' })).toBe('dabp_read')
    expect(await scopeOf({ ...demo, scope: '' })).toBe(undefined)
    for (const fields of [
      { client_id: 'reader', client_secret: 's' },
      { ...demo, scope: 'openid' },
    ])
      expect(await errorOf(await post(mock, tokenUrl, { ...request, ...fields }))).toEqual([
        400,
        'invalid_scope',
      ])
  })

  test.each<[what: string, fields: Fields, headers: Fields, status: number, error: string]>([
    ['a wrong secret', { ...demo, client_secret: 'hunter2' }, {}, 400, 'invalid_client'],
    ['no client', {}, {}, 400, 'invalid_client'],
    ['a wrong secret in the header', {}, basic('demo', 'hunter2'), 401, 'invalid_client'],
    ['a header of nonsense', {}, { authorization: 'Basic !' }, 401, 'invalid_client'],
    ['a public client', { client_id: 'demo-public' }, {}, 400, 'unauthorized_client'],
    ['another grant type', { ...demo, grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['JSON', demo, { 'content-type': 'application/json' }, 400, 'invalid_request'],
  ])('rejects %s', async (_what, fields, headers, status, error) => {
    const response = await mockWith().send(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({ ...request, ...fields }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
    const text = await response.text()
    expect([response.status, JSON.parse(text).error]).toEqual([status, error])
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="oauth"' : null)
    expect(text).not.toMatch(/demo-secret|hunter2/)
  })
})

describe('an opaque token', () => {
  const client = { client_id: 'opaque', client_secret: 's' }

  test('grants access to reports until it expires', async () => {
    const wait = standingClock()
    const mock = mockWith({ clients: [opaque] })
    const token = await machineToken(mock, client)
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    const uuid = await uuidOf(mock, 'ada.lovelace@example.org')
    const ask = async (bearer: string) => (await mock.ask(`Bearer ${bearer}`, reportUrl(uuid))).status
    expect(await ask(token)).toBe(200)
    expect(await ask(token.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(401)
    wait(899)
    expect(await ask(token)).toBe(200)
    wait(1)
    expect(await ask(token)).toBe(401)
    expect(await ask(await machineToken(mock, { ...client, scope: 'dabp_read' }))).toBe(403)
  })

  test('is unique, and the same in every run', async () => {
    const tokens = async () => {
      const mock = mockWith({ clients: [opaque] })
      return [await machineToken(mock, client), await machineToken(mock, client)]
    }
    const [first, second] = await tokens()
    expect(first).not.toBe(second)
    expect(await tokens()).toEqual([first, second])
  })
})

describe('introspection', () => {
  const introspect = (mock: MockInProcess, token: string, headers: Fields = basic('demo', 'demo-secret')) =>
    mock.send(`${issuer}/api/v2/token/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers,
    })

  test.each([
    ['a JWT', demo],
    ['an opaque token', { client_id: 'opaque', client_secret: 's' }],
  ])('returns the claims of %s', async (_what, client) => {
    const wait = standingClock()
    const mock = mockWith({ clients: [opaque] })
    const token = await machineToken(mock, client)
    const iat = 1_700_000_000
    expect(await (await introspect(mock, token)).json()).toEqual({
      active: true,
      token_type: 'bearer',
      scope: 'dabp_person_report',
      client_id: client['client_id'],
      sub: client['client_id'],
      iat,
      nbf: iat,
      exp: iat + 900,
    })
    wait(900)
    expect(await (await introspect(mock, token)).json()).toEqual({ active: false })
  })

  test('says only that any other token is not active', async () => {
    const mock = mockWith()
    for (const token of ['nonsense', 'f'.repeat(64), await mock.token()])
      expect(await (await introspect(mock, token)).json()).toEqual({ active: false })
  })

  test('is allowed only to clients with a secret', async () => {
    const mock = mockWith()
    expect(await errorOf(await introspect(mock, 't', basic('demo', 'wrong')))).toEqual([
      401,
      'invalid_client',
    ])
    expect(await errorOf(await introspect(mock, 't', basic('demo-public', '')))).toEqual([
      401,
      'invalid_client',
    ])
    const url = `${issuer}/api/v2/token/introspect`
    expect(await errorOf(await post(mock, url, demo))).toEqual([400, 'invalid_request'])
  })
})

describe('a person who signs in', () => {
  const application = 'https://app.example/callback?from=tenant'
  const verifier = 'a-verifier-of-forty-three-characters-or-more'
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const begun = { response_type: 'code', client_id: 'demo', redirect_uri: application, scope: 'openid' }

  async function wayBack(mock: MockInProcess, query: Fields = {}): Promise<URL> {
    const response = await mock.send(`${issuer}/v1/authorize?${new URLSearchParams({ ...begun, ...query })}`)
    expect(response.status).toBe(302)
    return new URL(response.headers.get('location') ?? '')
  }
  const redeem = (mock: MockInProcess, code: string | null, fields: Fields = demo) =>
    post(mock, tokenUrl, {
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: application,
      ...fields,
    })
  /** The tokens of Ada, or somebody else, in an application. */
  async function tokensOf(mock: MockInProcess, client: Fields = demo, query: Fields = {}) {
    const url = await wayBack(mock, { client_id: client['client_id'] ?? '', ...query })
    const response = await redeem(mock, url.searchParams.get('code'), client)
    expect(response.status).toBe(200)
    return response.json()
  }
  const userInfo = (mock: MockInProcess, token: string) =>
    mock.send(`${issuer}/v1/userinfo`, { headers: { authorization: `Bearer ${token}` } })
  const introspection = async (mock: MockInProcess, token: string) =>
    (await post(mock, `${issuer}/api/v2/token/introspect`, { ...demo, token })).json()

  test('returns to the application with a code for tokens that lead to the report', async () => {
    const mock = mockWith()
    const query = { state: 'a b', nonce: 'n1', scope: 'openid profile email' }
    const url = await wayBack(mock, query)
    expect(url.href).toMatch(/^https:\/\/app\.example\/callback\?from=tenant&code=[0-9a-f]{64}&state=a\+b$/)
    const response = await (await redeem(mock, url.searchParams.get('code'))).json()
    expect(response).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'openid profile email' })
    const keys = createLocalJWKSet(await (await mock.send(`${issuer}/v1/keys`)).json())
    const { payload } = await jwtVerify(response.id_token, keys, { issuer, audience: 'demo' })
    const uuid = await uuidOf(mock, 'ada.lovelace@example.org')
    const report = await (await mock.ask(`Bearer ${await machineToken(mock)}`, reportUrl(uuid))).json()
    expect(payload).toMatchObject({
      sub: uuid,
      nonce: 'n1',
      name: 'Ada Lovelace',
      email: 'ada.lovelace@example.org',
    })
    // The report of Ada is too large for an ID token, which has to fit into a cookie.
    expect(payload).not.toHaveProperty([claim])
    expect(response.id_token.length).toBeLessThan(3500)
    expect(decodeJwt(response.access_token)).not.toHaveProperty([claim])
    expect(await (await userInfo(mock, response.access_token)).json()).toMatchObject({
      sub: uuid,
      [claim]: report,
    })
    expect(await introspection(mock, response.access_token)).toMatchObject({ sub: uuid, [claim]: report })
  })

  test('has a report in the ID token if it is small', async () => {
    const groups = (length: number) =>
      Array.from({ length }, (_, number) => ({ id: `group-${number}`, name: `Group ${number}` }))
    const people = { small: { groups: groups(40) }, large: { groups: groups(50) } }
    const mock = mockWith({ data: { dabp: { people } } })
    const tokenOf = async (login_hint: string) =>
      (await tokensOf(mock, demo, { login_hint, scope: 'openid profile email' })).id_token
    const small = await tokenOf('small')
    expect(decodeJwt(small)[claim]).toEqual(people.small)
    expect(small.length).toBeLessThan(3500)
    expect(decodeJwt(await tokenOf('large'))).not.toHaveProperty([claim])
  })

  test('is reported in format 1 to a client that is configured for it', async () => {
    const people = { p1: currentExample }
    const mock = mockWith({ clients: [legacy], data: { dabp: { people } } })
    const client = { client_id: 'legacy', client_secret: 's' }
    const { access_token, id_token } = await tokensOf(mock, client, { login_hint: 'p1' })
    // Both groups of the documentation's example have one id.
    const id = '2374b2db-e690-4f3a-89e0-ccd5aaf6c601'
    const subject = { type: 'PERSON', subject_id: 'p1' }
    const report = {
      person: { idp_type: 'CIM', person_id: 'p1' },
      group_permissions: [
        { id, permissions: [], custom_attributes: { salesforceId: '12345' } },
        { id, permissions: expect.arrayContaining(['GROUP_MEMBER_MANAGE']), custom_attributes: {} },
      ],
      policies: [
        { id: '77195a4e-c610-4716-b790-721a5fdde1e6', name: 'Pension', scopes: [id, id], subject },
        { id: '6fbe9789-ee84-46eb-9234-2d2d711a0328', name: 'Insurance', scopes: [id, id], subject },
      ],
    }
    expect(decodeJwt(id_token)[claim]).toEqual(report)
    expect(await (await userInfo(mock, access_token)).json()).toMatchObject({ sub: 'p1', [claim]: report })
    expect((await introspection(mock, access_token))[claim]).toEqual(report)
    const claims = decodeJwt(access_token)
    expect(JSON.parse(claims['group_permissions'] as string)).toEqual(report)
    expect(claims).not.toHaveProperty([claim])
  })

  test('has no report in an access token that would become too large', async () => {
    const groups = Array.from({ length: 200 }, (_, number) => ({ id: `group-${number}`, name: `${number}` }))
    const mock = mockWith({ clients: [legacy], data: { dabp: { people: { p1: { groups } } } } })
    const client = { client_id: 'legacy', client_secret: 's' }
    const { access_token } = await tokensOf(mock, client)
    expect(decodeJwt(access_token)).not.toHaveProperty('group_permissions')
    const told = await (await userInfo(mock, access_token)).json()
    expect(told[claim].group_permissions).toHaveLength(200)
  })

  test('may have an opaque token, whose scopes determine the userinfo', async () => {
    const mock = mockWith({ clients: [opaque] })
    const client = { client_id: 'opaque', client_secret: 's' }
    const { access_token } = await tokensOf(mock, client, { login_hint: 'grace.hopper@example.org' })
    expect(access_token).toMatch(/^[0-9a-f]{64}$/)
    const told = await (await userInfo(mock, access_token)).json()
    expect(Object.keys(told).sort()).toEqual(['sub', claim].sort())
    const { access_token: email, id_token } = await tokensOf(mock, client, { scope: 'email' })
    expect(id_token).toBe(undefined)
    expect(await errorOf(await userInfo(mock, email))).toEqual([403, 'insufficient_scope'])
    expect(await errorOf(await userInfo(mock, 'nonsense'))).toEqual([401, 'invalid_token'])
  })

  test('cannot read reports', async () => {
    const mock = mockWith()
    const { access_token } = await tokensOf(mock)
    expect((await mock.ask(`Bearer ${access_token}`, reportUrl('x'))).status).toBe(401)
    const wanted = await wayBack(mock, { scope: 'openid dabp_person_report', state: 's' })
    expect(wanted.searchParams.get('error')).toBe('invalid_scope')
    expect(wanted.searchParams.get('state')).toBe('s')
  })

  test.each<[what: string, query: Fields, error: string]>([
    ['without response_type=code', { response_type: 'token' }, 'unsupported_response_type'],
    ['as nobody', { login_hint: 'nobody@example.org' }, 'login_required'],
    ['with another method than S256', { code_challenge, code_challenge_method: 'plain' }, 'invalid_request'],
  ])('cannot sign in %s', async (_what, query, error) => {
    const { searchParams } = await wayBack(mockWith(), query)
    expect([searchParams.get('error'), searchParams.get('code')]).toEqual([error, null])
  })

  test.each<[what: string, query: Fields, error: string]>([
    ['an unknown client', { client_id: 'x' }, 'invalid_client'],
    ['no way back', { redirect_uri: '' }, 'invalid_request'],
    ['a way back with a fragment', { redirect_uri: 'https://app.example/#x' }, 'invalid_request'],
    ['a way back that is a script', { redirect_uri: 'javascript:alert(1)' }, 'invalid_request'],
  ])('is not redirected with %s', async (_what, query, error) => {
    const response = await mockWith().send(
      `${issuer}/v1/authorize?${new URLSearchParams({ ...begun, ...query })}`,
    )
    expect(await errorOf(response)).toEqual([400, error])
  })

  test('gets a code that works once, for a minute, for one client and redirect URI', async () => {
    const wait = standingClock()
    const mock = mockWith({ clients: [legacy] })
    const newCode = async () => (await wayBack(mock)).searchParams.get('code')
    const invalid = [400, 'invalid_grant']
    const used = await newCode()
    expect((await redeem(mock, used)).status).toBe(200)
    expect(await errorOf(await redeem(mock, used))).toEqual(invalid)
    const other = { client_id: 'legacy', client_secret: 's' }
    expect(await errorOf(await redeem(mock, await newCode(), other))).toEqual(invalid)
    const elsewhere = { ...demo, redirect_uri: 'https://app.example/' }
    expect(await errorOf(await redeem(mock, await newCode(), elsewhere))).toEqual(invalid)
    expect(await errorOf(await redeem(mock, 'nonsense'))).toEqual(invalid)
    const [late, soon] = [await newCode(), await newCode()]
    wait(59)
    expect((await redeem(mock, soon)).status).toBe(200)
    wait(1)
    expect(await errorOf(await redeem(mock, late))).toEqual(invalid)
  })

  test('has to send the PKCE verifier in a public client', async () => {
    const mock = mockWith()
    const start = { client_id: 'demo-public', code_challenge, code_challenge_method: 'S256' }
    const newCode = async () => (await wayBack(mock, start)).searchParams.get('code')
    const client = { client_id: 'demo-public' }
    expect((await redeem(mock, await newCode(), { ...client, code_verifier: verifier })).status).toBe(200)
    for (const wrong of [{}, { code_verifier: 'x' }])
      expect(await errorOf(await redeem(mock, await newCode(), { ...client, ...wrong }))).toEqual([
        400,
        'invalid_grant',
      ])
  })
})

test('discovery leads to every endpoint', async () => {
  const found = await (await mockWith().send(`${issuer}/.well-known/openid-configuration`)).json()
  expect(found).toMatchObject({
    issuer,
    token_endpoint: tokenUrl,
    authorization_endpoint: `${issuer}/v1/authorize`,
    userinfo_endpoint: `${issuer}/v1/userinfo`,
    introspection_endpoint: `${issuer}/api/v2/token/introspect`,
    jwks_uri: `${issuer}/v1/keys`,
  })
  expect(found.claims_supported).toContain(claim)
})
