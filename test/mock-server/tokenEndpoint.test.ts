import { startMockServer } from '@personctl/mock-server'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { accessToken, requestToken } from '../helpers/accessToken.ts'
import type { MockOptions } from '../helpers/mockInProcess.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'

describe('the token endpoint', () => {
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const post = (body: string, headers: Record<string, string>, options?: MockOptions) =>
    mockWith(options).send(`${origin}/oauth/token`, { method: 'POST', body, headers })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const request = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }

  test('accepts JSON and form bodies and issues the claims of Auth0', async () => {
    for (const [body, headers] of [
      [JSON.stringify({ ...request, scope: 'display:none' }), json],
      [new URLSearchParams({ ...request, scope: 'display:none' }).toString(), form],
    ] as const) {
      const response = await post(body, headers, { tokenTtlSeconds: 120 })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      const { access_token, ...rest } = await response.json()
      expect(rest).toEqual({ token_type: 'Bearer', expires_in: 120, scope: 'display:none' })
      const { iat, ...claims } = claimsOf(access_token)
      expect(claims).toEqual({
        iss: `${origin}/`,
        sub: 'demo@clients',
        aud: 'api.sso.mozilla.com',
        exp: iat + 120,
        azp: 'demo',
        scope: 'display:none',
        gty: 'client-credentials',
      })
    }
  })

  test('accepts form-encoded credentials from HTTP Basic', async () => {
    const client = { id: 'a:b%', secret: 'p+ß w' }
    const basic = Buffer.from(
      `${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret).replace('%20', '+')}`,
    )
    const headers = { ...form, authorization: `Basic ${basic.toString('base64')}` }
    const response = await post('grant_type=client_credentials', headers, { clients: [client] })
    expect(claimsOf((await response.json()).access_token).azp).toBe('a:b%')
    for (const broken of ['Basic !', 'Basic YWJj', 'Basic JTp4', 'Basic ZGVtbzp3cm9uZw=='])
      expect((await post('grant_type=client_credentials', { ...form, authorization: broken })).status).toBe(
        401,
      )
  })

  test('grants the demo client all known scopes by default, and those that are named for any client on request', async () => {
    const mock = mockWith({ clients: [{ id: 'other', secret: 's', scopes: ['made:up'] }] })
    const scopeOf = async (scope?: string) =>
      claimsOf(await mock.token(scope === undefined ? {} : { scope })).scope
    expect((await scopeOf()).split(' ')).toHaveLength(16)
    expect(await scopeOf('made:up display:none')).toBe('made:up display:none')
    const mistyped = await requestToken(origin, { scope: 'displaay:all' }, mock.send)
    expect([mistyped.status, (await mistyped.json()).error]).toEqual([403, 'access_denied'])
    expect(await scopeOf('')).toBe(undefined)
    expect(await (await requestToken(origin, { scope: '' }, mock.send)).json()).not.toHaveProperty('scope')
  })

  test('grants a client with a list of scopes only these', async () => {
    const clients = [
      { id: 'reader', secret: 's3cret', scopes: ['display:staff', 'display:none'] },
      { id: 'none', secret: 's', scopes: [] },
    ]
    const mock = mockWith({ clients })
    const reader = { clientId: 'reader', clientSecret: 's3cret' }
    expect(claimsOf(await mock.token(reader)).scope).toBe('display:staff display:none')
    expect(claimsOf(await mock.token({ ...reader, scope: 'display:none' })).scope).toBe('display:none')
    expect(claimsOf(await mock.token({ clientId: 'none', clientSecret: 's' })).scope).toBe(undefined)
    const rejected = await requestToken(
      origin,
      { ...reader, scope: 'display:none display:all write' },
      mock.send,
    )
    expect(rejected.status).toBe(403)
    const { error, error_description } = await rejected.json()
    expect(error).toBe('access_denied')
    expect(error_description).toContain('may not ask for display:all write')
  })

  test('accepts any client if configured; a registered client replaces the demo client of the same id', async () => {
    const any = mockWith({ anyClient: true })
    expect((await requestToken(origin, { clientId: 'x', clientSecret: 'y' }, any.send)).status).toBe(200)
    const replaced = mockWith({ data: { clients: [{ id: 'demo', secret: 'other' }] } })
    expect((await requestToken(origin, {}, replaced.send)).status).toBe(401)
    expect((await requestToken(origin, { clientSecret: 'other' }, replaced.send)).status).toBe(200)
  })

  test.each<[what: string, body: string, headers: Record<string, string>, status: number, error: string]>([
    ['an unknown client', JSON.stringify({ ...request, client_id: 'x' }), json, 401, 'access_denied'],
    [
      'a client called __proto__',
      JSON.stringify({ ...request, client_id: '__proto__' }),
      json,
      401,
      'access_denied',
    ],
    ['a wrong secret', JSON.stringify({ ...request, client_secret: 'hunter2' }), json, 401, 'access_denied'],
    ['no secret', 'grant_type=client_credentials&client_id=demo', form, 401, 'access_denied'],
    ['no grant type', 'client_id=demo&client_secret=demo-secret', form, 403, 'unauthorized_client'],
    [
      'another grant type',
      JSON.stringify({ ...request, grant_type: 'password' }),
      json,
      403,
      'unsupported_grant_type',
    ],
    ['an unknown audience', JSON.stringify({ ...request, audience: 'nowhere' }), json, 403, 'access_denied'],
    ['broken JSON', '{"grant_type":', json, 400, 'invalid_request'],
    ['a list', '[]', json, 400, 'invalid_request'],
    ['a number for a scope', JSON.stringify({ ...request, scope: 5 }), json, 400, 'invalid_request'],
    ['no content type', JSON.stringify(request), { 'content-type': 'text/plain' }, 400, 'invalid_request'],
    ['too much', `${JSON.stringify(request)}${' '.repeat(70_000)}`, json, 413, 'invalid_request'],
  ])('rejects %s', async (_what, body, headers, status, error) => {
    const response = await post(body, headers)
    expect(response.status).toBe(status)
    const text = await response.text()
    expect(JSON.parse(text).error).toBe(error)
    expect(text).not.toMatch(/demo-secret|hunter2/)
    if (status === 401) expect(JSON.parse(text)).toEqual({ error, error_description: 'Unauthorized' })
  })

  test('names an unknown audience, and accepts only POST', async () => {
    const unknown = await requestToken(origin, { audience: 'nowhere' }, mockWith().send)
    expect((await unknown.json()).error_description).toBe('Service not found: nowhere')
    const got = await mockWith().send(`${origin}/oauth/token`)
    expect(got.status).toBe(405)
    expect(got.headers.get('allow')).toBe('OPTIONS, POST')
  })

  test('rejects a body that is too large without a content length', async () => {
    const server = await startMockServer({ port: 0 })
    onTestFinished(() => server.close())
    const body = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 20; part++) controller.enqueue(new Uint8Array(10_000).fill(32))
        controller.close()
      },
    })
    const response = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      headers: json,
      body,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })
})

test('discovery refers to the keys that verify a token', async () => {
  const server = await startMockServer({ port: 0 })
  onTestFinished(() => server.close())
  const get = async (url: string) => (await fetch(url)).json()
  const iam = await get(`${server.url}/.well-known/mozilla-iam`)
  expect(iam.api.endpoints.person).toBe(server.url)
  expect(iam.api.scopes_supported).toHaveLength(15)
  const openId = await get(iam.oidc_discovery_uri)
  expect(openId.issuer).toBe(`${server.url}/`)
  expect(openId.token_endpoint).toBe(server.services.cis.tokenUrl)
  const token = await accessToken(server.url, { audience: iam.api.audience })
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(openId.jwks_uri)), {
    issuer: openId.issuer,
    audience: iam.api.audience,
  })
  expect(payload.sub).toBe('demo@clients')
})
