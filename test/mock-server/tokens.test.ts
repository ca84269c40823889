import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, startMockServer } from '@personctl/mock-server'
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { accessToken, requestToken } from './accessToken.ts'

const origin = 'http://mock.test'
const ada = `${origin}/v2/user/primary_email/ada.lovelace@example.org`

type Options = Parameters<typeof createApp>[0]

function mockWith(options: Options = {}) {
  const app = createApp(options)
  const send = (url: string, init?: RequestInit) => app(new Request(url, init))
  return {
    send,
    token: (wish?: Parameters<typeof accessToken>[1], at = origin) => accessToken(at, wish, send),
    ask: (authorization: string, url = ada) => send(url, { headers: { authorization } }),
  }
}

const edited = (token: string, part: 0 | 1, change: (value: Record<string, unknown>) => void) => {
  const parts = token.split('.')
  const value = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString())
  change(value)
  parts[part] = Buffer.from(JSON.stringify(value)).toString('base64url')
  return parts.join('.')
}

describe('a request is refused', () => {
  const missing = ['authorization_header_missing', 'Authorization header is expected']
  const parsing = ['invalid_header', 'Unable to parse authentication token.']
  const key = ['invalid_header', 'Unable to find appropriate key']
  test.each<[what: string, header: (token: string) => string, refusal: string[]]>([
    ['an empty header', () => '', missing],
    [
      'another scheme',
      (token) => `Basic ${token}`,
      ['invalid_header', 'Authorization header must start with Bearer'],
    ],
    ['no scheme', (token) => token, ['invalid_header', 'Authorization header must start with Bearer']],
    ['no token', () => 'Bearer', ['invalid_header', 'Token not found']],
    [
      'three parts',
      (token) => `Bearer ${token} x`,
      ['invalid_header', 'Authorization header must be Bearer token'],
    ],
    ['no JWT', () => 'Bearer nonsense', parsing],
    ['a JWT of nonsense', () => 'Bearer a.b.c', parsing],
    ['a broken signature', (token) => `Bearer ${token.slice(0, -6)}AAAAAA`, parsing],
    ['no signature', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}.`, parsing],
    [
      'other claims',
      (token) =>
        `Bearer ${edited(token, 1, (claims) => {
          claims['scope'] = 'display:all'
        })}`,
      parsing,
    ],
    [
      'alg none',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          header['alg'] = 'none'
        }).replace(/[^.]*$/, '')}`,
      parsing,
    ],
    [
      'an unknown key',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          header['kid'] = 'other'
        })}`,
      key,
    ],
    [
      'no key id',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          delete header['kid']
        })}`,
      key,
    ],
  ])('%s', async (_what, header, [code, description]) => {
    const observed = mockWith()
    const refused = await observed.ask(header(await observed.token()))
    expect(refused.status).toBe(500)
    expect(await refused.text()).toBe('{"message": "Internal Server Error"}\n')
    const documented = mockWith({ conformance: 'documented' })
    const told = await documented.ask(header(await documented.token()))
    expect(told.status).toBe(401)
    expect(told.headers.get('www-authenticate')).toBe('Bearer')
    expect(await told.json()).toEqual({ code, description })
  })

  test('without the header', async () => {
    expect((await mockWith().send(ada)).status).toBe(500)
    const told = await mockWith({ conformance: 'documented' }).send(ada)
    expect(await told.json()).toEqual({ code: missing[0], description: missing[1] })
  })

  test('from the second its token expires, though it was accepted before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const mock = mockWith({ conformance: 'documented', tokenTtlSeconds: 60 })
    const token = await mock.token()
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    vi.setSystemTime(1_700_000_059_999)
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    vi.setSystemTime(1_700_000_060_000)
    const refused = await mock.ask(`Bearer ${token}`)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toEqual({ code: 'token_expired', description: 'token is expired' })
    expect((await mockWith({ conformance: 'documented' }).ask(`Bearer ${token}`)).status).toBe(401)
  })

  test('with a token of another server', async () => {
    const token = await mockWith().token({}, 'http://elsewhere.test')
    const refused = await mockWith({ conformance: 'documented' }).ask(`Bearer ${token}`)
    expect(await refused.json()).toEqual({
      code: 'invalid_claims',
      description: 'incorrect claims,please check the audience and issuer',
    })
  })
})

test('both conformance modes agree on everything but refused tokens', async () => {
  for (const conformance of ['observed', 'documented'] as const) {
    const mock = mockWith({ conformance })
    const nobody = await mock.ask(`Bearer ${await mock.token()}`, `${origin}/v2/user/uuid/nobody`)
    expect(nobody.status).toBe(200)
    expect(await nobody.text()).toBe('{}\n')
  }
})

describe('a request is accepted', () => {
  test.each(['Bearer', 'bearer', 'BEARER', '\t bEaReR  '])('with the scheme written "%s"', async (scheme) => {
    const mock = mockWith()
    expect((await mock.ask(`${scheme} ${await mock.token()}`)).status).toBe(200)
  })

  test('with a token for any CIS audience, from any origin the server was asked at', async () => {
    const mock = mockWith()
    for (const audience of ['api.sso.mozilla.com', 'api.test.sso.allizom.org', 'api.dev.sso.allizom.org']) {
      const token = await mock.token({ audience }, 'http://token.test')
      expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    }
  })

  test('with a token from before the server was started again', async () => {
    const token = await mockWith().token()
    expect((await mockWith().ask(`Bearer ${token}`)).status).toBe(200)
  })
})

describe('another issuer', () => {
  const issuer = 'https://id.team.test'
  async function identityProvider() {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const sign = (claims: Record<string, unknown>, header = {}) =>
      new SignJWT({
        iss: issuer,
        aud: 'api.sso.mozilla.com',
        exp: 4_000_000_000,
        scope: 'display:none',
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'team', ...header })
        .sign(privateKey)
    return { sign, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'team', alg: 'RS256' }] } }
  }
  const codeOf = async (answer: Response) => (answer.status === 200 ? 'accepted' : (await answer.json()).code)

  test('is trusted by its keys, for its issuer, for a known audience, until expiry', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ conformance: 'documented', trust: { issuer, jwks, audience: 'team-audience' } })
    const codeFor = async (claims: Record<string, unknown>, header = {}) =>
      codeOf(await mock.ask(`Bearer ${await sign(claims, header)}`))
    expect(await codeFor({})).toBe('accepted')
    expect(await codeFor({ aud: ['x', 'team-audience'] })).toBe('accepted')
    expect(await codeFor({ aud: 'x' })).toBe('invalid_claims')
    expect(await codeFor({ aud: undefined })).toBe('invalid_claims')
    expect(await codeFor({ exp: 1, aud: 'x' })).toBe('token_expired')
    expect(await codeFor({ nbf: 4_000_000_000 })).toBe('invalid_claims')
    expect(await codeFor({ iss: 'https://elsewhere.test' })).toBe('invalid_header')
    expect(await codeFor({}, { kid: 'x' })).toBe('invalid_header')
    expect(await codeFor({}, { kid: undefined })).toBe('invalid_header')
  })

  test('its scope claim decides what comes back; without one, only what is public', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ trust: { issuer, jwks } })
    const seen = async (scope: unknown) => (await mock.ask(`Bearer ${await sign({ scope })}`)).json()
    expect(await seen('classification:public  display:none')).toHaveProperty('user_id')
    for (const scope of [undefined, ['display:none'], 5])
      expect(await seen(scope)).not.toHaveProperty('user_id')
  })

  test('its keys may be behind a URL', async () => {
    const { sign, jwks } = await identityProvider()
    const server = createServer((_request, answer) => answer.end(JSON.stringify(jwks))).listen(0, '127.0.0.1')
    onTestFinished(() => {
      server.close()
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const mock = mockWith({ conformance: 'documented', trust: { issuer, jwks: `http://127.0.0.1:${port}/` } })
    expect(await codeOf(await mock.ask(`Bearer ${await sign({})}`))).toBe('accepted')
    server.closeAllConnections()
    server.close()
    const cut = mockWith({ conformance: 'documented', trust: { issuer, jwks: `http://127.0.0.1:${port}/` } })
    expect(await codeOf(await cut.ask(`Bearer ${await sign({})}`))).toBe('invalid_header')
  })

  test('an audience of its own can be asked for at the token endpoint', async () => {
    const mock = mockWith({ audience: 'team-audience' })
    const token = await mock.token({ audience: 'team-audience' })
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
  })
})

describe('the token endpoint', () => {
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const post = (body: string, headers: Record<string, string>, options?: Options) =>
    mockWith(options).send(`${origin}/oauth/token`, { method: 'POST', body, headers })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const request = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }

  test('answers JSON and form alike, with the claims Auth0 gives', async () => {
    for (const [body, headers] of [
      [JSON.stringify({ ...request, scope: 'display:none' }), json],
      [new URLSearchParams({ ...request, scope: 'display:none' }).toString(), form],
    ] as const) {
      const answer = await post(body, headers, { tokenTtlSeconds: 120 })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const { access_token, ...rest } = await answer.json()
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

  test('takes credentials from HTTP Basic, form-encoded as OAuth says', async () => {
    const client = { id: 'a:b%', secret: 'p+ß w' }
    const basic = Buffer.from(
      `${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret).replace('%20', '+')}`,
    )
    const headers = { ...form, authorization: `Basic ${basic.toString('base64')}` }
    const answer = await post('grant_type=client_credentials', headers, { clients: [client] })
    expect(claimsOf((await answer.json()).access_token).azp).toBe('a:b%')
    for (const broken of ['Basic !', 'Basic YWJj', 'Basic JTp4', 'Basic ZGVtbzp3cm9uZw=='])
      expect((await post('grant_type=client_credentials', { ...form, authorization: broken })).status).toBe(
        401,
      )
  })

  test('the default client has every known scope unasked, and any scope it asks for', async () => {
    const mock = mockWith()
    const scopeOf = async (scope?: string) =>
      claimsOf(await mock.token(scope === undefined ? {} : { scope })).scope
    expect((await scopeOf()).split(' ')).toHaveLength(16)
    expect(await scopeOf('made:up display:none')).toBe('made:up display:none')
    expect(await scopeOf('')).toBe(undefined)
    expect(await (await requestToken(origin, { scope: '' }, mock.send)).json()).not.toHaveProperty('scope')
  })

  test('a client with listed scopes gets those, and no other', async () => {
    const clients = [
      { id: 'reader', secret: 's3cret', scopes: ['display:staff', 'display:none'] },
      { id: 'none', secret: 's', scopes: [] },
    ]
    const mock = mockWith({ clients })
    const reader = { clientId: 'reader', clientSecret: 's3cret' }
    expect(claimsOf(await mock.token(reader)).scope).toBe('display:staff display:none')
    expect(claimsOf(await mock.token({ ...reader, scope: 'display:none' })).scope).toBe('display:none')
    expect(claimsOf(await mock.token({ clientId: 'none', clientSecret: 's' })).scope).toBe(undefined)
    const refused = await requestToken(
      origin,
      { ...reader, scope: 'display:none display:all write' },
      mock.send,
    )
    expect(refused.status).toBe(403)
    const { error, error_description } = await refused.json()
    expect(error).toBe('access_denied')
    expect(error_description).toContain('may not ask for display:all write')
  })

  test('any client is welcome if told so; a registered one of the same id replaces the default', async () => {
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
  ])('refuses %s', async (_what, body, headers, status, error) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(status)
    const text = await answer.text()
    expect(JSON.parse(text).error).toBe(error)
    expect(text).not.toMatch(/demo-secret|hunter2/)
    if (status === 401) expect(JSON.parse(text)).toEqual({ error, error_description: 'Unauthorized' })
  })

  test('names the audience it does not know, and takes only POST', async () => {
    const unknown = await requestToken(origin, { audience: 'nowhere' }, mockWith().send)
    expect((await unknown.json()).error_description).toBe('Service not found: nowhere')
    const got = await mockWith().send(`${origin}/oauth/token`)
    expect(got.status).toBe(405)
    expect(got.headers.get('allow')).toBe('OPTIONS, POST')
  })

  test('refuses a body that grows too large without saying so', async () => {
    const server = await startMockServer({ port: 0 })
    onTestFinished(() => server.close())
    const body = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 20; part++) controller.enqueue(new Uint8Array(10_000).fill(32))
        controller.close()
      },
    })
    const answer = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      headers: json,
      body,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })
})

test('discovery leads to the keys that verify a token', async () => {
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
